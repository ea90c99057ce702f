"""What was sent about the answers to a form, what waits, what was given up and what came back: in numbers and rows.

Mails about records that are set aside are in no list; the text of a mail is not stored.
"""
from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forms_app.access import may_handle
from forms_app.models import FormPageMixin, Submission, SubmittedPerson
from forms_app.restriction import NotYours
from privacy import audit, outbox, registry, returned_mail
from privacy.models import OutboundMessage
from privacy.models.outbox import UNREACHED, MessageQuerySet, MessageState

#: So many that were given up are tried again with one button.
MOST = 500


class Fate(StrEnum):
    """What has become of a mail, as whoever looks after the form reads it."""

    WAITING = "waiting"
    FAILED = "failed"
    BACK = "back"
    SENT = "sent"
    DROPPED = "dropped"


FATES = {
    Fate.WAITING: gettext_lazy("Waiting"),
    Fate.FAILED: gettext_lazy("Given up"),
    Fate.BACK: gettext_lazy("Came back"),
    Fate.SENT: gettext_lazy("Sent"),
    Fate.DROPPED: gettext_lazy("No longer needed"),
}
_BACK = Q(returned__in=UNREACHED)
_CONDITIONS = {
    Fate.WAITING: Q(state=MessageState.QUEUED),
    Fate.FAILED: Q(state=MessageState.FAILED),
    Fate.BACK: Q(state=MessageState.SENT) & _BACK,
    Fate.SENT: Q(state=MessageState.SENT) & ~_BACK,
    Fate.DROPPED: Q(state=MessageState.DROPPED),
}
_NO_ANSWER = gettext_lazy("The mail server does not answer.")
_NOT_TAKEN = gettext_lazy("The mail server does not take the address.")
#: What the mail server's library raises -> what that means. Never its text, which may name a person.
_PROBLEMS = {
    **dict.fromkeys(
        ("ConnectionRefusedError", "ConnectionResetError", "TimeoutError", "gaierror", "OSError",
         "SMTPServerDisconnected", "SMTPConnectError", "SMTPHeloError"), _NO_ANSWER,
    ),
    **dict.fromkeys(("SMTPRecipientsRefused", "AnymailRecipientsRefused"), _NOT_TAKEN),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail in a list: ``problem`` in words, "" where there was none; ``back``: what the mail provider told."""

    message: OutboundMessage
    name: str
    fate: Fate
    record: UUID | None
    reference: str
    problem: str = ""
    back: str = ""

    @property
    def words(self) -> str:
        """What has become of it."""
        return str(FATES[self.fate])

    @property
    def is_tried_again(self) -> bool:
        """Whether it waits after an attempt that failed."""
        return self.fate is Fate.WAITING and bool(self.message.attempts)


def mails_of(page: FormPageMixin) -> MessageQuerySet:
    """The mails about the answers to the form of ``page`` and their participants, the latest first."""
    answers = page.get_submissions().unrestricted().order_by()
    persons = SubmittedPerson.objects.unrestricted().filter(submission__in=answers.values("pk"))
    about = Q(object_id__in=answers.values("pk")) | Q(object_id__in=persons.values("pk"))
    return OutboundMessage.objects.filter(about).order_by("-created_at", "-pk")


def mails_about(submission: Submission) -> MessageQuerySet:
    """The mails about one answer and its participants, the first first."""
    records = [submission.pk, *submission.persons.values_list("pk", flat=True)]
    return OutboundMessage.objects.filter(object_id__in=records).order_by("created_at", "pk")


def totals(mails: MessageQuerySet) -> dict[Fate, int]:
    """How many of each fate; one statement."""
    return {
        Fate(name): number
        for name, number in mails.order_by().aggregate(
            **{str(fate): Count("pk", filter=condition) for fate, condition in _CONDITIONS.items()}
        ).items()
    }  # fmt: skip


def of_fate(mails: MessageQuerySet, fate: Fate) -> MessageQuerySet:
    """Those of which that has become."""
    return mails.filter(_CONDITIONS[fate])


def kinds_of(mails: MessageQuerySet) -> list[tuple[str, str]]:
    """The kinds of these mails with what each is called, by name."""
    kinds = mails.order_by().values_list("kind", flat=True).distinct()
    return sorted(((kind, registry.mail_name_of(kind)) for kind in kinds), key=lambda pair: pair[1])


def rows_of(messages: Iterable[OutboundMessage]) -> list[Mail]:
    """The mails as rows, each with the number of the answer it is about; two statements."""
    found = list(messages)
    owners = _owners({each.object_id for each in found})
    return [_row(each, *owners.get(each.object_id, (None, ""))) for each in found]


def try_again(page: FormPageMixin, chosen: Collection[int] | None, *, by: Any, now: datetime) -> int:
    """Queue mails that were given up once more; how many.

    :param chosen: their numbers; None for all of them, so many at once.
    :raises NotYours: for those who do not look after the page; the attempt is logged.
    """
    if not may_handle(by, page):
        audit.record("mails.refused", actor=by, subject_type="page", subject_id=page.pk)
        raise NotYours([_("Only those who look after this page may do this.")])
    failed = of_fate(mails_of(page), Fate.FAILED)
    if chosen is not None:
        failed = failed.filter(pk__in=chosen)
    found = list(failed[:MOST])
    for each in found:
        outbox.try_again(each, by=by, now=now)
    return len(found)


def _owners(objects: Collection[UUID]) -> dict[UUID, tuple[UUID, str]]:
    """What each mail is about -> the answer it belongs to, and its number."""
    answers = Submission.objects.unrestricted().filter(pk__in=objects).values_list("pk", "reference")
    persons = SubmittedPerson.objects.unrestricted().filter(pk__in=objects).select_related("submission")
    return {
        **{pk: (pk, reference) for pk, reference in answers},
        **{each.pk: (each.submission_id, each.reference) for each in persons},
    }


def _row(message: OutboundMessage, record: UUID | None, reference: str) -> Mail:
    fate = _fate_of(message)
    problem = _problem_in_words(message.problem) if fate in (Fate.WAITING, Fate.FAILED) else ""
    name = registry.mail_name_of(message.kind)
    return Mail(message, name, fate, record, reference, problem, returned_mail.in_words(message))


def _fate_of(message: OutboundMessage) -> Fate:
    if message.state == MessageState.SENT:
        return Fate.BACK if message.returned in UNREACHED else Fate.SENT
    by_state = {MessageState.QUEUED: Fate.WAITING, MessageState.FAILED: Fate.FAILED}
    return by_state.get(MessageState(message.state), Fate.DROPPED)


def _problem_in_words(problem: str) -> str:
    if not problem:
        return ""
    return str(_PROBLEMS.get(problem, "")) or _("It could not be sent (%(problem)s).") % {"problem": problem}
