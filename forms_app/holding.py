"""What was sent to forms, as a kind of record about people: found, shown, blanked, deleted and restricted."""
from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from forms_app import answers as answering
from forms_app import corrections, record_views, removal
from forms_app.exports import background
from forms_app.models import AccessTask, AnswerChange, FormVersion, Submission, SubmissionNote, SubmittedPerson
from forms_app.models.answered import Answered
from forms_app.questions import Question
from home.languages import text_language
from privacy import cipher, erasure_marks
from privacy.contracts import Anchors, RecordView

_AT_A_TIME = 5000


class Answers:
    """What ``privacy.contracts.Holding`` asks, for one kind of answered record. What an app above keeps follows it."""

    name: str
    label: Any
    stamped: type[Answered]
    group_path: str
    goes_with: tuple[str, str] | None = None
    beside: tuple[tuple[Any, str], ...] = ()

    def views(self, records: Sequence[UUID], language: str, *, opened: bool) -> list[RecordView]:
        """The records in words, in the wording that was seen."""
        return record_views.record_views(self.stamped, records, language, opened=opened)

    def groups(self, records: Sequence[UUID]) -> dict[UUID, UUID]:
        """record -> translation key of its form's page."""
        return dict(self._stored(records).values_list("pk", self.group_path))

    def anchors(self, records: Sequence[UUID]) -> dict[UUID, Anchors]:
        """record -> the dates its page knows, and the day it came in."""
        page = f"{self.stamped.to_submission}page"
        return record_views.anchors_of(self._stored(records).values_list("pk", page, "submitted_on"))

    def search(self, text: str) -> list[UUID]:
        """Records in whose received, working or earlier values ``text`` stands; every value is opened."""
        wanted = " ".join(text.casefold().split())
        if not wanted:
            return []
        stored = self.stamped._base_manager.order_by().values_list("pk", "answers", "corrected").iterator(2000)
        found = [pk for pk, *values in stored if any(_stands_in(wanted, value, pk) for value in values)]
        changes = removal.changes_of(self.stamped)
        for pk, key, *values in changes.objects.values_list(changes.of, "key", "old", "new", "note").iterator(2000):
            if any(_stands_in(wanted, {key: value}, pk) for value in values):
                found.append(pk)
        return list(dict.fromkeys([*found, *self.search_beside(wanted)]))

    def search_beside(self, wanted: str) -> list[UUID]:
        """Records beside whose answers staff have written ``wanted``, which is folded."""
        return []

    def blank(self, records: Sequence[UUID], keys: Collection[str], *, cause: str) -> None:
        """Empty the answers, with their digests and earlier values; the keys bear ``cause`` and the day."""
        mark = erasure_marks.mark(cause, timezone.localdate())
        with transaction.atomic():
            for some in _chunks(records):
                removal.blank(self.stamped, some, keys, mark)

    def generalise(self, records: Sequence[UUID], key: str) -> dict[UUID, dict[str, int]]:
        """group -> {words: number}; one option has one name, whatever language it was chosen in."""
        numbers: dict[UUID, Counter[str]] = defaultdict(Counter)
        path = self.stamped.to_submission
        found = self._stored(records).select_related(f"{path}page")
        pages = found.order_by().values(f"{path}page")
        wordings = _wordings(list(FormVersion.objects.filter(page__in=pages).defer("notice")), key)
        for each in found.order_by(f"{path}received_at").iterator(2000):
            question = wordings.get((each.page_id, text_language(each.page))) or wordings.get((each.page_id, ""))
            if question is None or not each.is_answered(question):
                continue
            with translation.override(text_language(each.page)):
                for words in answering.in_words(each.answer(question), question):
                    numbers[each.page.translation_key][_as_counted(str(words))] += 1
        return {group: dict(counted) for group, counted in numbers.items()}

    def delete(self, records: Sequence[UUID]) -> None:
        """Remove the records and every row of the apps that points to them."""
        with transaction.atomic():
            for some in _chunks(records):
                removal.delete(self.stamped, some)

    def restrict(self, records: Sequence[UUID], at: datetime | None) -> None:
        """Restrict those that are not restricted yet, or lift it (GDPR 18)."""
        if at is not None:
            background.forget(self.stamped, records)
        chosen = self._stored(records)
        (chosen if at is None else chosen.filter(restricted_at=None)).update(restricted_at=at)

    def correct(self, record: UUID, key: str, value: Any, *, by: Any, why: str, now: datetime) -> None:
        """Correct an answer as decided in a case; ``why`` is a reason of ``AnswerChange`` or the case's number.

        :raises Refusal: when the value is not one that the question takes.
        """
        is_reason = why in AnswerChange.Why.values
        corrections.correct(
            record=record, key=key, value=value, by=by, now=now, of=self.stamped,
            why=why if is_reason else AnswerChange.Why.CASE, note="" if is_reason else why,
        )  # fmt: skip

    def _stored(self, records: Sequence[UUID]) -> Any:
        return self.stamped._base_manager.filter(pk__in=records)


class Submissions(Answers):
    """``privacy.contracts.Holding`` of ``Submission``: what was answered by the one who sent the form."""

    name = Submission.holding
    label = _("Answers to forms")
    stamped = Submission
    group_path = "page__translation_key"

    def search_beside(self, wanted: str) -> list[UUID]:
        """In the notes."""
        notes = SubmissionNote.objects.values_list("submission", "text").iterator(2000)
        found = [pk for pk, note in notes if wanted in _folded(note)]
        return found + _with_note(AccessTask.objects.filter(person=None), wanted)


class Persons(Answers):
    """``privacy.contracts.Holding`` of ``SubmittedPerson``: what was answered for each participant."""

    name = SubmittedPerson.holding
    label = _("Participants in registrations")
    stamped = SubmittedPerson
    group_path = "submission__page__translation_key"
    goes_with = (Submission.holding, "submission")

    def search_beside(self, wanted: str) -> list[UUID]:
        """In the notes on what she needs."""
        return _with_note(AccessTask.objects.exclude(person=None), wanted)


def _with_note(tasks: Any, wanted: str) -> list[UUID]:
    """The records on whose needs ``wanted`` has been noted; every note is opened."""
    noted = tasks.exclude(note=None).iterator(2000)
    return [each.record_pk for each in noted if wanted in _folded(each.note_text)]


def _chunks(records: Sequence[UUID]) -> list[Sequence[UUID]]:
    return [records[start : start + _AT_A_TIME] for start in range(0, len(records), _AT_A_TIME)]


def _stands_in(wanted: str, stored: dict[str, Any], record: UUID) -> bool:
    return any(wanted in _folded(_opened(value, key, record)) for key, value in stored.items())


def _opened(value: Any, key: str, record: UUID) -> Any:
    return json.loads(cipher.unseal(value, record=record, question=key)) if cipher.is_sealed(value) else value


def _folded(value: Any) -> str:
    text = " ".join(map(str, value)) if isinstance(value, list) else str(value or "")
    return " ".join(text.casefold().split())


def _as_counted(words: str) -> str:
    """Free text is counted by what it says: upper and lower case and spaces do not make two."""
    text = " ".join(words.split())
    return text[:1].upper() + text[1:].lower() if text.islower() or text.istitle() or text.isupper() else text


def _wordings(versions: list[FormVersion], key: str) -> dict[tuple[int, str], Question]:
    """(page, language) -> the question's newest wording; language "" for any."""
    found: dict[tuple[int, str], Question] = {}
    for version in sorted(versions, key=lambda each: each.made_at, reverse=True):
        for question in version.content.questions:
            if question.key == key:
                found.setdefault((version.page_id, version.language), question)
                found.setdefault((version.page_id, ""), question)
    return found
