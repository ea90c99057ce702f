"""Nothing that was received is destroyed by the way: personal records go through disposal or not at all.

A stamped record refuses ``delete()``, on the row and on the queryset, and Django's ways past them (the
base manager, the raw deletion of a collector), unless ``privacy.disposal.destroy`` has opened the door.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from privacy.contracts import Refusal

_open: ContextVar[bool] = ContextVar("privacy_disposal_open", default=False)


class NotByTheWay(Refusal):
    """Somebody tried to delete a public record without grounds."""


@contextmanager
def permitted(grounds: object) -> Iterator[None]:
    """Records may be deleted here. Opened by ``privacy.disposal.destroy`` alone, which has ledger and grounds.

    :raises NotByTheWay: without grounds.
    """
    if not grounds:
        raise NotByTheWay([_("Nothing is destroyed without an authority that is valid today, or a decided case.")])
    token = _open.set(True)
    try:
        yield
    finally:
        _open.reset(token)


def insist() -> None:
    """Refuse unless disposal has opened the door.

    :raises NotByTheWay: always, except inside :func:`permitted`.
    """
    if not _open.get():
        raise NotByTheWay([
            _("What was received is a public record and is not deleted by hand."),
            _("It goes by a disposal run when its time is over, or by the decision in a case."),
        ])  # fmt: skip


class GuardedQuerySet(models.QuerySet):
    """Records that are not deleted by the way."""

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete the rows.

        :raises NotByTheWay: outside disposal.
        """
        insist()
        return super().delete()

    delete.alters_data = True
    delete.queryset_only = True

    def _raw_delete(self, using: Any) -> int:
        """What collectors call for rows on which nothing depends."""
        insist()
        return super()._raw_delete(using)


class Guarded(models.Model):
    """A record that is not deleted by the way."""

    objects = GuardedQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete the row.

        :raises NotByTheWay: outside disposal.
        """
        insist()
        return super().delete(*args, **kwargs)
