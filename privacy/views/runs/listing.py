"""The list of disposal runs, the newest first."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton

from privacy.models import Controller, DisposalRun, RunState
from privacy.role_policy import RolePolicy
from privacy.roles import Role
from privacy.views.delegations import name_of
from privacy.views.doors import OfficersPage


class RunFilters(WagtailFilterSet):
    """By state and by body."""

    state = django_filters.MultipleChoiceFilter(
        choices=RunState.choices, label=pgettext_lazy("of a case or run", "State"), widget=CheckboxSelectMultiple
    )
    controller = django_filters.ModelChoiceFilter(
        queryset=Controller.objects.all(), label=gettext_lazy("Controller"), empty_label=gettext_lazy("All")
    )

    class Meta:
        model = DisposalRun
        fields: tuple[str, ...] = ()


class RunIndex(OfficersPage, generic.IndexView):
    """Every run with its state and how much stood on its list."""

    model = DisposalRun
    permission_policy = RolePolicy(DisposalRun)
    page_title = gettext_lazy("Disposal runs")
    header_icon = "bin"
    index_url_name = "privacy_runs:index"
    index_results_url_name = "privacy_runs:index_results"
    results_template_name = "privacy/admin/runs/index_results.html"
    filterset_class = RunFilters
    default_ordering = "-proposed_at"

    def get_base_queryset(self) -> QuerySet[DisposalRun]:
        return DisposalRun.objects.select_related("controller", "proposed_by", "approved_by")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, then this page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    @cached_property
    def header_buttons(self) -> list[Any]:
        """Those who may propose begin here."""
        if not self.may(Role.CASE_OFFICER, Role.ARCHIVIST):
            return []
        return [HeaderButton(_("Propose a run"), url=reverse("privacy_runs:propose"), icon_name="plus")]

    @cached_property
    def columns(self) -> list[Column]:
        """Numbers, days and colleagues."""
        return [
            TitleColumn("number", label=_("Run"), sort_key="number",
                        get_url=lambda run: reverse("privacy_runs:detail", args=[run.pk])),
            Column("state", label=pgettext("of a case or run", "State"), accessor="get_state_display",
                   sort_key="state"),
            Column("listed", label=_("On the list"), sort_key="listed"),
            DateColumn("as_of", label=_("Due before"), sort_key="as_of"),
            Column("proposed_by", label=_("Proposed by"), accessor=proposer_of),
            DateColumn("finished_at", label=_("Done"), sort_key="finished_at"),
            Column("controller", label=_("Controller"), accessor=lambda run: str(run.controller)),
        ]  # fmt: skip


def proposer_of(run: DisposalRun) -> str:
    """Who proposed the run; the clock does too."""
    if run.by_clock:
        return _("The clock")
    return name_of(run.proposed_by) if run.proposed_by else "–"
