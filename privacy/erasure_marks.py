"""What stands under the key of an erased value: by which decision it went, and when. Pure but for the words."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _


def mark(cause: str, on: date) -> dict[str, str]:
    """For JSON; ``cause`` is "run:2026-14" or "case:2026-3"."""
    return {"cause": cause, "on": on.isoformat()}


def in_words(found: dict[str, str]) -> str:
    """That a value was erased, when, and by which kind of decision, in the active language."""
    day = date_format(date.fromisoformat(found["on"]), "DATE_FORMAT")
    if found["cause"].startswith("run:"):
        return _("Erased on %(day)s, when its time was over.") % {"day": day}
    if found["cause"].startswith("case:"):
        return _("Erased on %(day)s at the person’s request.") % {"day": day}
    return _("Erased on %(day)s.") % {"day": day}
