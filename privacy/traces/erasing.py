"""Removing one confirmed trace, as its column is declared."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models, transaction
from wagtail.models import Revision, TaskState

from privacy import registry, spellings
from privacy.contracts import Erase
from privacy.models import Outcome
from privacy.traces import localize, search_index
from privacy.traces.finding import Trace, row_of
from privacy.traces.rewriting import Eraser, delete, replace


def erase(trace: Trace, needles: str | Iterable[str], *, now: datetime) -> Outcome:
    """Take the ``needles`` (names, addresses, numbers) out of the place that ``trace`` names.

    :returns: ``ERASED`` when the row is gone, ``BLANKED`` when the words were replaced by a neutral
        mark, ``BY_EDITOR`` when they stand in something published, which a person rewrites,
        ``RETAINED`` when the column is kept by its declaration, ``NOTHING`` when they do not stand
        there any more.
    """
    sought = spellings.pattern([needles] if isinstance(needles, str) else needles)
    with transaction.atomic():
        row = row_of(trace)
        if row is None:
            return Outcome.NOTHING
        return _eraser(type(row), trace.column)(row, trace.column, sought)


def _eraser(model: type[models.Model], column: str) -> Eraser:
    label = model._meta.label_lower
    if label in _OWN:
        return _OWN[label]
    declared = (registry.columns_of(label) or {}).get(column)
    return _BY_DECLARATION.get(declared.erase if declared else Erase.BY_EDITOR, _leave)


def _revision(row: Any, column: str, sought: re.Pattern[str]) -> Outcome:
    """An old version goes; the live, the latest, a scheduled or a reviewed one loses the words."""
    return replace(row, column, sought) if _is_in_use(row) else delete(row, column, sought)


def _is_in_use(revision: Any) -> bool:
    if revision.approved_go_live_at or TaskState.objects.filter(revision=revision).exists():
        return True
    model = revision.content_type.model_class()
    thing = model._base_manager.filter(pk=revision.object_id).first() if model else None
    if thing is None:
        return False
    if revision.pk in {getattr(thing, "live_revision_id", None), getattr(thing, "latest_revision_id", None)}:
        return True
    versions = Revision.objects.filter(base_content_type=revision.base_content_type_id, object_id=revision.object_id)
    return revision == versions.order_by("-created_at", "-pk").first()


def _leave(row: Any, column: str, sought: re.Pattern[str]) -> Outcome:
    return Outcome.RETAINED


def _by_editor(row: Any, column: str, sought: re.Pattern[str]) -> Outcome:
    return Outcome.BY_EDITOR


_BY_DECLARATION: dict[Erase, Eraser] = {
    Erase.BY_EDITOR: _by_editor,
    Erase.BLANK: replace,
    Erase.WITH_RECORD: replace,
    Erase.DELETE_ROW: delete,
    Erase.EXPIRES: delete,
}
#: Models whose rows hang together with others.
_OWN: dict[str, Eraser] = {"wagtailcore.revision": _revision, **localize.ERASERS, **search_index.ERASERS}
