"""Submissions in words, for officers and extracts: the wording she saw, and what has become of each answer."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.models import Page

from forms_app.models import FormPageMixin, StaffEntry, Submission, SubmissionChange
from forms_app.questions import Question
from privacy import erasure_marks
from privacy.contracts import FieldState, FieldValue, RecordView
from privacy.mails_about import mails_about
from privacy.models import Origin

Line = tuple[str, str]


def record_views(holding: str, records: Sequence[UUID], language: str, *, opened: bool) -> list[RecordView]:
    """The records by time of arrival; sealed values in words only when ``opened``."""
    found = list(
        Submission.objects.filter(pk__in=records).select_related("version", "rule", "page", "served_page", "entry")
        .prefetch_related("notes", "handling_changes").order_by("received_at")
    )  # fmt: skip
    changes = _changes_of(found)
    facts: dict[UUID, list[Line]] = defaultdict(list)
    with translation.override(language):
        for source in (_own_facts(found), _facts_of_pages(found), mails_about(each.pk for each in found)):
            for record, lines in source.items():
                facts[record] += lines
        return [
            RecordView(
                holding=holding,
                record=each.pk,
                reference=each.reference,
                title=each.served_page.title,
                group=each.page.translation_key,
                language=each.version.language,
                received_at=each.received_at,
                fields=tuple(_fields(each, changes[each.pk], opened)),
                facts=tuple(facts[each.pk]),
                notice=each.version.notice,
                restricted=each.restricted_at is not None,
                protected=each.protected,
                logged_as=(("submission", str(each.pk)), ("page", str(each.page_id))),
            )
            for each in found
        ]


def specific_pages(submissions: Sequence[Submission]) -> dict[int, FormPageMixin]:
    """The canonical pages of the submissions by id, each as what it is."""
    return {page.pk: page for page in Page.objects.filter(pk__in={each.page_id for each in submissions}).specific()}


def _fields(submission: Submission, changes: list[SubmissionChange], opened: bool) -> list[FieldValue]:
    asked = [question for question in submission.version.content.questions if question.kind.is_asked]
    return [
        _field(submission, question, [each for each in changes if each.key == question.key], opened)
        for question in asked
    ]


def _field(submission: Submission, question: Question, changes: list[SubmissionChange], opened: bool) -> FieldValue:
    state, note = FieldState.PRESENT, ""
    words: tuple[str, ...] = ()
    if question.key in submission.erased:
        state, note = FieldState.ERASED, erasure_marks.in_words(submission.erased[question.key])
    elif not changes and not submission.is_answered(question):
        state = FieldState.EMPTY
    elif opened or not question.is_sealed:
        words = tuple(str(word) for word in submission.words(question))
        note = " ".join(correction_in_words(each, question) for each in changes)
    return FieldValue(
        key=question.key,
        label=str(question.label),
        words=words,
        language=question.label.lang or submission.version.language,
        privacy_class=question.privacy_class,
        kind=question.meaning,
        state=state,
        note=note,
    )


def correction_in_words(change: SubmissionChange, question: Question) -> str:
    """That an answer was corrected, when, why and from what, in the active language."""
    words = {
        "day": date_format(timezone.localtime(change.at), "DATE_FORMAT"),
        "why": change.get_why_display(),
        "before": ", ".join(str(word) for word in change.words("old", question)) or _("No answer"),
    }
    return _("Corrected on %(day)s (%(why)s). Before: %(before)s.") % words


def _changes_of(submissions: list[Submission]) -> dict[UUID, list[SubmissionChange]]:
    found: dict[UUID, list[SubmissionChange]] = defaultdict(list)
    for each in SubmissionChange.objects.filter(submission__in=submissions):
        found[each.submission_id].append(each)
    return found


def _own_facts(submissions: list[Submission]) -> dict[UUID, list[Line]]:
    return {each.pk: list(_facts_of_one(each)) for each in submissions}


def _facts_of_one(submission: Submission) -> list[Line]:
    lines = [
        (_("Received"), _moment(submission.received_at)),
        (_("Kept until"), kept_until_in_words(submission)),
    ]
    if submission.origin == Origin.DRAWN_UP:
        lines.append((_("How it came in"), str(submission.get_origin_display())))
    if entry := getattr(submission, "entry", None):
        lines += entry_in_words(entry)
    if submission.restricted_at:
        since = date_format(timezone.localtime(submission.restricted_at), "DATE_FORMAT")
        lines.append((_("Use restricted since"), since))
    if submission.protected:
        lines.append((_("Protected identity"), _("Yes")))
    lines += [
        (pgettext("of a submission", "State"), _("%(state)s, %(when)s") % {"state": each.get_after_display(), "when": _moment(each.at)})
        for each in submission.handling_changes.all()
    ]
    lines += [
        (_("Note"), _("%(when)s: %(text)s") % {"when": _moment(each.at), "text": each.text})
        for each in submission.notes.all()
    ]
    return lines


def entry_in_words(entry: StaffEntry) -> list[Line]:
    """By which way an entry by staff came, when it was entered, and how the notice was given."""
    lines = [
        (_("Came by"), str(entry.get_channel_display())),
        (_("Entered"), _moment(entry.at)),
        (_("The notice"), str(entry.get_notice_given_display())),
    ]
    if entry.why_closed:
        lines.append((_("Why after the last day?"), entry.why_closed))
    return lines


def _moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")


def kept_until_in_words(submission: Submission) -> str:
    """The day until which the record is kept, where a decision promises one."""
    if submission.rule and submission.rule.is_armed and submission.due_on:
        return date_format(submission.due_on, "DATE_FORMAT")
    return _("No disposal has been decided yet.")


def _facts_of_pages(submissions: list[Submission]) -> dict[UUID, list[Line]]:
    by_page: dict[int, list[Submission]] = defaultdict(list)
    for each in submissions:
        by_page[each.page_id].append(each)
    pages: dict[int, Any] = specific_pages(submissions)
    found: dict[UUID, list[Line]] = {}
    for page_id, of_page in by_page.items():
        found.update(pages[page_id].record_facts(of_page))
    return found
