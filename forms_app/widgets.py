"""Widgets of the form builder in the admin."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _

from forms_app.options import join, parse
from forms_app.question_types import TYPES
from forms_app.questions import TICKED, Condition


class OptionsWidget(forms.Widget):
    """One row per option: a label to write and a hidden key that stays the same.

    The value is ``key=label`` lines (forms_app.options). The admin script adds rows and makes keys.
    """

    template_name = "forms_app/admin/options_widget.html"

    class Media:
        js = ["js/question-keys.js"]
        css = {"all": ["css/admin-questions.css"]}

    def get_context(self, name: str, value: str | None, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Rows of (key, label) for the template."""
        context = super().get_context(name, value, attrs)
        context["widget"]["rows"] = parse(value or "")
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        """``key=label`` lines from the posted rows; rows without a label are left out."""
        if name in data and f"{name}-label" not in data:
            return data[name]
        keys, labels = data.getlist(f"{name}-key"), data.getlist(f"{name}-label")
        keys += [""] * (len(labels) - len(keys))
        lines = [join([(key, label)]) if key else label for key, label in zip(keys, labels, strict=False)]
        return "\n".join(line for line in lines if parse(line))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Rows may all have been removed: then the value is empty, not left out."""
        return False


class OpaqueKeyWidget(forms.HiddenInput):
    """The hidden key of a question, filled by a small script when its row is added."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"data-controller": "opaque-key", **(attrs or {})})

    class Media:
        js = ["js/question-keys.js"]


class QuestionKindWidget(forms.Select):
    """The kind of question; the script shows the options only where the kind has some."""

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = ()) -> None:
        with_options = " ".join(kind.key for kind in TYPES.values() if kind.has_options)
        boxes = " ".join(kind.key for kind in TYPES.values() if kind.widget == "checkbox")
        own = {
            "data-controller": "question-kind",
            "data-action": "question-kind#show",
            "data-question-kind-with-options-value": with_options,
            "data-question-kind-boxes-value": boxes,
        }
        super().__init__({**own, **(attrs or {})}, choices)

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        """Without the kinds that this site does not offer; one that is chosen already stays."""
        groups = super().optgroups(name, value, attrs)
        for _label, kinds, _place in groups:
            kinds[:] = [each for each in kinds if _is_offered(each["value"]) or each["selected"]]
        return groups

    class Media:
        js = ["js/question-keys.js"]


class ConditionWidget(forms.Widget):
    """The options of earlier questions, to be ticked where they open this one; the value is a condition as text.

    ``before`` are the questions that stand before it, each with ``clean_name``, ``field_type``, ``label`` and
    ``choices``; the page's form sets them. The admin script lists also those that are not saved yet.
    """

    template_name = "forms_app/admin/condition_widget.html"
    before: Sequence[dict[str, Any]] = ()

    class Media:
        js = ["js/question-keys.js"]
        css = {"all": ["css/admin-questions.css"]}

    def get_context(self, name: str, value: str | None, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Adds ``groups``: a question and its options as (value, label, is ticked)."""
        context = super().get_context(name, value, attrs)
        ticked = {
            f"{found.question}:{option}"
            for found in map(Condition.from_text, (value or "").split("\n"))
            if found
            for option in found.options
        }
        context["widget"]["groups"] = [
            (label, [(f"{key}:{option}", words, f"{key}:{option}" in ticked) for option, words in options])
            for key, label, options in map(_choosable, self.before)
            if key and options
        ]
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        """A condition as text; one a line where options of several questions were ticked."""
        by_question: dict[str, list[str]] = {}
        for ticked in data.getlist(f"{name}-option") if hasattr(data, "getlist") else []:
            question, _colon, option = ticked.partition(":")
            by_question.setdefault(question, []).append(option)
        conditions = [Condition(question, tuple(found)).as_text() for question, found in by_question.items()]
        return "\n".join(conditions) or data.get(name, "")

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Every tick may have been taken away: then the value is empty, not left out."""
        return False


def _choosable(row: dict[str, Any]) -> tuple[str, str, list[tuple[str, Any]]]:
    """The key, the words and the options of a question in the editor's form."""
    kind = TYPES.get(row["field_type"])
    if kind is None:
        return "", "", []
    options: list[tuple[str, Any]] = [(key, label) for key, label in parse(row["choices"]) if key]
    if kind.widget == "checkbox":
        options = [(TICKED, _("Ticked"))]
    elif not kind.has_options:
        options = []
    return row["clean_name"], row["label"] or str(kind.name), options


def _is_offered(kind: str) -> bool:
    return settings.KALLELSE_FILES or kind not in TYPES or not TYPES[kind].takes_files
