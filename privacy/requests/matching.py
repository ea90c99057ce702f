"""Whose is it: her records by her keys, by the name beside them, and by the texts in which she is named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from privacy import subject_keys
from privacy.contracts import Holding, QuestionKind, RecordView
from privacy.models import Certainty, RequestAddress, RightsRequest

#: Shorter texts stand in too much to tell anything.
SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Address:
    """An address or number of the case, and the records that were sent with it."""

    is_proven: bool
    records: frozenset[UUID]


def addresses_of(request: RightsRequest) -> list[Address]:
    """The case's addresses with everything under them, of whatever holding and controller."""
    region = request.controller.jurisdiction
    return [
        Address(
            row.proof != RequestAddress.Proof.NONE,
            frozenset(subject_keys.records_with(row.kind, row.value, region=region)),
        )
        for row in request.addresses.order_by("pk")
    ]


def by_mailbox(request: RightsRequest) -> set[UUID]:
    """The records under the addresses at which she has answered a mail."""
    proven = request.addresses.filter(proof=RequestAddress.Proof.MAIL, kind="email")
    return {record for row in proven for record in subject_keys.records_with(row.kind, row.value)}


def texts_of(request: RightsRequest) -> list[str]:
    """What is looked for in texts: her name, and her proven addresses and numbers."""
    addresses = request.addresses.exclude(proof=RequestAddress.Proof.NONE).order_by("pk")
    texts = [request.name.strip(), *addresses.values_list("value", flat=True)]
    return list(dict.fromkeys(text for text in texts if len(text) >= SHORTEST))


def of_controller(holding: Holding, records: Iterable[UUID], request: RightsRequest) -> list[UUID]:
    """Those of ``records`` that this holding keeps for the controller who was asked; the case itself
    only where she asks to see what is stored.
    """
    rows = holding.stamped._base_manager.filter(pk__in=list(records), controller=request.controller_id)
    if request.kind not in {"access", "portability"}:
        rows = rows.exclude(pk=request.pk)
    return list(rows.order_by("submitted_on", "pk").values_list("pk", flat=True))


def certainties(request: RightsRequest, views: Iterable[RecordView], addresses: list[Address]) -> dict[UUID, Certainty]:
    """Why each record is believed to be hers.

    Under an address that several names use, a record is hers by its key only when its name agrees. Under
    one that nobody has proven to be hers, it is possibly hers.
    """
    names = {view.record: _name_in(view) for view in views}
    found: dict[UUID, Certainty] = {}
    for address in addresses:
        here = {record: names[record] for record in address.records if record in names}
        is_shared = len({name for name in [_folded(request.name), *here.values()] if name}) > 1
        for record, name in here.items():
            agrees = address.is_proven and (not name or name == _folded(request.name) or not is_shared)
            if agrees or record not in found:
                found[record] = Certainty.KEY if agrees else Certainty.POSSIBLE
    return found


def found_in_text(holding: Holding, request: RightsRequest) -> list[UUID]:
    """Records in whose values her name or an address of hers stands; slow."""
    hits: dict[UUID, None] = defaultdict(None)
    for text in texts_of(request):
        hits.update(dict.fromkeys(holding.search(text)))
    return of_controller(holding, hits, request)


def _name_in(view: RecordView) -> frozenset[str]:
    words = [word for field in view.fields if field.kind == QuestionKind.NAME for word in field.words]
    return _folded(" ".join(words))


def _folded(name: str) -> frozenset[str]:
    """A name whatever the order and case of its parts: "Lind, Maj" is "maj lind"."""
    return frozenset(name.casefold().replace(",", " ").split())
