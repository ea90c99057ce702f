"""Panels of the form builder in the page editor."""
from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from wagtail.admin.panels import InlinePanel, MultiFieldPanel, Panel, get_form_for_model

from forms_app.question_form import QuestionForm
from privacy.notices import one_sentence
from privacy.sections import section_for


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


class MorePanel(MultiFieldPanel):
    """Fields with working defaults, folded away inside a row; opens where something in it is wrong."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        """The fields inside a disclosure, which needs no script."""

        template_name = "forms_app/admin/more_panel.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """Adds ``is_open``."""
            context = super().get_context_data(parent_context)
            names = [child.field_name for child in self.children if hasattr(child, "field_name")]
            context["is_open"] = any(name in self.form.errors for name in names)
            return context


class PrivacySentencePanel(Panel):
    """One read-only sentence: how long the answers are kept, from the section above the page."""

    class BoundPanel(Panel.BoundPanel):
        """The sentence for the page in hand, or for its parent while it is being made."""

        template_name = "forms_app/admin/privacy_sentence.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """Adds ``sentence``; None where no section covers the page."""
            context = super().get_context_data(parent_context)
            page = self.instance if self.instance.pk else getattr(self.form, "parent_page", None)
            section = section_for(page) if page is not None else None
            context["sentence"] = one_sentence(section, get_language()) if section else None
            return context
