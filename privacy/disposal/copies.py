"""Copies outside the site: whoever downloaded a file of what has been destroyed here is asked to destroy it too.

A file that somebody took for herself or her colleagues is asked for once, when the first of what it may hold goes: a
whole record, or a column that it has. What an organisation got is told of in each case (GDPR 19,
``privacy.requests.recipients``); what an unknown person got cannot be asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from privacy import audit, outbox, registry
from privacy.contracts import Letter
from privacy.disclosures import rows_in_words
from privacy.models import CopyToDestroy, DisclosedTo, Disclosure, DisposalRun, StaffReference

#: The mail to whoever downloaded the file.
MAIL = "destroy_copy"


def concerned(holding: str, records: Sequence[UUID], keys: Collection[str]) -> list[Disclosure]:
    """The files that may hold what is about to be destroyed and have not been asked for; before it is destroyed."""
    groups = set(registry.holding_of(holding).groups(records).values()) if records else set()
    found = Disclosure.objects.filter(group__in=groups, given_to=DisclosedTo.SELF, by__isnull=False, to_destroy=None)
    return [each for each in found.order_by("pk") if not keys or set(keys) & set(each.columns)]


def ask(run: DisposalRun, files: Sequence[Disclosure], *, now: datetime) -> None:
    """Ask for these files and write to whoever has them; in the transaction that destroys. Twice asks once."""
    if not files:
        return
    CopyToDestroy.objects.bulk_create(
        [CopyToDestroy(disclosure=each, run=run, asked_at=now) for each in files], ignore_conflicts=True
    )
    asked = CopyToDestroy.objects.filter(disclosure__in=files).values_list("pk", flat=True)
    outbox.queue_all(MAIL, asked, language=run.controller.language)


def copies_of(user: Any) -> list[CopyToDestroy]:
    """The files that this colleague is asked to destroy and has not said that she has; the oldest first."""
    references = StaffReference.objects.filter(user=user).values("ref")
    mine = CopyToDestroy.objects.filter(disclosure__by__in=references, destroyed_at=None)
    return list(mine.select_related("disclosure__controller", "run").order_by("disclosure__at", "pk"))


def confirm(copy: CopyToDestroy, *, by: Any, now: datetime) -> bool:
    """Write down that the file is destroyed, as its owner says; False when she has said so before."""
    with transaction.atomic():
        open_ones = CopyToDestroy.objects.filter(pk=copy.pk, destroyed_at=None)
        is_new = bool(open_ones.update(destroyed_at=now, destroyed_by=by))
        if is_new:
            audit.record(
                "copy.destroyed", actor=by, subject_type="disclosure", subject_id=copy.disclosure_id,
                facts={"number": copy.run.number},
            )  # fmt: skip
    return is_new


def numbers_of(run: DisposalRun) -> dict[str, int]:
    """How many files the run asked for, and how many of them are said to be destroyed."""
    asked = run.copies.count()
    return {"asked": asked, "destroyed": run.copies.exclude(destroyed_at=None).count() if asked else 0}


def file_in_words(disclosure: Disclosure) -> str:
    """One file: when it was made, for what, how many rows; in the active language."""
    return _("the file of %(day)s (%(purpose)s, %(rows)s)") % {
        "day": date_format(disclosure.controller.local_date(disclosure.at), "DATE_FORMAT"),
        "purpose": disclosure.get_purpose_display(),
        "rows": rows_in_words(disclosure),
    }


def letter(copy_id: UUID, language: str) -> Letter | None:
    """The mail: which file, and where she says that it is gone. None once she has, or where she has left."""
    found = CopyToDestroy.objects.select_related("disclosure__controller", "run__controller")
    copy = found.filter(pk=copy_id, destroyed_at=None).first()
    if copy is None or copy.disclosure.by is None:
        return None
    person = StaffReference.objects.select_related("user").filter(ref=copy.disclosure.by).first()
    if person is None or not person.user.is_active or not person.user.email:
        return None
    with translation.override(language):
        address = f"{settings.WAGTAILADMIN_BASE_URL}{reverse('files_to_destroy')}"
        words = {"file": file_in_words(copy.disclosure), "address": address}
        return Letter(
            to=person.user.email,
            subject=_("Destroy %(file)s") % words,
            text=_(
                "You have downloaded answers: %(file)s.\n\n"
                "What it holds was to be kept for a certain time, and that time is over: it has been destroyed on the "
                "site. Please destroy the file too, with every copy and print of it that you or your colleagues have."
                "\n\nThen say so here, so that the protocol is complete:\n%(address)s"
            )
            % words,
            from_name=copy.run.controller.name_in(language).text,
        )
