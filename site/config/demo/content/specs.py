"""What the demo's pages are described by: plain values, read by the builders."""
from __future__ import annotations

from dataclasses import dataclass, field

from config.demo.content.pictures import Draw
from forms_app.question_types import FOLLOW_UPS, TYPES


@dataclass(frozen=True)
class Picture:
    """A drawn picture with its words."""

    key: str
    draw: Draw
    alt: str
    caption: str = ""


@dataclass(frozen=True)
class OccasionSpec:
    """An occasion so many weeks from the week of loading; times are local, "HH:MM".

    ``was``: weeks and weekday for which it stood before it was moved.
    """

    weeks: int
    weekday: int
    start: str = ""
    end: str = ""
    precision: str = "exact"
    title: str = ""
    documentation: str = ""
    was: tuple[int, int] | None = None
    place: str = ""
    room: str = ""
    mode: str = "in_person"
    join_link: str = ""
    status: str = "planned"


@dataclass(frozen=True)
class EventSpec:
    """One event page. Questions are (type, label, (options...), {facts}); only the type is needed.

    Facts are columns of the question, and ``only_if``: (number, option), both from 0, of an earlier question.

    ``sections``: a heading (may be empty) and paragraphs each. ``in_english``: it stands in the English tree.
    """

    key: str
    title: str
    lead: str
    kind: str
    occasions: tuple[OccasionSpec, ...]
    picture: Picture
    paragraphs: tuple[str, ...]
    mode: str = ""
    audiences: tuple[str, ...] = ()
    target_group: str = ""
    preparation: str = ""
    included: str = ""
    cost: str = ""
    registration_url: str = ""
    contacts: tuple[str, ...] = ()
    appearances: tuple[tuple[str, str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    questions: tuple[tuple, ...] = ()
    review: bool = False
    capacity: int | None = None
    thank_you: str = ""
    sections: tuple[tuple[str, ...], ...] = ()
    quote: tuple[str, str, str] | tuple[()] = ()
    simple: str = ""
    opens_in_weeks: int | None = None
    in_english: bool = False


@dataclass(frozen=True)
class SeriesSpec(EventSpec):
    """One network. Fields beyond those of an event are those of the page."""

    rhythm: str = ""
    requirements: str = ""
    commitment: str = ""
    cost_per: str = ""
    invoice_text: str = ""
    next_step: str = ""


@dataclass(frozen=True)
class ProgrammeSpec(EventSpec):
    """One programme. Modules are (kind, title, length, text), follow-ups (months, title, text)."""

    group_size: str = ""
    group_task: str = ""
    certificate_rule: str = ""
    evaluation_note: str = ""
    other_note: str = ""
    modules: tuple[tuple[str, str, str, str], ...] = ()
    follow_ups: tuple[tuple[int, str, str], ...] = ()


@dataclass(frozen=True)
class EvaluationSpec:
    """One anonymous evaluation below the programme ``of``, of its module ``module`` (the first is 0).

    Questions as in an event; ``closes_in_weeks`` from the week of loading.
    """

    key: str
    of: str
    module: int
    title: str
    lead: str
    closes_in_weeks: int
    questions: tuple[tuple, ...]
    thank_you: str


@dataclass(frozen=True)
class ProjectSpec:
    """One project; its period lies so many months from the month of loading.

    Partners are (name, address), fundings (funder, fund, label), results (title, text, address);
    ``events``: keys of the events that belong to it.
    """

    key: str
    title: str
    lead: str
    organisation_unit: str
    begins_in_months: int
    ends_in_months: int
    goals: str
    implementation: str
    picture: Picture
    last_payment_in_months: int | None = None
    paragraphs: tuple[str, ...] = ()
    partners: tuple[tuple[str, str], ...] = ()
    fundings: tuple[tuple[str, str, str], ...] = ()
    results: tuple[tuple[str, str, str], ...] = ()
    contacts: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    events: tuple[str, ...] = ()
    in_english: bool = False


@dataclass(frozen=True)
class StatementSpec:
    """One accessibility statement; assessed, made and renewed so many weeks before the week of loading."""

    key: str
    title: str
    lead: str
    service: str
    status: str
    shortcomings: str
    not_covered: str
    alternatives: str
    how_tested: str
    responsible_unit: str
    feedback_email: str
    feedback_telephone: str
    disproportionate_burden: str = ""


@dataclass(frozen=True)
class TextPage:
    """One plain page."""

    key: str
    title: str
    lead: str
    paragraphs: tuple[str, ...]
    table: tuple = ()
    accordion: tuple[tuple[str, str], ...] = field(default=())
    in_english: bool = False


def access_follow_ups(first: int) -> tuple[tuple, ...]:
    """The questions that go with the ready-made one on access, which is number ``first`` of the page."""
    return tuple((kind, "", (), {"only_if": (first, TYPES[kind].opened_by[1])}) for kind in FOLLOW_UPS["access"])
