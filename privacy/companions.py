"""Records that go when another goes: the participants of a registration. What must be asked of both is asked here."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet

from privacy import registry
from privacy.among import Among
from privacy.contracts import Holding


def holdings_with(holding: str) -> Iterator[tuple[Holding, str]]:
    """The holdings whose records go with those of ``holding``, each with the foreign key that says with which."""
    for each in registry.holdings():
        if each.goes_with and each.goes_with[0] == holding:
            yield each, each.goes_with[1]


def companions_of(holding: str, records: Collection[UUID]) -> dict[str, dict[UUID, UUID]]:
    """holding -> {record: that of ``records`` with which it goes}; one statement for each such holding."""
    return {
        each.name: dict(
            each.stamped._base_manager.order_by()
            .filter(**{f"{path}__in": Among(records)})
            .values_list("pk", f"{path}_id")
        )
        for each, path in holdings_with(holding)
    }


def leaders_of(holding: str, records: Collection[UUID]) -> tuple[str, dict[UUID, UUID]]:
    """The holding that those of ``holding`` go with, and {record: the one it goes with}; ("", {}) where none is."""
    owner = registry.holding_of(holding)
    if not owner.goes_with:
        return "", {}
    leading, path = owner.goes_with
    found = owner.stamped._base_manager.order_by().filter(pk__in=Among(records))
    return leading, dict(found.values_list("pk", f"{path}_id"))


def stamped_companions(model: Any) -> list[tuple[Any, str]]:
    """The models whose records go with those of ``model``, each with its foreign key."""
    names = [each.name for each in registry.holdings() if each.stamped is model]
    return [(each.stamped, path) for name in names for each, path in holdings_with(name)]


def without_younger(rows: QuerySet[Any], passed: dict[str, Any]) -> QuerySet[Any]:
    """Those of ``rows`` whose companions all satisfy ``passed`` too: nobody's record goes before its own day.

    :param passed: lookups on the columns of ``PrivacyStamp``.
    """
    for companion, path in stamped_companions(rows.model):
        along = companion._base_manager.order_by().filter(**{path: OuterRef("pk")})
        rows = rows.exclude(Exists(along.exclude(**passed)))
    return rows


def schedules_along(model: Any, records: Collection[UUID]) -> Iterator[tuple[UUID, str, Any, Any]]:
    """(record, retention state, counted from, due on) of every companion of these records of ``model``."""
    for companion, path in stamped_companions(model):
        along = companion._base_manager.order_by().filter(**{f"{path}__in": Among(records)})
        yield from along.annotate(leader=F(f"{path}_id")).values_list(
            "leader", "retention_state", "anchor_on", "due_on"
        )
