"""What a sweep has found, as values that hold nothing of what was sought."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from privacy.sweep.needles import NeedleKind

#: How many findings of each state are named in the facts of a run or case; all are counted.
NAMED = 50
MOST_FINDINGS = 10_000

_NUMBER = re.compile(r"\d+|[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}", re.IGNORECASE)


class State(StrEnum):
    """What a finding means."""

    RESIDUE = "residue"  # should be gone
    ELSEWHERE = "elsewhere"  # stands in a living record, which has a rule of its own
    KEPT = "kept"  # the record's number in an insert-only log, until the log's own date


@dataclass(frozen=True, slots=True)
class Finding:
    """One column of one row, or one file, in which a needle stands.

    ``key`` is the row's primary key, or a fingerprint where the key itself might be a secret or a name.
    """

    table: str
    column: str
    key: str
    kind: NeedleKind
    state: State = State.RESIDUE


@dataclass(slots=True)
class Sweep:
    """The outcome: what was found, how much was read, and what could not be."""

    findings: list[Finding] = field(default_factory=list)
    #: The same once more, for telling quickly whether one is new.
    known: set[Finding] = field(default_factory=set, repr=False)
    needles: int = 0
    tables: int = 0
    rows: int = 0
    files: int = 0
    unread: Counter[str] = field(default_factory=Counter)

    def add(self, finding: Finding) -> None:
        """Take note of a finding, once; beyond ten thousand something is wrong on the whole."""
        if finding not in self.known and len(self.findings) < MOST_FINDINGS:
            self.known.add(finding)
            self.findings.append(finding)

    @property
    def residues(self) -> list[Finding]:
        """What should be gone and is not."""
        return [finding for finding in self.findings if finding.state is State.RESIDUE]

    @property
    def is_clean(self) -> bool:
        """Whether nothing is left where it should not be."""
        return not self.residues

    def as_facts(self) -> dict[str, Any]:
        """For JSON: numbers, names of tables and columns, primary keys."""
        named = {
            str(state): [
                {"table": each.table, "column": each.column, "key": each.key, "kind": str(each.kind)}
                for each in self.findings
                if each.state is state
            ]
            for state in State
        }
        return {
            "clean": self.is_clean,
            "needles": self.needles,
            "tables": self.tables,
            "rows": self.rows,
            "files": self.files,
            "unread": dict(sorted(self.unread.items())),
            "counts": {state: len(found) for state, found in named.items()},
            "findings": {state: found[:NAMED] for state, found in named.items()},
        }


def shown(key: Any) -> str:
    """A primary key as it may be shown: numbers as they are, other text as a fingerprint."""
    text = str(key)
    return text if _NUMBER.fullmatch(text) else "sha256:" + hashlib.sha256(text.encode()).hexdigest()[:16]
