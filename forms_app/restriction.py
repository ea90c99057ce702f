"""Taking a record out of lists, mails and numbers at once, and letting it back (GDPR 18; protected identity)."""
from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from forms_app.access import may_change
from forms_app.models import Submission
from privacy import audit
from privacy.contracts import Refusal


class NotYours(Refusal):
    """Somebody else's duty."""

    title = _("This is not yours to do")


def restrict(*, record: UUID, by: Any, now: datetime) -> None:
    """From now on nobody but officers meets the record; its seat is kept.

    :raises NotYours: for anybody but a case officer.
    """
    _change(record, by, "submission.restricted", before={"restricted_at": None}, after={"restricted_at": now})


def lift(*, record: UUID, by: Any) -> None:
    """The record is used again like others. She is told beforehand (GDPR 18.3): that is a letter, not done here.

    :raises NotYours: for anybody but a case officer.
    """
    _change(
        record, by, "submission.restriction_lifted",
        before={"restricted_at__isnull": False}, after={"restricted_at": None},
    )  # fmt: skip


def protect(*, record: UUID, by: Any) -> None:
    """Her identity is protected: out of lists, badges, exports and subjects of mails for good.

    :raises NotYours: for anybody but a case officer.
    """
    _change(record, by, "submission.protected", before={"protected": False}, after={"protected": True})


def unprotect(*, record: UUID, by: Any) -> None:
    """Her identity is not protected any more, or never was.

    :raises NotYours: for anybody but a case officer.
    """
    _change(record, by, "submission.protection_lifted", before={"protected": True}, after={"protected": False})


def _change(record: UUID, by: Any, action: str, *, before: dict[str, Any], after: dict[str, Any]) -> None:
    if not may_change(by):
        raise NotYours([_("Only a case officer may do this.")])
    with transaction.atomic():
        if Submission.objects.filter(pk=record, **before).update(**after):
            audit.record(action, actor=by, subject_type="submission", subject_id=record)
