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
    entry = ledger.entry(holding=holding, records=records, keys=keys, cause=grounds.cause, now=now)
    if not rehearsal:
        ledger_file.append(entry.lines(LedgerStep.BEGUN))
    reached(FILE_BEGUN)
    with transaction.atomic(), guard.permitted(grounds):
        followers.strike_from_lists(records, keys, cause=grounds.cause)
        ledger.store(entry, LedgerStep.BEGUN)
        reached(LEDGER_BEGUN)
        _let_go(holding, records, keys, grounds.cause)
        reached(DESTROYED)
        followers.remove(holding, records, keys)
        reached(FOLLOWED)
        ledger.store(entry, LedgerStep.DONE)
        reached(LEDGER_DONE)
        if not rehearsal:
            transaction.on_commit(lambda: _say_done(entry, reached))
    return len(records)


def _let_go(holding: str, records: Sequence[UUID], keys: Collection[str], cause: str) -> None:
    owner = registry.holding_of(holding)
    if keys:
        owner.blank(records, keys, cause=cause)
    else:
        owner.delete(records)


def _say_done(entry: ledger.Entry, reached: Callable[[str], None]) -> None:
    ledger_file.append(entry.lines(LedgerStep.DONE))
    reached(FILE_DONE)
