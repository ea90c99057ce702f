"""What is done about needs beside working them off: a word to the one who registered, an order outside the house."""
from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from forms_app.access import may_arrange
from forms_app.models import AccessTask, FormPageMixin, NeedState, Submission
from forms_app.needs import mails
from forms_app.needs.tasks import set_state
from forms_app.needs.words import states_of
from forms_app.questions import Question
from forms_app.restriction import NotYours
from forms_app.submissions import address_of
from privacy import audit, disclosures, outbox
from privacy.contracts import Refusal
from privacy.models import DisclosedTo, DisclosureKind, DisclosurePurpose, OutboundMessage

#: Of her ordinary answers: those that an agency may need to find her.
_ORDINARY = ("name", "organisation", "telephone", "email")


def letter_for(states: Collection[str]) -> str:
    """The kind of mail that can be sent while needs are in these states; "" for none.

    That all is arranged, else that we want to talk.
    """
    if not states:
        return ""
    return mails.ARRANGED if states == {NeedState.BOOKED} else mails.TALK


def write(*, submission: Submission, page: FormPageMixin, by: Any) -> str:
    """Queue the mail that can be sent now; its kind.

    :raises NotYours: for anybody but whoever looks after access, and case officers.
    :raises Refusal: where nothing is needed, or she gave no address.
    """
    _only_for_those_who_may(by, page)
    kind = letter_for(states_of(submission))
    if not kind or not address_of(submission):
        raise Refusal([_("No mail can be sent to her. Call her.")])
    with transaction.atomic():
        sent = OutboundMessage.objects.filter(object_id=submission.pk, kind=kind).count()
        outbox.queue(kind, object_id=submission.pk, version=sent + 1, language=submission.version.language)
        audit.record("need.told", actor=by, subject_type="submission", subject_id=submission.pk)
    return kind


def columns_of(task: AccessTask) -> list[Question]:
    """What of her answers may go along with an order: the need with what belongs to it, and how she is reached."""
    record = task.person or task.submission
    own = [each for each in record.questions if each.key not in record.erased]
    of_need = [each for each in own if each.key == task.key or _belongs(each, task)]
    ways = [each for each in own if each.type in _ORDINARY and not each.is_sealed]
    return [*of_need, *ways]


def order(
    *, task: AccessTask, page: FormPageMixin, recipient: str, columns: Sequence[str], by: Any, now: datetime
) -> None:
    """Write down that something was ordered outside for one person, with these of her answers; then it is booked.

    It is told to her, and whoever got it is told when she has it erased or corrected (GDPR 15.1 c, 19).

    :raises NotYours: for anybody but whoever looks after access, and case officers.
    :raises Refusal: when the need is over.
    """
    _only_for_those_who_may(by, page)
    if page.section is None:
        raise Refusal([_("No section says who answers for the data of this page.")])
    sealed = {each.key for each in columns_of(task) if each.is_sealed}
    with transaction.atomic():
        set_state(task=task, page=page, to=NeedState.BOOKED, by=by, now=now)
        disclosure = disclosures.record(
            activity=page.section.activity, group=task.record_pk, kind=DisclosureKind.BOOKING,
            purpose=DisclosurePurpose.ACCESS, given_to=DisclosedTo.ORGANISATION, recipient=recipient,
            columns=columns, special=bool(sealed & set(columns)), rows=1, by=by, at=now,
        )  # fmt: skip
        audit.record(
            "need.ordered", actor=by, subject_type="submission", subject_id=task.submission_id,
            facts={"disclosure": disclosure.pk},
        )  # fmt: skip


def _belongs(question: Question, task: AccessTask) -> bool:
    condition = question.condition
    return condition is not None and condition.question == task.key and task.option in condition.options


def _only_for_those_who_may(by: Any, page: FormPageMixin) -> None:
    if not may_arrange(by, page):
        raise NotYours([_("Only whoever looks after diet and access on this page may do this.")])
