"""What is to be arranged for somebody so that she can take part: one row for each need that she has told."""
from __future__ import annotations

import json
import uuid
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from forms_app.models.persons import SubmittedPerson
from forms_app.models.submissions import Submission
from privacy import cipher


class NeedState(models.TextChoices):
    """How far the work with a need has come."""

    NEW = "new", pgettext_lazy("state of an access need", "New")
    BOOKED = "booked", pgettext_lazy("state of an access need", "Booked or arranged")
    CANNOT = "cannot", _("Cannot be met")
    NO_LONGER = "no_longer", _("No longer needed")


#: What somebody still waits for.
OPEN = (NeedState.NEW, NeedState.BOOKED, NeedState.CANNOT)


class AccessTaskQuerySet(models.QuerySet["AccessTask"]):
    """Choices of access needs."""

    def of_form(self, page: Any) -> AccessTaskQuerySet:
        """Those told in the form of ``page``, in whatever language."""
        return self.filter(submission__page__translation_key=page.translation_key)

    def unrestricted(self) -> AccessTaskQuerySet:
        """Those of people who may stand in lists."""
        of_person = Q(person=None) | Q(person__restricted_at=None, person__protected=False)
        return self.filter(
            of_person, submission__restricted_at=None, submission__protected=False, submission__quarantined_at=None
        )

    def set_aside(self) -> AccessTaskQuerySet:
        """Those of people who may not: officers open them one by one."""
        of_person = Q(person__protected=True) | Q(person__restricted_at__isnull=False)
        return self.filter(of_person | Q(submission__protected=True) | Q(submission__restricted_at__isnull=False))

    def waiting(self) -> AccessTaskQuerySet:
        """Those with something left to do: a new need, or what was booked for a need that is over."""
        return self.filter(Q(state=NeedState.NEW) | Q(state=NeedState.NO_LONGER, booked_at__isnull=False))

    def under(self, model: type[models.Model], records: Any) -> AccessTaskQuerySet:
        """Those of these records of one kind: what a participant needs is hers, not the registrant's.

        :param records: their numbers, or such a right-hand side of ``__in``.
        """
        if model is SubmittedPerson:
            return self.filter(person__in=records)
        return self.filter(submission__in=records, person=None)


class AccessTask(models.Model):
    """One need of one person, told by an option of the question ``key``; which one is sealed, like her answer.

    Goes with the record that it is of, and with the answer to the question. ``booked_at`` stays when a need is over:
    then what was booked is still to be called off.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, related_name="access_tasks", verbose_name=_("submission")
    )
    person = models.ForeignKey(
        SubmittedPerson, on_delete=models.CASCADE, null=True, blank=True, related_name="access_tasks",
        verbose_name=_("participant"), help_text=_("Empty: the one who registered herself."),
    )
    key = models.CharField(_("question key"), max_length=16)
    need = models.JSONField(_("need"))
    state = models.CharField(_("state"), max_length=9, choices=NeedState, default=NeedState.NEW)
    note = models.JSONField(_("note"), null=True, blank=True)
    made_at = models.DateTimeField(_("made"))
    changed_at = models.DateTimeField(_("changed"))
    booked_at = models.DateTimeField(_("booked"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("by")
    )

    objects: ClassVar[Any] = AccessTaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("access need")
        verbose_name_plural = _("access needs")
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=NeedState.values), name="forms_app_need_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state="booked") | Q(booked_at__isnull=False), name="forms_app_need_booked_has_moment"
            ),
        ]

    def __str__(self) -> str:
        return f"access need {self.pk}"

    @property
    def record_pk(self) -> UUID:
        """The record that the need is of, to which what is sealed is bound."""
        found: UUID = self.person_id or self.submission_id
        return found

    @property
    def option(self) -> str:
        """The key of the option that was chosen."""
        return self._opened(self.need)

    @property
    def note_text(self) -> str:
        """What a colleague wrote, "" for nothing."""
        return self._opened(self.note) if self.note else ""

    def seal(self, text: str) -> dict[str, Any]:
        """``text`` as it is stored here."""
        return cipher.seal(json.dumps(text), record=self.record_pk, question=self.key)

    def _opened(self, stored: Any) -> str:
        return str(json.loads(cipher.unseal(stored, record=self.record_pk, question=self.key)))
