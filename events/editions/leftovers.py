"""What the next edition still says of the one before: its days, weekdays and years, and who appeared there."""
from __future__ import annotations

from datetime import date
from typing import Any

from events.models import EventPage
from events.old_texts import OldText, in_page
from events.still_said import Gone
from home.languages import text_language


def earlier_of(page: Any) -> Any | None:
    """The canonical page that ``page`` is the next edition of; None where it is none, or that is gone."""
    if page.earlier_edition is None:
        return None
    found = EventPage.objects.canonical().filter(translation_key=page.earlier_edition).first()
    return found.specific if found else None


def texts_of(page: Any, earlier: Any, user: Any) -> list[OldText]:
    """Every such text in the drafts of the canonical ``page`` and its translations, the original first."""
    drafts = [each.get_latest_revision_as_object() for each in in_order(page)]
    looked_for = gone(drafts[0], earlier)
    return [found for draft in drafts for found in in_page(draft, looked_for, user)]


def in_order(page: Any) -> list[Any]:
    """The page in all its languages, the original first."""
    group = page.get_translations(inclusive=True).specific()
    return sorted(group, key=lambda each: (not each.is_canonical, text_language(each)))


def gone(page: Any, earlier: Any) -> Gone:
    """What was true of the earlier edition and is not of ``page``. Who appeared is always looked for."""
    before, now = _days(earlier), _days(page)
    return Gone(
        days=frozenset(before - now),
        weekdays=frozenset({day.weekday() for day in before} - {day.weekday() for day in now} if now else ()),
        years=frozenset({day.year for day in before} - {day.year for day in now}),
        people=frozenset(each.name for each in earlier.appearances.all()),
    )


def _days(page: Any) -> set[date]:
    """The first and last days of its occasions, and of its registration."""
    named = {page.closes_on, *(day for row in page.occasions.all() for day in (row.first_day, row.last_day))}
    return {day for day in named if day}
