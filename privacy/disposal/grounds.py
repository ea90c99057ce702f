"""Why something may be destroyed. Without grounds nothing is; grounds are made here and nowhere else."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from privacy.contracts import Refusal
from privacy.models import DisposalRun, Outcome, RequestItem, RetentionRule, RightsRequest, RunState
from privacy.rules import OF_RECORDS, Action

#: What a rule may do that destroys something; the others keep.
DESTROYING = (Action.BLANK, Action.GENERALISE, Action.DELETE)
#: What a case may decide that destroys something.
ERASING = (Outcome.ERASED, Outcome.BLANKED)


class NoGrounds(Refusal):
    """There is no authority, no approval or no decision behind it."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """An approved run under an armed rule, a decided case, or an entry of the ledger after a restore.

    ``cause`` stands in the ledger and beside what is blanked. ``covers`` tells the only things that
    may go; None where the list of the run says it.
    """

    cause: str
    covers: frozenset[tuple[UUID, str]] | None = None

    def insist_on(self, records: Collection[UUID], keys: Collection[str]) -> None:
        """Refuse what these grounds do not cover; a key of "" is the whole record.

        :raises NoGrounds: when something else is among ``records``.
        """
        if self.covers is None:
            return
        wanted = keys or ("",)
        if any((record, key) not in self.covers for record in records for key in wanted):
            raise NoGrounds([_("The decision does not cover everything that was to be destroyed.")])


def of_run(run: DisposalRun, rule: RetentionRule, today: date) -> Grounds:
    """An approved run under a rule that may act today.

    :raises NoGrounds: when the run is not approved, or the rule may not destroy today.
    """
    if run.state not in {RunState.APPROVED, RunState.RUNNING} or run.approved_at is None:
        raise NoGrounds([_("This list has not been approved.")])
    insist_on_authority(rule, today)
    return Grounds(cause=f"run:{run.number}")


def of_case(request: RightsRequest, items: Iterable[RequestItem], today: date) -> Grounds:
    """A decided case, for those of its ``items`` that it decided to erase or blank.

    :raises NoGrounds: when nothing is decided, or such an item rests on a rule without a valid authority.
    """
    if request.decided_at is None or request.decided_by_id is None:
        raise NoGrounds([_("Nothing is destroyed in a case before it is decided.")])
    covered = set()
    for item in items:
        if item.request_id != request.pk or item.outcome not in ERASING:
            continue
        insist_on_authority(item.rule, today)
        covered.add((UUID(item.record), item.key))
    return Grounds(cause=f"case:{request.number}", covers=frozenset(covered))


def of_ledger(cause: str, covers: Iterable[tuple[UUID, str]]) -> Grounds:
    """What was destroyed before, and came back with a restored backup."""
    return Grounds(cause=cause, covers=frozenset(covers))


def insist_on_authority(rule: RetentionRule | None, today: date) -> None:
    """Refuse unless ``rule`` is armed, its authority valid today, and it lets things go at all.

    :raises NoGrounds: otherwise.
    """
    if not may_act(rule, today):
        raise NoGrounds([_("Nothing is destroyed without an authority that is valid today, or a decided case.")])


def may_act(rule: Any, today: date) -> bool:
    """Whether ``rule`` may destroy something today. A whole record is deleted; single values are blanked."""
    if rule is None or rule.authority is None or not rule.authority.is_valid_on(today):
        return False
    return rule.action == Action.DELETE or (rule.action in DESTROYING and not is_of_records(rule))


def is_of_records(rule: Any) -> bool:
    """Whether the rule speaks of whole records."""
    return rule.selector in OF_RECORDS
