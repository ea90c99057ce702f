"""Large exports: made by the clock and not in a request, each once, however many runs there are at a time."""
from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from forms_app.exports import files, making
from forms_app.exports.choice import condition
from forms_app.exports.order import Order
from forms_app.exports.reading import number_of_rows
from forms_app.models import Export, FormPageMixin
from forms_app.models.answered import Answered
from forms_app.models.exports import ExportState
from privacy import audit
from privacy.alone import problem_in
from privacy.among import Among

#: How long a writer may need for one piece.
LEASE = timedelta(minutes=5)
#: How long a file can be fetched.
KEPT = timedelta(days=3)
WAIT = timedelta(minutes=10)
MOST_ATTEMPTS = 6


class Lost(Exception):
    """The export was taken back while it was written: its form lost a record, or another writer has it."""


def place(*, page: FormPageMixin, order: Order, submissions: int, by: Any, now: datetime) -> Export:
    """Take an order that the clock will carry out."""
    with transaction.atomic():
        export = Export.objects.create(
            page_id=page.pk, by=by, order=order.as_dict(), ordered_at=now, submissions=submissions, next_attempt_at=now
        )
        audit.record(
            "submissions.export_ordered", actor=by, subject_type="page", subject_id=page.pk,
            facts={**order.facts, "export": str(export.pk), "records": submissions},
        )  # fmt: skip
    return export


def make_due(now: datetime) -> int:
    """Make one export that is due; how many were made. The next run makes the next, so that other jobs have a turn.

    A writer that is killed leaves a lease that runs out; whoever takes the export then begins it anew.
    """
    export = _take(now)
    if export is None:
        return 0
    problem = problem_in(lambda: _make(export), what=f"export {export.pk}")
    if problem is None:
        return 1
    _part(export).unlink(missing_ok=True)
    if not isinstance(problem, Lost):
        _postpone(export, now, type(problem).__name__)
    return 0


def delete_expired(now: datetime) -> int:
    """Delete exports whose time is over, the files first, and whatever lies there that belongs to none; how many."""
    expired = list(Export.objects.filter(expires_at__lte=now).values_list("pk", flat=True))
    files.remove(expired)
    Export.objects.filter(pk__in=expired).delete()
    ready = set(Export.objects.filter(state=ExportState.READY).values_list("pk", flat=True))
    leases = Export.objects.filter(leased_until__gte=now).values_list("lease", flat=True)
    files.delete_strays(ready, {each for each in leases if each}, now)
    return len(expired)


def forget(model: type[Answered], records: Collection[UUID]) -> None:
    """Delete every file that may hold one of ``records``: those of their forms. Called before a record or a value goes.

    In the caller's transaction, so that whoever is killed after it leaves no row that hands out a file; then once
    more when it has been committed, since somebody may have begun to write while the record could still be read.
    A writer finds that it has lost its export, which is begun anew.

    :param model: what the records are, submissions or participants.
    """
    found = model._base_manager.filter(pk__in=Among(records)).order_by()
    pages = [page for (page,) in found.values_list(f"{model.to_submission}page").distinct()]
    if pages:
        gone = _take_back(pages)
        transaction.on_commit(lambda: files.remove([*gone, *_take_back(pages)]))


def _take_back(pages: list[int]) -> list[UUID]:
    """Delete the finished exports of these forms and begin the others anew; every export of them."""
    with transaction.atomic():
        exports = list(Export.objects.select_for_update(of=("self",)).filter(page__in=pages))
        ready = [each.pk for each in exports if each.state == ExportState.READY]
        begun = [each.pk for each in exports if each.lease is not None]
        Export.objects.filter(pk__in=ready).delete()
        Export.objects.filter(pk__in=begun).update(lease=None, leased_until=None, done=0)
    return [each.pk for each in exports]


def _take(now: datetime) -> Export | None:
    """Hold the next due export; elsewhere than on PostgreSQL the conditional update alone decides who gets it."""
    with transaction.atomic():
        due = Export.objects.due(now)
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        export = due.first()
        if export is None:
            return None
        held = Export.objects.due(now).filter(pk=export.pk)
        if not held.update(lease=uuid4(), leased_until=now + LEASE, attempts=F("attempts") + 1, done=0):
            return None
    return Export.objects.get(pk=export.pk)


def _make(export: Export) -> None:
    page: Any = export.page.specific
    order = Order.from_dict(export.order)
    part = _part(export)
    files.write_for_our_eyes(part)
    began, wanted = timezone.now(), condition(page, order.filters)
    rows = number_of_rows(page, wanted, order.row_of)
    with files.workshop() as folder:
        making.write(
            page, order, wanted, part, folder=folder, now=began, reached=lambda read: _hold(export, read)
        )
    _finish(export, part, rows=rows, read_at=began)


def _part(export: Export) -> Path:
    """Where it is written under the lease in hand.

    :raises Lost: without a lease.
    """
    if export.lease is None:
        raise Lost
    return files.part_of(export.pk, export.lease)


def _hold(export: Export, read: int) -> None:
    """Say how far it is, and hold it for the next piece.

    :raises Lost: when it is not ours any more.
    """
    mine = Export.objects.filter(pk=export.pk, lease=export.lease)
    if not mine.update(done=read, leased_until=timezone.now() + LEASE):
        raise Lost


def _finish(export: Export, part: Path, *, rows: int, read_at: datetime) -> None:
    """Put the file in its place and say so, unless a record was destroyed meanwhile."""
    with transaction.atomic():
        now = timezone.now()
        mine = Export.objects.filter(pk=export.pk, lease=export.lease)
        if not mine.update(
            state=ExportState.READY, lease=None, leased_until=None, problem="", rows=rows, read_at=read_at,
            done=F("submissions"), expires_at=now + KEPT,
        ):  # fmt: skip
            raise Lost
        part.rename(files.path_of(export.pk))


def _postpone(export: Export, now: datetime, problem: str) -> None:
    mine = Export.objects.filter(pk=export.pk, lease=export.lease)
    released = {"lease": None, "leased_until": None, "problem": problem[:60], "done": 0}
    if export.attempts >= MOST_ATTEMPTS:
        mine.update(**released, state=ExportState.FAILED, expires_at=now + KEPT)
    else:
        mine.update(**released, next_attempt_at=now + WAIT)
