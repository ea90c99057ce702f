"""What was found in a case, where it was looked for, and what was decided about each thing."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .requests import RightsRequest

#: Before the model and column of a text elsewhere that names her.
TRACE = "trace:"


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
    HELD_INSPECTION = "held_inspection", _("An audit or inspection")  # 17.3 b
    HELD_OTHER = "held_other", _("It may not be destroyed for the time being")  # 17.3 b
    OBJECTION_PENDING = "objection_pending", _("While the objection is looked at")  # 18.1 d
    ACCURACY_CONTESTED = "accuracy_contested", _("While its accuracy is checked")  # 18.1 a
    AS_ASKED = "as_asked", _("As she asked")
    ACCURATE = "accurate", _("It was found to be right")  # 16
    NOT_CONCERNED = "not_concerned", _("The request is not about it")
    COMPELLING_GROUNDS = "compelling_grounds", _("Compelling grounds of the authority")  # 21.1
    PUBLISHED = "published", _("It stands on a published page")
    NOT_APPLICABLE = "not_applicable", _("The right does not apply to this task")  # 20.3


class ItemQuerySet(models.QuerySet["RequestItem"]):
    """Items, chosen."""

    def hers(self) -> "ItemQuerySet":
        """Those that nobody has found to be somebody else's."""
        return self.exclude(certainty=Certainty.REJECTED)

    def certain(self) -> "ItemQuerySet":
        """Those found by her own address or confirmed by a case officer."""
        return self.filter(certainty__in=[Certainty.KEY, Certainty.CONFIRMED])

    def in_records(self) -> "ItemQuerySet":
        """Records and their fields, without the texts elsewhere that name her."""
        return self.exclude(holding__startswith=TRACE)


class RequestItem(models.Model):
    """One thing that was found: a record, a field of it, or a text that names her. What is proposed and decided."""

    request = models.ForeignKey(RightsRequest, on_delete=models.CASCADE, related_name="items", verbose_name=_("case"))
    holding = models.CharField(max_length=100, verbose_name=_("holding"))  # or "trace:<model>.<column>"
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
    # {"title", "reference", "label", "lang"}: what the thing is called in letters, also when it is gone; no value.
    described = models.JSONField(default=dict, verbose_name=_("what it is"))
    is_own_choice = models.BooleanField(default=False, verbose_name=_("chosen by a case officer"))
    done_at = models.DateTimeField(null=True, verbose_name=_("carried out"))

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item of a case")
        verbose_name_plural = _("items of cases")
        constraints = [
            models.UniqueConstraint(fields=["request", "holding", "record", "key"], name="item_once_per_case"),
        ]

    def __str__(self) -> str:
        return f"item {self.pk}"

    @property
    def is_trace(self) -> bool:
        """Whether this is a text elsewhere and no record."""
        return self.holding.startswith(TRACE)


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
