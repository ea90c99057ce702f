"""The door of the floors above to a request for access (GDPR 15), for somebody whose mailbox their own link has proven.

She need not confirm again by mail; everything else is as when she asks on the request page.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from privacy import public_posts, subject_keys
from privacy.contracts import Refusal
from privacy.models import Controller, RequestKind, RightsRequest, SubjectKey
from privacy.requests import intake
from privacy.requests.states import UNANSWERED

#: In ten minutes, for one mailbox; counted together with the request page.
MOST_PER_ADDRESS = 3


class AskedAlready(Refusal):
    """Her case is open: there is one at a time."""

    title = _("You have asked already")


class TooOften(Refusal):
    """The mailbox has asked too often just now."""

    title = _("Too many requests came just now")


def ask(*, controller: Controller, language: str, name: str, address: str, now: datetime) -> RightsRequest:
    """Open the case, confirmed; the mail with its number is queued.

    :param address: the mailbox that the link went to; the answer goes there.
    :raises AskedAlready: while a case of hers with this authority is not answered yet.
    :raises TooOften: when the mailbox has asked too often just now.
    """
    normal = subject_keys.normalise(SubjectKey.Kind.EMAIL, address) or ""
    if public_posts.counted("privacy.request.address", normal, now=now) > MOST_PER_ADDRESS:
        raise TooOften([_("Wait a few minutes and try again.")])
    with transaction.atomic():
        # Of two presses at once the second finds the case of the first.
        Controller.objects.select_for_update(no_key=True).get(pk=controller.pk)
        if _open_case(controller, address) is not None:
            raise AskedAlready([_("Your case is open. The mail that you got has its number.")])
        return intake.receive_proven(
            controller=controller, kind=RequestKind.ACCESS, language=language, name=name, address=address, now=now
        )


def _open_case(controller: Controller, address: str) -> RightsRequest | None:
    hers = subject_keys.records_with(SubjectKey.Kind.EMAIL, address)
    cases = RightsRequest.objects.filter(pk__in=hers, controller=controller, kind=RequestKind.ACCESS)
    return cases.exclude(confirmed_at=None).filter(state__in=UNANSWERED).first()
