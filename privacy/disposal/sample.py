"""A sample of what a run destroys, so that the sweep after it knows what to look for.

It lives in the memory of the process and is gone with it: what tells a person is never written down.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from privacy import registry
from privacy.alone import problem_in
from privacy.sweep import Needle, sweep

#: So many records of each kind, and so many at all.
OF_EACH_KIND = 20
AT_ALL = 200


@dataclass
class Sample:
    """What tells some of the records, or some of their values."""

    needles: list[Needle] = field(default_factory=list, repr=False)
    records: int = 0

    def take(self, holding: str, records: Sequence[UUID], keys: Collection[str], *, taken: int) -> int:
        """Note some of ``records``, which are about to go; ``taken`` of their kind were noted before. How many now."""
        some = records[: max(0, min(OF_EACH_KIND - taken, AT_ALL - self.records))]
        if some:
            # What cannot be opened any more, because its key is lost, is destroyed all the same.
            problem_in(lambda: self._note(holding, some, keys), what="disposal: the sample for the sweep")
        return taken + len(some)

    def _note(self, holding: str, records: Sequence[UUID], keys: Collection[str]) -> None:
        self.needles += Needle.of_records(registry.holding_of(holding), records, keys=keys)
        self.records += len(records)

    def outcome(self) -> dict[str, Any]:
        """What the sweep finds of them: numbers, and where. Empty when nothing was noted."""
        if not self.needles:
            return {}
        return {"records": self.records, **sweep(self.needles).as_facts()}
