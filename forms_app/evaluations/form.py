"""The form of an anonymous evaluation: beside what is answered in own words it asks for no names. No ORM."""
from __future__ import annotations

from typing import Any

from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from forms_app.builder import QuestionFormBuilder
from forms_app.questions import Question, Words

#: The controls in which one writes in own words.
TEXTS = ("singleline", "multiline")


class EvaluationFormBuilder(QuestionFormBuilder):
    """Says before each text what must not stand in it; whoever only hears the control hears it too."""

    def get_field_options(self, field: Question) -> dict[str, Any]:
        """The usual options, and the advice after the editor's own help."""
        options = super().get_field_options(field)
        if field.kind.widget in TEXTS:
            options["help_text"] = _with_advice(field.help)
        return options


def _with_advice(help_text: Words) -> str:
    advice = _("Write no names, and nothing that tells who you or others are.")
    if not help_text.value:
        return advice
    return format_html('{} <span lang="{}">{}</span>', help_text.value, get_language(), advice)
