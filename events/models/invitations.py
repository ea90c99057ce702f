"""Whom staff have invited to an event, what she answered, and the links by which she answers."""
from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from privacy.models import PrivacyStamp
from privacy.models.guard import GuardedQuerySet
from privacy.rules import Selector

#: Under this name privacy knows invitations.
HOLDING = "events.invitations"
#: Characters of a name or an organisation, of an address, and of where addresses come from.
LONGEST_NAME, LONGEST_ADDRESS, LONGEST_SOURCE = 200, 254, 300
#: The values of an invitation that can be corrected and erased by themselves.
VALUES = ("name", "organisation", "email")


class Answer(models.TextChoices):
    """What the invited person has said."""

    NONE = "none", pgettext_lazy("of an invitation", "Has not answered")
    YES = "yes", pgettext_lazy("of an invitation", "Yes, has registered")
    NO = "no", pgettext_lazy("of an invitation", "No")
    DEPUTY = "deputy", pgettext_lazy("of an invitation", "Has named a deputy")
    STOPPED = "stopped", pgettext_lazy("of an invitation", "Does not want to be written to")


class InvitationQuerySet(GuardedQuerySet):
    """Choices of invitations."""

    def of_event(self, page: Any) -> InvitationQuerySet:
        """Those to one event, whatever language they are in. All stand on the canonical page."""
        return self.filter(page__translation_key=page.translation_key)

    def unrestricted(self) -> InvitationQuerySet:
        """Those that may stand in lists and be written to (GDPR 18; protected identity)."""
        return self.filter(restricted_at=None, protected=False)

    def standing(self) -> InvitationQuerySet:
        """Those that nobody has taken back."""
        return self.filter(withdrawn_at=None).exclude(email="")

    def unsent(self) -> InvitationQuerySet:
        """Those whose mail nobody has asked for yet."""
        return self.standing().filter(sent_at=None, answer=Answer.NONE)

    def unanswered(self) -> InvitationQuerySet:
        """Those that were sent and that nobody has answered."""
        return self.standing().filter(sent_at__isnull=False, answer=Answer.NONE)

    def among(self, records: Collection[UUID]) -> InvitationQuerySet:
        """Those with these numbers."""
        return self.filter(pk__in=records)


class Invitation(PrivacyStamp):
    """One person invited to one event. It says nothing that her registration says.

    ``source``: where the address comes from, as she is told (GDPR 14.2 f). ``submission``: what she sent by her link.
    ``corrected``: (key, old value, day, why) of each correction; ``erased``: the marks of values that are gone.
    """

    ruled_as = Selector.INVITATION
    holding = HOLDING

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.PROTECT, related_name="event_invitations", verbose_name=_("event")
    )
    language = models.CharField(_("language"), max_length=10)
    name = models.CharField(_("name"), max_length=LONGEST_NAME, blank=True)
    organisation = models.CharField(_("organisation"), max_length=LONGEST_NAME, blank=True)
    email = models.EmailField(_("e-mail"), max_length=LONGEST_ADDRESS, blank=True)
    source = models.CharField(_("where the address comes from"), max_length=LONGEST_SOURCE, blank=True)
    named_by = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="deputies",
        verbose_name=_("named as deputy by"),
    )
    added_at = models.DateTimeField(_("put on the list"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("put on the list by"),
    )
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=8, choices=Answer, default=Answer.NONE)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    submission = models.ForeignKey(
        "forms_app.Submission", on_delete=models.SET_NULL, null=True, blank=True, related_name="event_invitations",
        verbose_name=_("registered by it"),
    )
    restricted_at = models.DateTimeField(_("restricted"), null=True, blank=True)
    corrected = models.JSONField(_("corrections"), default=list, blank=True)
    erased = models.JSONField(_("erased values with cause and day"), default=dict, blank=True)

    objects: ClassVar[Any] = InvitationQuerySet.as_manager()

    class Meta(PrivacyStamp.Meta):
        abstract = False
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["added_at", "pk"]
        constraints = [
            *PrivacyStamp.Meta.constraints,
            models.CheckConstraint(
                name="events_invitation_answer_is_known", condition=Q(answer__in=Answer.values)
            ),
            models.CheckConstraint(
                name="events_invitation_answered_once_it_has_an_answer",
                condition=Q(answer="none", answered_at__isnull=True, submission__isnull=True)
                | (~Q(answer="none") & Q(answered_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="events_invitation_reminds_only_whom_it_was_sent_to",
                condition=Q(reminded_at__isnull=True) | Q(sent_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["page", "answer"], name="events_invitation_of_event")]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """A number for officers and letters, made of its own."""
        return f"I-{self.pk.hex[:8].upper()}"


class InvitationLink(models.Model):
    """A link by which the invited person answers. Only the hash of its token is stored; dies with the invitation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invitation = models.ForeignKey(
        Invitation, on_delete=models.CASCADE, related_name="links", verbose_name=_("invitation")
    )
    digest = models.CharField(_("hash of the token"), max_length=64, unique=True)
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("link to an invitation")
        verbose_name_plural = _("links to invitations")

    def __str__(self) -> str:
        return f"link {self.pk}"
