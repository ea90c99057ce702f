"""A person's request about her data: the case, what was found, and what was decided about each thing."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from privacy.requests import states

from .stamps import PrivacyStamp


class RequestKind(models.TextChoices):
    """What she asks for (GDPR 7.3, 15-18, 20, 21)."""

    ACCESS = "access", _("To see what is stored")  # 15
    RECTIFICATION = "rectification", _("To have something corrected")  # 16
    ERASURE = "erasure", _("To have data erased")  # 17
    RESTRICTION = "restriction", _("To have the use of data restricted")  # 18
    PORTABILITY = "portability", _("To move data elsewhere")  # 20
    OBJECTION = "objection", _("To object to the use of data")  # 21
    WITHDRAWAL = "withdrawal", _("To withdraw consent")  # 7.3


class RequestChannel(models.TextChoices):
    """How the request reached the authority; the clock runs from any of them."""

    WEB = "web", _("The request page")
    EMAIL = "email", _("E-mail")
    LETTER = "letter", _("Letter")
    TELEPHONE = "telephone", _("Telephone")
    COUNTER = "counter", _("At the counter")


class CaseState(models.TextChoices):
    """``states.State`` with words."""

    RECEIVED = states.State.RECEIVED.value, _("Received")
    IDENTITY_PENDING = states.State.IDENTITY_PENDING.value, _("Waits for proof of identity")
    SEARCHING = states.State.SEARCHING.value, _("Searching")
    REVIEW = states.State.REVIEW.value, _("Under review")
    DECIDED = states.State.DECIDED.value, _("Decided")
    EXECUTING = states.State.EXECUTING.value, _("Being carried out")
    VERIFIED = states.State.VERIFIED.value, _("Verified")
    ANSWERED = states.State.ANSWERED.value, _("Answered")
    CLOSED = states.State.CLOSED.value, _("Closed")
    WITHDRAWN = states.State.WITHDRAWN.value, _("Withdrawn")
    REFUSED = states.State.REFUSED.value, _("Refused")
    APPEALED = states.State.APPEALED.value, _("Appealed")


class IdentityLevel(models.TextChoices):
    """How sure the authority is of who asks, from none upwards."""

    NONE = "none", _("Not confirmed")
    MAILBOX = "mailbox", _("Controls the mailbox")
    KNOWN = "known", _("Known through questions only she can answer")
    COUNTER = "counter", _("Showed proof at the counter")
    REGISTERED_MAIL = "registered_mail", _("Registered mail")
    EID = "eid", _("Electronic identification")


class ClosingReason(models.TextChoices):
    """Why a case ended without a decision on what was found."""

    WITHDRAWN = "withdrawn", _("She withdrew the request")
    NOT_IDENTIFIED = "not_identified", _("It could not be established who asks")  # 11, 12.2
    UNFOUNDED = "unfounded", _("The request is manifestly unfounded")  # 12.5
    EXCESSIVE = "excessive", _("The request is excessive")  # 12.5


class RightsRequest(PrivacyStamp):
    """One case. Itself a public record with personal data: stamped, found and extracted like any other."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=20, unique=True, verbose_name=_("case number"))  # "2026-3"
    kind = models.CharField(max_length=20, choices=RequestKind, verbose_name=_("asks"))
    channel = models.CharField(max_length=20, choices=RequestChannel, verbose_name=_("came by"))
    language = models.CharField(max_length=10, verbose_name=_("language"))
    state = models.CharField(
        max_length=20, choices=CaseState, default=CaseState.RECEIVED, db_index=True, verbose_name=_("state")
    )
    name = models.CharField(max_length=200, blank=True, verbose_name=_("name"))
    postal_address = models.CharField(max_length=300, blank=True, verbose_name=_("postal address"))
    text = models.TextField(blank=True, verbose_name=_("what she writes"))
    received_at = models.DateTimeField(verbose_name=_("received"))
    confirmed_at = models.DateTimeField(null=True, verbose_name=_("confirmed by mail"))
    identity_level = models.CharField(
        max_length=20, choices=IdentityLevel, default=IdentityLevel.NONE, verbose_name=_("identity")
    )
    identity_note = models.CharField(max_length=200, blank=True, verbose_name=_("how identity was established"))
    identity_asked_at = models.DateTimeField(null=True, verbose_name=_("identity asked for"))
    identity_shown_at = models.DateTimeField(null=True, verbose_name=_("identity shown"))
    answer_by = models.DateField(verbose_name=_("answer by"))  # the legal end of the month, rolled on
    target_on = models.DateField(verbose_name=_("answer preferably by"))  # 28 days
    extended_at = models.DateTimeField(null=True, verbose_name=_("extended"))
    extension_reason = models.CharField(max_length=300, blank=True, verbose_name=_("reason for extending"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("case officer")
    )
    opinion = models.TextField(blank=True, verbose_name=_("the data protection officer's opinion"))
    decided_at = models.DateTimeField(null=True, verbose_name=_("decided"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("decided by")
    )
    delegation = models.ForeignKey(
        "privacy.Delegation", null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("delegation")
    )
    executed_at = models.DateTimeField(null=True, verbose_name=_("carried out"))
    verified_at = models.DateTimeField(null=True, verbose_name=_("verified"))
    sweep = models.JSONField(default=dict, verbose_name=_("outcome of the sweep"))
    answered_at = models.DateTimeField(null=True, verbose_name=_("answered"))
    closed_at = models.DateTimeField(null=True, verbose_name=_("closed"))
    closing_reason = models.CharField(
        max_length=20, blank=True, choices=ClosingReason, verbose_name=_("ended because")
    )
    appealed_at = models.DateTimeField(null=True, verbose_name=_("appealed"))
    follows = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="followed_by", verbose_name=_("follows the case")
    )

    erased = models.JSONField(default=dict, blank=True, verbose_name=_("erased values with cause and day"))

    class Meta(PrivacyStamp.Meta):
        abstract = False
        verbose_name = _("request about personal data")
        verbose_name_plural = _("requests about personal data")
        ordering = ["answer_by", "received_at"]
        constraints = [
            *PrivacyStamp.Meta.constraints,
            models.CheckConstraint(condition=Q(kind__in=RequestKind.values), name="request_kind_known"),
            models.CheckConstraint(condition=Q(state__in=CaseState.values), name="request_state_known"),
            models.CheckConstraint(
                condition=~Q(state__in=["decided", "executing", "verified", "answered"]) | Q(decided_at__isnull=False),
                name="request_decided_before_acting",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class RequestAddress(models.Model):
    """An address or number of hers: the one she wrote from, and others she uses or used (aliases)."""

    class Proof(models.TextChoices):
        """Why records under it are hers."""

        NONE = "none", _("Not proven")
        MAIL = "mail", _("She answered a mail sent there")
        OFFICER = "officer", _("A case officer made sure")

    request = models.ForeignKey(
        RightsRequest, on_delete=models.CASCADE, related_name="addresses", verbose_name=_("case")
    )
    kind = models.CharField(max_length=10, choices=[("email", _("E-mail")), ("phone", _("Telephone"))])
    value = models.CharField(max_length=254, verbose_name=_("address or number"))
    proof = models.CharField(max_length=10, choices=Proof, default=Proof.NONE, verbose_name=_("proof"))
    is_first = models.BooleanField(default=False, verbose_name=_("answers go here"))

    class Meta:
        verbose_name = _("address of a case")
        verbose_name_plural = _("addresses of cases")
        constraints = [models.UniqueConstraint(fields=["request", "kind", "value"], name="address_once_per_case")]

    def __str__(self) -> str:
        return f"address {self.pk}"


class RequestToken(models.Model):
    """A link in a mail, stored as a hash: to confirm a request, or to fetch an extract."""

    class Purpose(models.TextChoices):
        CONFIRM = "confirm", _("Confirm the request")
        FETCH = "fetch", _("Fetch the extract")

    request = models.ForeignKey(RightsRequest, on_delete=models.CASCADE, related_name="tokens", verbose_name=_("case"))
    purpose = models.CharField(max_length=10, choices=Purpose, verbose_name=_("purpose"))
    digest = models.CharField(max_length=64, unique=True, verbose_name=_("hash"))
    made_at = models.DateTimeField(verbose_name=_("made at"))
    expires_at = models.DateTimeField(db_index=True, verbose_name=_("expires at"))
    used_at = models.DateTimeField(null=True, verbose_name=_("used at"))

    class Meta:
        verbose_name = _("link of a case")
        verbose_name_plural = _("links of cases")

    def __str__(self) -> str:
        return f"link {self.pk}"
