"""Holds in the admin: which stand, what they cover, placing one, releasing one."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import formats, timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic

from privacy import holds, registry
from privacy.contracts import Refusal
from privacy.entered_dates import titles_of
from privacy.models import Hold, HoldScope
from privacy.views.desk import OfficersMenuItem
from privacy.views.doors import OfficersPage
from privacy.views.officers import OfficersViewSet
from privacy.views.place_hold import PlaceHold


def covers(hold: Hold, titles: dict[Any, str]) -> str:
    """What a hold covers, in words; a person and a record are not named."""
    if hold.scope == HoldScope.ACTIVITY:
        return _("Everything of the activity %(name)s") % {"name": hold.activity}
    if hold.scope == HoldScope.FORM:
        title = titles.get(hold.group) or _("a page that is gone")
        return _("Everything sent to the form on %(title)s") % {"title": title}
    if hold.scope == HoldScope.PERSON:
        return _("Everything of one person")
    labels = {holding.name: holding.label for holding in registry.holdings()}
    return _("One record of: %(label)s") % {"label": labels.get(hold.holding, hold.holding)}


def state_of(hold: Hold) -> str:
    """Whether the hold stands."""
    if hold.released_at is None:
        return _("Stands")
    return _("Released %(day)s") % {"day": formats.date_format(timezone.localtime(hold.released_at), "DATE_FORMAT")}


class HoldFilter(WagtailFilterSet):
    """By what is covered, why, for whom, and whether the hold stands."""

    state = django_filters.ChoiceFilter(
        label=pgettext_lazy("of a case or run", "State"),
        choices=[("standing", gettext_lazy("Stands")), ("released", gettext_lazy("Released"))],
        method="by_state",
        empty_label=gettext_lazy("All"),
    )

    class Meta:
        model = Hold
        fields = ["scope", "reason", "controller"]

    def by_state(self, queryset: QuerySet[Hold], name: str, value: str) -> QuerySet[Hold]:
        """Those that stand, or those that have been released."""
        return queryset.filter(released_at__isnull=value == "standing")


class HoldIndex(generic.IndexView):
    """Every hold, the newest first."""

    def get_base_queryset(self) -> QuerySet[Hold]:
        return Hold.objects.select_related("controller", "activity", "case", "activity__controller")

    def get_table(self, object_list: Any) -> Any:
        """The holds with what each covers."""
        rows = list(object_list)
        titles = titles_of(hold.group for hold in rows if hold.group)
        for hold in rows:
            hold.covered = covers(hold, titles)
        return super().get_table(rows)


class HoldDetail(OfficersPage, TemplateView):
    """One hold, and how many records it keeps."""

    template_name = "privacy/admin/hold.html"
    page_title = gettext_lazy("Disposal hold")
    header_icon = "lock"
    actors = holds.HOLDERS

    @cached_property
    def hold(self) -> Hold:
        """The hold."""
        found = Hold.objects.select_related("controller", "activity__controller", "case", "placed_by", "released_by")
        return get_object_or_404(found, pk=self.kwargs["pk"])

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Release the hold."""
        try:
            holds.release(hold=self.hold, by=request.user, now=timezone.now())
        except Refusal as refusal:
            messages.error(request, " ".join(str(reason) for reason in refusal.reasons))
            return redirect("privacy_holds:inspect", pk)
        messages.success(request, _("The hold is released. What it kept goes when its rules say so."))
        return redirect("privacy_holds:index")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the holds, then this one."""
        every = {"url": reverse("privacy_holds:index"), "label": _("Holds")}
        return [*self.breadcrumbs_items, every, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the hold covers, and how many records that is now."""
        hold = self.hold
        kept = [
            (holding.label, holds.covered(hold, holding).count()) for holding in registry.holdings()
        ] if hold.released_at is None else []  # fmt: skip
        return {
            **super().get_context_data(**kwargs),
            "hold": hold,
            "covers": covers(hold, titles_of([hold.group] if hold.group else [])),
            "kept": [(label, number) for label, number in kept if number],
            "state": state_of(hold),
            "may_release": self.may(*holds.HOLDERS) and hold.released_at is None,
            "asks_first": "release" in self.request.GET,
        }


class HoldViewSet(OfficersViewSet):
    model = Hold
    name = "privacy_holds"
    url_prefix = "data-protection/holds"
    icon = "lock"
    menu_label = gettext_lazy("Holds")
    menu_item_class = OfficersMenuItem
    index_view_class = HoldIndex
    filterset_class = HoldFilter
    form_fields = ("reason",)  # never shown: a hold is placed and released, not edited
    ordering = ("-placed_at",)
    list_display = (
        TitleColumn("covered", label=gettext_lazy("Covers"), url_name="privacy_holds:inspect"),
        Column("reason", label=gettext_lazy("Reason"), accessor="get_reason_display", sort_key="reason"),
        Column("reference", label=gettext_lazy("Case number"), accessor=lambda hold: hold.case or hold.reference),
        Column("controller", label=gettext_lazy("Controller")),
        DateColumn("placed_at", label=gettext_lazy("Placed"), sort_key="placed_at"),
        Column("state", label=pgettext_lazy("of a case or run", "State"), accessor=state_of),
    )

    def get_urlpatterns(self) -> list[Any]:
        """The listing, placing, and one hold with its release."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("new/", PlaceHold.as_view(), name="add"),
            path("<int:pk>/", HoldDetail.as_view(), name="inspect"),
        ]
