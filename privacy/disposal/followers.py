"""What lies in privacy's own tables about a record and goes with it, or with a value of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from privacy.models import FieldExpiry, Hold, HoldScope, OutboundMessage, SubjectKey


def remove(records: Sequence[UUID], keys: Collection[str]) -> None:
    """Remove what follows these ``keys`` of the records, or the records themselves when no key is named.

    Which subject keys a blanked value takes along, its holding knows.
    """
    expiries = FieldExpiry.objects.filter(record__in=records)
    if keys:
        expiries.filter(key__in=keys).delete()
        return
    expiries.delete()
    SubjectKey.objects.filter(record__in=records).delete()
    OutboundMessage.objects.filter(object_id__in=records).delete()
    Hold.objects.filter(scope=HoldScope.RECORD, record__in=records).delete()
