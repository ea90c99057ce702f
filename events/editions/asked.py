"""Who asked to be told of the next edition: by the ready-made question, and by nothing else (GDPR 6.1 a)."""
from __future__ import annotations

from typing import Any

from events.models import Registration
from events.moves import State
from forms_app.models import Submission
from forms_app.questions import AskedOf
from forms_app.submissions import address_of
from privacy.contracts import QuestionKind

#: Whoever is one of these has not shown that the address is hers, or has said the same twice.
_NOT_COUNTED = (State.UNVERIFIED, State.EXPIRED, State.REPEATED)


def to_be_told(page: Any) -> list[Submission]:
    """The registrations to the canonical ``page`` whose registrant asked to be told and can be written to.

    Each address once, by its latest registration. What she has taken back, or was erased, does not count; nobody
    whose data are restricted or protected is among them.
    """
    counted = Registration.objects.of_event(page.translation_key).exclude(state__in=_NOT_COUNTED).values("pk")
    found: dict[str, Submission] = {}
    for each in page.get_submissions().unrestricted().filter(pk__in=counted).select_related("version").iterator(2000):
        address = address_of(each) if _asked(each) else ""
        if address:
            found.setdefault(address.casefold(), each)
    return list(found.values())


def _asked(submission: Submission) -> bool:
    questions = [
        each
        for each in submission.questions
        if each.type == QuestionKind.NEXT_TIME and each.asked_of is AskedOf.REGISTRATION
    ]
    return any(each.key not in submission.erased and bool(submission.answer(each)) for each in questions)
