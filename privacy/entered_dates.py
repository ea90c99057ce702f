"""Days that only a person can tell, and the records that wait for one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Min, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from privacy import audit, registry
from privacy.contracts import Holding, Refusal
from privacy.expiries import count_again
from privacy.models import EnteredAnchor, EnteredDate
from privacy.roles import Role, has_role
from privacy.rules import State

#: Who enters dates.
DATERS = (Role.CASE_OFFICER, Role.ARCHIVIST)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A form with records that have no date: how many, and since when the oldest waits."""

    group: UUID
    title: str
    records: int
    oldest_on: date


def waiting() -> list[Waiting]:
    """The forms whose records wait for a date, the oldest first."""
    found: list[Waiting] = []
    for holding in registry.holdings():
        if not holding.group_path:
            continue
        undated = holding.stamped._base_manager.filter(retention_state=State.UNSCHEDULED).order_by()
        groups = undated.values_list(holding.group_path).annotate(number=Count("pk"), oldest=Min("submitted_on"))
        rows = list(groups)
        titles = titles_of(group for group, _number, _oldest in rows)
        found += [Waiting(group, titles.get(group, ""), number, oldest) for group, number, oldest in rows]
    return sorted(found, key=lambda each: (each.oldest_on, each.title))


def titles_of(groups: Iterable[UUID]) -> dict[UUID, str]:
    """Translation key -> title of a page, the earliest made of each."""
    pages = Page.objects.filter(translation_key__in=list(groups)).order_by("-pk")
    return dict(pages.values_list("translation_key", "title"))


def enter(*, subject: UUID, on: date, by: Any, now: datetime, anchor: str = EnteredAnchor.MANUAL) -> int:
    """Enter the day from which the time of a form's records, or of one record, runs; how many dates changed.

    ``subject`` is the translation key of the form, or a record; those that go with a record keep their own days (see
    :func:`enter_for_records`). A day by hand stands in for a missing one; what the page itself knows goes before it.

    :raises Refusal: when ``by`` is neither a case officer nor an archivist (None is the site itself).
    """
    if by is not None and not has_role(by, *DATERS):
        raise Refusal([_("Only case officers and archivists enter dates.")])
    with transaction.atomic():
        EnteredDate.objects.update_or_create(
            subject=subject, anchor=anchor, defaults={"on": on, "entered_by": by, "entered_at": now}
        )
        changed = sum(_count_again(holding, subject, now) for holding in _in_turn())
        audit.record("date.entered", actor=by, subject_type="date", subject_id=str(subject),
                     facts={"anchor": str(anchor), "on": on.isoformat(), "dates": changed})  # fmt: skip
    return changed


def enter_for_records(records: Iterable[UUID], *, anchor: str, on: date | None, today: date) -> int:
    """Keep, or with None forget, a day that an app above knows of single records; how many dates changed.

    In the caller's transaction; the caller has asked who may, and logs the act.
    """
    subjects = list(records)
    EnteredDate.objects.filter(subject__in=subjects, anchor=anchor).delete()
    if on is not None:
        now = timezone.now()
        EnteredDate.objects.bulk_create(
            EnteredDate(subject=each, anchor=anchor, on=on, entered_at=now) for each in subjects
        )
    changed = 0
    for holding in _in_turn():
        known = holding.stamped._base_manager.filter(pk__in=subjects).order_by().values_list("pk", flat=True)
        changed += count_again(holding, list(known), today=today)
    return changed


def _in_turn() -> list[Holding]:
    """The holdings in the order of counting: a record outlasts those that go with it, so those come first."""
    return sorted(registry.holdings(), key=lambda each: each.goes_with is None)


def _count_again(holding: Holding, subject: UUID, now: datetime) -> int:
    stored = holding.stamped._base_manager
    wanted = Q(pk=subject) | (Q(**{holding.group_path: subject}) if holding.group_path else Q())
    first = stored.filter(wanted).select_related("controller").first()
    if first is None:
        return 0
    records = stored.filter(wanted).order_by().values_list("pk", flat=True)
    return count_again(holding, records, today=first.controller.local_date(now))
