"""The one screen on which an editor makes a programme, in the order she thinks of it."""
from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, Panel

from events.event_panels import good_to_know_panel, people_panels, registration_panels


def programme_panels(page_panels: Sequence[Panel], question_panels: Sequence[Panel]) -> list[Panel]:
    """The panels of a programme: its steps, what they lead to, what comes after, and how one asks for it."""
    title, lead, *rest = page_panels
    return [
        title,
        lead,
        *rest,
        InlinePanel(
            "modules", heading=_("Modules and workshops"), label=_("Step"),
            help_text=_("In the order they are given. The page numbers them."),
        ),
        MultiFieldPanel([FieldPanel("group_size"), FieldPanel("group_task")], heading=_("Working group")),
        FieldPanel("certificate_rule", heading=_("Certificate")),
        InlinePanel(
            "follow_ups", heading=_("Follow-ups"), label=_("Follow-up"),
            help_text=_("Each so many months after. The page draws them as a track, the earliest first."),
        ),
        FieldPanel("follow_ups_from"),
        MultiFieldPanel(
            [FieldPanel("evaluation_note"), FieldPanel("other_note")], heading=_("Evaluation and other things to know")
        ),
        InlinePanel(
            "occasions", heading=_("When and where"), label=_("Occasion"),
            help_text=_("Leave empty when the days are agreed with each organisation."),
        ),
        good_to_know_panel(),
        FieldPanel("held_in"),
        *people_panels(),
        *registration_panels(question_panels),
    ]
