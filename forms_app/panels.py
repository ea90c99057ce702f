"""Panels of the page editor that stand beside questions and in other rows."""
from __future__ import annotations

from typing import Any

from django.utils.translation import get_language
from wagtail.admin.panels import MultiFieldPanel, Panel

from privacy.notices import one_sentence
from privacy.sections import section_for


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
