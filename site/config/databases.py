"""How Kallelse talks to its database, whichever it is."""
from __future__ import annotations

from typing import Any

from django.db.backends.postgresql.psycopg_any import IsolationLevel

#: No one waits longer than this for a row that somebody else holds.
LOCK_TIMEOUT_IN_MILLISECONDS = 3000

POSTGRESQL_OPTIONS = {
    "options": f"-c lock_timeout={LOCK_TIMEOUT_IN_MILLISECONDS}",
    # In REPEATABLE READ the lock on an admission would still let two take the last place.
    "isolation_level": IsolationLevel.READ_COMMITTED,
}
SQLITE_OPTIONS = {
    # The lock is taken at BEGIN: writers queue up instead of failing half way.
    "transaction_mode": "IMMEDIATE",
    # There is one writer at a time, and who comes next is chance: a short patience would let some wait in vain.
    "timeout": 20,
    # secure_delete overwrites what is erased; readers do not block the writer in WAL.
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA secure_delete=ON;PRAGMA foreign_keys=ON"
    ),
}


def with_options(database: dict[str, Any]) -> dict[str, Any]:
    """The connection settings of ``database`` with the options its engine needs; its own options win."""
    ours = SQLITE_OPTIONS if "sqlite" in database["ENGINE"] else POSTGRESQL_OPTIONS
    return {**database, "OPTIONS": {**ours, **database.get("OPTIONS", {})}}
