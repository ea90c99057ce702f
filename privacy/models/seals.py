"""The hash chain over the audit log. Sealed by the periodic command, so that writers never wait."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from .audit import AuditEvent


class AuditSeal(models.Model):
    """One link: a digest over the link before it and the events sealed since. Insert-only, kept for ever."""

    number = models.PositiveBigIntegerField(primary_key=True, verbose_name=_("number"))
    previous = models.CharField(max_length=64, blank=True, verbose_name=_("digest before"))
    events = models.PositiveIntegerField(verbose_name=_("number of events"))
    sealed_at = models.DateTimeField(verbose_name=_("sealed at"))
    events_until = models.DateField(verbose_name=_("events kept until"))
    contents = models.CharField(max_length=64, verbose_name=_("digest of the events"))
    digest = models.CharField(max_length=64, unique=True, verbose_name=_("digest"))
    keep_until = models.DateField(default=date.max, editable=False, verbose_name=_("kept until"))

    class Meta:
        verbose_name = _("seal of the audit log")
        verbose_name_plural = _("seals of the audit log")

    def __str__(self) -> str:
        return str(self.number)


class AuditLeaf(models.Model):
    """Which event stands where in which seal, and its digest. Insert-only; goes with the whole segment."""

    event = models.OneToOneField(
        AuditEvent, primary_key=True, on_delete=models.DO_NOTHING, related_name="leaf", verbose_name=_("event")
    )
    seal = models.ForeignKey(AuditSeal, on_delete=models.PROTECT, related_name="leaves", verbose_name=_("seal"))
    position = models.PositiveIntegerField(verbose_name=_("position"))
    digest = models.CharField(max_length=64, verbose_name=_("digest"))
    keep_until = models.DateField(db_index=True, verbose_name=_("kept until"))

    class Meta:
        verbose_name = _("sealed event")
        verbose_name_plural = _("sealed events")
        constraints = [models.UniqueConstraint(fields=["seal", "position"], name="leaf_in_its_place")]

    def __str__(self) -> str:
        return f"{self.seal_id}/{self.position}"
