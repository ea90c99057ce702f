"""Arming a rule: an archivist records the authority that lets it act, after reading what will happen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages

from privacy import retention
from privacy.in_words import effect_in_words, rule_in_words
from privacy.models import DisposalAuthority, RetentionRule
from privacy.roles import Role
from privacy.views.doors import OfficersPage


class ArmForm(forms.Form):
    """Which authority."""

    authority = forms.ModelChoiceField(
        DisposalAuthority.objects.none(),
        label=gettext_lazy("Disposal authority"),
        help_text=gettext_lazy(
            "The decision that allows what this rule does. Enter it under Disposal authorities first."
        ),
    )


class ArmRule(OfficersPage, FormView):
    """Says what the rule does, then what arming it will do, and arms it; for archivists."""

    readers = actors = (Role.ARCHIVIST,)
    form_class = ArmForm
    template_name = "privacy/admin/arm_rule.html"
    page_title = gettext_lazy("Arm a rule")
    header_icon = "lock"
    #: What arming will do, in sentences, once an authority has been chosen.
    effect: list[str] | None = None

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
        """Say what will happen, or arm the rule once that has been read, or say why not."""
        authority = form.cleaned_data["authority"]
        now = timezone.now()
        try:
            retention.refuse_arming(self.rule, authority, now=now)
            if "confirmed" in self.request.POST:
                retention.arm(rule=self.rule, authority=authority, by=self.request.user, now=now)
                messages.success(
                    self.request, _("The rule is armed. Notices name its period from the next publication.")
                )
                return super().form_valid(form)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        today = self.rule.activity.controller.local_date(now)
        self.effect = effect_in_words(retention.effect_of(self.rule, authority, today=today))
        form.fields["authority"].widget = forms.HiddenInput()
        return self.render_to_response(self.get_context_data(form=form, authority=authority))

    def get_success_url(self) -> str:
        """Back to the rules."""
        return reverse("privacy_rules:index")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the rules, then this page."""
        rules = {"url": reverse("privacy_rules:index"), "label": _("Retention rules")}
        return [*self.breadcrumbs_items, rules, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the rule does, in words."""
        context = super().get_context_data(**kwargs)
        context["rule"] = self.rule
        context["sentence"] = rule_in_words(self.rule)
        context["effect"] = self.effect
        context["action_url"] = self.request.path
        context["submit_button_label"] = _("Show what it does") if self.effect is None else _("Arm the rule")
        context["submit_button_active_label"] = _("Counting…") if self.effect is None else _("Arming…")
        return context
