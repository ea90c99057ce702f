"""The search index: written anew from what it was made from, or removed with it."""

from __future__ import annotations

import re
from typing import Any

from django.db import connection
from wagtail.search import index
from wagtail.search.models import IndexEntry

from privacy.models import Outcome
from privacy.traces.rewriting import Eraser

_FULL_TEXT = "wagtailsearch_indexentry_fts"


def _index_entry(row: Any, column: str, sought: re.Pattern[str]) -> Outcome:
    """Words that the page no longer has leave the index; words that it has are an editor's to take away."""
    thing = row.content_object
    IndexEntry.objects.filter(pk=row.pk).delete()
    if thing is not None:
        index.insert_or_update_object(thing)
    compact()
    entry = IndexEntry.objects.filter(content_type=row.content_type_id, object_id=row.object_id).first()
    again = entry is not None and sought.search(" ".join(_words(entry)))
    return Outcome.BY_EDITOR if again else Outcome.ERASED


def compact() -> None:
    """Let SQLite's full-text index forget the words of removed rows, which it otherwise keeps for later."""
    if connection.vendor == "sqlite" and _FULL_TEXT in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {_FULL_TEXT}({_FULL_TEXT}) VALUES('optimize')")


def _words(entry: Any) -> list[str]:
    columns = ("title", "body", "autocomplete", "title_text", "body_text")
    return [str(getattr(entry, column, "") or "") for column in columns]


ERASERS: dict[str, Eraser] = {
    "wagtailsearch.indexentry": _index_entry,
    "wagtailsearch.sqliteftsindexentry": _index_entry,
}
