"""Writing the list of a run: one row for each decision, by the database itself."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value

from privacy.disposal import due
from privacy.models import DisposalItem, DisposalRun, RetentionRule, RunState

#: Lists that wait for somebody; what stands on one is not put on another.
OPEN = (RunState.PROPOSED, RunState.APPROVED, RunState.RUNNING)
#: SQLite has one writer: a post must not wait while a long list is written.
SQLITE_ROWS = 2000
_COLUMNS = ("run_id", "rule_id", "holding", "record", "key", "privacy_class", "due_on")


def write(run: DisposalRun, acting: list[RetentionRule], as_of: date, only: Q | None = None) -> int:
    """Put everything that these rules let go, and that stands on no other open list, on the list of ``run``.

    :param only: the single values that it is about; None for everything, whole records included.
    """
    written = 0
    for holding, rows in due.chosen(acting, as_of):
        if only is not None:
            if holding:
                continue
            rows = rows.filter(only)
        if holding:
            rows = rows.annotate(**_as_items(run, Value(holding), F("pk"), Value(""), Value("")))
        else:
            rows = rows.annotate(**_as_items(run, F("holding"), F("record"), F("key"), F("privacy_class")))
        listed = DisposalItem.objects.filter(
            record=OuterRef("item_record"), key=OuterRef("item_key"), run__state__in=OPEN
        )
        written += _insert(rows.filter(~Exists(listed)))
    return written


def _as_items(run: DisposalRun, holding: Any, record: Any, key: Any, privacy_class: Any) -> dict[str, Any]:
    return {
        "item_run": Value(run.pk), "item_holding": holding, "item_record": record, "item_key": key,
        "item_class": privacy_class,
    }  # fmt: skip


def _insert(rows: QuerySet[Any]) -> int:
    """INSERT … SELECT; in one statement, on SQLite in many small ones."""
    if connection.vendor != "sqlite":
        return _insert_at_once(rows)
    written = 0
    while more := _insert_at_once(rows.order_by("pk")[:SQLITE_ROWS]):
        written += more
    return written


def _insert_at_once(rows: QuerySet[Any]) -> int:
    source = rows.values_list(
        "item_run", "rule_id", "item_holding", "item_record", "item_key", "item_class", "due_on"
    )
    statement, values = source.query.sql_with_params()
    insert = f"INSERT INTO {DisposalItem._meta.db_table} ({', '.join(_COLUMNS)}) "
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(insert + statement, values)
        return int(cursor.rowcount)
