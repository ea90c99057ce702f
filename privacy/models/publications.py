"""Scheduled publications that were refused, for the editor to see."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RefusedPublication(models.Model):
    """A scheduled page that did not go live, and why, in each language. It keeps its schedule."""

    revision = models.OneToOneField(
        "wagtailcore.Revision",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("revision"),
    )
    reasons = models.JSONField(verbose_name=_("reasons"))
    first_refused_at = models.DateTimeField(verbose_name=_("first refused at"))
    last_refused_at = models.DateTimeField(verbose_name=_("last refused at"))

    class Meta:
        verbose_name = _("refused publication")
        verbose_name_plural = _("refused publications")

    def __str__(self) -> str:
        return f"refused publication {self.pk}"
