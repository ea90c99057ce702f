"""The last look before sending: the answers travel in one signed value, and nothing is stored before she sends.

Signed, so that what is sent is what she has looked through; bound to its page; bounded in size and time. It
lies in her own page only, which no cache keeps. Its random value makes one sending of it one submission.
"""
from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from forms_app import answers as answering
from forms_app.answer_form import AnswerForm
from forms_app.questions import Question, Words

#: How long she may look.
VALID = timedelta(hours=2)
#: Characters of the signed value; far more than any form of the usual kinds fills.
MOST = 200_000
_SALT = "forms_app.review"


class TooMuch(ValueError):
    """More has been answered than one page can carry."""


class Unreadable(ValueError):
    """The value was not made here, or for another page, or has been changed."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What she looks through: posted values by field name, of the form with this digest on this page.

    ``nonce`` is the same as long as she goes back and forth; with other answers it is another submission.
    """

    page: str
    values: dict[str, list[str]]
    nonce: str = field(default_factory=lambda: secrets.token_urlsafe(16))

    def sealed(self) -> str:
        """As the page carries it.

        :raises TooMuch: when that is more than ``MOST``.
        """
        text = signing.dumps(asdict(self), salt=_SALT, compress=True)
        if len(text) > MOST:
            raise TooMuch
        return text


def opened(text: str, *, page: str) -> tuple[Reviewed, bool]:
    """What was sealed, and whether its time is over.

    :param page: which page it must be for.
    :raises Unreadable: for anything else.
    """
    try:
        if len(text) > MOST:
            raise Unreadable
        found: dict[str, Any] = signing.loads(text, salt=_SALT)
        reviewed = Reviewed(**found)
        if reviewed.page != page:
            raise Unreadable
        try:
            signing.loads(text, salt=_SALT, max_age=VALID)
        except signing.SignatureExpired:
            return reviewed, True
    except (signing.BadSignature, TypeError) as error:
        raise Unreadable from error
    return reviewed, False


@dataclass(slots=True)
class Group:
    """Answers that stand together: under a heading of the form, or of one participant."""

    title: Words
    lines: list[tuple[str, Question, list[Words]]]


def groups(form: AnswerForm) -> list[Group]:
    """What she has answered, as it is going to be stored, in words: lines are (field name, question, [Words]).

    Special categories among them: it is her own screen.
    """
    found = _grouped(form, Words(), [(each.key, each) for each in form.put])
    for ordinal, put in enumerate(form.put_to_participants, 1):
        words = _("Participant %(number)d: not named yet") if ordinal in form.unnamed else _("Participant %(number)d")
        title = Words(words % {"number": ordinal})
        found += _grouped(form, title, [(f"{each.key}-{ordinal}", each) for each in put])
    return [group for group in found if group.lines]


def _grouped(form: AnswerForm, title: Words, asked: list[tuple[str, Question]]) -> list[Group]:
    found = [Group(title, [])]
    for name, question in asked:
        if question.kind.widget == "heading" and not title:
            found.append(Group(question.label, []))
        elif question.kind.is_asked and question not in form.last_step_questions:
            value = answering.plain(form.cleaned_data.get(name))
            found[-1].lines.append((name, question, answering.in_words(value, question)))
    return found
