"""What was sent: a public record with personal data, and the guard against sending it twice."""
from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import connection, models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from forms_app import answers as answering
from forms_app.questions import Question, Words
from privacy import erasure_marks
from privacy.models import PrivacyStamp
from privacy.models.guard import GuardedQuerySet

#: Under this name privacy knows submissions, and keeps what it notes about each.
HOLDING = "forms_app.submissions"
#: A repeated post within this time is the same post.
SAME_POST = timedelta(minutes=10)
#: The controls whose answers find a person, and the kind of subject key made of each.
ADDRESSES = {"email": "email", "telephone": "phone"}


class Handling(models.TextChoices):
    """How far the work with a submission has come."""

    RECEIVED = "received", pgettext_lazy("state of a submission", "Received")
    HANDLED = "handled", _("Handled")
    ARCHIVED = "archived", _("Archived")


class SubmissionQuerySet(GuardedQuerySet):
    """Choices of submissions."""

    def of_form(self, page: Any) -> SubmissionQuerySet:
        """Those of the form of ``page``, whatever language they were sent in."""
        return self.filter(page__translation_key=page.translation_key)

    def unrestricted(self) -> SubmissionQuerySet:
        """Those that may stand in lists, exports and mailings (GDPR 18; protected identity)."""
        return self.filter(restricted_at=None, protected=False)

    def set_aside(self) -> SubmissionQuerySet:
        """Those that may not: officers open them one by one."""
        return self.exclude(restricted_at=None, protected=False)


class Submission(PrivacyStamp):
    """One answered form. Never made but by ``forms_app.submissions.record``."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("reference number"), max_length=12, unique=True)
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.PROTECT, related_name="submissions")
    served_page = models.ForeignKey("wagtailcore.Page", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey("forms_app.FormVersion", on_delete=models.PROTECT, related_name="submissions")
    answers = models.JSONField(_("answers by question key"))
    handling = models.CharField(_("state"), max_length=10, default=Handling.RECEIVED, choices=Handling)
    received_at = models.DateTimeField(_("received"))
    restricted_at = models.DateTimeField(_("restricted"), null=True, blank=True)
    corrected = models.JSONField(_("corrected answers by question key"), default=dict, blank=True)
    erased = models.JSONField(_("erased question keys with cause and day"), default=dict, blank=True)

    objects: ClassVar[Any] = SubmissionQuerySet.as_manager()

    class Meta(PrivacyStamp.Meta):
        abstract = False
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["-received_at"]
        indexes = [models.Index(fields=["page", "-received_at"], name="forms_app_newest_on_page")]

    def __str__(self) -> str:
        return self.reference

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

    def words(self, question: Question) -> list[Words]:
        """The working value as a reader sees it; where it was erased, a sentence on that in the active language."""
        if question.key in self.erased:
            language = str(get_language() or "")
            sentence = erasure_marks.in_words(self.erased[question.key])
            return [Words(sentence, language if language != self.version.language else "")]
        return answering.in_words(self.answer(question), question)

    def received_words(self, question: Question) -> list[Words]:
        """What came in, as a reader sees it."""
        return answering.in_words(self.received(question), question)

    def lines(self, *, sealed: bool) -> list[tuple[Question, list[Words]]]:
        """Question and answer in words, in the order and wording she saw.

        :param sealed: whether special categories are opened; otherwise they are left out.
        """
        return [
            (question, self.words(question))
            for question in self.version.content.questions
            if question.kind.is_asked and (sealed or not question.is_sealed)
        ]


class PostOnceQuerySet(models.QuerySet):
    """The guard's one statement."""

    def claim(self, digest: str, *, record: uuid.UUID, now: datetime) -> uuid.UUID:
        """The record that this post belongs to: ``record`` if it is the first of its kind.

        One INSERT … ON CONFLICT DO UPDATE … RETURNING: a second post with the same digest waits
        for the first transaction and then gets its record. A row older than ten minutes is taken
        over. Must run inside the transaction that stores the record, so that a refusal undoes it.
        """
        field = self.model._meta.get_field("record")
        mine = field.get_db_prep_value(record, connection)
        moment = self.model._meta.get_field("at").get_db_prep_value(now, connection)
        stale = self.model._meta.get_field("at").get_db_prep_value(now - SAME_POST, connection)
        table = connection.ops.quote_name(self.model._meta.db_table)
        statement = f"""
            INSERT INTO {table} (digest, record, at, repeats) VALUES (%s, %s, %s, 0)
            ON CONFLICT (digest) DO UPDATE SET
                record = CASE WHEN {table}.at < %s THEN excluded.record ELSE {table}.record END,
                repeats = CASE WHEN {table}.at < %s THEN 0 ELSE {table}.repeats + 1 END,
                at = CASE WHEN {table}.at < %s THEN excluded.at ELSE {table}.at END
            RETURNING record
        """  # noqa: S608  (only the table's own quoted name is put in)
        with connection.cursor() as cursor:
            cursor.execute(statement, [digest, mine, moment, stale, stale, stale])
            (found,) = cursor.fetchone()
        return found if isinstance(found, uuid.UUID) else uuid.UUID(found)

    def stale(self, now: datetime) -> PostOnceQuerySet:
        """Those whose time is over."""
        return self.filter(at__lt=now - SAME_POST)


class PostOnce(models.Model):
    """That a post has been seen: a keyed digest of form and answers, for ten minutes."""

    digest = models.CharField(primary_key=True, max_length=64)
    record = models.UUIDField(db_index=True)
    at = models.DateTimeField()
    repeats = models.PositiveIntegerField(default=0)

    objects = PostOnceQuerySet.as_manager()

    class Meta:
        verbose_name = _("post seen once")
        verbose_name_plural = _("posts seen once")

    def __str__(self) -> str:
        return self.digest[:12]
