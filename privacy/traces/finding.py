"""The slow net: every declared text in which staff or software may have named somebody."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection, models

from privacy import registry, spellings
from privacy.contracts import Find
from privacy.holding_tables import models_of_holdings
from privacy.traces.places import what_of, where_of

_ROWS_AT_A_TIME = 500
_CONTEXT = 60
#: Addresses and numbers of whoever else stands beside.
_OTHERS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\+?\d[\d\s()-]{6,}\d")
_INDEX = {"wagtailsearch.indexentry", "wagtailsearch.sqliteftsindexentry"}


@dataclass(frozen=True, slots=True)
class Trace:
    """One column of one row in which the words stand. ``pk`` is text, whatever the key is.

    ``what`` and ``where`` are for an officer: what sort of thing it is, and an address in the admin
    or "". ``excerpt`` is made at reading and stored nowhere; the words themselves are left out of it,
    and so are the addresses of others.
    """

    model: str  # "wagtailcore.revision"
    column: str
    pk: str
    what: Any
    where: str
    excerpt: str


def search(texts: str | Iterable[str]) -> list[Trace]:
    """Every place where one of ``texts`` (names, addresses, numbers) stands, in a stable order.

    Reads whole tables. What stands in records of holdings is not looked for: they are found by key
    and by ``Holding.search``. A copy in the search index is left out when what it was made from is found.
    """
    texts = [texts] if isinstance(texts, str) else list(texts)
    sought, may_hold = spellings.pattern(texts), spellings.may_hold(texts)
    found = [trace for model, columns in searched() for trace in _in_model(model, columns, sought, may_hold)]
    originals = {trace.pk for trace in found if trace.model not in _INDEX}
    return [trace for trace in found if trace.model not in _INDEX or _original_key(trace) not in originals]


def searched() -> list[tuple[type[models.Model], list[str]]]:
    """The models and their columns that the net is cast over: all that are declared for it, and sessions."""
    kept = models_of_holdings()
    found: list[tuple[type[models.Model], list[str]]] = []
    for label in registry.declared_models():
        model = apps.get_model(label)
        declared = registry.columns_of(label) or {}
        names = [
            field.name
            for field in model._meta.local_concrete_fields
            if field.name in declared and declared[field.name].find is Find.TEXT_SEARCH and _holds_text(field)
        ]
        if names and model not in kept and model._meta.db_table in _tables():
            found.append((model, names))
    return [*found, (Session, ["session_data"])]


def text_of(model: type[models.Model], column: str, value: Any) -> str:
    """A stored value as text to be searched; a session is opened."""
    if model is Session:
        return json.dumps(Session(session_data=value).get_decoded(), ensure_ascii=False, default=str)
    if isinstance(value, str) or value is None:
        return value or ""
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, dict | list) else str(value)


def key_of(model: type[models.Model], key: Any) -> str:
    """A row's key as it may be kept: that of a session would open it, so that a fingerprint stands for it."""
    return hashlib.sha256(str(key).encode()).hexdigest()[:32] if model is Session else str(key)


def row_of(trace: Trace) -> Any:
    """The row that a trace names, locked; None when it is gone."""
    model = apps.get_model(trace.model)
    key: Any = trace.pk
    if model is Session:
        keys = Session.objects.values_list("pk", flat=True).iterator()
        key = next((each for each in keys if key_of(Session, each) == trace.pk), None)
    return model._base_manager.select_for_update(of=("self",)).filter(pk=key).first()


def _in_model(
    model: type[models.Model], columns: list[str], sought: re.Pattern[str], may_hold: Callable[[str], bool]
) -> Iterator[Trace]:
    rows = model._base_manager.order_by("pk").values_list("pk", *columns)
    for key, *values in rows.iterator(chunk_size=_ROWS_AT_A_TIME):
        for column, value in zip(columns, values, strict=True):
            text = text_of(model, column, value)
            hit = sought.search(text) if may_hold(text) else None
            if hit:
                yield Trace(
                    model=model._meta.label_lower,
                    column=column,
                    pk=key_of(model, key),
                    what=what_of(model),
                    where=where_of(model._base_manager.get(pk=key)),
                    excerpt=_excerpt(text, hit, sought),
                )


def _excerpt(text: str, hit: re.Match[str], sought: re.Pattern[str]) -> str:
    """What stands around the first hit, with every hit and everybody's addresses left out."""
    before = text[max(0, hit.start() - 4 * _CONTEXT) : hit.start()]
    after = text[hit.end() : hit.end() + 4 * _CONTEXT]
    sides = [_OTHERS.sub(spellings.MARK, sought.sub(spellings.MARK, side)) for side in (before, after)]
    return sides[0][-_CONTEXT:] + spellings.MARK + sides[1][:_CONTEXT]


def _original_key(trace: Trace) -> str:
    entry = apps.get_model("wagtailsearch.indexentry")._base_manager.filter(pk=trace.pk).first()
    return str(entry.object_id) if entry else ""


def _holds_text(field: models.Field) -> bool:
    return not field.is_relation and not isinstance(
        field, models.BooleanField | models.DateField | models.IntegerField | models.FloatField | models.UUIDField
    )


def _tables() -> set[str]:
    return set(connection.introspection.table_names())
