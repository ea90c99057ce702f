"""Where the rows of one record lie: its own row, the rows that point to it, and those that name its id."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from privacy import registry
from privacy.models import EnteredDate, FieldExpiry, OutboundMessage, SubjectKey

#: Tables of privacy's own that name a record by its id, and the column that does.
BY_ID: dict[Any, str] = {
    SubjectKey: "record", FieldExpiry: "record", EnteredDate: "subject", OutboundMessage: "object_id",
}  # fmt: skip


def tables() -> Iterator[tuple[Any, str]]:
    """Every model with rows of records, and the path from such a row to the record's id."""
    for holding in registry.holdings():
        yield from _below(holding.stamped, "pk")
        yield from holding.beside
    yield from BY_ID.items()


def _below(model: Any, path: str) -> Iterator[tuple[Any, str]]:
    """``model`` and whatever points to it, however far down; a row that points to its own kind counts once."""
    yield model, path
    for relation in model._meta.related_objects:
        if relation.related_model is not model and not relation.many_to_many:
            step = relation.field.name
            yield from _below(relation.related_model, step if path == "pk" else f"{step}__{path}")
