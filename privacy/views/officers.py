"""Listings and forms for what officers look after."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.views.generic import history, usage
from wagtail.admin.viewsets.model import ModelViewSet

from privacy.models import Controller, DisposalAuthority, ProcessingActivity, SectionDefaults

READING = ["add", "change", "view"]


class OfficersHistory(history.HistoryView):
    """Whoever may read a thing may read its history."""

    any_permission_required = READING


class OfficersUsage(usage.UsageView):
    """Whoever may read a thing may read where it is used."""

    permission_required = None
    any_permission_required = READING


class OfficersViewSet(ModelViewSet):
    """What the viewsets of privacy have in common: to be looked at, never copied."""

    history_view_class = OfficersHistory
    usage_view_class = OfficersUsage
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False


class ControllerViewSet(OfficersViewSet):
    model = Controller
    name = "privacy_controllers"
    url_prefix = "data-protection/controllers"
    icon = "home"
    list_display = ("__str__", "jurisdiction", "sector")
    panels = (
        MultiFieldPanel(
            [FieldPanel("names"), FieldPanel("parent_names"), FieldPanel("sector"), FieldPanel("language")],
            heading=_("The authority"),
        ),
        MultiFieldPanel(
            [FieldPanel("jurisdiction"), FieldPanel("record_regime"), FieldPanel("time_zone")], heading=_("Law")
        ),
        MultiFieldPanel([FieldPanel("email"), FieldPanel("phone"), FieldPanel("postal_address")], heading=_("Contact")),
        MultiFieldPanel(
            [FieldPanel("officer_email"), FieldPanel("officer_phone")], heading=_("Data protection officer")
        ),
        MultiFieldPanel(
            [
                FieldPanel("two_persons_runs"),
                FieldPanel("runs_by_clock"),
                FieldPanel("backup_days"),
                FieldPanel("archives_authority"),
            ],
            heading=_("Disposal"),
        ),
        MultiFieldPanel([FieldPanel("two_persons_cases"), FieldPanel("court")], heading=_("Requests about data")),
    )


class ActivityViewSet(OfficersViewSet):
    model = ProcessingActivity
    name = "privacy_activities"
    url_prefix = "data-protection/activities"
    icon = "list-ul"
    list_display = ("__str__", "controller", "legal_basis")
    panels = (
        FieldPanel("controller"),
        FieldPanel("names"),
        FieldPanel("purpose"),
        MultiFieldPanel([FieldPanel("legal_basis"), FieldPanel("statute")], heading=_("Legal basis")),
        MultiFieldPanel([FieldPanel("special_basis"), FieldPanel("special_statute")], heading=_("Special categories")),
        MultiFieldPanel(
            [
                FieldPanel("joint_controllers"),
                FieldPanel("recipients"),
                FieldPanel("processors"),
                FieldPanel("transfers"),
            ],
            heading=_("Who receives the data"),
        ),
    )


class SectionViewSet(OfficersViewSet):
    model = SectionDefaults
    name = "privacy_sections"
    url_prefix = "data-protection/sections"
    icon = "folder-open-inverse"
    list_display = ("page", "controller", "activity")
    panels = (
        FieldPanel("page"),
        FieldPanel("controller"),
        FieldPanel("activity"),
        FieldPanel("sender_names"),
        FieldPanel("reply_to"),
    )


class AuthorityViewSet(OfficersViewSet):
    model = DisposalAuthority
    name = "privacy_authorities"
    url_prefix = "data-protection/authorities"
    icon = "doc-full"
    list_display = ("reference", "controller", "kind", "decided_on", "valid_to")
    form_fields = (
        "controller", "kind", "reference", "decided_by", "decided_on", "valid_from", "valid_to",
        "document_type", "classification", "replaced_by",
    )  # fmt: skip

    def get_edit_handler(self) -> Any:
        """Panels give the date fields Wagtail's own inputs."""
        self.panels = [FieldPanel(name) for name in self.form_fields]
        return super().get_edit_handler()
