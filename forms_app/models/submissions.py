"""What was sent: a public record with personal data, and the guard against sending it twice."""
from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import connection, models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from forms_app.models.answered import Answered
from forms_app.questions import AskedOf
from privacy.models.guard import GuardedQuerySet

#: Under this name privacy knows submissions, and keeps what it notes about each.
HOLDING = "forms_app.submissions"
#: A repeated post within this time is the same post.
SAME_POST = timedelta(minutes=10)


class Handling(models.TextChoices):
    """How far the work with a submission has come."""

    RECEIVED = "received", pgettext_lazy("state of a submission", "Received")
    HANDLED = "handled", _("Handled")
    ARCHIVED = "archived", _("Archived")


class SubmissionQuerySet(GuardedQuerySet):
    """Choices of submissions."""

    def of_form(self, page: Any) -> SubmissionQuerySet:
        """Those of the form of ``page``, whatever language they were sent in. All stand on the canonical page."""
        if page.is_canonical:
            return self.filter(page=page.pk)
        return self.filter(page__translation_key=page.translation_key)

    def unrestricted(self) -> SubmissionQuerySet:
        """Those that may stand in lists, exports and mailings (GDPR 18; protected identity; not in quarantine)."""
        return self.filter(restricted_at=None, protected=False, quarantined_at=None)

    def for_organisers(self) -> SubmissionQuerySet:
        """Those that may be opened by whoever looks after the form, one by one."""
        return self.filter(restricted_at=None, protected=False)

    def quarantined(self) -> SubmissionQuerySet:
        """Those that somebody has to look at before they count."""
        return self.filter(quarantined_at__isnull=False)

    def set_aside(self) -> SubmissionQuerySet:
        """Those that may not: officers open them one by one."""
        return self.exclude(restricted_at=None, protected=False)


class Submission(Answered):
    """One answered form, with what the one who sent it answered for herself and for all.

    Never made but by ``forms_app.submissions.record``.
    """

    asked_of = AskedOf.REGISTRATION
    holding = HOLDING

    reference = models.CharField(_("reference number"), max_length=12, unique=True)
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.PROTECT, related_name="submissions")
    served_page = models.ForeignKey("wagtailcore.Page", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey("forms_app.FormVersion", on_delete=models.PROTECT, related_name="submissions")
    handling = models.CharField(_("state"), max_length=10, default=Handling.RECEIVED, choices=Handling)
    received_at = models.DateTimeField(_("received"))
    quarantined_at = models.DateTimeField(_("set aside as suspicious"), null=True, blank=True)

    objects: ClassVar[Any] = SubmissionQuerySet.as_manager()

    class Meta(Answered.Meta):
        abstract = False
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["-received_at"]
        indexes = [models.Index(fields=["page", "-received_at"], name="forms_app_newest_on_page")]

    def __str__(self) -> str:
        return self.reference

    def files_sent(self) -> list[dict[str, Any]]:
        """The files that came with the answers and are there: ``question``, ``name``, ``size`` and ``row`` of each."""
        asked = [question for question in self.questions if question.kind.takes_files]
        rows = {str(each.pk): each for each in self.files.all()} if asked else {}
        return [
            {**each, "question": question, "row": rows[each["file"]]}
            for question in asked
            for each in self.answer(question) or []
            if each["file"] in rows
        ]


class PostOnceQuerySet(models.QuerySet):
    """The guard's one statement."""

    def claim(
        self, digest: str, *, record: uuid.UUID, now: datetime, lasts: timedelta = SAME_POST
    ) -> uuid.UUID:
        """The record that this post belongs to: ``record`` if it is the first of its kind.

        :param lasts: how long a post of this kind is the same; ``at`` is put as much later as that exceeds
            the ten minutes.

        One INSERT … ON CONFLICT DO UPDATE … RETURNING: a second post with the same digest waits
        for the first transaction and then gets its record. A row older than ten minutes is taken
        over. Must run inside the transaction that stores the record, so that a refusal undoes it.
        """
        field = self.model._meta.get_field("record")
        mine = field.get_db_prep_value(record, connection)
        at = now + lasts - SAME_POST
        moment = self.model._meta.get_field("at").get_db_prep_value(at, connection)
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
