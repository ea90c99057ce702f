"""The lists in which a person may stand that left the house, as her extract tells of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from privacy.contracts import RecordView
from privacy.disclosures import disclosures_about, recipient_in_words
from privacy.models import Disclosure


@dataclass(frozen=True, slots=True)
class HandedOut:
    """That a list in which a record may stand left the house (GDPR 15.1 c)."""

    at: datetime
    what: str
    purpose: str
    recipient: str
    special: bool
    reference: str


def handed_out(views: Iterable[RecordView]) -> list[HandedOut]:
    """Each list once, with the records that may stand in it."""
    records = list(views)
    references: dict[Disclosure, list[str]] = defaultdict(list)
    about = disclosures_about(records)
    for view in records:
        for disclosure in about.get(view.record, ()):
            references[disclosure].append(view.reference)
    return [
        HandedOut(
            each.at, str(each.get_kind_display()), str(each.get_purpose_display()), recipient_in_words(each),
            each.special, ", ".join(of_records),
        )
        for each, of_records in sorted(references.items(), key=lambda pair: (pair[0].at, pair[0].pk))
    ]  # fmt: skip
