"""The one screen on which an editor makes an event, in the order she thinks of it.

Each part is a function of its own, so that pages of other types compose theirs from the same parts.
"""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel, Panel

from events.allotment_form import AllotmentsPanel
from forms_app.panels import PrivacySentencePanel


def event_panels(page_panels: Sequence[Panel], question_panels: Sequence[Panel]) -> list[Panel]:
    """The panels of an event page around those of every page (title, lead, body, in short)."""
    title, lead, *rest = page_panels
    return [
        title,
        lead,
        kind_panel(),
        InlinePanel("occasions", heading=_("When and where"), label=_("Occasion"), min_num=1),
        good_to_know_panel(),
        *rest,
        *people_panels(),
        *registration_panels(question_panels),
    ]


def series_panels(page_panels: Sequence[Panel], question_panels: Sequence[Panel]) -> list[Panel]:
    """The panels of a network: what it is and who may join, then its meetings, then how one registers."""
    title, lead, *rest = page_panels
    return [
        title,
        lead,
        kind_panel(),
        *rest,
        MultiFieldPanel(
            [
                FieldPanel("target_group"),
                FieldPanel("audiences"),
                FieldPanel("requirements"),
                FieldPanel("commitment"),
            ],
            heading=_("Who may join"),
        ),
        FieldPanel("rhythm", heading=_("How often one meets")),
        InlinePanel(
            "occasions", heading=_("Meetings"), label=_("Meeting"), min_num=1, panels=meeting_panels(),
            help_text=_("Add every meeting, also those whose day is not decided: a month or a term will do."),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel("cost", help_text=_("Leave empty when it is free. For example: 8,000 kronor")),
                        FieldPanel("cost_per"),
                    ]
                ),
                FieldPanel("invoice_text"),
                FieldPanel("included"),
                FieldPanel("preparation"),
            ],
            heading=_("Cost and other things to know"),
        ),
        *people_panels(),
        *registration_panels(question_panels, more=[FieldPanel("registers_for"), FieldPanel("next_step")]),
    ]


def meeting_panels() -> list[Panel]:
    """One meeting of several: its name and how much is decided come first."""
    return [
        FieldRowPanel([FieldPanel("title"), FieldPanel("precision")]),
        FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
        FieldRowPanel([FieldPanel("start_time"), FieldPanel("end_time")]),
        FieldRowPanel([FieldPanel("place"), FieldPanel("room")]),
        FieldRowPanel([FieldPanel("mode"), FieldPanel("join_link")]),
        FieldPanel("status"),
        FieldPanel("documentation"),
    ]


def kind_panel() -> Panel:
    """What sort of event it is, and the language spoken there."""
    return FieldRowPanel([FieldPanel("kind"), FieldPanel("held_in")])


def good_to_know_panel() -> Panel:
    """For whom, what is included, what it costs, what to prepare."""
    return MultiFieldPanel(
        [
            FieldPanel("target_group"),
            FieldPanel("audiences"),
            FieldRowPanel([FieldPanel("included"), FieldPanel("cost")]),
            FieldPanel("preparation"),
        ],
        heading=_("Good to know"),
    )


def people_panels() -> list[Panel]:
    """Who appears, whom to ask, where to read more, and to which project it belongs."""
    appearing = InlinePanel("appearances", heading=_("People appearing"), label=_("Person"))
    return [appearing, *contact_panels(_("Related links")), PageChooserPanel("project")]


def contact_panels(links: Any) -> list[Panel]:
    """Whom to ask, and where to read more; ``links`` (lazily translated) is the heading of the latter."""
    return [
        InlinePanel("contacts", heading=_("Contact persons"), label=_("Contact person")),
        InlinePanel("related_links", heading=links, label=_("Link")),
    ]


def registration_panels(question_panels: Sequence[Panel], more: Sequence[Panel] = ()) -> list[Panel]:
    """How one registers and until when, the questions, and the words around the form.

    :param more: further panels beside the last day.
    """
    return [
        MultiFieldPanel(
            [
                FieldPanel("registration_mode"),
                FieldRowPanel([FieldPanel("closes_on"), FieldPanel("opens_at")]),
                FieldPanel("deadline_note"),
                FieldPanel("registration_url"),
                *more,
            ],
            heading=_("Registration"),
        ),
        places_panel(),
        letters_panel(),
        *question_panels,
        PrivacySentencePanel(),
        MultiFieldPanel(
            [
                FieldPanel("review_step"),
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


def places_panel() -> Panel:
    """How many places there are, and what happens when they are taken."""
    return MultiFieldPanel(
        [
            FieldPanel("capacity"),
            FieldPanel("has_queue"),
            FieldPanel("promotion"),
            FieldPanel("needs_approval"),
            FieldPanel("verifies_address"),
            FieldPanel("largest_party"),
            FieldPanel("names_later"),
            AllotmentsPanel(
                "allotments", heading=_("Choices with a limited number of places"), label=_("Limited choice"),
                help_text=_("For example workshops, or places in the room when others take part online."),
            ),
        ],
        heading=_("Places and waiting list"),
    )


def letters_panel() -> Panel:
    """What is written to those who have a place, before and after."""
    return MultiFieldPanel(
        [
            FieldPanel("reminder_days"),
            FieldPanel("follow_up_text"),
            FieldRowPanel([FieldPanel("follow_up_days"), FieldPanel("follow_up_to_arrived")]),
        ],
        heading=_("Mails before and after"),
        classname="collapsed",
    )
