"""Putting the address of an invitation right whose mail reached nobody; then she is invited again."""
from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from events.invitations import adding, returned
from events.invitations.adding import Fate
from events.invitations.addresses import Person
from events.invitations.holding import Invitations
from events.models import Invitation
from privacy import audit, outbox, returned_mail, subject_keys
from privacy.contracts import Refusal

_WRONG: dict[Fate, Any] = {
    Fate.INVITED: _("Somebody with this address is invited already."),
    Fate.REGISTERED: _("Somebody with this address has registered already."),
    Fate.LEFT_ALONE: _("This address cannot be invited here."),
    Fate.NOT_UNDERSTOOD: _("Write the e-mail address in full, for example name@example.org."),
}


def correct_address(page: Any, invitation: UUID, address: str, *, by: Any, now: datetime) -> None:
    """Put the right address in place of one that takes no mail, and send her the invitation again.

    Links that went to the wrong address open nothing any more. What stood there is kept beside it.

    :raises Refusal: when it was answered or taken back meanwhile, or the address is somebody's who is known already.
    """
    with transaction.atomic():
        page.take_lock()
        chosen = Invitation.objects.of_event(page).unrestricted().unanswered().filter(pk=invitation)
        found, back = chosen.first(), list(returned.mails_of(chosen))
        if found is None or not back:
            raise Refusal([_("There is nothing to correct any more.")])
        [judged] = adding.judge(page, [Person(1, "", email=address)])
        if judged.fate in _WRONG:
            raise Refusal([_WRONG[judged.fate]])
        # Whoever has the mistaken address is not found by it any more.
        subject_keys.forget(found.pk)
        Invitations().correct(found.pk, "email", address, by=by, why="returned", now=now)
        found.links.all().delete()
        *earlier, last = back
        for each in earlier:
            returned_mail.settle(each, by=by, now=now)
        if not outbox.send_again(last, now=now):
            outbox.try_again(last, by=by, now=now)
        audit.record("invitation.corrected", actor=by, subject_type="invitation", subject_id=found.pk)
