"""Which grounds an answer explains: by what was asked, what came of it and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from privacy.models import Outcome, Reason, RequestKind

_OUTCOMES = {
    Outcome.PROVIDED: "provided",
    Outcome.WITHHELD: "withheld",
    Outcome.ERASED: "gone",
    Outcome.BLANKED: "gone",
    Outcome.RESTRICTED: "restricted",
    Outcome.CORRECTED: "corrected",
    Outcome.RETAINED: "kept",
    Outcome.STOPPED: "stopped",
    Outcome.OBJECTION_UPHELD: "objection",
    Outcome.OBJECTION_OVERRIDDEN: "objection",
    Outcome.BY_EDITOR: "editor",
}
_REASONS = {
    Reason.OBJECTION_PENDING: "objection",
    Reason.ACCURACY_CONTESTED: "restricted",
    Reason.ACCURATE: "corrected",
    Reason.NOT_APPLICABLE: "not_applicable",
    Reason.PUBLISHED: "editor",
    Reason.CONSENT_WITHDRAWN: "stopped",
}
_KINDS = {
    RequestKind.ACCESS: "provided",
    RequestKind.RECTIFICATION: "corrected",
    RequestKind.ERASURE: "kept",
    RequestKind.RESTRICTION: "restricted",
    RequestKind.PORTABILITY: "not_applicable",
    RequestKind.OBJECTION: "objection",
    RequestKind.WITHDRAWAL: "stopped",
}


def reasons_for(request: Any, items: Iterable[Any], *, is_refused: bool) -> list[str]:
    """The names of the paragraphs of grounds, each once, in the order in which they are needed."""
    return list(dict.fromkeys(_all(request, list(items), is_refused)))


def _all(request: Any, items: list[Any], is_refused: bool) -> Iterator[str]:
    if is_refused:
        yield str(request.closing_reason)
        return
    if not items:
        yield "nothing"
        return
    for item in items:
        if item.outcome in _OUTCOMES:
            yield _OUTCOMES[Outcome(item.outcome)]
        if item.outcome == Outcome.RETAINED and item.until_on:
            yield "kept_until"
        if item.reason in _REASONS:
            yield _REASONS[Reason(item.reason)]
    if all(item.outcome == Outcome.NOTHING for item in items):
        yield _KINDS[RequestKind(request.kind)]
