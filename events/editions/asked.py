"""Who asked to be told of the next edition: by the ready-made question, and by nothing else (GDPR 6.1 a)."""
from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from events.invitations.adding import Source, add
from events.invitations.addresses import Person
from events.models import Registration
from events.models.invitations import LONGEST_NAME
from events.moves import State
from forms_app import names
from forms_app.models import Submission
from forms_app.questions import AskedOf
from forms_app.submissions import address_of
from home.languages import text_language
from privacy.contracts import QuestionKind

#: Characters of the title that she is reminded of.
LONGEST_TITLE = 150
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


def invite(page: Any, earlier: Any, *, by: Any, now: datetime) -> int:
    """Put them on the list of those invited to the canonical ``page``, each in her language; how many are new there.

    Nothing is sent by it. Each is told that she has asked for it, and when.

    :raises Refusal: when there is no room on the list, or nobody answers for what is stored.
    """
    group = {text_language(each) for each in page.get_translations(inclusive=True)}
    by_language: dict[str, list[Submission]] = {}
    for each in to_be_told(earlier):
        by_language.setdefault(each.version.language, []).append(each)
    added = 0
    with transaction.atomic():
        for language, asked in by_language.items():
            with translation.override(language):
                words = _("You asked us to tell you of the next time when you registered for “%(title)s”.")
                source = Source(words % {"title": Truncator(asked[0].served_page.title).chars(LONGEST_TITLE)}, by=by)
            people = [_person(number, each) for number, each in enumerate(asked, start=1)]
            known = language if language in group else text_language(page)
            added += len(add(page, people, source=source, language=known, now=now))
    return added


def _person(number: int, submission: Submission) -> Person:
    called = names.ordinary(submission, ("name", "organisation"))
    longest = LONGEST_NAME
    return Person(
        number, "", called.get("name", "")[:longest], called.get("organisation", "")[:longest], address_of(submission)
    )


def _asked(submission: Submission) -> bool:
    questions = [
        each
        for each in submission.questions
        if each.type == QuestionKind.NEXT_TIME and each.asked_of is AskedOf.REGISTRATION
    ]
    return any(each.key not in submission.erased and bool(submission.answer(each)) for each in questions)
