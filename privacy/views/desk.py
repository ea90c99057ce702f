"""The officers' overview: the one next thing, what is held, what is due, and whether the site's clocks run."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.viewsets.base import ViewSet

from privacy import bars, checks, desk_order, outbox, overview
from privacy.models import OutboundMessage
from privacy.models.outbox import MessageState
from privacy.role_groups import OFFICERS
from privacy.roles import Role, has_role, roles_of
from privacy.views.desk_words import days_in_words, shape_of, told
from privacy.views.doors import OfficersPage


class Overview(OfficersPage, TemplateView):
    """Reads everything, changes nothing."""

    template_name = "privacy/admin/overview.html"
    page_title = gettext_lazy("Overview")
    header_icon = "lock"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, then this page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """``first`` on top, ``then`` and ``others``, ``numbers``, ``months`` with ``chart``, and the lists."""
        now = timezone.now()
        found = overview.overview(now)
        order = desk_order.order_for(found.matters, self.held)
        return super().get_context_data(
            today=timezone.localdate(now),
            first=order.first and told(order.first),
            then=[told(each) for each in order.then[:4]],
            others=[told(each) for each in order.others[:4]],
            numbers=numbers_told(found.numbers),
            months=found.months,
            chart=bars.chart([(short_month(each.first_day), each.armed, each.proposed) for each in found.months]),
            cases=[(each, days_in_words(each.days), shape_of(each.days)) for each in found.cases[:8]],
            runs=found.runs,
            mails=found.failed_mails,
            more_mails=found.failed_count - len(found.failed_mails),
            timers=[(each, each in found.silent) for each in found.timers],
            columns=[gap.place for gap in checks.undeclared()] if found.numbers.undeclared else [],
            may_retry=self.may(Role.CASE_OFFICER),
            may_propose=self.may(Role.CASE_OFFICER, Role.ARCHIVIST),
            **kwargs,
        )


def short_month(day: Any) -> str:
    """The name of a month under a bar."""
    return date_format(day, "M")


def numbers_told(numbers: overview.Numbers) -> list[dict[str, Any]]:
    """Each number with a word of meaning and where it leads."""
    rules, runs = reverse("privacy_rules:index"), reverse("privacy_runs:index")
    undated = reverse("privacy_rules:undated")
    return [
        _number(numbers.due, _("Due"), _("may be destroyed now, under an armed rule"), runs, "calm"),
        _number(numbers.overdue, _("Overdue"), _("has waited more than a week for a run"), runs, "bad"),
        _number(numbers.held, _("Holds"), _("keep data whatever the rules say"), _holds(), "calm"),
        _number(numbers.unarmed, _("Unarmed rules"), _("are proposals until an authority is recorded"), rules, "note"),
        _number(numbers.unscheduled, _("Without a date"), _("has nothing to count from, and stays"), undated, "note"),
        _number(numbers.undeclared, _("Undeclared columns"), _("hold nobody knows what"), "#columns", "bad"),
    ]


def _number(count: int, label: str, meaning: str, url: str, tone: str) -> dict[str, Any]:
    return {"count": count, "label": label, "meaning": meaning, "url": url, "tone": tone if count else "none"}


def _holds() -> str:
    return reverse("privacy_holds:index")


class RetryMail(OfficersPage, View):
    """A mail that was given up is tried again; for case officers."""

    readers = ()
    actors = (Role.CASE_OFFICER,)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Put the mail into the queue again."""
        message = get_object_or_404(OutboundMessage, pk=pk, state=MessageState.FAILED)
        outbox.try_again(message, by=request.user, now=timezone.now())
        messages.success(request, _("The mail is tried again within a minute."))
        return redirect(reverse("privacy_overview:index") + "#mails")


class OfficersMenuItem(MenuItem):
    """Shown to those who hold one of the officers' roles."""

    def is_shown(self, request: HttpRequest) -> bool:
        return has_role(request.user, *OFFICERS)


class OverviewViewSet(ViewSet):
    """The overview in the menu."""

    name = "privacy_overview"
    url_prefix = "data-protection/overview"
    icon = "home"
    menu_label = gettext_lazy("Overview")
    menu_item_class = OfficersMenuItem

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", Overview.as_view(), name="index"),
            path("mails/<int:pk>/retry/", RetryMail.as_view(), name="retry_mail"),
        ]


class OfficersSummary(Component):
    """The one next thing, on the admin's start page of an officer."""

    name = "officers_summary"
    template_name = "privacy/admin/officers_summary.html"
    order = 80

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """``first`` and how much comes after it; nothing for those who are no officers."""
        request: HttpRequest = parent_context["request"]
        if not has_role(request.user, *OFFICERS):
            return {"is_officer": False}
        found = overview.overview(timezone.now())
        order = desk_order.order_for(found.matters, roles_of(request.user))
        return {
            "is_officer": True,
            "first": order.first and told(order.first),
            "more": len(order.then),
            "others": len(order.others),
        }
