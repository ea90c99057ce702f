"""Arming a rule: an archivist records the authority that lets it act."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from privacy import retention
from privacy.in_words import rule_in_words
from privacy.models import DisposalAuthority, RetentionRule
from privacy.roles import Role, has_role


class ArmForm(forms.Form):
    """Which authority."""

    authority = forms.ModelChoiceField(
        DisposalAuthority.objects.none(),
        label=gettext_lazy("Disposal authority"),
        help_text=gettext_lazy(
            "The decision that allows what this rule does. Enter it under Disposal authorities first."
        ),
    )


class ArmRule(WagtailAdminTemplateMixin, FormView):
    """Says what the rule does and under which authority it will do it; for archivists."""

    form_class = ArmForm
    template_name = "privacy/admin/arm_rule.html"
    page_title = gettext_lazy("Arm a rule")
    header_icon = "lock"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Let in archivists only."""
        if not has_role(request.user, Role.ARCHIVIST):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def rule(self) -> RetentionRule:
        """The rule, in force."""
        rules = RetentionRule.objects.in_force().select_related("activity__controller", "authority")
        return get_object_or_404(rules, pk=self.kwargs["pk"])

    def get_form(self, form_class: Any = None) -> ArmForm:
        """The form with the authorities of the rule's controller."""
        form = super().get_form(form_class)
        form.fields["authority"].queryset = self.rule.activity.controller.authorities.filter(replaced_by=None)
        return form

    def form_valid(self, form: ArmForm) -> HttpResponse:
        """Arm the rule, or say why not."""
        authority = form.cleaned_data["authority"]
        try:
            retention.arm(rule=self.rule, authority=authority, by=self.request.user, now=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        messages.success(self.request, _("The rule is armed. Notices name its period from the next publication."))
        return super().form_valid(form)

    def get_success_url(self) -> str:
        """Back to the rules."""
        return reverse("privacy_rules:index")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, then this page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the rule does, in words."""
        context = super().get_context_data(**kwargs)
        context["rule"] = self.rule
        context["sentence"] = rule_in_words(self.rule)
        context["action_url"] = self.request.path
        context["submit_button_label"] = _("Arm the rule")
        context["submit_button_active_label"] = _("Arming…")
        return context
