"""Handing out a file that was made by the clock: to whoever ordered it, as long as it is there."""
from __future__ import annotations

from datetime import datetime
from typing import Any, BinaryIO

from django.db import transaction
from django.db.models import F

from forms_app.exports import files
from forms_app.exports.handing_out import note
from forms_app.exports.order import Order
from forms_app.models import Export, FormPageMixin
from privacy import audit


class Gone(Exception):
    """The file is not ready, not any more, or a record that stood in it has been destroyed."""


def fetch(*, export: Export, page: FormPageMixin, by: Any, now: datetime) -> BinaryIO:
    """The open file. What leaves is written down the first time, and every time stands in the log.

    :raises Gone: when there is nothing to hand out.
    """
    with transaction.atomic():
        # Under the lock no disposal takes the file away between this look and its opening.
        held = Export.objects.ready(now).select_for_update(of=("self",)).filter(pk=export.pk).first()
        if held is None or held.read_at is None:
            raise Gone
        try:
            file = files.path_of(held.pk).open("rb")
        except FileNotFoundError as missing:
            raise Gone from missing
        if not held.fetched:
            note(page=page, order=Order.from_dict(held.order), rows=held.rows, by=by, at=held.read_at)
        Export.objects.filter(pk=held.pk).update(fetched=F("fetched") + 1)
        audit.record(
            "submissions.export_fetched", actor=by, subject_type="page", subject_id=page.pk,
            facts={"export": str(held.pk), "rows": held.rows},
        )  # fmt: skip
    return file
