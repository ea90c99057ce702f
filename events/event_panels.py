"""The one screen on which an editor makes an event, in the order she thinks of it."""
from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, Panel

from forms_app.panels import PrivacySentencePanel


def event_panels(page_panels: Sequence[Panel], question_panels: Sequence[Panel]) -> list[Panel]:
    """The panels of an event page around those of every page (title, lead, body, in short)."""
    title, lead, *rest = page_panels
    return [
        title,
        lead,
        FieldRowPanel([FieldPanel("kind"), FieldPanel("held_in")]),
        InlinePanel("occasions", heading=_("When and where"), label=_("Occasion"), min_num=1),
        MultiFieldPanel(
            [
                FieldPanel("target_group"),
                FieldPanel("audiences"),
                FieldRowPanel([FieldPanel("included"), FieldPanel("cost")]),
                FieldPanel("preparation"),
            ],
            heading=_("Good to know"),
        ),
        *rest,
        InlinePanel("appearances", heading=_("People appearing"), label=_("Person")),
        InlinePanel("contacts", heading=_("Contact persons"), label=_("Contact person")),
        InlinePanel("related_links", heading=_("Related links"), label=_("Link")),
        MultiFieldPanel(
            [
                FieldPanel("registration_mode"),
                FieldRowPanel([FieldPanel("closes_on"), FieldPanel("opens_at")]),
                FieldPanel("deadline_note"),
                FieldPanel("registration_url"),
            ],
            heading=_("Registration"),
        ),
        *question_panels,
        PrivacySentencePanel(),
        MultiFieldPanel(
            [
                FieldPanel("thank_you_text"),
                FieldPanel("button_text"),
                FieldPanel("not_open_text"),
                FieldPanel("closed_text"),
                FieldPanel("organisers"),
                FieldPanel("special_reader"),
            ],
            heading=_("More about the form"),
            classname="collapsed",
        ),
    ]
