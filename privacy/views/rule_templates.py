"""Adding rules from a template."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView
from wagtail.admin import messages

from privacy import rule_templates
from privacy.models import ProcessingActivity
from privacy.roles import Role
from privacy.views.doors import OfficersPage


class TemplateForm(forms.Form):
    """Which rules, for what."""

    template = forms.ChoiceField(
        choices=[(each.name, each.label) for each in rule_templates.TEMPLATES],
        widget=forms.RadioSelect,
        label=gettext_lazy("Template"),
        help_text=gettext_lazy("The rules are proposals: nothing is destroyed before an archivist has armed them."),
    )
    activity = forms.ModelChoiceField(
        ProcessingActivity.objects.select_related("controller"),
        label=gettext_lazy("Activity"),
        help_text=gettext_lazy("The rules hold for every form under this activity."),
    )


class AddRules(OfficersPage, FormView):
    """The form; for case officers."""

    readers = actors = (Role.CASE_OFFICER,)
    form_class = TemplateForm
    template_name = "privacy/admin/rule_templates.html"
    page_title = gettext_lazy("Rules from a template")
    header_icon = "time"

    def form_valid(self, form: TemplateForm) -> HttpResponse:
        """Add what is missing."""
        chosen = next(each for each in rule_templates.TEMPLATES if each.name == form.cleaned_data["template"])
        made = rule_templates.add(activity=form.cleaned_data["activity"], template=chosen, by=self.request.user)
        if made:
            said = ngettext("%(number)d rule has been added.", "%(number)d rules have been added.", len(made))
            messages.success(self.request, said % {"number": len(made)})
        else:
            messages.warning(self.request, _("The activity has these rules already. Nothing has been added."))
        return super().form_valid(form)

    def get_success_url(self) -> str:
        """Back to the rules."""
        return reverse("privacy_rules:index")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the rules, then this page."""
        rules = {"url": reverse("privacy_rules:index"), "label": _("Retention rules")}
        return [*self.breadcrumbs_items, rules, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The templates with what each is for."""
        context = super().get_context_data(**kwargs)
        context["templates"] = rule_templates.TEMPLATES
        context["action_url"] = self.request.path
        context["submit_button_label"] = _("Add the rules")
        context["submit_button_active_label"] = _("Adding…")
        return context
