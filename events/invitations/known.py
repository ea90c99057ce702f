"""Which of those who are invited, or about to be, are known to an event already. By digests: no answer is read."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from events.models import Invitation, Registration
from forms_app.models import Submission, SubmittedPerson
from privacy import subject_keys
from privacy.models import SubjectKey

_EMAIL = SubjectKey.Kind.EMAIL


def coming(page: Any) -> QuerySet[SubjectKey]:
    """The keys of everybody with a live registration to the event, and of those whom they bring."""
    return keys_of(Registration.objects.of_event(page.translation_key).live())


def keys_of(registrations: QuerySet[Registration]) -> QuerySet[SubjectKey]:
    """The keys of everybody with one of these registrations, and of those whom they bring."""
    whose = registrations.order_by().values("pk")
    persons = SubmittedPerson.objects.unrestricted().filter(submission__registration__in=whose)
    hers = Q(record__in=whose) | Q(record__in=persons.values("pk"))
    return SubjectKey.objects.filter(hers, kind=_EMAIL)


def not_to_be_written_to() -> QuerySet[SubjectKey]:
    """The keys of those whose use is restricted or whose identity is protected, wherever we know them from."""
    found = (
        Q(record__in=Submission.objects.set_aside().values("pk"))
        | Q(record__in=SubmittedPerson.objects.set_aside().values("pk"))
        | Q(record__in=Invitation.objects.exclude(restricted_at=None, protected=False).values("pk"))
    )
    return SubjectKey.objects.filter(found, kind=_EMAIL)


def same_person(invitations: QuerySet[Invitation], keys: QuerySet[SubjectKey]) -> set[UUID]:
    """Those of ``invitations`` whose address has one of ``keys``; one statement."""
    own = SubjectKey.objects.filter(kind=_EMAIL, record__in=invitations.order_by().values("pk"))
    return set(own.filter(digest__in=keys.values("digest")).values_list("record", flat=True))


def addresses_with(keys: QuerySet[SubjectKey], addresses: Iterable[str]) -> set[str]:
    """Those of ``addresses`` that one of ``keys`` is made of; one statement."""
    digests = {digest: address for address in addresses for digest in subject_keys.digests(_EMAIL, address)}
    found = keys.filter(digest__in=list(digests)).values_list("digest", flat=True)
    return {digests[digest] for digest in found}
