"""Listings and forms for what officers look after."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from privacy import retention
from privacy.in_words import period_in_words
from privacy.models import Controller, DisposalAuthority, ProcessingActivity, RetentionRule, SectionDefaults
from privacy.roles import Role, has_role
from privacy.views.arming import ArmRule


class OfficersViewSet(ModelViewSet):
    """What the viewsets of privacy have in common: to be looked at, never copied."""

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


def period_of(rule: RetentionRule) -> str:
    """How long, in words."""
    return period_in_words(rule.period) if rule.period else str(rule.get_action_display())


def authority_of(rule: RetentionRule) -> str:
    """Under which decision the rule acts, or that it does not."""
    return str(rule.authority) if rule.authority else gettext("A proposal: not armed")


class RuleIndex(generic.IndexView):
    """The rules in force; older versions are kept, not listed."""

    def get_base_queryset(self) -> QuerySet[RetentionRule]:
        return RetentionRule.objects.in_force().select_related("activity__controller", "authority")

    def get_list_more_buttons(self, instance: RetentionRule) -> list[Any]:
        """Archivists arm from here."""
        buttons = super().get_list_more_buttons(instance)
        if not instance.is_armed and has_role(self.request.user, Role.ARCHIVIST):
            address = reverse("privacy_rules:arm", args=[instance.pk])
            buttons.append(MenuItem(_("Arm the rule"), url=address, icon_name="lock", priority=15))
        return buttons


class RuleEdit(generic.EditView):
    """Changing a rule makes a new version; stored records keep the one they have."""

    success_message = _("The rule is stored. A new version acts and is promised once an archivist has armed it.")

    def save_instance(self) -> RetentionRule:
        """Store the next version when something was changed."""
        changes = {name: self.form.cleaned_data[name] for name in self.form.changed_data}
        if not changes:
            return self.object
        return retention.revise(rule=self.object, by=self.request.user, **changes)


class RuleViewSet(OfficersViewSet):
    model = RetentionRule
    name = "privacy_rules"
    url_prefix = "data-protection/rules"
    icon = "time"
    index_view_class = RuleIndex
    edit_view_class = RuleEdit
    list_display = (
        "covers",
        "activity",
        "anchor",
        Column("period", label=_("Period"), accessor=period_of, sort_key="period"),
        Column("authority", label=_("Disposal authority"), accessor=authority_of, sort_key="authority"),
        "version",
    )
    form_fields = (
        "activity", "selector", "privacy_class", "question_kind", "anchor", "falls_back", "period",
        "rounding", "action", "fallback_age",
    )  # fmt: skip

    def get_urlpatterns(self) -> list[Any]:
        """The listing and forms, and the page on which an archivist arms a rule."""
        return [*super().get_urlpatterns(), path("arm/<int:pk>/", ArmRule.as_view(), name="arm")]
