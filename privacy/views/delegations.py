"""Who may decide in a body's name, and where else data about people may lie."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn

from privacy.models import Delegation, OutsideSource
from privacy.roles import Role
from privacy.views.officers import OfficersViewSet


class DelegationForm(WagtailAdminModelForm):
    """Only decision-makers can be given a delegation."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        holders = get_user_model().objects.filter(groups__name=str(Role.DECISION_MAKER), is_active=True)
        self.fields["user"].queryset = holders.distinct().order_by("last_name", "first_name")
        self.fields["user"].label_from_instance = name_of


def name_of(user: Any) -> str:
    """What a colleague is called in the desk."""
    return user.get_full_name() or user.get_username()


class DelegationViewSet(OfficersViewSet):
    model = Delegation
    name = "privacy_delegations"
    url_prefix = "data-protection/delegations"
    icon = "user"
    menu_label = _("Delegations")
    base_form_class = DelegationForm
    list_display = (
        "number",
        Column("user", label=_("Decision-maker"), accessor=lambda row: name_of(row.user), sort_key="user__last_name"),
        "title",
        "controller",
        DateColumn("valid_from", label=_("Valid from"), sort_key="valid_from"),
        DateColumn("valid_to", label=_("Valid to"), sort_key="valid_to"),
    )
    panels = (
        FieldPanel("controller", help_text=_("The body in whose name she decides.")),
        FieldPanel("user", help_text=_("Those who hold the role of decision-maker can be chosen.")),
        FieldPanel("title"),
        FieldPanel("number"),
        FieldPanel("valid_from", help_text=_("The first day on which she may decide.")),
        FieldPanel("valid_to", help_text=_("The last day. Leave it empty while the delegation has no end.")),
    )


class OutsideSourceViewSet(OfficersViewSet):
    model = OutsideSource
    name = "privacy_outside_sources"
    url_prefix = "data-protection/outside-sources"
    icon = "folder-inverse"
    menu_label = _("Sources outside the site")
    list_display = (
        "name",
        "controller",
        "asked",
        BooleanColumn("in_use", label=_("Asked in every case"), sort_key="in_use"),
    )
    panels = (
        FieldPanel("controller", help_text=_("The body whose requests ask this source.")),
        FieldPanel("name"),
        FieldPanel("asked"),
        FieldPanel(
            "in_use",
            help_text=_("Untick it when the source is empty for good: new cases then no longer ask there."),
        ),
    )
