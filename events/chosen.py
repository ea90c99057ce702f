"""Which occasions one registers for, where she chooses: a question of the form, whose options are the occasions.

An option is known by the lasting key of its occasion, so the choice outlives every change of words and dates, and
the version of the form keeps the words that were seen. Whoever was not asked comes to all of them.
"""
from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from events.facts import OccasionWords
from events.receipts import in_full
from forms_app.counted import working
from forms_app.models.answered import Answered
from forms_app.questions import Option, Question, Words

#: The key of the question. Those of the editors are shorter, and made by chance.
KEY = "occasions"
#: The kind of mail that tells that answers have changed, the choice of occasions among them.
CHANGED = "registration_answers_changed"


class RegistersFor(models.TextChoices):
    """What one registration is for."""

    ALL = "all", _("All meetings together")
    ONE = "one", _("One meeting, which she chooses")
    SOME = "some", _("One or more meetings, which she chooses")


def question_of(occasions: Iterable[OccasionWords], how: str, now: datetime) -> Question | None:
    """The question which of those to come she means, in the active language; None where there is nothing to choose."""
    if how == RegistersFor.ALL:
        return None
    coming = [each for each in occasions if not (each.is_cancelled or _has_begun(each, now))]
    if not coming:
        return None
    if how == RegistersFor.ONE:
        kind, label, help_text = "radio", gettext("Which meeting do you want to come to?"), ""
    else:
        kind, label, help_text = "checkboxes", gettext("Which meetings do you come to?"), gettext("Choose one or more.")
    return Question(
        KEY,
        kind,
        Words(label),
        required=True,
        help=Words(help_text),
        options=tuple(Option(each.occasion.translation_key.hex, Words(in_full(each))) for each in coming),
    )


def _has_begun(each: OccasionWords, now: datetime) -> bool:
    start = each.when.start
    return now >= start if start else each.when.is_over(now)


def occasions_chosen(record: Answered) -> frozenset[UUID] | None:
    """The lasting keys of the occasions that a registration is for; None: for all of them."""
    question = next((each for each in record.questions if each.key == KEY), None)
    if question is None or KEY in record.erased:
        return None
    return frozenset(UUID(each) for each in _keys(record.answer(question)))


def changeable(record: Answered, current: Question | None, cancelled: Collection[UUID]) -> Question | None:
    """The question in which she chooses otherwise; None where there is nothing that she could.

    Only what is still to come can be joined or left, of the occasions that she was asked about; what has begun stays
    hers. Where she comes to one alone and that has begun, she has chosen.

    :param current: as the form would put it now (:func:`question_of`), in the language she registered in.
    :param cancelled: the lasting keys of the occasions that are cancelled: those she may leave, but not join.
    """
    asked = next((each for each in record.questions if each.key == KEY and KEY not in record.erased), None)
    if asked is None or current is None:
        return None
    known = {each.key for each in asked.options}
    offered = tuple(each for each in current.options if each.key in known)
    given = _keys(record.answer(asked))
    kept = given - {each.key for each in offered} - {each.hex for each in cancelled}
    is_one = asked.type == "radio"
    is_all_there_is = len(offered) == 1 and offered[0].key in given and not kept
    if not offered or is_all_there_is or (is_one and kept):
        return None
    return replace(current, type=asked.type, options=offered, required=is_one or not kept)


def with_what_stays(record: Answered, put: Question, given: Any) -> Any:
    """The whole answer, where ``given`` is what she chose among what was ``put``: with what is not hers to leave.

    :raises LookupError: when she has chosen what is not to be chosen any more.
    """
    chosen_now, offered = _keys(given), {each.key for each in put.options}
    if not chosen_now <= offered:
        raise LookupError
    if put.type == "radio":
        return given
    asked = next(each for each in record.questions if each.key == KEY)
    stays = _keys(record.answer(asked)) - offered
    return [each.key for each in asked.options if each.key in chosen_now | stays]


def left_since(changes: Iterable[tuple[Any, Any]]) -> Sequence[frozenset[UUID]]:
    """By each change of the choice, given as answer before and after: the occasions that were left by it."""
    return [frozenset(UUID(each) for each in _keys(old) - _keys(new)) for old, new in changes]


def _keys(given: Any) -> frozenset[str]:
    return frozenset([given] if isinstance(given, str) and given else given or ())


def only_chosen(occasions: Iterable[OccasionWords], keys: Collection[UUID] | None) -> list[OccasionWords]:
    """Those of ``occasions`` that a registration is for, whose :func:`occasions_chosen` is ``keys``."""
    return [each for each in occasions if keys is None or each.occasion.translation_key in keys]


def of_those_for(submissions: Any, keys: Iterable[UUID]) -> Any:
    """Those of these submissions that are for one of the occasions: they chose it, or were not asked to choose."""
    chose = submissions.annotate(chosen_occasions=working(KEY))
    wanted = models.Q(chosen_occasions="")
    for key in keys:
        wanted |= models.Q(chosen_occasions__contains=key.hex)
    return chose.filter(wanted)


def number_for(submissions: Any, key: UUID) -> int:
    """How many of these submissions have chosen the occasion."""
    chose = submissions.annotate(chosen_occasions=working(KEY)).filter(chosen_occasions__contains=key.hex)
    number: int = chose.count()
    return number


def cannot_go(title: str, number: int) -> str:
    """Why an occasion may not be removed that so many have chosen, in the active language."""
    said = ngettext(
        "“%(title)s” cannot be removed: %(count)d registration is for it. Set it to cancelled instead.",
        "“%(title)s” cannot be removed: %(count)d registrations are for it. Set it to cancelled instead.",
        number,
    )
    return said % {"title": title, "count": number}
