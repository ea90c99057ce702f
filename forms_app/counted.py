"""How many answered, counted by the database: no answer is read, and nothing sealed is opened."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Aggregate, Case, Count, Q, TextField, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce

from forms_app.models.persons import PersonQuerySet
from forms_app.models.submissions import SubmissionQuerySet
from forms_app.questions import Question

#: What is stored, as text, where nothing was answered; a sealed box left unticked is stored plain.
_NOTHING = ("", "[]", "false", "0")
#: Of all submissions, those that may be counted.
SHOWN = Q(restricted_at=None, protected=False, quarantined_at=None)
_FOR_ORGANISERS = Q(restricted_at=None, protected=False)


def working(key: str) -> Any:
    """The working value of one question, as text: the corrected one where there is one; "" for none."""
    corrected = When(corrected__has_key=key, then=KeyTextTransform(key, "corrected"))
    return Coalesce(Case(corrected, default=KeyTextTransform(key, "answers")), Value(""), output_field=TextField())


def answered(question: Question, among: Q = SHOWN) -> Aggregate:
    """How many ``among`` these gave an answer to ``question``: to be put into an aggregate."""
    name = named(question)
    return Count("pk", filter=among & ~Q(**{f"{name}__in": _NOTHING}))


def totals(found: SubmissionQuerySet, wanted: Q, sealed: Iterable[Question]) -> dict[str, Any]:
    """``all``, ``found`` by the condition ``wanted``, ``set_aside``, ``quarantined``, and by key how many answered.

    The keys are those of what is sealed. One statement, whatever there is. The sealed are counted over the whole
    form: a number that follows the filters would tell who of a few it is.
    """
    asked = list(sealed)
    counted = found.order_by().annotate(**{named(each): working(each.key) for each in asked}).aggregate(
        all=Count("pk", filter=SHOWN),
        found=Count("pk", filter=SHOWN & wanted),
        set_aside=Count("pk", filter=~_FOR_ORGANISERS),
        quarantined=Count("pk", filter=_FOR_ORGANISERS & Q(quarantined_at__isnull=False)),
        **{f"of_{each.key}": answered(each) for each in asked},
    )
    return {name.removeprefix("of_"): number for name, number in counted.items()}


def totals_of_participants(found: PersonQuerySet, sealed: Iterable[Question]) -> dict[str, Any]:
    """``all`` participants that may be counted, and by key how many answered what is sealed; one statement."""
    asked = list(sealed)
    shown = found.unrestricted().order_by().annotate(**{named(each): working(each.key) for each in asked})
    counted = shown.aggregate(all=Count("pk"), **{f"of_{each.key}": answered(each, among=Q()) for each in asked})
    return {name.removeprefix("of_"): number for name, number in counted.items()}


def named(question: Question) -> str:
    """What the working value of ``question`` is called in a statement."""
    return f"value_{question.key}"
