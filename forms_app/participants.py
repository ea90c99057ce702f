"""The participants of a submission in words: on the receipt, in mails, at the desk. Who is set aside is a number."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forms_app.models import PartyChange, Submission, SubmittedPerson
from forms_app.models.answered import Answered, with_later_versions
from forms_app.questions import Question, Words
from privacy import subject_keys


def shown(submission: Submission) -> list[SubmittedPerson]:
    """Those that may be shown with ``submission``, in order; the caller has seen to the submission itself."""
    found = list(submission.persons.coming().filter(restricted_at=None, protected=False).select_related("rule"))
    return _ready(submission, found)


def everybody(submission: Submission) -> list[SubmittedPerson]:
    """All of them, for officers; also those who have been taken out and are not destroyed yet."""
    return _ready(submission, list(submission.persons.select_related("rule").prefetch_related("changes__by")))


def set_aside(submission: Submission) -> int:
    """How many more there are, whom only officers open."""
    return submission.persons.coming().exclude(restricted_at=None, protected=False).count()


def changed_in_words(change: PartyChange) -> str:
    """What one change of those who come was, in the active language."""
    said = [
        ngettext("%(count)d joined", "%(count)d joined", change.joined) % {"count": change.joined},
        ngettext("%(count)d left", "%(count)d left", change.left) % {"count": change.left},
        ngettext("%(count)d was named", "%(count)d were named", change.named) % {"count": change.named},
    ]
    counted = zip(said, (change.joined, change.left, change.named), strict=True)
    words = {"what": ", ".join(each for each, number in counted if number), "channel": change.get_channel_display()}
    if not change.channel:
        return _("The participants were changed by the registrant herself: %(what)s") % words
    return _("The participants were changed (%(channel)s): %(what)s") % words


def called(person: Answered) -> str:
    """What she is called: the answer to the question on her name, else ""."""
    asked = next((each for each in person.questions if each.type == "name" and not each.is_sealed), None)
    return "" if asked is None or asked.key in person.erased else str(person.answer(asked) or "")


def heading(person: SubmittedPerson) -> str:
    """Which participant it is, in the active language: "Participant 2: Ada Ahl"."""
    if not person.is_named:
        return _("Participant %(number)d: not named yet") % {"number": person.ordinal}
    name = called(person)
    if not name:
        return _("Participant %(number)d") % {"number": person.ordinal}
    return _("Participant %(number)d: %(name)s") % {"number": person.ordinal, "name": name}


def mail_lines(persons: Iterable[SubmittedPerson]) -> list[tuple[str, list[tuple[Question, list[Words]]]]]:
    """(heading, ordinary answers) of each; those without anything that a mail may repeat are left out.

    Whoever is not named yet stays: that she has a place is all that there is to say.
    """
    found = [(each, mail_lines_of(each)) for each in persons]
    return [(heading(each), lines) for each, lines in found if lines or not each.is_named]


def mail_lines_of(record: Answered) -> list[tuple[Question, list[Words]]]:
    """The ordinary answers of one record that are repeated in mails."""
    return [(question, words) for question, words in record.lines(sealed=False) if question.in_receipt]


def holds_back(records: Iterable[Answered]) -> bool:
    """Whether something was asked that no mail may repeat."""
    return any(question.is_sealed for record in records for question in record.questions)


def email_of(person: SubmittedPerson) -> str:
    """Her own address: the answer to the first question on it, or ""."""
    asked = next((each for each in person.questions if each.kind.widget == "email" and not each.is_sealed), None)
    return str(person.answer(asked) or "") if asked else ""


def tells_apart(question: Question) -> bool:
    """Whether a participant is told from others by her answer: to the question on her name, or on her address."""
    return (question.type == "name" or question.kind.widget == "email") and not question.is_sealed


def known_as(questions: Iterable[Question], answers: dict[str, Any]) -> tuple[str, str] | None:
    """Name and address, folded, by which a participant is told from others; None where she gives no name.

    :param questions: those that are put to participants. The address is "" where it is not asked for.
    """
    asked = [each for each in questions if tells_apart(each)]
    name = next((folded(answers.get(each.key) or "") for each in asked if each.type == "name"), "")
    address = next((answers.get(each.key) or "" for each in asked if each.kind.widget == "email"), "")
    return (name, subject_keys.normalise("email", address) or "") if name else None


def folded(name: str) -> str:
    """A name as names are compared: whatever its case and spaces."""
    return " ".join(name.casefold().split())


def to_be_told(
    questions: Iterable[Question], persons: Iterable[tuple[Any, dict[str, Any]]], registrant: str
) -> list[Any]:
    """Of (person, answers) those who are told that they were named (GDPR 14): one for each address.

    Not who gave the registrant's own: she has the receipt.
    """
    asked = [each.key for each in questions if each.kind.widget == "email"]
    known = {subject_keys.normalise("email", registrant)} if registrant else set()
    told = []
    for person, answers in persons:
        given = next((answers[key] for key in asked if answers.get(key)), "")
        address = subject_keys.normalise("email", given) if given else None
        if address and address not in known:
            known.add(address)
            told.append(person)
    return told


def _ready(submission: Submission, found: list[SubmittedPerson]) -> list[SubmittedPerson]:
    for person in found:
        person.submission = submission
    with_later_versions(found)
    return found
