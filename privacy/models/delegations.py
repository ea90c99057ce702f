"""Who may decide in the controller's name, and where else data may lie."""

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .controllers import Controller


class Delegation(models.Model):
    """A recorded right to decide: without one that is valid today, nobody decides."""

    controller = models.ForeignKey(
        Controller, on_delete=models.PROTECT, related_name="delegations", verbose_name=_("controller")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="delegations", verbose_name=_("decision-maker")
    )
    title = models.CharField(
        max_length=100, verbose_name=_("title"), help_text=_("As it stands in letters, for example Head of Culture.")
    )
    number = models.CharField(
        max_length=100,
        verbose_name=_("point in the delegation list"),
        help_text=_("For example A 4.2, or the paragraph of the rules of procedure."),
    )
    valid_from = models.DateField(verbose_name=_("valid from"))
    valid_to = models.DateField(null=True, blank=True, verbose_name=_("valid to"))

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")

    def __str__(self) -> str:
        return self.number

    def is_valid_on(self, day: date) -> bool:
        """Whether she may decide that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class OutsideSource(models.Model):
    """A place outside this site where data about people may lie; asked in every case."""

    controller = models.ForeignKey(
        Controller, on_delete=models.PROTECT, related_name="outside_sources", verbose_name=_("controller")
    )
    name = models.CharField(
        max_length=200,
        verbose_name=_("name"),
        help_text=_("A mailbox, a folder, a binder or another system, for example The shared mailbox of Culture."),
    )
    asked = models.CharField(
        max_length=200, blank=True, verbose_name=_("who looks there"), help_text=_("A unit, not a person.")
    )
    in_use = models.BooleanField(default=True, verbose_name=_("in use"))

    class Meta:
        verbose_name = _("source outside the site")
        verbose_name_plural = _("sources outside the site")

    def __str__(self) -> str:
        return self.name
