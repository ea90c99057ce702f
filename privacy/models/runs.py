"""Disposal runs: what was proposed, approved and destroyed, and the protocol of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .controllers import Controller
from .retention import ActionChoice, PrivacyClassChoice, RetentionRule


class RunState(models.TextChoices):
    """How far a run has come."""

    PROPOSED = "proposed", _("Waits for approval")
    APPROVED = "approved", _("Approved")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    DISCARDED = "discarded", _("Discarded")


class DisposalRun(models.Model):
    """One list of what is due, its approval, its execution and its protocol."""

    controller = models.ForeignKey(
        Controller, on_delete=models.PROTECT, related_name="runs", verbose_name=_("controller")
    )
    number = models.CharField(max_length=20, unique=True, verbose_name=_("number"))  # "2026-14"
    as_of = models.DateField(verbose_name=_("due before"))
    state = models.CharField(max_length=10, choices=RunState, default=RunState.PROPOSED, verbose_name=_("state"))
    by_clock = models.BooleanField(default=False, verbose_name=_("by the clock, under standing approvals"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("proposed by")
    )
    proposed_at = models.DateTimeField(verbose_name=_("proposed at"))
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("approved by")
    )
    approved_at = models.DateTimeField(null=True, verbose_name=_("approved at"))
    executed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("executed by")
    )
    started_at = models.DateTimeField(null=True, verbose_name=_("started at"))
    heartbeat_at = models.DateTimeField(null=True, verbose_name=_("last sign of life"))
    finished_at = models.DateTimeField(null=True, verbose_name=_("finished at"))
    listed = models.PositiveIntegerField(default=0, verbose_name=_("decisions on the list"))
    facts = models.JSONField(default=dict, verbose_name=_("facts"))  # sweep's outcome, version, names frozen
    protocol = models.JSONField(null=True, verbose_name=_("protocol"))
    protocol_digest = models.CharField(max_length=64, blank=True, verbose_name=_("digest of the protocol"))

    class Meta:
        verbose_name = _("disposal run")
        verbose_name_plural = _("disposal runs")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=RunState.values), name="run_state_known"),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "running", "done"]) | Q(approved_at__isnull=False),
                name="run_approved_before",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class DisposalItem(models.Model):
    """One decision on the list of a run that is not carried out yet; deleted in the act that does."""

    # One index serves both: 100,000 rows come and go in a run.
    run = models.ForeignKey(
        DisposalRun, on_delete=models.CASCADE, related_name="items", db_index=False, verbose_name=_("run")
    )
    rule = models.ForeignKey(
        RetentionRule, on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name=_("rule")
    )
    holding = models.CharField(max_length=50, verbose_name=_("holding"))
    record = models.UUIDField(verbose_name=_("record"))
    key = models.CharField(max_length=100, blank=True, verbose_name=_("field"))  # empty: the whole record
    privacy_class = models.CharField(max_length=20, blank=True, verbose_name=_("privacy class"))
    due_on = models.DateField(verbose_name=_("kept until"))

    class Meta:
        verbose_name = _("decision on the list of a run")
        verbose_name_plural = _("decisions on lists of runs")
        constraints = [
            models.UniqueConstraint(fields=["record", "key", "run"], name="item_once_per_run"),
        ]
        indexes = [models.Index(fields=["run", "rule", "holding", "key", "id"], name="item_in_turn")]

    def __str__(self) -> str:
        return f"item {self.pk}"


class LineOutcome(models.TextChoices):
    """What became of the decisions that a line counts."""

    DONE = "done", _("Carried out")
    HELD = "held", _("Kept because of a hold")
    GONE = "gone", _("Was gone already")
    CHANGED = "changed", _("Not due any more")
    KEPT = "kept", _("Kept for the archives")


#: Why a decision was not carried out, when its rule had lost its authority meanwhile.
NO_AUTHORITY = "no_authority"


class DisposalRecord(models.Model):
    """One line of a run's protocol: how many, under which rule, with what outcome. Nothing personal."""

    run = models.ForeignKey(DisposalRun, on_delete=models.CASCADE, related_name="lines", verbose_name=_("run"))
    rule = models.ForeignKey(RetentionRule, on_delete=models.PROTECT, related_name="+", verbose_name=_("rule"))
    holding = models.CharField(max_length=50, verbose_name=_("holding"))
    action = models.CharField(max_length=20, choices=ActionChoice, verbose_name=_("action"))
    privacy_class = models.CharField(
        max_length=20, blank=True, choices=PrivacyClassChoice, verbose_name=_("privacy class")
    )
    outcome = models.CharField(max_length=10, choices=LineOutcome, verbose_name=_("outcome"))
    # a HoldReason, or NO_AUTHORITY
    reason = models.CharField(max_length=20, blank=True, verbose_name=_("reason"))
    count = models.PositiveIntegerField(default=0, verbose_name=_("number"))
    first_due_on = models.DateField(null=True, verbose_name=_("earliest date"))
    last_due_on = models.DateField(null=True, verbose_name=_("latest date"))

    class Meta:
        verbose_name = _("line of a disposal protocol")
        verbose_name_plural = _("lines of disposal protocols")
        constraints = [
            models.UniqueConstraint(
                fields=["run", "rule", "holding", "action", "privacy_class", "outcome", "reason"],
                name="line_once_per_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"line {self.pk}"


class KeptNumber(models.Model):
    """How many gave an answer that has been generalised: a number per event instead of the answers."""

    run = models.ForeignKey(DisposalRun, on_delete=models.PROTECT, related_name="numbers", verbose_name=_("run"))
    holding = models.CharField(max_length=50, verbose_name=_("holding"))
    group = models.UUIDField(db_index=True, verbose_name=_("form"))
    key = models.CharField(max_length=100, verbose_name=_("field"))
    answer = models.CharField(max_length=200, blank=True, verbose_name=_("answer"))  # an option in words
    number = models.PositiveIntegerField(verbose_name=_("number"))

    class Meta:
        verbose_name = _("number kept instead of answers")
        verbose_name_plural = _("numbers kept instead of answers")
        constraints = [
            models.UniqueConstraint(fields=["run", "group", "key", "answer"], name="number_once_per_run"),
            # Smaller numbers tell who it was.
            models.CheckConstraint(condition=Q(number__gte=5), name="number_large_enough"),
        ]

    def __str__(self) -> str:
        return f"number {self.pk}"
