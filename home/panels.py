"""What stands beside the form of a page."""
from __future__ import annotations

from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.side_panels import BaseSidePanel


class AdvicePanel(BaseSidePanel):
    """What the page still lacks before it can be published, and what could be better. Read-only."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        """The button that opens it, with the number of things to look at."""

        aria_label = _("Show or hide advice")
        icon_name = "clipboard-list"

        def get_context_data(self, parent_context: Any) -> dict[str, Any]:
            """Adds ``count``."""
            return {**super().get_context_data(parent_context), "count": self.panel.count}

    name = "advice"
    title = _("Advice")
    template_name = "home/admin/advice.html"
    order = 340

    @cached_property
    def needed(self) -> list[str]:
        """Why the page cannot be published yet."""
        return list(self.object.publishing_refusals()) if self.object.pk else []

    @cached_property
    def advice(self) -> list[Any]:
        """What could be better."""
        return self.object.advice() if self.object.pk else []

    @property
    def count(self) -> int:
        """How many things there are to look at."""
        return len(self.needed) + len(self.advice)

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """``needed``, ``advice`` and ``count``; ``is_partial`` when only this part of the screen is renewed."""
        context = super().get_context_data(parent_context)
        partial = parent_context.get("is_partial", False)
        return {
            **context, "needed": self.needed, "advice": self.advice, "count": self.count, "is_partial": partial,
        }
