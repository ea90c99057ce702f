"""What the periodic command does for forms."""
from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from forms_app.exports import background
from forms_app.files import store
from forms_app.models import ErasedRow, PostOnce, SubmittedFile


def purge_posts(now: datetime) -> int:
    """Delete the guards against double posts whose ten minutes are over; how many."""
    deleted, _by_model = PostOnce.objects.stale(now).delete()
    return deleted


def purge_erased_rows(now: datetime) -> int:
    """Forget which rows of lists were destroyed, when nobody brings such an old list any more; how many."""
    deleted, _by_model = ErasedRow.objects.filter(until__lt=timezone.localdate(now)).delete()
    return deleted


def settle_files(now: datetime) -> int:
    """Clear up after processes that were stopped, and after a restore: how many files were moved or deleted.

    A file whose row was committed gets its own name; one without a row is deleted. Those with their own names are
    compared once an hour.
    """
    uncertain = store.uncertain(now)
    looked_at = uncertain + (store.certain(now) if now.minute == 0 else [])
    files = {path: store.id_of(path) for path in looked_at}
    known = set(SubmittedFile.objects.filter(pk__in=[pk for pk in files.values() if pk]).values_list("pk", flat=True))
    touched = 0
    for path, pk in files.items():
        if pk is None or (pk in known and path not in uncertain):
            continue
        if pk in known:
            store.settle(path)
        else:
            path.unlink(missing_ok=True)
        touched += 1
    return touched


def make_exports(now: datetime) -> int:
    """Make a large export that waits; how many were made."""
    return background.make_due(now)


def delete_exports(now: datetime) -> int:
    """Delete exports whose three days are over, and what writers who were killed left behind; how many."""
    return background.delete_expired(now)
