"""Where officers look after ready-made questions and what new pages open with."""
from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from forms_app.models import PageOpening, ReadyQuestion
from privacy.views.officers import OfficersViewSet


class ReadyQuestionViewSet(OfficersViewSet):
    """Ready-made questions: retired, never deleted."""

    model = ReadyQuestion
    name = "forms_app_ready_questions"
    url_prefix = "data-protection/ready-questions"
    icon = "help"
    menu_label = _("Ready-made questions")
    list_display = ("__str__", "kind", "opens", "retired", "used")
    panels = (
        MultiFieldPanel(
            [FieldPanel("labels"), FieldPanel("helps"), FieldPanel("errors"), FieldPanel("options")],
            heading=_("Words"),
        ),
        MultiFieldPanel(
            [FieldPanel("kind"), FieldPanel("required"), FieldPanel("asked_of"), FieldPanel("privacy_class"),
             FieldPanel("max_length"), FieldPanel("autocomplete")],
            heading=_("How it is asked"),
        ),
        MultiFieldPanel(
            [FieldPanel("page_types"), FieldPanel("opens"), FieldPanel("order"), FieldPanel("retired")],
            heading=_("Where it is offered"),
        ),
    )  # fmt: skip


class PageOpeningViewSet(OfficersViewSet):
    """Which of the site's own ready-made questions a type of page opens with."""

    model = PageOpening
    name = "forms_app_page_openings"
    url_prefix = "data-protection/first-questions"
    icon = "doc-empty"
    menu_label = _("First questions")
    list_display = ("__str__", "in_words")
    panels = (FieldPanel("page_type"), FieldPanel("kinds"))
