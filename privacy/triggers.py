"""The database itself keeps insert-only tables: no change, no early deletion, also for their owner.

UPDATE is always refused. DELETE is refused until the row's ``keep_until`` has passed. TRUNCATE
(PostgreSQL) is refused. SQLite drops triggers silently when it rebuilds a table, so they are made
again after every ``migrate``.
"""

from __future__ import annotations

from django.db import connections, models

from privacy.models import AuditEvent, AuditLeaf, AuditSeal, Disclosure, ErasureLedger

#: Every insert-only table; each has a column ``keep_until``.
INSERT_ONLY: list[type[models.Model]] = [AuditEvent, AuditLeaf, AuditSeal, Disclosure, ErasureLedger]

_SQLITE = {
    # A REPLACE would delete the old row without asking the trigger on DELETE.
    "no_replace": (
        "BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})"
        " BEGIN SELECT RAISE(ABORT, 'insert-only: a row is never replaced'); END"
    ),
    "no_update": ("BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, 'insert-only: a row is never changed'); END"),
    "no_early_delete": (
        "BEFORE DELETE ON {table} WHEN OLD.keep_until >= date('now')"
        " BEGIN SELECT RAISE(ABORT, 'insert-only: a row is kept until its day'); END"
    ),
}

_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION kallelse_insert_only() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.keep_until < CURRENT_DATE THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'insert-only: % is refused on %', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$body$
"""
_POSTGRESQL = {
    "no_change": "BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION kallelse_insert_only()",
    "no_truncate": "BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION kallelse_insert_only()",
}


def create(using: str) -> None:
    """Make, or make again, the triggers of every insert-only table that exists."""
    connection = connections[using]
    existing = set(connection.introspection.table_names())
    for model in INSERT_ONLY:
        table = model._meta.db_table
        if table not in existing:
            continue
        with connection.cursor() as cursor:
            for statement in _statements(connection.vendor, table, str(model._meta.pk.column)):
                cursor.execute(statement)


def _statements(vendor: str, table: str, key: str) -> list[str]:
    if vendor == "sqlite":
        return [
            statement
            for name, body in _SQLITE.items()
            for statement in (
                f"DROP TRIGGER IF EXISTS {table}_{name}",
                f"CREATE TRIGGER {table}_{name} {body.format(table=table, key=key)}",
            )
        ]
    statements = [_POSTGRESQL_FUNCTION]
    for name, body in _POSTGRESQL.items():
        statements += [
            f"CREATE OR REPLACE TRIGGER {table}_{name} {body.format(table=table)}",
            # ALWAYS: also when a session calls itself a replica.
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_{name}",
        ]
    return statements
