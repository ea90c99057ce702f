"""What every stored set of answers is, whoever gave it: a stamped record of one person with keys of her own."""
from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from forms_app import answers as answering
from forms_app.models.versions import FormVersion
from forms_app.questions import AskedOf, Question, Words, put_to
from privacy import erasure_marks
from privacy.models import PrivacyStamp

#: The controls whose answers find a person, and the kind of subject key made of each.
ADDRESSES = {"email": "email", "telephone": "phone"}


class Answered(PrivacyStamp):
    """Answers of one person to one form. ``version``, ``page``, ``reference`` and the like come with each kind."""

    #: Whose questions of the form these are.
    asked_of: ClassVar[AskedOf]
    #: Under this name privacy knows records of this kind, and keeps what it notes about each.
    holding: ClassVar[str]
    #: Lookup from such a record to the submission it is or came with, ready to be prefixed.
    to_submission: ClassVar[str] = ""
    version: Any
    page: Any
    later_versions: list[FormVersion] | None = None

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    answers = models.JSONField(_("answers by question key"))
    restricted_at = models.DateTimeField(_("restricted"), null=True, blank=True)
    corrected = models.JSONField(_("corrected answers by question key"), default=dict, blank=True)
    erased = models.JSONField(_("erased question keys with cause and day"), default=dict, blank=True)
    later = models.JSONField(_("versions of the questions asked later, by question key"), default=dict, blank=True)

    class Meta(PrivacyStamp.Meta):
        abstract = True

    @property
    def submission_pk(self) -> uuid.UUID:
        """The submission that this is, or that she came with: readings and changes are logged under it."""
        return self.pk

    @property
    def number_as_fact(self) -> dict[str, int]:
        """For the audit log: which participant it is; empty for the submission itself."""
        return {}

    def files_sent(self) -> list[dict[str, Any]]:
        """The files that came with the answers: none, unless the kind of record has some."""
        return []

    @property
    def questions(self) -> tuple[Question, ...]:
        """What she was asked, in the wording she saw: with the form, and then what was asked later."""
        at_once = [each for each in put_to(self.version.questions, self.asked_of) if each.kind.is_asked]
        shown = [each for each in at_once if each.condition is None or each.key in self.answers]
        return (*shown, *self._asked_later()) if self.later else tuple(shown)

    def _asked_later(self) -> list[Question]:
        versions = {each.pk: each for each in self._later_versions()}
        found = []
        for number in dict.fromkeys(self.later.values()):
            asked = versions[number].questions
            found += [each for each in asked if self.later.get(each.key) == number]
        return found

    def _later_versions(self) -> Iterable[FormVersion]:
        """One query, unless :func:`with_later_versions` has read them for many."""
        if self.later_versions is None:
            self.later_versions = list(FormVersion.objects.filter(pk__in=set(self.later.values())))
        return self.later_versions

    def answer(self, question: Question) -> Any:
        """The plain working value of one question: the corrected one where there is one."""
        stored = self.corrected if question.key in self.corrected else self.answers
        return answering.read(stored, question, self.pk)

    def received(self, question: Question) -> Any:
        """The plain value of one question as it came in."""
        return answering.read(self.answers, question, self.pk)

    def is_answered(self, question: Question) -> bool:
        """Whether there is a working value; nothing is opened. A box left unticked is an answer."""
        stored = self.corrected if question.key in self.corrected else self.answers
        return stored.get(question.key) not in (None, "", [])

    def was_put(self, question: Question) -> bool:
        """Whether she was asked; not where no answer of hers opened the question, or it was for others."""
        return any(question.key in known for known in (self.answers, self.corrected, self.erased))

    def words(self, question: Question) -> list[Words]:
        """The working value as a reader sees it; where it was erased or not asked, that in the active language."""
        if question.key in self.erased:
            return self._said(erasure_marks.in_words(self.erased[question.key]))
        if question.condition is not None and not self.was_put(question):
            return self._said(_("Not asked"))
        return answering.in_words(self.answer(question), question)

    def _said(self, sentence: Any) -> list[Words]:
        language = str(get_language() or "")
        return [Words(str(sentence), language if language != self.version.language else "")]

    def received_words(self, question: Question) -> list[Words]:
        """What came in, as a reader sees it."""
        return answering.in_words(self.received(question), question)

    def lines(self, *, sealed: bool) -> list[tuple[Question, list[Words]]]:
        """Question and answer in words, in the order and wording she saw.

        :param sealed: whether special categories are opened; otherwise they are left out.
        """
        return [(each, self.words(each)) for each in self.questions if sealed or not each.is_sealed]


def with_later_versions(records: Iterable[Answered]) -> None:
    """Read for all ``records`` at once what was asked later; one query, or none."""
    some = [each for each in records if each.later]
    versions = FormVersion.objects.in_bulk({number for each in some for number in each.later.values()})
    for each in some:
        each.later_versions = list(versions.values())
