"""Numbers kept instead of answers: how many at one event chose what, never when fewer than five did."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from privacy import registry
from privacy.models import DisposalRun, KeptNumber

#: Smaller numbers tell who it was.
SMALLEST = 5
_LONGEST = KeptNumber._meta.get_field("answer").max_length or 200


def keep(run: DisposalRun, *, holding: str, key: str, chunks: Iterable[Sequence[UUID]]) -> None:
    """Count the answers to ``key`` before they are blanked, and keep what is no small number.

    Once for each run and question: a run that is taken up again has counted before it blanked anything.
    """
    if KeptNumber.objects.filter(run=run, holding=holding, key=key).exists():
        return
    found: dict[UUID, Counter[str]] = defaultdict(Counter)
    for records in chunks:
        for group, numbers in registry.holding_of(holding).generalise(records, key).items():
            for answer, number in numbers.items():
                found[group][answer[:_LONGEST]] += number
    kept = [
        KeptNumber(run=run, holding=holding, group=group, key=key, answer=answer, number=number)
        for group, answers in found.items()
        for answer, number in answers.items()
        if number >= SMALLEST
    ]
    KeptNumber.objects.bulk_create(kept, ignore_conflicts=True)
