"""What an editor says of the mails before and after an event; every setting has a working default."""
from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.letters.days import MOST_DAYS_AFTER, MOST_WORKING_DAYS, USUAL_WORKING_DAYS
from events.models.defaults import EventDefaults


class LetterSettings(models.Model):
    """When those who have a place are reminded, and what they are told afterwards."""

    reminder_days = models.PositiveSmallIntegerField(
        _("reminder, working days before"), null=True, blank=True, validators=[MaxValueValidator(MOST_WORKING_DAYS)],
        help_text=_("At 9:00 to those who have a place. Leave empty for the usual number of days. 0: no reminder."),
    )
    follow_up_text = models.TextField(
        _("text of the mail afterwards"), max_length=2000, blank=True,
        help_text=_(
            "For example: Thank you for coming. Here is the material. Leave empty for no mail. Links to the evaluation "
            "and the documentation go with it. Write it before the day on which it is sent."
        ),
    )
    follow_up_days = models.PositiveSmallIntegerField(
        _("days after the last day"), default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS_AFTER)],
        help_text=_("It is sent at 9:00."),
    )
    follow_up_to_arrived = models.BooleanField(
        _("only to those who came"), default=False,
        help_text=_("To those who were noted as arrived; otherwise to everybody who had a place."),
    )

    #: The settings that no translation changes.
    same_in_every_language = ("reminder_days", "follow_up_days", "follow_up_to_arrived")
    #: Every page has one; named here for the defaults of its site.
    get_site: Any
    #: Whether one is reminded of every occasion, or of the first alone.
    reminds_of_each = False

    class Meta:
        abstract = True

    def reminds_before(self) -> int:
        """How many working days before one is reminded; 0: never. A query where the page does not say."""
        if self.reminder_days is not None:
            return self.reminder_days
        found = EventDefaults.objects.filter(site=self.get_site()).values_list("reminder_days", flat=True)
        return next(iter(found), USUAL_WORKING_DAYS)
