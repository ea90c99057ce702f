"""The record of processing activities (GDPR 30), made from the same records as the notices.

Its sentences are those of the notices, so that the two cannot disagree. One row for each activity of
each controller; what the words say follows the controller's country, in any language.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from privacy import information, notice_details, registry
from privacy.contracts import SubjectRole
from privacy.declared_words import SUBJECTS
from privacy.models import ProcessingActivity, RetentionRule, SectionDefaults
from privacy.phrases import Phrases
from privacy.runs import Runs, plain

#: Technical and organisational measures in general words (GDPR 30.1 g).
MEASURES = (
    gettext_lazy("Only colleagues whose work it is read the data, and every reading is logged."),
    gettext_lazy("Sensitive answers are encrypted, and the keys are kept apart from the backups."),
    gettext_lazy("The log is sealed, so that a later change to it is noticed."),
    gettext_lazy("What is destroyed is destroyed under a decision, with a record of it, and searched for afterwards."),
    gettext_lazy("The public pages set no cookies and send nothing to other sites."),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One point of article 30.1: a stable name, its heading, and what is said, in runs."""

    name: str
    heading: str
    paragraphs: list[Runs]

    @property
    def text(self) -> str:
        """The paragraphs as plain text, one to a line."""
        return "\n".join(plain(paragraph) for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Row:
    """One activity. ``language`` is that of the words; another than asked for when none exist in that."""

    activity: int
    controller: int
    language: str
    name: Runs
    controller_name: Runs
    entries: list[Entry]

    def as_dict(self) -> dict[str, Any]:
        """The row as documented in docs/officer.md: plain texts by name."""
        return {
            "activity": plain(self.name),
            "controller_name": plain(self.controller_name),
            "language": self.language,
            **{entry.name: entry.text for entry in self.entries},
        }


#: The names of a row's entries, in their order.
ENTRIES = (
    "controller", "joint", "officer", "purpose", "subjects", "categories",
    "recipients", "transfers", "retention", "security",
)  # fmt: skip


def rows(language: str, controllers: Iterable[int] | None = None) -> list[Row]:
    """A row for each activity, of these controllers or of all, in ``language``.

    The number of questions to the database does not grow with the activities.
    """
    in_force = RetentionRule.objects.in_force().select_related("authority").order_by("pk")
    activities = (
        ProcessingActivity.objects.select_related("controller")
        .prefetch_related("sections", Prefetch("rules", queryset=in_force, to_attr="rules_in_force"))
        .order_by("controller", "pk")
    )
    if controllers is not None:
        activities = activities.filter(controller__in=set(controllers))
    with_records = _subjects_with_records()
    return [_row(activity, language, with_records) for activity in activities]


def _row(activity: ProcessingActivity, language: str, with_records: dict[int, set[SubjectRole]]) -> Row:
    phrases = Phrases(activity.controller, language)
    section = SectionDefaults(controller=activity.controller, activity=activity)
    asked = information.asked_in_general(phrases, section)
    # A form asks those who fill it in; other activities are known by the records they have.
    subjects = with_records.get(activity.pk, set()) | ({SubjectRole.REGISTRANT} if activity.sections.all() else set())
    said: dict[str, list[Runs]] = {
        "controller": notice_details.controller(phrases, section),
        "joint": notice_details.joint(phrases, section),
        "officer": notice_details.officer(phrases, section),
        "purpose": notice_details.purpose(phrases, section, asked),
        "categories": [[question.label.text] for question in asked],
        "recipients": notice_details.recipients(phrases, section),
        "transfers": notice_details.transfers(phrases, section),
        "retention": notice_details.retention_in_general(phrases, section, asked),
    }
    with translation.override(phrases.language):
        said["joint"] = said["joint"] or [[_("None.")]]
        said["subjects"] = [[str(SUBJECTS[role])] for role in SubjectRole if role in subjects]
        said["security"] = [[str(sentence)] for sentence in MEASURES]
        entries = [Entry(name, heading(name, phrases), said[name]) for name in ENTRIES]
    return Row(
        activity=activity.pk,
        controller=activity.controller_id,
        language=phrases.language,
        name=phrases.text(activity.names),
        controller_name=phrases.controller_name(),
        entries=entries,
    )


def heading(name: str, phrases: Phrases) -> str:
    """The heading of an entry: the notice's own, where the notice has it."""
    others = {
        "joint": _("Joint controllers"),
        "subjects": _("Whose data"),
        "transfers": _("Transfers outside the EU and EEA"),
        "security": _("How the data are protected"),
    }
    return others.get(name) or phrases.part(f"heading_{name}")


def _subjects_with_records() -> dict[int, set[SubjectRole]]:
    """Activity -> whose data its stored records hold, by the declarations of their tables."""
    found: dict[int, set[SubjectRole]] = {}
    for holding in registry.holdings():
        columns = registry.columns_of(holding.stamped._meta.label) or {}
        roles = {column.subject for column in columns.values()} - {SubjectRole.NOBODY, SubjectRole.STAFF}
        for activity in holding.stamped.objects.order_by().values_list("activity_id", flat=True).distinct():
            found.setdefault(activity, set()).update(roles)
    return found
