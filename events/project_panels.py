"""The one screen on which an editor makes a project page, in the order she thinks of it."""
from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, Panel

from events.event_panels import contact_panels


def project_panels(page_panels: Sequence[Panel], form_panels: Sequence[Panel]) -> list[Panel]:
    """The panels of a project around those of every page (title, lead, body, in short)."""
    title, lead, *rest = page_panels
    return [
        title,
        lead,
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]), FieldPanel("organisation_unit")],
            heading=_("Period and unit"),
        ),
        FieldPanel("goals"),
        FieldPanel("implementation"),
        *rest,
        InlinePanel("partners", heading=_("Partners"), label=_("Partner")),
        InlinePanel("fundings", heading=_("Funding"), label=_("Funder")),
        FieldPanel("last_payment_on"),
        InlinePanel("results", heading=_("Results"), label=_("Result")),
        *contact_panels(_("On other websites")),
        FieldPanel("with_form"),
        *form_panels,
    ]
