"""Where officers look after ready-made questions and what new pages open with."""
from __future__ import annotations

from django.contrib.admin.utils import label_for_field
from django.template.defaultfilters import yesno
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column

from forms_app.models import PageOpening, ReadyQuestion
from privacy.views.officers import OfficersViewSet


def _in_a_word(name: str, classname: str = "") -> Column:
    """A column of yes and no: Wagtail writes True and False in every language.

    :param classname: ``desk-wide`` for what a telephone has no room for.
    """
    label = capfirst(str(label_for_field(name, ReadyQuestion)))
    return Column(
        name, label=label, accessor=lambda row: yesno(getattr(row, name)), sort_key=name, classname=classname
    )


_USED = Column("used", label=_("Forms that have it"), classname="desk-wide")


class ReadyQuestionViewSet(OfficersViewSet):
    """Ready-made questions: retired, never deleted."""

    model = ReadyQuestion
    name = "forms_app_ready_questions"
    url_prefix = "data-protection/ready-questions"
    icon = "help"
    menu_label = _("Ready-made questions")
    list_display = ("__str__", "kind", _in_a_word("opens", "desk-wide"), _in_a_word("retired"), _USED)
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
