"""Which of those who are invited, or about to be, are known to an event already. By digests: no answer is read."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

from events.models import Invitation, Registration
from forms_app.models import Submission, SubmittedPerson
from privacy import subject_keys
from privacy.among import AmongTexts
from privacy.models import SubjectKey

Whose = TypeVar("Whose", bound=Hashable)
#: Digest of an address -> whose it is. Making them takes longer than asking for them: make them once.
Digests = Mapping[str, set[Whose]]
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


def digests_of(invitations: QuerySet[Invitation]) -> Digests[UUID]:
    """By what their addresses are known; one statement. Those without an address are left out."""
    return digests_of_addresses(invitations.order_by().exclude(email="").values_list("pk", "email"))


def digests_of_addresses(addresses: Iterable[tuple[Whose, str]]) -> Digests[Whose]:
    """By what these addresses are known, each with whose it is: under whichever of the keys that we hold."""
    found: dict[str, set[Whose]] = defaultdict(set)
    for owner, address in addresses:
        for digest in subject_keys.digests(_EMAIL, address):
            found[digest].add(owner)
    return found


def those_with(keys: QuerySet[SubjectKey], digests: Digests[Whose]) -> set[Whose]:
    """Those of whom one of ``keys`` is made; one statement."""
    found = keys.filter(digest__in=AmongTexts(digests)).values_list("digest", flat=True)
    return set().union(*(digests[digest] for digest in found))
