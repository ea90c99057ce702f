"""The end of a run: the storage is cleaned, the sweep looks for what is left, the protocol is frozen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from privacy import audit
from privacy.disposal import footprint, protocol, storage
from privacy.disposal.destroy import ignore
from privacy.disposal.sample import Sample
from privacy.models import DisposalItem, DisposalRun, ErasureLedger, RunState

ALL_CARRIED_OUT = "everything is carried out"
CLEANED = "the storage is cleaned"
SWEPT = "the sweep has looked"
FROZEN = "the protocol is frozen"
STEPS = (ALL_CARRIED_OUT, CLEANED, SWEPT, FROZEN)


def finish(run: DisposalRun, sample: Sample, *, now: datetime, reached: Callable[[str], None] = ignore) -> None:
    """Freeze the protocol of a run whose list is empty; once, however often and by how many it is called."""
    if run.items.exists():
        return
    reached(ALL_CARRIED_OUT)
    touched = {model for model, _path in footprint.tables()} | {DisposalItem, ErasureLedger}
    cleaned = storage.tidy(touched)
    reached(CLEANED)
    swept = sample.outcome()
    reached(SWEPT)
    with transaction.atomic():
        locked = DisposalRun.objects.select_for_update(of=("self",), no_key=True).select_related("controller").get(
            pk=run.pk
        )
        if locked.state != RunState.RUNNING:
            return
        locked.state, locked.finished_at = RunState.DONE, now
        locked.facts = {**locked.facts, "storage": cleaned, "sweep": swept}
        locked.protocol = protocol.protocol_of(locked)
        locked.protocol_digest = protocol.digest(locked.protocol)
        locked.save()
        audit.record("run.done", subject_type="run", subject_id=locked.pk,
                     facts={"number": locked.number, "decisions": protocol.counted(locked),
                            "left_behind": swept.get("counts", {}).get("residue", 0)})  # fmt: skip
    reached(FROZEN)
