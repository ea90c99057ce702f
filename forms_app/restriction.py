"""Taking a record out of lists, mails and numbers at once, and letting it back (GDPR 18; protected identity)."""
from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from forms_app.access import may_change
from forms_app.exports import background
from forms_app.models import Submission
from forms_app.models.answered import Answered
from privacy import audit
from privacy.contracts import Refusal

#: A submission, or a participant of one, by her own.
Kind = type[Answered]


class NotYours(Refusal):
    """Somebody else's duty."""

    title = _("This is not yours to do")


def restrict(*, record: UUID, by: Any, now: datetime, of: Kind = Submission) -> None:
    """From now on nobody but officers meets the record; its seat is kept.

    :raises NotYours: for anybody but a case officer.
    """
    _change(
        record, by, of, "submission.restricted", before={"restricted_at": None}, after={"restricted_at": now}
    )  # fmt: skip


def lift(*, record: UUID, by: Any, of: Kind = Submission) -> None:
    """The record is used again like others. She is told beforehand (GDPR 18.3): that is a letter, not done here.

    :raises NotYours: for anybody but a case officer.
    """
    _change(
        record, by, of, "submission.restriction_lifted",
        before={"restricted_at__isnull": False}, after={"restricted_at": None},
    )  # fmt: skip


def protect(*, record: UUID, by: Any, of: Kind = Submission) -> None:
    """Her identity is protected: out of lists, badges, exports and subjects of mails for good.

    :raises NotYours: for anybody but a case officer.
    """
    _change(record, by, of, "submission.protected", before={"protected": False}, after={"protected": True})


def unprotect(*, record: UUID, by: Any, of: Kind = Submission) -> None:
    """Her identity is not protected any more, or never was.

    :raises NotYours: for anybody but a case officer.
    """
    _change(record, by, of, "submission.protection_lifted", before={"protected": True}, after={"protected": False})


def _change(
    record: UUID, by: Any, of: Kind, action: str, *, before: dict[str, Any], after: dict[str, Any]
) -> None:
    if not may_change(by):
        raise NotYours([_("Only a case officer may do this.")])
    with transaction.atomic():
        background.forget(of, [record])
        if of._base_manager.filter(pk=record, **before).update(**after):
            changed: Any = of._base_manager.get(pk=record)
            audit.record(action, actor=by, subject_type="submission", subject_id=changed.submission_pk,
                         facts=changed.number_as_fact)  # fmt: skip
