"""What the database does to the place where destroyed values lay.

PostgreSQL: a plain VACUUM frees the rows; what was in them may stay in free space until it is written over,
so the protocol names the horizon (VACUUM FULL, backups). SQLite: deleted bytes are overwritten at once
(secure_delete); VACUUM and the truncated log leave nothing of older pages.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import apps
from django.db import connection

#: What was done, as it stands in the protocol.
VACUUM = "vacuum"
SECURE_DELETE = "secure_delete"
TRUNCATED_LOG = "truncated_log"


def tidy(models: Iterable[type]) -> list[str]:
    """Clean up the tables of these models; what was done. Nothing inside a transaction, where it cannot be."""
    if connection.in_atomic_block:
        return []
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            secure = cursor.execute("PRAGMA secure_delete").fetchone()[0]
        return [VACUUM, TRUNCATED_LOG] + ([SECURE_DELETE] if secure else [])
    tables = sorted({model._meta.db_table for model in models if model in apps.get_models(include_auto_created=True)})
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM {', '.join(connection.ops.quote_name(table) for table in tables)}")
    return [VACUUM]
