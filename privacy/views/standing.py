"""A standing approval: an archivist says once that whatever an armed rule lets go may go."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages

from privacy import retention
from privacy.contracts import Refusal
from privacy.in_words import rule_in_words
from privacy.models import RetentionRule
from privacy.roles import Role
from privacy.views.doors import OfficersPage


class StandingApproval(OfficersPage, TemplateView):
    """Gives the approval or takes it back; for archivists."""

    readers = actors = (Role.ARCHIVIST,)
    template_name = "privacy/admin/standing_approval.html"
    page_title = gettext_lazy("Standing approval")
    header_icon = "check"

    @cached_property
    def rule(self) -> RetentionRule:
        """The rule, in force."""
        rules = RetentionRule.objects.in_force().select_related("activity__controller", "authority", "standing_by")
        return get_object_or_404(rules, pk=self.kwargs["pk"])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do what the button said."""
        try:
            if "withdraw" in request.POST:
                retention.withdraw(rule=self.rule, by=request.user)
                messages.success(request, _("The standing approval is withdrawn: each run is approved by itself."))
            else:
                retention.stand(rule=self.rule, by=request.user, now=timezone.now())
                messages.success(request, _("The standing approval is given: runs under this rule need no other."))
        except Refusal as refusal:
            messages.error(request, " ".join(str(reason) for reason in refusal.reasons))
        return HttpResponseRedirect(reverse("privacy_rules:index"))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the rules, then this page."""
        rules = {"url": reverse("privacy_rules:index"), "label": _("Retention rules")}
        return [*self.breadcrumbs_items, rules, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the rule does, in words."""
        return {**super().get_context_data(**kwargs), "rule": self.rule, "sentence": rule_in_words(self.rule)}
