"""Writing down that something is destroyed: in a file before it happens, and in the database with it.

An entry names nobody: it holds the HMAC of a record's id under a numbered key. It is kept as long as
backups are, so that what a restored backup brings back can be destroyed again, and is pruned after.
"""

from __future__ import annotations

import hmac
import io
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from privacy import keyring
from privacy.disposal import ledger_file
from privacy.models import Controller, ErasureLedger, LedgerStep

#: Kept so much longer than the backups themselves.
MARGIN = timedelta(days=7)
#: A beginning without an end is looked into when it is so old: whoever wrote it is gone.
ABANDONED = timedelta(hours=1)
_COLUMNS = ("step", "key_number", "digest", "holding", "fields", "cause", "at", "keep_until")


@dataclass(frozen=True, slots=True)
class Entry:
    """What one act destroys: of these records, these fields, or all when none is named."""

    holding: str
    key_number: int
    digests: tuple[str, ...]
    fields: tuple[str, ...]
    cause: str
    at: datetime
    keep_until: date

    def lines(self, step: str) -> list[ledger_file.Line]:
        """The lines of the file."""
        rest = {
            "holding": self.holding, "fields": list(self.fields), "cause": self.cause, "step": step,
            "at": self.at.isoformat(), "keep_until": self.keep_until.isoformat(),
        }  # fmt: skip
        return [{"key_number": self.key_number, "digest": digest, **rest} for digest in self.digests]


def entry(
    *, holding: str, records: Sequence[UUID], keys: Collection[str], cause: str, now: datetime
) -> Entry:
    """The entry for destroying ``keys`` (all, when empty) of ``records``."""
    key = keyring.current(keyring.Purpose.LEDGER)
    return Entry(
        holding=holding,
        key_number=key.number,
        digests=tuple(digest(record, key) for record in records),
        fields=tuple(sorted(keys)),
        cause=cause,
        at=now,
        keep_until=timezone.localdate(now) + timedelta(days=horizon_in_days()) + MARGIN,
    )


def digest(record: UUID, key: keyring.Key) -> str:
    """The HMAC of a record's id: tells nobody which record it was, and finds it again when it comes back."""
    return hmac.digest(key.secret, b"kallelse ledger\0" + record.bytes, "sha256").hex()


def horizon_in_days() -> int:
    """For how many days a backup of this database may exist: the longest of all its controllers."""
    return Controller.objects.aggregate(longest=Max("backup_days"))["longest"] or 0


def store(entry: Entry, step: LedgerStep) -> None:
    """Add the rows of one step to the table, in the caller's transaction."""
    if connection.vendor == "postgresql":
        _copy(entry, step)
        return
    ErasureLedger.objects.bulk_create(
        ErasureLedger(
            step=step, key_number=entry.key_number, digest=found, holding=entry.holding,
            fields=list(entry.fields), cause=entry.cause, at=entry.at, keep_until=entry.keep_until,
        )
        for found in entry.digests
    )  # fmt: skip


def _copy(entry: Entry, step: LedgerStep) -> None:
    """COPY, many times as quick as INSERT."""
    before = "\t".join([LedgerStep(step).value, str(entry.key_number)])
    values = (entry.holding, json.dumps(list(entry.fields)), entry.cause, entry.at.isoformat(), str(entry.keep_until))
    after = "\t".join(value.replace("\\", "\\\\") for value in values)
    text = io.StringIO()
    text.writelines(f"{before}\t{found}\t{after}\n" for found in entry.digests)
    table = connection.ops.quote_name(ErasureLedger._meta.db_table)
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(_COLUMNS)}) FROM STDIN") as copy:
        copy.write(text.getvalue())


def settle(now: datetime, *, older_than: timedelta = ABANDONED, cause: str = "") -> int:
    """Write into the file how abandoned beginnings ended; how many there were.

    The table knows: its rows were stored in the transaction that destroyed. ``cause`` looks at one
    run or case only.
    """
    begun = [line for line in unsettled() if not cause or line["cause"] == cause]
    begun = [line for line in begun if datetime.fromisoformat(line["at"]) <= now - older_than]
    done = done_in_table({line["digest"] for line in begun})
    ledger_file.append(
        {**line, "step": LedgerStep.DONE if identity(line) in done else ledger_file.UNDONE} for line in begun
    )
    return len(begun)


def unsettled() -> list[ledger_file.Line]:
    """The lines of the file that say what was begun and of which nothing more is said."""
    last: dict[Any, ledger_file.Line] = {}
    for line in ledger_file.lines():
        last[identity(line)] = line
    return [line for line in last.values() if line["step"] == LedgerStep.BEGUN]


def prune(now: datetime) -> int:
    """Remove rows and lines that no backup can bring back any more; how many of both.

    The database compares the day with its own, so a row is deleted when its day has passed.
    """
    today = min(timezone.localdate(now), timezone.now().date())
    rows, _by_model = ErasureLedger.objects.filter(keep_until__lt=today).delete()
    return rows + ledger_file.keep(lambda line: line["keep_until"] >= today.isoformat())


def tidy(now: datetime) -> None:
    """What the clock does with the ledger."""
    settle(now)
    prune(now)


def identity(line: ledger_file.Line) -> tuple[str, str, str]:
    """Which act a line of the file speaks of: record, fields and cause."""
    return line["digest"], ",".join(line["fields"]), line["cause"]


def done_in_table(digests: Iterable[str]) -> set[tuple[str, str, str]]:
    """The acts on these records that the table knows to be done."""
    wanted = list(digests)
    found = set()
    for start in range(0, len(wanted), 500):
        rows = ErasureLedger.objects.filter(step=LedgerStep.DONE, digest__in=wanted[start : start + 500])
        for found_digest, fields, cause in rows.values_list("digest", "fields", "cause"):
            found.add((found_digest, ",".join(fields), cause))
    return found
