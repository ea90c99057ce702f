"""Invented answers to any form, in its language and marked as examples. Pure: nothing is read or stored."""
from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.http import QueryDict
from django.utils import translation
from django.utils.translation import gettext as _

from forms_app.put_form import PARTY
from forms_app.questions import Question
from forms_app.steps import is_of_participants

#: A telephone number that Sweden keeps free for fiction (PTS).
TELEPHONE = "+46 70 174 06 05"
#: How many the example registers.
PERSONS = 2


def sample_post(questions: Iterable[Question], language: str, today: date) -> QueryDict:
    """What a browser would send of a form that was answered with examples, each participant's answers among it."""
    post = QueryDict(mutable=True)
    with translation.override(language):
        for question in questions:
            names = [question.key]
            if is_of_participants(question):
                names = [f"{question.key}-{ordinal}" for ordinal in range(1, PERSONS + 1)]
                post[PARTY] = str(PERSONS)
            for name in names:
                post.setlist(name, sample_values(question, today))
    post._mutable = False
    return post


def sample_values(question: Question, today: date) -> list[str]:
    """The example for one question as a browser sends it, in the active language."""
    if not question.kind.is_asked or question.kind.widget == "file":
        return []
    if question.kind.has_options:
        most = 2 if question.kind.widget == "checkboxes" else 1
        return [option.key for option in question.options[:most]]
    of_widget = {
        "checkbox": "on",
        "number": str(PERSONS),
        "date": today.isoformat(),
        "telephone": TELEPHONE,
        "email": _("anna.example@example.org"),
    }
    return [(of_widget.get(question.kind.widget) or _in_words(question.type))[: question.max_length]]


def _in_words(kind: str) -> str:
    ready = {
        "name": _("Anna Example"),
        "title": _("Librarian (example)"),
        "organisation": _("Example library"),
        "diet": _("Vegetarian (example)"),
        "diet_other": _("No mushrooms (example)"),
        "access_other": _("Step-free access (example)"),
        "invoice": _("Example library, Example street 1, 123 45 Example town"),
        "multiline": _("This is an example of a longer answer. It stands here so that you see how it looks."),
    }
    return ready.get(kind) or _("Example answer")
