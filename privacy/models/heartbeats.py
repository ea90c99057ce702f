"""When a timer last ran."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Heartbeat(models.Model):
    """One row per job of the periodic command."""

    job = models.CharField(max_length=50, primary_key=True, verbose_name=_("job"))
    started_at = models.DateTimeField(verbose_name=_("last started at"))
    finished_at = models.DateTimeField(null=True, verbose_name=_("last finished at"))
    problem = models.CharField(max_length=60, blank=True, verbose_name=_("last problem"))

    class Meta:
        verbose_name = _("heartbeat")
        verbose_name_plural = _("heartbeats")

    def __str__(self) -> str:
        return self.job
