"""Writing down that answers left the house: for whom it concerns, and in the log."""
from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from forms_app.exports.order import Order
from forms_app.exports.table import columns
from forms_app.models import FormPageMixin
from privacy import audit, disclosures
from privacy.models import Disclosure


def note(*, page: FormPageMixin, order: Order, rows: int, by: Any, at: datetime) -> Disclosure:
    """The disclosure of an export, before its first byte is sent, and the event in the log.

    :param page: canonical, under a section that says who answers for the data.
    :param at: aware; when the answers were read.
    :raises ValueError: where no section says who answers for the data.
    """
    if page.section is None:
        raise ValueError("nobody answers for the data of this page")
    with transaction.atomic():
        disclosure = disclosures.record(
            activity=page.section.activity,
            group=page.translation_key,
            purpose=order.purpose,
            given_to=order.given_to,
            recipient=order.recipient,
            columns=[column.key for column in columns(page, order)],
            special=order.special,
            rows=rows,
            by=by,
            at=at,
        )
        audit.record(
            "submissions.exported", actor=by, subject_type="page", subject_id=page.pk,
            facts={**order.facts, "rows": rows, "disclosure": disclosure.pk},
        )  # fmt: skip
    return disclosure
