"""Where a project is in its life. Pure: ``today`` is passed in, nothing is read or written."""
from __future__ import annotations

from datetime import date
from enum import StrEnum

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from events.wording import day_words, period_words


class Stage(StrEnum):
    """Where a project is in its life."""

    COMING = "coming"
    RUNNING = "running"
    ENDED = "ended"


STAGE_WORDS: dict[Stage, Promise] = {
    Stage.COMING: pgettext_lazy("stage of a project", "Has not started yet"),
    Stage.RUNNING: pgettext_lazy("stage of a project", "Running"),
    Stage.ENDED: pgettext_lazy("stage of a project", "Ended"),
}


def stage(starts_on: date | None, ends_on: date | None, today: date) -> Stage:
    """The stage on ``today``; the first and the last day count as running, no last day means no end."""
    if ends_on and today > ends_on:
        return Stage.ENDED
    if starts_on and today < starts_on:
        return Stage.COMING
    return Stage.RUNNING


def period(starts_on: date | None, ends_on: date | None, language: str) -> str:
    """The period in words: "1 January 2024 – 30 June 2026"; open where an end is not decided."""
    if starts_on and ends_on:
        return period_words(starts_on, ends_on, language)
    with translation.override(language):
        if starts_on:
            return _("From %(day)s") % {"day": day_words(starts_on, language)}
        if ends_on:
            return _("Until %(day)s") % {"day": day_words(ends_on, language)}
    return ""


def share_passed(starts_on: date | None, ends_on: date | None, today: date) -> int | None:
    """How much of the period has passed, in percent; None where it has no two ends."""
    if not (starts_on and ends_on):
        return None
    days = (ends_on - starts_on).days + 1
    return round(100 * min(max((today - starts_on).days, 0), days) / days)


def retention_anchors(ends_on: date | None, last_payment_on: date | None) -> dict[str, date | None]:
    """The days from which the periods of a project run.

    Accounts of money from the Union are kept from the end of the year of the last payment.
    """
    # CPR 2021/1060 art. 82: from 31 December of the year in which the last payment is made.
    year_end = date(last_payment_on.year, 12, 31) if last_payment_on else None
    return {"project_end": ends_on, "final_payment_year_end": year_end}
