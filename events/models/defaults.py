"""What holds for every event of a site where its editor has said nothing."""
from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from events.letters.days import MOST_WORKING_DAYS, USUAL_WORKING_DAYS


@register_setting(icon="calendar")
class EventDefaults(BaseSiteSetting):
    """Set once for a site."""

    reminder_days = models.PositiveSmallIntegerField(
        _("reminder, working days before"),
        default=USUAL_WORKING_DAYS,
        validators=[MaxValueValidator(MOST_WORKING_DAYS)],
        help_text=_("At 9:00 to those who have a place. 0: no reminder. Each event may say otherwise."),
    )

    panels = [FieldPanel("reminder_days")]

    class Meta:
        verbose_name = _("usual settings of events")
        verbose_name_plural = _("usual settings of events")
