"""Submissions in words, for officers and extracts: the wording she saw, and what has become of each answer."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.models import Page

from forms_app.files import store
from forms_app.models import AnswerChange, FormPageMixin, MovedIn, StaffEntry, Submission, SubmittedPerson
from forms_app.models.answered import Answered, with_later_versions
from forms_app.needs.facts import facts_of_needs
from forms_app.participants import changed_in_words
from forms_app.questions import Question
from forms_app.removal import changes_of
from privacy import erasure_marks, rules
from privacy.contracts import Anchors, FieldState, FieldValue, RecordView, StoredFile
from privacy.mails_about import mails_about
from privacy.models import Origin, PrivacyStamp

Line = tuple[str, str]


def record_views(
    model: type[Answered], records: Sequence[UUID], language: str, *, opened: bool
) -> list[RecordView]:
    """The records by time of arrival; sealed values in words only when ``opened``."""
    found = stored(model, records)
    changes = _changes_of(model, found)
    facts: dict[UUID, list[Line]] = defaultdict(list)
    with translation.override(language):
        needs = facts_of_needs(model, found) if opened else {}
        for source in (_own_facts(found), _facts_of_kind(model, found), needs, mails_about(each.pk for each in found)):
            for record, lines in source.items():
                facts[record] += lines
        return [
            RecordView(
                holding=model.holding,
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
                logged_as=(("submission", str(each.submission_pk)), ("page", str(each.page_id))),
            )
            for each in found
        ]


def stored(model: type[Answered], records: Sequence[UUID]) -> list[Any]:
    """These records by time of arrival, with all that their words are made of."""
    path = model.to_submission
    related = [f"{path}{name}" for name in ("version", "page", "served_page")]
    found: Any = model._base_manager.filter(pk__in=records).select_related("rule", *related)
    if model is Submission:
        beside = ("notes", "handling_changes", "party_changes", "files")
        found = found.select_related("entry", "moved_in").prefetch_related(*beside).order_by("received_at")
    else:
        found = found.order_by("submission__received_at", "submission", "ordinal")
    in_order = list(found)
    with_later_versions(in_order)
    return in_order


def specific_pages(pages: Iterable[int]) -> dict[int, FormPageMixin]:
    """The canonical pages with these numbers, each as what it is."""
    return {page.pk: page for page in Page.objects.filter(pk__in=list(pages)).specific()}


def anchors_of(rows: Iterable[tuple[UUID, int, date]]) -> dict[UUID, Anchors]:
    """record -> the days that its page knows, and the day it came in.

    :param rows: (record, number of its canonical page, day it came in).
    """
    found = list(rows)
    pages = specific_pages({page for _pk, page, _day in found})
    of_pages = {pk: page.retention_anchors() for pk, page in pages.items()}
    return {pk: {**of_pages[page], rules.Anchor.SUBMITTED: day} for pk, page, day in found}


def _fields(record: Answered, changes: list[AnswerChange], opened: bool) -> list[FieldValue]:
    return [
        _field(record, question, [each for each in changes if each.key == question.key], opened)
        for question in record.questions
    ]


def _field(submission: Answered, question: Question, changes: list[AnswerChange], opened: bool) -> FieldValue:
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
        files=tuple(_files(submission, question)) if question.kind.takes_files else (),
    )


def _files(submission: Answered, question: Question) -> Iterator[StoredFile]:
    """The files of one answer that are still there, in the order in which they were chosen."""
    for file in submission.files_sent():
        if file["question"] == question:
            row = file["row"]
            yield StoredFile(file["name"], row.file_kind.content_type, row.size, store.path_of(row.pk, row.kind))


def correction_in_words(change: AnswerChange, question: Question) -> str:
    """That an answer was corrected, when, why and from what, in the active language."""
    words = {
        "day": date_format(timezone.localtime(change.at), "DATE_FORMAT"),
        "why": change.get_why_display(),
        "before": ", ".join(str(word) for word in change.words("old", question)) or _("No answer"),
    }
    return _("Corrected on %(day)s (%(why)s). Before: %(before)s.") % words


def _changes_of(model: type[Answered], records: list[Any]) -> dict[UUID, list[AnswerChange]]:
    found: dict[UUID, list[AnswerChange]] = defaultdict(list)
    changes = changes_of(model)
    for each in changes.objects.filter(**{f"{changes.of}__in": records}):
        found[each.record].append(each)
    return found


def _own_facts(records: list[Any]) -> dict[UUID, list[Line]]:
    return {each.pk: list(_facts_of_one(each)) for each in records}


def _facts_of_one(record: Any) -> list[Line]:
    lines = [
        (_("Received"), _moment(record.received_at)),
        (_("Kept until"), kept_until_in_words(record)),
    ]
    if record.origin == Origin.DRAWN_UP:
        lines.append((_("How it came in"), str(record.get_origin_display())))
    if record.restricted_at:
        since = date_format(timezone.localtime(record.restricted_at), "DATE_FORMAT")
        lines.append((_("Use restricted since"), since))
    if record.protected:
        lines.append((_("Protected identity"), _("Yes")))
    return lines


def _facts_of_desk(submission: Any) -> list[Line]:
    """How staff entered it, what has become of it, and what they noted."""
    entry = getattr(submission, "entry", None)
    moved = getattr(submission, "moved_in", None)
    states = [(each.get_after_display(), _moment(each.at)) for each in submission.handling_changes.all()]
    return [
        *(entry_in_words(entry) if entry else []),
        *(moved_in_words(moved) if moved else []),
        *(
            (pgettext("of a submission", "State"), _("%(state)s, %(when)s") % {"state": state, "when": when})
            for state, when in states
        ),
        *(
            (_("Participants"), _("%(when)s: %(text)s") % {"when": _moment(each.at), "text": changed_in_words(each)})
            for each in submission.party_changes.all()
        ),
        *(
            (_("Note"), _("%(when)s: %(text)s") % {"when": _moment(each.at), "text": each.text})
            for each in submission.notes.all()
        ),
    ]


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


def moved_in_words(moved: MovedIn) -> list[Line]:
    """From which system it was moved in, and which notice was given there."""
    told = [moved.notice, date_format(moved.notice_on, "DATE_FORMAT") if moved.notice_on else ""]
    return [
        (_("Moved in from"), str(moved.get_system_display())),
        (_("The notice given there"), ", ".join(filter(None, told))),
    ]


def _moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")


def kept_until_in_words(record: PrivacyStamp) -> str:
    """The day until which the record is kept, where a decision promises one."""
    if record.rule and record.rule.is_armed and record.due_on:
        return date_format(record.due_on, "DATE_FORMAT")
    return _("No disposal has been decided yet.")


def _facts_of_kind(model: type[Answered], records: list[Any]) -> dict[UUID, list[Line]]:
    """Of a registration what its page knows and how many it brought; of a participant who answered for her."""
    if model is not Submission:
        source = _("Given by the person who registered the participants")  # GDPR 15.1 g
        return {each.pk: [(_("Where the answers come from"), source)] for each in records}
    found = {each.pk: _facts_of_desk(each) for each in records}
    for submission, lines in _facts_of_pages(records).items():
        found[submission] += lines
    brought = SubmittedPerson.objects.filter(submission__in=records).order_by().values_list("submission")
    for submission, number in brought.annotate(number=Count("pk")):
        found[submission].append((_("Participants registered"), str(number)))
    return found


def _facts_of_pages(submissions: list[Submission]) -> dict[UUID, list[Line]]:
    by_page: dict[int, list[Submission]] = defaultdict(list)
    for each in submissions:
        by_page[each.page_id].append(each)
    pages: dict[int, Any] = specific_pages(by_page)
    found: dict[UUID, list[Line]] = {}
    for page_id, of_page in by_page.items():
        found.update(pages[page_id].record_facts(of_page))
    return found
