"""Officers' ready-made questions on their way into a form: a copy in the language of the page, and its translations.

A form keeps what it was given: changing the ready-made question later changes no form.
"""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import translation

from forms_app import options
from forms_app.models.ready_questions import PageOpening, ReadyQuestion
from forms_app.question_types import TYPES
from forms_app.questions import AskedOf
from home.languages import language_of
from privacy.by_language import wording


@dataclass(frozen=True, slots=True)
class OfferedQuestion:
    """A ready-made question as a form in ``language`` gets it."""

    ready: ReadyQuestion
    language: str

    @property
    def choice(self) -> str:
        """Its value among the kinds of question."""
        return f"ready-{self.ready.pk}"

    @property
    def name(self) -> str:
        """Its words."""
        return wording(self.ready.labels, self.language).text

    def values(self) -> dict[str, Any]:
        """The columns of a row made from it, but for its key."""
        lines = self.ready.option_lines()
        chosen = lines.get(self.language) or next(iter(lines.values()), [])
        return {
            "label": self.name,
            "help_text": wording(self.ready.helps, self.language).text,
            "error_text": wording(self.ready.errors, self.language).text,
            "choices": options.join(list(zip(self.ready.option_keys, chosen, strict=False))),
            "max_length": self.ready.max_length,
            "autocomplete": self.ready.autocomplete,
            "privacy_class": self.ready.privacy_class,
        }

    def copy_into(self, cleaned: dict[str, Any], row: Any) -> None:
        """Complete what an editor posted who has chosen it; what she wrote herself stays.

        While her screen still shows the choice, each save posts it anew: then ``row`` keeps what it has got.
        """
        has_it = row.pk is not None and row.ready_question_id == self.ready.pk
        for name, value in self.values().items():
            cleaned[name] = cleaned.get(name) or (getattr(row, name) if has_it else value)
        cleaned["field_type"] = self.ready.kind
        cleaned["required"] = bool(cleaned.get("required")) and self.ready.required
        if cleaned.get("asked_of", AskedOf.REGISTRATION) == AskedOf.REGISTRATION:
            cleaned["asked_of"] = self.ready.asked_of
        row.ready_question = self.ready

    def as_row(self, model: Any) -> Any:
        """A new row of a form."""
        ready = self.ready
        facts = {"field_type": ready.kind, "required": ready.required, "asked_of": ready.asked_of}
        return model(ready_question=ready, **facts, **self.values())


@dataclass(frozen=True, slots=True)
class Opening:
    """What a new page opens with: kinds of question of the site, then the officers' own."""

    kinds: tuple[str, ...] = ()
    own: tuple[OfferedQuestion, ...] = ()


def offered_on(page: Any) -> list[OfferedQuestion]:
    """The officers' questions that may be chosen on ``page``, in its language."""
    language = language_of(page)
    return [OfferedQuestion(each, language) for each in ReadyQuestion.objects.offered_on(type(page)._meta.label)]


def opening_of(page: Any) -> Opening:
    """What the new ``page`` opens with; a page that by itself asks nothing still does not."""
    if not page.first_questions:
        return Opening()
    chosen = PageOpening.objects.filter(page_type=type(page)._meta.label).first()
    kinds = page.first_questions if chosen is None else [kind for kind in TYPES if kind in chosen.kinds]
    return Opening(tuple(kinds), tuple(each for each in offered_on(page) if each.ready.opens))


def known_words(page: Any, language: str) -> dict[str, str]:
    """Words of the form of ``page`` that ready-made questions have in ``language`` too: its own words -> the others."""
    found: dict[str, str] = {}
    for row in page.form_fields.select_related("ready_question"):
        if row.ready_question:
            found.update(_pairs(row.ready_question, language_of(page), language))
        elif row.kind.ready_made:
            found.update(_pairs_of_kind(row.kind, language_of(page), language))
    return {own: other for own, other in found.items() if own and other}


def _pairs(ready: ReadyQuestion, source: str, target: str) -> Iterator[tuple[str, str]]:
    for texts in (ready.labels, ready.helps, ready.errors):
        yield texts.get(source, ""), texts.get(target, "")
    lines = ready.option_lines()
    yield from zip(lines.get(source, []), lines.get(target, []), strict=False)


def _pairs_of_kind(kind: Any, source: str, target: str) -> Iterator[tuple[str, str]]:
    for words in (kind.name, kind.help, *(label for _key, label in kind.options)):
        with translation.override(source):
            own = str(words)
        with translation.override(target):
            yield own, str(words)
