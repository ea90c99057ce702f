"""What may not be destroyed for now, whatever the rules say."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .activities import ProcessingActivity
from .controllers import Controller


class HoldScope(models.TextChoices):
    """How much a hold covers."""

    RECORD = "record", _("One record")
    FORM = "form", _("Everything sent to one form")
    ACTIVITY = "activity", _("Everything of one activity")
    PERSON = "person", _("Everything of one person")


class HoldReason(models.TextChoices):
    """Why nothing may be destroyed; decides which words and which point of GDPR 17.3 a letter gives."""

    OPEN_CASE = "open_case", _("A request about the data is open")
    PUBLIC_ACCESS = "public_access", _("Somebody has asked for the record")  # 17.3 b
    CLAIM = "claim", _("A legal claim")  # 17.3 e
    INSPECTION = "inspection", _("Audit or inspection")  # 17.3 b
    INCIDENT = "incident", _("A personal data breach is looked into")
    OTHER = "other", _("Another reason")


class HoldQuerySet(models.QuerySet["Hold"]):
    """Holds, chosen."""

    def standing(self) -> "HoldQuerySet":
        """Those that have not been released."""
        return self.filter(released_at=None)


class Hold(models.Model):
    """Beats every rule until it is released.

    A person is held by the keyed digests of an address or number, one for each key that we still
    hold, with spaces between; they are forgotten when the hold is released.
    """

    controller = models.ForeignKey(
        Controller, on_delete=models.PROTECT, related_name="holds", verbose_name=_("controller")
    )
    scope = models.CharField(max_length=10, choices=HoldScope, verbose_name=_("covers"))
    holding = models.CharField(max_length=50, blank=True, verbose_name=_("holding"))
    record = models.UUIDField(null=True, db_index=True, verbose_name=_("record"))
    group = models.UUIDField(null=True, db_index=True, verbose_name=_("form"))
    activity = models.ForeignKey(
        ProcessingActivity, null=True, on_delete=models.PROTECT, related_name="holds", verbose_name=_("activity")
    )
    kind = models.CharField(max_length=10, blank=True, verbose_name=_("kind of address"))
    digests = models.CharField(max_length=1000, blank=True, verbose_name=_("digests"))
    reason = models.CharField(max_length=20, choices=HoldReason, verbose_name=_("reason"))
    reference = models.CharField(
        max_length=100,
        blank=True,
        verbose_name=_("case number"),
        help_text=_("The number of the case that asks for the hold. Write nobody's name."),
    )
    case = models.ForeignKey(
        "privacy.RightsRequest", null=True, on_delete=models.CASCADE, related_name="holds", verbose_name=_("case")
    )
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("placed by")
    )
    placed_at = models.DateTimeField(verbose_name=_("placed at"))
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("released by")
    )
    released_at = models.DateTimeField(null=True, verbose_name=_("released at"))

    objects = HoldQuerySet.as_manager()

    class Meta:
        verbose_name = _("disposal hold")
        verbose_name_plural = _("disposal holds")
        constraints = [
            models.CheckConstraint(
                condition=Q(scope="record", record__isnull=False, group__isnull=True, activity__isnull=True, digests="")
                | Q(scope="form", group__isnull=False, record__isnull=True, activity__isnull=True, digests="")
                | Q(scope="activity", activity__isnull=False, record__isnull=True, group__isnull=True, digests="")
                | Q(scope="person", record__isnull=True, group__isnull=True, activity__isnull=True),
                name="hold_covers_one_thing",
            ),
            models.CheckConstraint(
                condition=~Q(scope="person")
                | Q(released_at__isnull=False, digests="")
                | (Q(released_at__isnull=True) & ~Q(digests="") & ~Q(kind="")),
                name="hold_on_a_person_finds_her",
            ),
            models.CheckConstraint(condition=Q(reason__in=HoldReason.values), name="hold_reason_known"),
        ]

    def __str__(self) -> str:
        return f"hold {self.pk}"
