"""The database itself keeps what was sent: the columns of a frozen letter are never updated, whoever asks.

Who signed it may be forgotten with her account. The row goes when its case goes.
"""

from __future__ import annotations

from django.db import connections

from privacy.models import DecisionLetter

TRIGGER = "privacy_decisionletter_frozen"
_MESSAGE = "frozen: a letter that was sent is never changed"
_WHEN = "WHEN (OLD.frozen_at IS NOT NULL)"
_SQLITE = "BEGIN SELECT RAISE(ABORT, '{message}'); END"
_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION kallelse_frozen() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION '{message}' USING ERRCODE = 'restrict_violation';
END
$body$
"""


def create(using: str) -> None:
    """Make the trigger, or make it again, where the table exists."""
    connection = connections[using]
    table = DecisionLetter._meta.db_table
    if table not in connection.introspection.table_names():
        return
    fields = DecisionLetter._meta.concrete_fields
    columns = [str(field.column) for field in fields if field.name not in DecisionLetter.LOOSE]
    what = f"BEFORE UPDATE OF {', '.join(columns)} ON {table}"
    with connection.cursor() as cursor:
        for statement in _statements(connection.vendor, table, what):
            cursor.execute(statement)


def _statements(vendor: str, table: str, what: str) -> list[str]:
    if vendor == "sqlite":
        body = _SQLITE.format(message=_MESSAGE)
        return [
            f"DROP TRIGGER IF EXISTS {TRIGGER}",
            f"CREATE TRIGGER {TRIGGER} {what} {_WHEN} {body}",
        ]
    return [
        _POSTGRESQL_FUNCTION.format(message=_MESSAGE),
        f"CREATE OR REPLACE TRIGGER {TRIGGER} {what} FOR EACH ROW {_WHEN} EXECUTE FUNCTION kallelse_frozen()",
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {TRIGGER}",
    ]
