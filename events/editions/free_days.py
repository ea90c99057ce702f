"""Days on which few would come: public holidays, and weekends for what was on a working day. Pure."""
from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from privacy.working_days import SATURDAY, holiday


def warning(day: date, before: date, country: str, language: str) -> str:
    """Why ``day`` is an odd choice for what was on ``before``; "" where it is not."""
    if name := holiday(day, country, language):
        return _("A public holiday: %(name)s.") % {"name": name}
    if day.weekday() >= SATURDAY > before.weekday():
        return _("A weekend, but it was on a working day before.")
    return ""
