"""The numbered parts of an answer: what was decided, about what, on what grounds, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import Any

from privacy.by_language import Wording
from privacy.models import (
    Certainty,
    ClosingReason,
    IdentityLevel,
    Jurisdiction,
    Outcome,
    ProcessingActivity,
    Reason,
    RequestItem,
    RightsRequest,
)
from privacy.requests import letter_reasons
from privacy.requests.letter_words import LetterPhrases
from privacy.runs import Runs, as_runs, plain, tidy

#: Outcomes by which she gets what she asks for.
GRANTED = {
    Outcome.PROVIDED, Outcome.ERASED, Outcome.BLANKED, Outcome.RESTRICTED, Outcome.CORRECTED, Outcome.STOPPED,
    Outcome.OBJECTION_UPHELD, Outcome.BY_EDITOR,
}  # fmt: skip
GONE = {Outcome.ERASED, Outcome.BLANKED}
#: Outcomes of which recipients are told (GDPR 19).
CHANGED = {*GONE, Outcome.CORRECTED, Outcome.RESTRICTED}


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the words of its columns, and its rows of cells; the first cell of a row names it."""

    head: list[str]
    rows: list[list[Runs]]

    def labelled(self) -> list[list[tuple[str, Runs]]]:
        """Each row as its cells with the words of their columns."""
        return [list(zip(self.head, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Part:
    """One numbered part: its heading, paragraphs, points and, under them, a table."""

    heading: str
    paragraphs: list[Runs]
    points: list[Runs] = field(default_factory=list)
    table: Table | None = None


@dataclass(frozen=True)
class Answered:
    """A case as its answer tells of it."""

    request: RightsRequest
    phrases: LetterPhrases
    items: list[RequestItem]

    @cached_property
    def parted(self) -> set[str]:
        """The records of which a field is decided by itself."""
        return {item.record for item in self.items if item.key}

    def thing(self, item: RequestItem) -> Runs:
        """What an item is called within a sentence."""
        return self.phrases.thing(item, is_parted=item.record in self.parted)

    def whole_thing(self, item: RequestItem) -> Runs:
        """The same with where it stands, so that it can be told from others."""
        place = self.phrases.place(item)
        return tidy([*place, ": ", *self.thing(item)]) if plain(place) else self.thing(item)

    @property
    def is_refused(self) -> bool:
        """Whether it was decided not to act on the request: then nothing is told of what may be stored."""
        return _is_refused(self.request)


def _is_refused(request: RightsRequest) -> bool:
    return request.closing_reason in (ClosingReason.NOT_IDENTIFIED, ClosingReason.UNFOUNDED, ClosingReason.EXCESSIVE)


def parts_of(request: RightsRequest, phrases: LetterPhrases) -> list[Part]:
    """The ten parts of an answer, in the order of the law's demands; a refusal has nothing to say in some."""
    answered = Answered(request, phrases, [] if _is_refused(request) else items_of(request))
    return [make(answered) for make in _PARTS]


def items_of(request: RightsRequest) -> list[RequestItem]:
    """What was found to be hers, the fields of a record after the record."""
    certain = request.items.filter(certainty__in=[Certainty.KEY, Certainty.CONFIRMED])
    return list(certain.select_related("rule__authority").order_by("holding", "record", "key", "pk"))


def _decision(answered: Answered) -> Part:
    phrases, request = answered.phrases, answered.request
    controller = phrases.controller_name()
    if answered.is_refused:
        name = f"decision_{request.closing_reason}"
        return Part(phrases.part("part_decision"), [phrases.say(name, controller=controller)])
    concerned = [item for item in answered.items if item.reason != Reason.NOT_CONCERNED]
    granted = [item for item in concerned if item.outcome in GRANTED]
    kind = "nothing" if not answered.items else "declined" if not granted else "granted"
    if granted and len(granted) < len(concerned):
        kind = "partly"
    words = {"controller": controller, "granted": phrases.listed([answered.thing(item) for item in granted])}
    sentence = phrases.say(f"decision_{kind}", **words)
    return Part(phrases.part("part_decision"), [sentence], list(_summary(answered)))


def _summary(answered: Answered) -> Iterator[Runs]:
    """One line for each outcome and day: what it was, and of what."""
    phrases = answered.phrases
    grouped: dict[tuple[str, Any, Any], list[RequestItem]] = {}
    for item in sorted(answered.items, key=lambda each: each.outcome not in GRANTED):
        until = item.until_on if item.outcome == Outcome.RETAINED else None
        grouped.setdefault((item.outcome, until, _done_on(answered, item)), []).append(item)
    for (outcome, until, done), items in grouped.items():
        name = "retained_open" if outcome == Outcome.RETAINED and until is None else outcome
        yield phrases.say(
            f"sum_{name}",
            what=phrases.listed([_in_summary(answered, item) for item in items]),
            date=done,
            until=phrases.day(until) if until else "",
        )


def _in_summary(answered: Answered, item: RequestItem) -> Runs:
    """A field by its question alone; a record with its place, since there may be several."""
    return answered.thing(item) if item.key or item.is_trace else answered.whole_thing(item)


def _request(answered: Answered) -> Part:
    phrases, request = answered.phrases, answered.request
    received = phrases.say(
        "request_received",
        date=phrases.local_day(request.received_at),
        channel=phrases.part(f"channel_{request.channel}"),
    )
    sentences = [received, phrases.say(f"asks_{request.kind}"), phrases.say("law_meant"),
                 phrases.say(f"identity_{_identity(request)}")]  # fmt: skip
    if request.extended_at:
        sentences.append(phrases.say("extended", date=phrases.local_day(request.extended_at)))
    return Part(phrases.part("part_request"), sentences)


def _identity(request: RightsRequest) -> str:
    """How her identity was established; not at all, where the request is refused for want of that."""
    is_unknown = request.closing_reason == ClosingReason.NOT_IDENTIFIED
    return str(IdentityLevel.NONE if is_unknown else request.identity_level)


def _sources(answered: Answered) -> Part:
    phrases = answered.phrases
    heading = phrases.part("part_sources")
    if answered.is_refused:
        return Part(heading, [phrases.say("sources_refused")])
    found = answered.request.sources.select_related("outside").order_by("pk")
    rows = [[phrases.source(source), phrases.answer_of(source)] for source in found]
    head = [phrases.part("col_source"), phrases.part("col_answer")]
    return Part(heading, [phrases.say("sources_intro")], table=Table(head, rows))


def _items(answered: Answered) -> Part:
    phrases = answered.phrases
    heading = phrases.part("part_items")
    if not answered.items:
        return Part(heading, [phrases.say("items_refused" if answered.is_refused else "no_items")])
    columns = ("col_what", "col_outcome", "col_date", "col_reason", "col_provision")
    rows = [_row(answered, item) for item in answered.items]
    return Part(heading, [], table=Table([phrases.part(name) for name in columns], rows))


def _row(answered: Answered, item: RequestItem) -> list[Runs]:
    phrases = answered.phrases
    is_kept = item.outcome == Outcome.RETAINED
    day = phrases.kept(item.until_on) if is_kept else as_runs(_done_on(answered, item), phrases.language)
    return [
        answered.whole_thing(item),
        phrases.say(f"outcome_{item.outcome}"),
        day,
        phrases.say(f"reason_{item.reason}"),
        phrases.provision(item, answered.request),
    ]


def _done_on(answered: Answered, item: RequestItem) -> str:
    """The day on which an item was done, else the one on which it was decided."""
    return answered.phrases.local_day(item.done_at or answered.request.decided_at)


def _reasons(answered: Answered) -> Part:
    phrases = answered.phrases
    names = letter_reasons.reasons_for(answered.request, answered.items, is_refused=answered.is_refused)
    return Part(phrases.part("part_reasons"), [phrases.say(f"why_{name}") for name in names])


def _rights(answered: Answered) -> Part:
    phrases = answered.phrases
    sentences = [phrases.say("rights_more")]
    if any(item.outcome == Outcome.RESTRICTED for item in answered.items):
        sentences.append(phrases.say("rights_restricted"))
    return Part(phrases.part("part_rights"), sentences)


def _backups(answered: Answered) -> Part:
    phrases, request = answered.phrases, answered.request
    days = request.controller.backup_days
    done = [item.done_at or request.executed_at or request.decided_at for item in answered.items
            if item.outcome in GONE]  # fmt: skip
    last = max((moment for moment in done if moment), default=None)
    if last is None:
        return Part(phrases.part("part_backups"), [phrases.say("backups_none", days=str(days))])
    until = request.controller.local_date(last) + timedelta(days=days)
    return Part(phrases.part("part_backups"), [phrases.say("backups_until", date=phrases.day(until))])


def _recipients(answered: Answered) -> Part:
    phrases = answered.phrases
    heading = phrases.part("part_recipients")
    if not any(item.outcome in CHANGED for item in answered.items):
        return Part(heading, [phrases.say("recipients_idle")])
    rules = {item.rule.activity_id for item in answered.items if item.rule}
    activities = ProcessingActivity.objects.filter(pk__in=rules).order_by("pk")
    named = [phrases.text(each.recipients) for each in activities if any(each.recipients.values())]
    sentence = (
        phrases.say("recipients_told", recipients=_ended(phrases.listed(named)))
        if named
        else phrases.say("recipients_none")
    )
    return Part(heading, [sentence])


def _ended(found: Runs) -> Runs:
    """The text with a full stop at its end."""
    return found if plain(found).rstrip().endswith((".", "!", "?")) else tidy([*found, "."])


def _decider(answered: Answered) -> Part:
    phrases, request = answered.phrases, answered.request
    heading = phrases.part("part_decider")
    if request.decided_by is None or request.delegation is None:
        return Part(heading, [phrases.say("decider_missing")])
    signed = phrases.say(
        "decider",
        date=phrases.local_day(request.decided_at),
        name=name_of(request.decided_by),
        title=in_its_language(phrases, request.delegation.title),
        delegation=request.delegation.number,
    )
    is_by_another = request.owner_id not in (None, request.decided_by_id)
    prepared = [phrases.say("prepared_by", name=name_of(request.owner))] if is_by_another else []
    return Part(heading, [signed, *prepared, *([] if _asks_last(answered) else contacts(request, phrases))])


def _complaint(answered: Answered) -> Part:
    phrases = answered.phrases
    last = contacts(answered.request, phrases) if _asks_last(answered) else []
    return Part(phrases.part("part_complaint"), [phrases.say("complaint"), *last])


def _asks_last(answered: Answered) -> bool:
    """Whether it is said with the complaint whom to ask, as in Sweden; in Finland, with who decided."""
    return bool(answered.request.controller.jurisdiction == Jurisdiction.SE)


def contacts(request: RightsRequest, phrases: LetterPhrases) -> list[Runs]:
    """Whom to ask, and how the data protection officer is reached."""
    controller = request.controller
    officer = ", ".join(filter(None, [controller.officer_email, controller.officer_phone]))
    return [
        phrases.say("contact", email=controller.email, phone=controller.phone, number=request.number),
        phrases.say("officer", contact=officer),
    ]


def name_of(user: Any) -> str:
    """A member of staff by name, as she signs."""
    return str(user.get_full_name() or user.get_username())


def in_its_language(phrases: LetterPhrases, text: str) -> Runs:
    """A text that the authority wrote in its main language, marked where that is another."""
    return as_runs(Wording(text, phrases.controller.language), phrases.language)


_PARTS: list[Callable[[Answered], Part]] = [
    _decision, _request, _sources, _items, _reasons, _rights, _backups, _recipients, _decider, _complaint,
]  # fmt: skip
