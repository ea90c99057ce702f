"""Widgets of the form builder in the admin."""
from __future__ import annotations

from typing import Any

from django import forms

from forms_app.options import join, parse
from forms_app.question_types import TYPES


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
        own = {
            "data-controller": "question-kind",
            "data-action": "question-kind#show",
            "data-question-kind-with-options-value": with_options,
        }
        super().__init__({**own, **(attrs or {})}, choices)

    class Media:
        js = ["js/question-keys.js"]
