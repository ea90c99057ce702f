"""The protocol of a run as data: what, how many, why, by whom. It names officials and nobody else.

Codes, numbers and references only, so that it reads in every language; ``in_words`` of
``privacy.disposal.reading`` says it. Frozen with its digest when the run is done.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import Sum

from privacy.disposal import copies
from privacy.models import DisposalAuthority, DisposalRun, RetentionRule

#: Who made this version of the data; a later reader may meet older ones.
FORMAT = 1
_FALLBACK = "en"


def protocol_of(run: DisposalRun) -> dict[str, Any]:
    """The protocol of ``run``: as it was frozen, or, while the run goes on, as it would be now."""
    if run.protocol is not None:
        return dict(run.protocol)
    rules = _rules(run)
    controller = run.controller
    return {
        "format": FORMAT,
        "number": run.number,
        "as_of": run.as_of.isoformat(),
        "jurisdiction": controller.jurisdiction,
        "language": controller.language,
        "authority": {"names": controller.names, "parent_names": controller.parent_names},
        "decisions": [_authority(found) for found in _authorities(rules)],
        "rules": [_rule(rule) for rule in rules],
        "holdings": sorted({line["holding"] for line in _lines(run)}),
        "lines": _lines(run),
        "listed": run.listed,
        "left": run.items.count(),
        "kept_numbers": run.numbers.count(),
        "copies": copies.numbers_of(run),
        "sweep": _swept(run.facts.get("sweep", {})),
        "storage": run.facts.get("storage", []),
        "backups_until": _backups_until(run),
        "software": {"name": "Kallelse", "version": version()},
        "by_clock": run.by_clock,
        "proposed_at": _moment(run.proposed_at),
        "approved_at": _moment(run.approved_at),
        "approved_by": run.facts.get("approved_by", {}),
        "standing": run.facts.get("standing", []),
        "executed_by": run.facts.get("executed_by", {}),
        "started_at": _moment(run.started_at),
        "finished_at": _moment(run.finished_at),
    }


def headings(jurisdiction: str, language: str) -> dict[str, str]:
    """The headings in their order: name of the part -> heading; English where the language has none."""
    known = _headings()
    return known.get(f"{jurisdiction}-{language}") or known[f"{jurisdiction}-{_FALLBACK}"]


def digest(protocol: dict[str, Any]) -> str:
    """SHA-256 over the protocol, however its parts are ordered."""
    text = json.dumps(protocol, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def is_whole(run: DisposalRun) -> bool:
    """Whether the frozen protocol is what was frozen."""
    return run.protocol is not None and digest(run.protocol) == run.protocol_digest


def counted(run: DisposalRun) -> int:
    """How many decisions stand in the lines."""
    return run.lines.aggregate(total=Sum("count"))["total"] or 0


@cache
def version() -> str:
    """The version of the program."""
    project = Path(__file__).parents[2] / "pyproject.toml"
    return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])


@cache
def _headings() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "headings.toml").read_text(encoding="utf-8"))


def _rules(run: DisposalRun) -> list[RetentionRule]:
    used = set(run.lines.values_list("rule", flat=True)) | set(run.items.order_by().values_list("rule", flat=True))
    return list(RetentionRule.objects.filter(pk__in=used).select_related("authority").order_by("pk"))


def _authorities(rules: list[RetentionRule]) -> list[DisposalAuthority]:
    return list({rule.authority.pk: rule.authority for rule in rules if rule.authority}.values())


def _authority(found: DisposalAuthority) -> dict[str, Any]:
    return {
        "kind": found.kind, "reference": found.reference, "decided_on": _day(found.decided_on),
        "decided_by": found.decided_by, "document_type": found.document_type, "classification": found.classification,
    }  # fmt: skip


def _rule(rule: RetentionRule) -> dict[str, Any]:
    columns = (
        "pk", "selector", "privacy_class", "question_kind", "anchor", "period", "rounding", "action", "version"
    )
    return {
        **{name: getattr(rule, name) for name in columns},
        "authority": rule.authority.reference if rule.authority else "",
    }


def _lines(run: DisposalRun) -> list[dict[str, Any]]:
    names = ("rule_id", "holding", "action", "privacy_class", "outcome", "reason", "count")
    return [
        {
            **{name: getattr(line, name) for name in names},
            "first_due_on": _day(line.first_due_on), "last_due_on": _day(line.last_due_on),
        }
        for line in run.lines.order_by("holding", "rule", "privacy_class", "outcome", "reason")
    ]  # fmt: skip


def _swept(facts: dict[str, Any]) -> dict[str, Any]:
    """Numbers of what was looked through and found; where, stands in the facts of the run."""
    numbers: dict[str, Any] = {name: facts[name] for name in ("records", "tables", "rows", "files") if name in facts}
    return {**numbers, "left": facts["counts"]["residue"], "unread": len(facts["unread"])} if facts else {}


def _backups_until(run: DisposalRun) -> str | None:
    if run.finished_at is None:
        return None
    return _day(run.controller.local_date(run.finished_at) + timedelta(days=run.controller.backup_days))


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
