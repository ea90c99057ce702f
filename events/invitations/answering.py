"""What an invited person does by her link: register, say no, name a deputy, or ask not to be written to.

The event's lock is taken before an invitation's, here as where people are put on the list.
"""
from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from events.invitations import adding, known
from events.invitations.addresses import Person
from events.invitations.sending import INVITED
from events.link_tokens import digest
from events.models import Invitation, InvitationLink, Registration, RegistrationLink
from events.models.invitations import Answer
from events.moves import LIVE
from privacy import audit, outbox
from privacy.models import SubjectKey


class Answered(Exception):
    """Somebody has registered by this invitation already, or it cannot be answered so any more."""


def link_for(invitation: Invitation, now: datetime) -> str:
    """A new link to an invitation, absolute, in its language. Earlier ones stay valid."""
    token = secrets.token_urlsafe(32)
    InvitationLink.objects.create(invitation=invitation, digest=digest(token), made_at=now)
    with translation.override(invitation.language):
        return f"{settings.WAGTAILADMIN_BASE_URL}{reverse('events:invitation', args=[token])}"


def find(token: str) -> Invitation | None:
    """The invitation that a link opens; None when there is none (any more), or it is set aside or taken back."""
    found = Invitation.objects.unrestricted().standing().filter(links__digest=digest(token))
    invitation: Invitation | None = found.select_related("page").first()
    return invitation


def leads_to_registration(invitation: Invitation, token: str) -> bool:
    """Whether the same token opens the registration that was made by it."""
    if invitation.submission_id is None:
        return False
    return RegistrationLink.objects.filter(digest=digest(token), registration=invitation.submission_id).exists()


def decline(invitation: UUID, answer: Answer, *, now: datetime) -> None:
    """Note that she does not come, or does not want to be written to about it; in one transaction.

    :raises Answered: when she has registered or named a deputy.
    """
    with transaction.atomic():
        found = _locked(invitation)
        closed = (Answer.YES, Answer.DEPUTY) if answer is Answer.NO else (Answer.YES,)
        if found.answer in closed:
            raise Answered
        _note(found, answer, now)


def name_deputy(invitation: UUID, *, name: str, email: str, now: datetime) -> None:
    """Invite somebody else in her place, at once. Whether that address was known changes nothing that she sees.

    :raises Answered: when she has registered, has named somebody before, or was named herself.
    """
    with transaction.atomic():
        page: Any = Invitation.objects.select_related("page").get(pk=invitation).page.specific
        page.take_lock()
        found = _locked(invitation)
        if found.answer in (Answer.YES, Answer.DEPUTY) or found.named_by_id:
            raise Answered
        _note(found, Answer.DEPUTY, now)
        with translation.override(found.language):
            words = _("Given by a person who was invited and named you to come instead.")
        source = adding.Source(words, named_by=found)
        deputy = Person(1, "", name=name, email=email)
        for each in adding.add(page, [deputy], source=source, language=found.language, now=now):
            Invitation.objects.among([each.pk]).update(sent_at=now)
            outbox.queue(INVITED, object_id=each.pk, language=each.language)


def registered(invitation: UUID, record: UUID, now: datetime) -> None:
    """Let what was just sent by her link be her answer; in the transaction that stores it.

    A repetition answers the invitation only where the registration it repeats is of the invited address: whoever
    sends her own answers by another's link does not use it up, and that link never opens her registration.

    :raises Answered: when a registration was made by it already that is live.
    """
    found = _locked(invitation)
    registration = Registration.objects.filter(pk=record).first()
    if registration is not None and registration.repeats_id:
        if not _is_hers(found, registration.repeats_id):
            return
        registration = registration.repeats
    sent = registration.pk if registration else record
    if found.submission_id not in (None, sent) and _stands(found.submission_id):
        raise Answered
    found.submission_id = sent
    _note(found, Answer.YES, now)
    if registration is not None:
        digests = found.links.values_list("digest", flat=True)
        RegistrationLink.objects.bulk_create(
            [RegistrationLink(registration=registration, digest=each, made_at=now) for each in digests],
            update_conflicts=True, unique_fields=["digest"], update_fields=["registration", "made_at"],
        )  # fmt: skip


def _locked(invitation: UUID) -> Invitation:
    found: Invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation)
    return found


def _note(invitation: Invitation, answer: Answer, now: datetime) -> None:
    invitation.answer, invitation.answered_at = answer, now
    invitation.save(update_fields=["answer", "answered_at", "submission"])
    audit.record(
        "invitation.answered", subject_type="invitation", subject_id=invitation.pk, facts={"answer": str(answer)}
    )


def _stands(submission: UUID) -> bool:
    """Whether a registration is live, or set aside as suspicious and not decided on."""
    state = Registration.objects.filter(pk=submission).values_list("state", flat=True).first()
    return state is None or state in LIVE


def _is_hers(invitation: Invitation, registration: UUID) -> bool:
    keys = SubjectKey.objects.filter(kind=SubjectKey.Kind.EMAIL, record=registration)
    return bool(known.those_with(keys, known.digests_of_addresses([(invitation.pk, invitation.email)])))
