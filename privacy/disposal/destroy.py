"""The only code that destroys a personal record or a value of one.

The order is what makes it safe to be killed anywhere: the ledger's file on the disk first, then, in one
transaction, the ledger's rows, the record and everything that follows it; the file's last word when the
transaction has been committed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from privacy import registry
from privacy import rehearsal as rehearsals
from privacy.companions import companions_of
from privacy.disposal import followers, ledger, ledger_file
from privacy.disposal.grounds import Grounds, NoGrounds
from privacy.models import LedgerStep, guard

#: The steps that ``reached`` is told of, in their order.
FILE_BEGUN = "the file says begun"
LEDGER_BEGUN = "the ledger says begun"
DESTROYED = "the holding has destroyed"
FOLLOWED = "what follows is gone"
LEDGER_DONE = "the ledger says done"
FILE_DONE = "the file says done"
STEPS = (FILE_BEGUN, LEDGER_BEGUN, DESTROYED, FOLLOWED, LEDGER_DONE, FILE_DONE)


def ignore(step: str) -> None:
    """Nobody is waiting for a step."""


def destroy(
    *,
    grounds: Grounds | None,
    holding: str,
    records: Sequence[UUID],
    keys: Collection[str] = (),
    now: datetime,
    reached: Callable[[str], None] = ignore,
    rehearsal: bool = False,
) -> int:
    """Destroy ``keys`` of the records, or the records themselves when no key is named; how many records.

    With a record go those that came with it (``Holding.goes_with``), with entries of their own in the ledger.
    One transaction. The caller chooses chunks that are short, has looked at holds, and passes grounds
    that cover every record. In a ``rehearsal``, whose transaction the caller rolls back, nothing is
    written to the file.

    :raises privacy.disposal.grounds.NoGrounds: when the grounds do not cover everything.
    """
    if not records:
        return 0
    if grounds is None:
        raise NoGrounds([_("Nothing is destroyed without an authority that is valid today, or a decided case.")])
    grounds.insist_on(records, keys)
    parts = [*([] if keys else _companions(holding, records)), (holding, records)]
    entries = [
        ledger.entry(holding=name, records=some, keys=keys, cause=grounds.cause, now=now) for name, some in parts
    ]
    if not rehearsal:
        ledger_file.append(line for entry in entries for line in entry.lines(LedgerStep.BEGUN))
    reached(FILE_BEGUN)
    with transaction.atomic(), guard.permitted(grounds), rehearsals.going_on(rehearsal):
        for (_name, some), entry in zip(parts, entries, strict=True):
            followers.strike_from_lists(some, keys, cause=grounds.cause)
            ledger.store(entry, LedgerStep.BEGUN)
        reached(LEDGER_BEGUN)
        for name, some in parts:
            _let_go(name, some, keys, grounds.cause)
        reached(DESTROYED)
        for name, some in parts:
            followers.remove(name, some, keys)
        reached(FOLLOWED)
        for entry in entries:
            ledger.store(entry, LedgerStep.DONE)
        reached(LEDGER_DONE)
        if not rehearsal:
            transaction.on_commit(lambda: _say_done(entries, reached))
    return len(records)


def _companions(holding: str, records: Sequence[UUID]) -> list[tuple[str, list[UUID]]]:
    """What goes with these records, by holding, the farthest first."""
    found: list[tuple[str, list[UUID]]] = []
    for name, along in companions_of(holding, records).items():
        if along:
            found += [*_companions(name, list(along)), (name, list(along))]
    return found


def _let_go(holding: str, records: Sequence[UUID], keys: Collection[str], cause: str) -> None:
    owner = registry.holding_of(holding)
    if keys:
        owner.blank(records, keys, cause=cause)
    else:
        owner.delete(records)


def _say_done(entries: Sequence[ledger.Entry], reached: Callable[[str], None]) -> None:
    ledger_file.append(line for entry in entries for line in entry.lines(LedgerStep.DONE))
    reached(FILE_DONE)
