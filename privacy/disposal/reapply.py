"""After an older backup has been restored: what had been destroyed since is destroyed again, and nothing else.

The file of the ledger names digests. Every record that the backup brought back is digested under the keys
of the file and compared; what matches goes the same way as before. The rows of everybody else are read
before and after, and must be the same to the byte, or nothing is changed at all.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import SET_NULL

from privacy import audit, keyring, registry
from privacy.disposal import footprint, grounds, ledger, ledger_file
from privacy.disposal.destroy import destroy

_CHUNK = 1000


class TouchedOthers(Exception):
    """Rows of other people would have changed; nothing was changed. Names tables only."""


@dataclass(frozen=True, slots=True)
class Reapplied:
    """How many records, and records of which a value, were destroyed again; which keys were missing."""

    records: int
    with_values: int
    tables_compared: int
    missing_keys: tuple[int, ...]


#: What came back: (holding, fields, cause) -> records.
Again = dict[tuple[str, tuple[str, ...], str], list[UUID]]


def reapply(now: datetime) -> Reapplied:
    """Destroy again what the file of the ledger names and this database still holds.

    :raises TouchedOthers: when a row of somebody else would have changed.
    """
    lines = list(_standing())
    with transaction.atomic():
        again = _again(lines)
        theirs = {record for records in again.values() for record in records}
        before = fingerprints(theirs)
        for (holding, fields, cause), records in again.items():
            covers = grounds.of_ledger(cause, [(record, key) for record in records for key in fields or ("",)])
            for start in range(0, len(records), _CHUNK):
                destroy(grounds=covers, holding=holding, records=records[start : start + _CHUNK], keys=fields, now=now)
        changed = [table for table, digest in fingerprints(theirs).items() if before[table] != digest]
        if changed:
            raise TouchedOthers(", ".join(changed))
        whole = sum(len(records) for (_holding, fields, _cause), records in again.items() if not fields)
        audit.record("erasures.reapplied", subject_type="ledger",
                     facts={"records": whole, "with_values": len(theirs) - whole})  # fmt: skip
    known = {key.number for key in keyring.keys(keyring.Purpose.LEDGER)}
    missing = tuple(sorted({line["key_number"] for line in lines} - known))
    return Reapplied(whole, len(theirs) - whole, len(before), missing)


def fingerprints(without: set[UUID]) -> dict[str, str]:
    """A digest over every row, in every table with rows of records, that is not of one ``without``."""
    return {model._meta.db_table: _fingerprint(model, path, without) for model, path in footprint.tables()}


def _fingerprint(model: Any, path: str, without: set[UUID]) -> str:
    found = hashlib.sha256()
    columns = [field.attname for field in model._meta.concrete_fields if not _lets_go(field)]
    for owner, *row in model._base_manager.order_by("pk").values_list(path, *columns).iterator(2000):
        if owner not in without:
            found.update(repr(row).encode())
    return found.hexdigest()


def _lets_go(field: Any) -> bool:
    """Whether the column is made to be emptied when another row goes: that is no change to this one."""
    return bool(field.is_relation and field.remote_field.on_delete is SET_NULL)


def _standing() -> Iterator[ledger_file.Line]:
    """The last word of the file on each act, leaving out those that never took place."""
    last: dict[Any, ledger_file.Line] = {}
    for line in ledger_file.lines():
        last[ledger.identity(line)] = line
    yield from (line for line in last.values() if line["step"] != ledger_file.UNDONE)


def _again(lines: list[ledger_file.Line]) -> Again:
    """What this database holds of it. A value that its own ledger knows as destroyed is not looked for."""
    done = ledger.done_in_table({line["digest"] for line in lines})
    by_holding: dict[str, list[ledger_file.Line]] = defaultdict(list)
    for line in lines:
        if not line["fields"] or ledger.identity(line) not in done:
            by_holding[line["holding"]].append(line)
    again: Again = defaultdict(list)
    for name, of_holding in by_holding.items():
        records = _records(name, {line["key_number"] for line in of_holding})
        whole = {line["digest"] for line in of_holding if not line["fields"]}
        gone: set[UUID] = set()
        for line in sorted(of_holding, key=lambda line: bool(line["fields"])):
            record = records.get((line["key_number"], line["digest"]))
            is_double = line["digest"] in whole if line["fields"] else record in gone
            if record is None or is_double:
                continue
            gone.add(record)
            again[name, tuple(line["fields"]), line["cause"]].append(record)
    return again


def _records(holding: str, numbers: set[int]) -> dict[tuple[int, str], UUID]:
    """Every record of the holding by its digest under each key of these numbers that is still held."""
    known = [key for key in keyring.keys(keyring.Purpose.LEDGER) if key.number in numbers]
    records = registry.holding_of(holding).stamped._base_manager.order_by().values_list("pk", flat=True)
    return {(key.number, ledger.digest(record, key)): record for record in records.iterator(5000) for key in known}
