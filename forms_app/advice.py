"""Advice on the questions of a form: what needs care and why, and the better choice. It refuses nothing."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from forms_app.condition_rules import outlived
from forms_app.questions import Question
from forms_app.sensitive_words import SPECIAL, Topic, topics_of
from home.advice import Advice
from home.languages import language_of
from privacy.contracts import PrivacyClass

#: More questions than these, and people begin to give up.
MOST_QUESTIONS = 12
#: What is said of words that tell of a topic; %(words)s are the editor's own.
SENTENCES = {
    Topic.DIET: gettext_lazy(
        "“%(words)s” seems to ask about food, which can tell of health or faith. Use the ready-made question "
        "“Special diet”: its answers are encrypted, never mailed and kept for a short time only."
    ),
    Topic.ACCESS: gettext_lazy(
        "“%(words)s” seems to ask about access needs, which can tell of health. Use the ready-made question "
        "“Access needs”: its answers are encrypted, never mailed and kept for a short time only."
    ),
    Topic.HEALTH: gettext_lazy(
        "“%(words)s” seems to ask about health. Ask for what you must arrange instead, with the ready-made question "
        "“Access needs”. If you must know, set the privacy class to special category."
    ),
    Topic.RELIGION: gettext_lazy(
        "“%(words)s” seems to ask about religion. Leave it out: nobody needs to tell her faith to take part. "
        "If you must know, set the privacy class to special category."
    ),
    Topic.ETHNICITY: gettext_lazy(
        "“%(words)s” seems to ask about ethnic origin. Leave it out, or ask which language people want to use. "
        "If you must know, set the privacy class to special category."
    ),
    Topic.ORIENTATION: gettext_lazy(
        "“%(words)s” seems to ask about sexual orientation or gender identity. Leave it out, or ask how people "
        "want to be addressed. If you must know, set the privacy class to special category."
    ),
    Topic.POLITICS: gettext_lazy(
        "“%(words)s” seems to ask about political opinions. Ask for the assignment or the organisation instead. "
        "If you must know, set the privacy class to special category."
    ),
    Topic.UNION: gettext_lazy(
        "“%(words)s” seems to ask about membership of a trade union. Ask for the organisation that she represents "
        "instead. If you must know, set the privacy class to special category."
    ),
    Topic.IDENTITY: gettext_lazy(
        "“%(words)s” seems to ask for a personal identity number. Do not ask for it: name and e-mail tell people "
        "apart. Ask for the year of birth if age decides."
    ),
}
#: A question with its place in the edit form.
Row = tuple[int, Question]


def advice_on_questions(page: Any) -> list[Advice]:
    """What to look at in the questions of the canonical page in hand, question by question."""
    rows = list(enumerate(page.editors_questions(page)))
    language = language_of(page)
    found = [advice for row in rows for advice in _on_question(row, language, page.first_questions)]
    return [*found, *_on_expiry(page, rows), *_on_number(rows)]


def sensitive_advice(page: Any) -> list[Advice]:
    """The part of it that asks for another privacy class, another question or none at all."""
    language = language_of(page)
    return [advice for row in enumerate(page.editors_questions(page)) for advice in _on_words(row, language)]


def _on_question(row: Row, language: str, usual: tuple[str, ...]) -> Iterator[Advice]:
    yield from _on_words(row, language)
    yield from _on_free_text(row, language)
    yield from _on_duty(row, usual)


def _on_words(row: Row, language: str) -> Iterator[Advice]:
    """Words that tell of something that needs care, unless it is taken care of; each topic once a question."""
    place, question = row
    is_number = question.privacy_class == PrivacyClass.IDENTITY_NUMBER
    if is_number:
        words = _(
            "“%(words)s” takes personal identity numbers. They may be asked for only when it is clearly justified, "
            "for example by a law that you follow. Otherwise name and e-mail tell people apart."
        )
        yield Advice(words % {"words": question.label}, _field(place, "privacy_class"))
    said: set[Topic] = set()
    for words in _texts(question):
        for topic in topics_of(words, language):
            if topic in said or topic not in SENTENCES or _is_cared_for(question, topic):
                continue
            said.add(topic)
            yield Advice(str(SENTENCES[topic]) % {"words": words}, _field(place, "label"))


def _texts(question: Question) -> list[str]:
    return [question.label.value, question.help.value, *(option.label.value for option in question.options)]


def _is_cared_for(question: Question, topic: Topic) -> bool:
    """Whether the privacy class that the topic asks for has been chosen; a heading takes no answer."""
    if not question.kind.is_asked:
        return True
    if topic in SPECIAL:
        return question.privacy_class == PrivacyClass.SPECIAL
    return question.privacy_class == PrivacyClass.IDENTITY_NUMBER


def _on_free_text(row: Row, language: str) -> Iterator[Advice]:
    place, question = row
    is_open = question.type in ("singleline", "multiline") and not question.help
    if is_open and Topic.OTHER in topics_of(question.label.value, language):
        words = _(
            "“%(label)s” invites people to write anything. Say in the help text what you want to know, and ask them "
            "not to write about health, other people or personal identity numbers."
        )
        yield Advice(words % {"label": question.label}, _field(place, "help_text"))


def _on_duty(row: Row, usual: tuple[str, ...]) -> Iterator[Advice]:
    """What must be answered and need not be."""
    place, question = row
    if not question.required:
        return
    if question.privacy_class == PrivacyClass.SPECIAL:
        words = _(
            "“%(label)s” must be answered. Make it voluntary: nobody should have to tell of health, diet or access "
            "needs to take part."
        )
        yield Advice(words % {"label": question.label}, _field(place, "required"))
    elif question.type in ("title", "telephone") and question.type not in usual:
        words = _("“%(label)s” must be answered. Make it voluntary, unless you know what you will use it for.")
        yield Advice(words % {"label": question.label}, _field(place, "required"))


def _on_expiry(page: Any, rows: list[Row]) -> Iterator[Advice]:
    """An answer that opens a question should not be gone before the answers to it."""
    if page.section is None:
        return
    places = {question.key: (place, question) for place, question in rows}
    for first, later in outlived([question for _place, question in rows], page.section.rules):
        words = _(
            "The answers to “%(first)s” are destroyed before those to “%(later)s”, which is asked because of them. "
            "Give both the same privacy class, or ask “%(later)s” of everybody."
        )
        place, question = places[later]
        labels = {"first": places[first][1].label, "later": question.label}
        yield Advice(words % labels, _field(place, "privacy_class"))


def _on_number(rows: list[Row]) -> Iterator[Advice]:
    asked = sum(question.kind.is_asked for _place, question in rows)
    if asked > MOST_QUESTIONS:
        words = ngettext(
            "The form asks %(count)d question. Take away what you can do without: each one more, and fewer answer.",
            "The form asks %(count)d questions. Take away what you can do without: each one more, and fewer answer.",
            asked,
        )
        yield Advice(words % {"count": asked}, "id_form_fields-ADD")


def _field(place: int, name: str) -> str:
    return f"id_form_fields-{place}-{name}"
