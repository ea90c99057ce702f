"""The list of cases: the most pressing first, with filters; searched by case number only."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.db.models import Case, QuerySet, Value, When
from django.forms import CheckboxSelectMultiple
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic

from privacy import overview
from privacy.desk_order import SOON
from privacy.models import CaseState, RequestChannel, RequestKind, RightsRequest
from privacy.role_policy import RolePolicy
from privacy.roles import Role
from privacy.views.delegations import name_of
from privacy.views.desk_words import days_in_words, shape_of
from privacy.views.doors import OfficersPage


class CaseFilters(WagtailFilterSet):
    """By what an officer looks for; never by what somebody's data say."""

    state = django_filters.MultipleChoiceFilter(
        choices=CaseState.choices, label=pgettext_lazy("of a case or run", "State"), widget=CheckboxSelectMultiple
    )
    kind = django_filters.MultipleChoiceFilter(
        choices=RequestKind.choices, label=gettext_lazy("Asks"), widget=CheckboxSelectMultiple
    )
    deadline = django_filters.ChoiceFilter(
        choices=[("late", gettext_lazy("Late")), ("soon", gettext_lazy("Within five days")),
                 ("later", gettext_lazy("Later"))],
        label=gettext_lazy("Last day to answer"), method="by_deadline", empty_label=gettext_lazy("All"),
    )  # fmt: skip
    owner = django_filters.ModelChoiceFilter(
        queryset=get_user_model().objects.filter(groups__name=str(Role.CASE_OFFICER)).distinct(),
        label=gettext_lazy("Case officer"), empty_label=gettext_lazy("All"),
    )  # fmt: skip
    unconfirmed = django_filters.BooleanFilter(
        label=gettext_lazy("Not confirmed by mail"), method="by_confirmation"
    )

    class Meta:
        model = RightsRequest
        fields: tuple[str, ...] = ()

    def by_deadline(self, rows: QuerySet[RightsRequest], name: str, value: str) -> QuerySet[RightsRequest]:
        """By the days that are left; what has been answered has no deadline any more."""
        today = timezone.localdate()
        soon = today + timedelta(days=SOON)
        chosen: dict[str, dict[str, Any]] = {
            "late": {"answer_by__lt": today},
            "soon": {"answer_by__range": (today, soon)},
            "later": {"answer_by__gt": soon},
        }
        return rows.exclude(state__in=overview.ENDED).filter(**chosen[value])

    def by_confirmation(self, rows: QuerySet[RightsRequest], name: str, value: bool) -> QuerySet[RightsRequest]:
        """Those from the request page whose mail nobody has answered, or the others."""
        waiting = {"channel": RequestChannel.WEB, "confirmed_at": None}
        return rows.filter(**waiting) if value else rows.exclude(**waiting)


class DaysColumn(Column):
    """The time that is left, in words with a shape."""

    cell_template_name = "privacy/admin/cases/days_cell.html"

    def get_cell_context_data(self, instance: RightsRequest, parent_context: Any) -> dict[str, Any]:
        """Adds ``words`` and ``shape``; a case that has been answered shows nothing."""
        context = super().get_cell_context_data(instance, parent_context)
        if instance.state not in overview.ENDED:
            days = overview.days_left(instance, timezone.now())
            context |= {"words": days_in_words(days), "shape": shape_of(days)}
        return context


def state_of(case: RightsRequest) -> str:
    """The state in words; an unconfirmed request says so."""
    if case.channel == RequestChannel.WEB and case.confirmed_at is None and case.state == CaseState.RECEIVED:
        return _("Not confirmed")
    return str(case.get_state_display())


class CaseIndex(OfficersPage, generic.IndexView):
    """Every case, open ones by their last day."""

    model = RightsRequest
    permission_policy = RolePolicy(RightsRequest)
    page_title = gettext_lazy("Requests about personal data")
    header_icon = "mail"
    index_url_name = "privacy_cases:index"
    index_results_url_name = "privacy_cases:index_results"
    add_url_name = "privacy_cases:add"
    add_item_label = gettext_lazy("Enter a request")
    results_template_name = "privacy/admin/cases/index_results.html"
    filterset_class = CaseFilters
    search_fields = ("number",)
    search_backend_name = None
    default_ordering = "answer_by"
    _show_breadcrumbs = True

    def get_base_queryset(self) -> QuerySet[RightsRequest]:
        return RightsRequest.objects.select_related("controller", "owner")

    def order_queryset(self, queryset: QuerySet[RightsRequest]) -> QuerySet[RightsRequest]:
        """Open cases before ended ones, unless a column is asked for."""
        if self.ordering in ("answer_by", ["answer_by"]):
            ended = Case(When(state__in=overview.ENDED, then=Value(1)), default=Value(0))
            return queryset.annotate(ended=ended).order_by("ended", "answer_by", "number")
        return super().order_queryset(queryset)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, then this page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    @cached_property
    def columns(self) -> list[Column]:
        """What the list shows: nobody's name."""
        return [
            TitleColumn("number", label=_("Case number"), sort_key="number",
                        get_url=lambda case: reverse("privacy_cases:detail", args=[case.pk])),
            DaysColumn("answer_by", label=_("Time left"), sort_key="answer_by"),
            Column("kind", label=_("Asks"), accessor="get_kind_display"),
            Column("state", label=pgettext("of a case or run", "State"), accessor=state_of, sort_key="state"),
            Column("owner", label=_("Case officer"), accessor=lambda case: name_of(case.owner) if case.owner else "–"),
            Column("controller", label=_("Controller"), accessor=lambda case: str(case.controller)),
        ]  # fmt: skip
