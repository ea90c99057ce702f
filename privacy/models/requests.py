"""A person's request about her data: the case, what was found, and what was decided about each thing."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

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
    """Where the case stands."""

    RECEIVED = "received", _("Received")
    IDENTITY_PENDING = "identity_pending", _("Waits for proof of identity")
    SEARCHING = "searching", _("Searching")
    REVIEW = "review", _("Under review")
    DECIDED = "decided", _("Decided")
    EXECUTING = "executing", _("Being carried out")
    VERIFIED = "verified", _("Verified")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REFUSED = "refused", _("Refused")
    APPEALED = "appealed", _("Appealed")


class IdentityLevel(models.TextChoices):
    """How sure the authority is of who asks, from none upwards."""

    NONE = "none", _("Not confirmed")
    MAILBOX = "mailbox", _("Controls the mailbox")
    KNOWN = "known", _("Known through questions only she can answer")
    COUNTER = "counter", _("Showed proof at the counter")
    REGISTERED_MAIL = "registered_mail", _("Registered mail")
    EID = "eid", _("Electronic identification")


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
    closing_reason = models.CharField(max_length=20, blank=True, verbose_name=_("ended because"))

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


class Certainty(models.TextChoices):
    """Why a thing is believed to be hers."""

    KEY = "key", _("By her own address or number")
    POSSIBLE = "possible", _("Possibly: the name or text occurs")
    CONFIRMED = "confirmed", _("Confirmed by a case officer")
    REJECTED = "rejected", _("Somebody else's")


class Outcome(models.TextChoices):
    """What is done with one thing."""

    PROVIDED = "provided", _("Handed out")
    WITHHELD = "withheld", _("Not handed out")
    ERASED = "erased", _("Erased")
    BLANKED = "blanked", _("Blanked")
    RESTRICTED = "restricted", _("Use restricted")
    CORRECTED = "corrected", _("Corrected")
    RETAINED = "retained", _("Kept for now")
    STOPPED = "stopped", _("Use stopped")  # consent withdrawn
    OBJECTION_UPHELD = "objection_upheld", _("Objection upheld")
    OBJECTION_OVERRIDDEN = "objection_overridden", _("Objection not upheld")
    BY_EDITOR = "by_editor", _("An editor removes it from a published page")
    NOTHING = "nothing", _("Nothing is done")


class Reason(models.TextChoices):
    """Why; each has its sentence and its provision in every letter (privacy.requests.letters)."""

    DISCLOSED = "disclosed", _("She has the right to see it")  # 15
    THIRD_PARTY = "third_party", _("It is about somebody else")  # 15.4
    SECRECY = "secrecy", _("It is confidential")
    MINOR = "minor", _("A record of minor importance")  # 17.1 a
    AUTHORITY_ALLOWS = "authority_allows", _("The disposal authority allows it now")  # 17.1 a
    PURPOSE_ENDED = "purpose_ended", _("The purpose of these data has ended")  # 17.1 a
    CONSENT_WITHDRAWN = "consent_withdrawn", _("Consent was withdrawn")  # 17.1 b
    PERIOD_RUNNING = "period_running", _("The retention period is still running")  # 17.3 b
    NO_AUTHORITY = "no_authority", _("No disposal authority has been decided")  # 17.3 b
    PRESERVED = "preserved", _("It is to be preserved permanently")  # 17.3 b, d
    FUNDING_AUDIT = "funding_audit", _("Audit of European funding")  # 17.3 b; CPR 2021/1060 art. 82
    HELD_ACCESS = "held_access", _("Somebody has asked for the record")  # 17.3 b
    HELD_CLAIM = "held_claim", _("A legal claim")  # 17.3 e
    OBJECTION_PENDING = "objection_pending", _("While the objection is looked at")  # 18.1 d
    ACCURACY_CONTESTED = "accuracy_contested", _("While its accuracy is checked")  # 18.1 a
    AS_ASKED = "as_asked", _("As she asked")
    COMPELLING_GROUNDS = "compelling_grounds", _("Compelling grounds of the authority")  # 21.1
    PUBLISHED = "published", _("It stands on a published page")
    NOT_APPLICABLE = "not_applicable", _("The right does not apply to this task")  # 20.3


class RequestItem(models.Model):
    """One thing that was found: a record, a field of it, or a text that names her. What is proposed and decided."""

    request = models.ForeignKey(RightsRequest, on_delete=models.CASCADE, related_name="items", verbose_name=_("case"))
    holding = models.CharField(max_length=50, verbose_name=_("holding"))  # or "trace:<model>.<column>"
    record = models.CharField(max_length=64, verbose_name=_("record"))  # a uuid, or a trace's primary key
    key = models.CharField(max_length=100, blank=True, verbose_name=_("field"))  # empty: the whole record
    certainty = models.CharField(max_length=10, choices=Certainty, verbose_name=_("why hers"))
    outcome = models.CharField(max_length=25, choices=Outcome, verbose_name=_("outcome"))
    reason = models.CharField(max_length=20, choices=Reason, verbose_name=_("reason"))
    until_on = models.DateField(null=True, blank=True, verbose_name=_("kept until"))
    rule = models.ForeignKey(
        "privacy.RetentionRule", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("rule"),
    )  # fmt: skip
    new_value = models.TextField(blank=True, verbose_name=_("corrected value"))
    is_own_choice = models.BooleanField(default=False, verbose_name=_("chosen by a case officer"))
    done_at = models.DateTimeField(null=True, verbose_name=_("carried out"))

    class Meta:
        verbose_name = _("item of a case")
        verbose_name_plural = _("items of cases")
        constraints = [
            models.UniqueConstraint(fields=["request", "holding", "record", "key"], name="item_once_per_case"),
        ]

    def __str__(self) -> str:
        return f"item {self.pk}"


class SourceAnswer(models.Model):
    """What one source had: those of this site, and each source outside it. Sources without a hit stand here too."""

    class Answer(models.TextChoices):
        WAITING = "waiting", _("Not answered yet")
        NOTHING = "nothing", _("Nothing found")
        FOUND = "found", _("Found")
        ATTACHED = "attached", _("Found and attached")
        UNREACHABLE = "unreachable", _("Could not be reached")

    request = models.ForeignKey(RightsRequest, on_delete=models.CASCADE, related_name="sources", verbose_name=_("case"))
    name = models.CharField(max_length=200, verbose_name=_("source"))  # a holding's name, "trace:…" or an outside name
    outside = models.ForeignKey(
        "privacy.OutsideSource", null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("outside source")
    )
    answer = models.CharField(max_length=12, choices=Answer, verbose_name=_("answer"))
    count = models.PositiveIntegerField(default=0, verbose_name=_("number"))
    note = models.TextField(blank=True, verbose_name=_("what was found"))
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(null=True, verbose_name=_("answered"))

    class Meta:
        verbose_name = _("source searched")
        verbose_name_plural = _("sources searched")
        constraints = [models.UniqueConstraint(fields=["request", "name"], name="source_once_per_case")]

    def __str__(self) -> str:
        return f"source {self.pk}"
