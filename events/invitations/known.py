"""Which of those who are invited, or about to be, are known to an event already. By digests: no answer is read."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

from events.models import Invitation, Registration
from forms_app.models import Submission, SubmittedPerson
from privacy import subject_keys
from privacy.among import AmongTexts
from privacy.models import SubjectKey

Whose = TypeVar("Whose", bound=Hashable)
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
    """Those of ``invitations`` whose address one of ``keys`` is made of; two statements."""
    return _among(keys, invitations.order_by().exclude(email="").values_list("pk", "email"))


def addresses_with(keys: QuerySet[SubjectKey], addresses: Iterable[str]) -> set[str]:
    """Those of ``addresses`` that one of ``keys`` is made of; one statement."""
    return _among(keys, [(each, each) for each in addresses])


def _among(keys: QuerySet[SubjectKey], addresses: Iterable[tuple[Whose, str]]) -> set[Whose]:
    """Whose address one of ``keys`` is made of, under whichever of the keys that we hold it was made."""
    whose: dict[str, set[Whose]] = defaultdict(set)
    for owner, address in addresses:
        for digest in subject_keys.digests(_EMAIL, address):
            whose[digest].add(owner)
    found = keys.filter(digest__in=AmongTexts(whose)).values_list("digest", flat=True)
    return set().union(*(whose[digest] for digest in found))
