"""The questions of a form in the page editor."""
from __future__ import annotations

from typing import Any

from django.urls import reverse
from wagtail.admin.panels import InlinePanel, get_form_for_model

from forms_app.question_form import QuestionForm


class QuestionsPanel(InlinePanel):
    """The questions, each cleaned by QuestionForm so that keys are there before anything is saved."""

    def get_form_options(self) -> dict[str, Any]:
        """Wagtail's options with our form for the rows."""
        options = super().get_form_options()
        child = self.child_edit_handler.get_form_options()
        options["formsets"][self.relation_name]["form"] = get_form_for_model(
            self.db_field.related_model,
            form_class=QuestionForm,
            defer_required_on_fields=child.get("defer_required_on_fields") or [],
        )
        return options


class TriedQuestionsPanel(QuestionsPanel):
    """The same for a form that can be tried: the way there stands beside the button that adds a question."""

    class BoundPanel(InlinePanel.BoundPanel):
        """The questions, with that way below them."""

        template_name = "forms_app/admin/questions_panel.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """Adds ``try_url``, "" while the page has never been saved or takes no answers."""
            context = super().get_context_data(parent_context)
            is_there = self.instance.pk and self.instance.has_form()
            context["try_url"] = reverse("forms_app_desk:try", args=[self.instance.pk]) if is_there else ""
            return context
