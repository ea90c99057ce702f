"""The rules: what stands under each, and changing one, which says first what it will do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button

from privacy import retention
from privacy.in_words import effect_in_words, period_in_words, rule_in_words
from privacy.models import RetentionRule
from privacy.roles import Role, has_role
from privacy.rule_counts import counts
from privacy.views.arming import ArmRule
from privacy.views.officers import OfficersViewSet
from privacy.views.rule_templates import AddRules
from privacy.views.standing import StandingApproval
from privacy.views.undated import EnterDate, Undated


def period_of(rule: RetentionRule) -> str:
    """How long and from when, in words."""
    if not rule.period:
        return str(rule.get_action_display())
    words = {"period": period_in_words(rule.period), "anchor": rule.get_anchor_display()}
    return gettext("%(period)s, counted from: %(anchor)s") % words


def authority_of(rule: RetentionRule) -> str:
    """Under which decision the rule acts, or that it does not."""
    if rule.authority is None:
        return gettext("A proposal: not armed")
    if rule.standing_at is not None:
        return gettext("%(reference)s, approved once and for all") % {"reference": rule.authority}
    return str(rule.authority)


def number_of(what: str) -> Callable[[RetentionRule], Any]:
    """Tells a number of what stands under a rule; a nought is a dash, so that the eye finds the others."""
    return lambda rule: getattr(rule.stands, what) or "–"


class RuleIndex(generic.IndexView):
    """The rules in force; older versions are kept, not listed."""

    def get_base_queryset(self) -> QuerySet[RetentionRule]:
        return RetentionRule.objects.in_force().select_related("activity__controller", "authority")

    def get_table(self, object_list: Any) -> Any:
        """The rules with what stands under each."""
        rules = list(object_list)
        found = counts(rules, today=timezone.localdate())
        for rule in rules:
            rule.stands = found[rule.pk]
        return super().get_table(rules)

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        """To what no rule has a date for, and to the rules that are shipped."""
        address = reverse("privacy_rules:undated")
        undated = Button(_("Records without a date"), url=address, icon_name="calendar-alt")
        buttons = [*super().header_more_buttons, undated]
        if has_role(self.request.user, Role.CASE_OFFICER):
            address = reverse("privacy_rules:templates")
            buttons.append(Button(_("Rules from a template"), url=address, icon_name="copy"))
        return buttons

    def get_list_more_buttons(self, instance: RetentionRule) -> list[Any]:
        """Archivists arm and approve from here."""
        buttons = super().get_list_more_buttons(instance)
        if not has_role(self.request.user, Role.ARCHIVIST):
            return buttons
        if instance.is_armed:
            address = reverse("privacy_rules:standing", args=[instance.pk])
            buttons.append(MenuItem(_("Standing approval"), url=address, icon_name="check", priority=15))
        else:
            address = reverse("privacy_rules:arm", args=[instance.pk])
            buttons.append(MenuItem(_("Arm the rule"), url=address, icon_name="lock", priority=15))
        return buttons


class RuleEdit(generic.EditView):
    """Changing a rule makes a new version; stored records keep the one they have until it is armed."""

    success_message = _("The rule is stored. A new version acts and is promised once an archivist has armed it.")

    def get_form(self, form_class: Any = None) -> Any:
        """The form; what a rule speaks of is fixed."""
        form = super().get_form(form_class)
        for name in ("activity", "selector", "privacy_class", "question_kind"):
            form.fields[name].disabled = True
        return form

    def form_valid(self, form: Any) -> HttpResponse:
        """Say what the change will do, and store it once that has been read."""
        if not self._changes(form) or "confirmed" in self.request.POST:
            return super().form_valid(form)
        stored = RetentionRule.objects.select_related("activity__controller").get(pk=self.object.pk)
        successor = retention.next_version(stored, **self._changes(form))
        try:
            successor.full_clean()
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        today = stored.activity.controller.local_date(timezone.now())
        context = {
            **self.get_context_data(form=form),
            "before": rule_in_words(stored),
            "after": rule_in_words(successor),
            "effect": effect_in_words(retention.effect_of(successor, None, today=today)),
            "posted": [pair for pair in self.request.POST.items() if pair[0] != "csrfmiddlewaretoken"],
        }
        return TemplateResponse(self.request, "privacy/admin/revise_rule.html", context)

    def save_instance(self) -> RetentionRule:
        """Store the next version when something was changed."""
        changes = self._changes(self.form)
        if not changes:
            return self.object
        return retention.revise(rule=self.object, by=self.request.user, **changes)

    def _changes(self, form: Any) -> dict[str, Any]:
        return {name: form.cleaned_data[name] for name in form.changed_data}


class RuleViewSet(OfficersViewSet):
    model = RetentionRule
    name = "privacy_rules"
    url_prefix = "data-protection/rules"
    icon = "time"
    index_view_class = RuleIndex
    edit_view_class = RuleEdit
    list_filter = ("activity", "selector", "anchor")
    list_display = (
        "covers",
        "activity",
        Column("period", label=_("Kept"), accessor=period_of, sort_key="period"),
        Column("authority", label=_("Disposal authority"), accessor=authority_of, sort_key="authority"),
        Column("stored", label=_("Stored"), accessor=number_of("stored")),
        Column("due", label=_("Due"), accessor=number_of("due")),
        Column("held", label=_("Held"), accessor=number_of("held")),
    )
    form_fields = (
        "activity", "selector", "privacy_class", "question_kind", "anchor", "falls_back", "period",
        "rounding", "action", "fallback_age",
    )  # fmt: skip

    def get_urlpatterns(self) -> list[Any]:
        """The listing and forms, arming a rule and approving it beforehand, and what no rule has a date for."""
        return [
            *super().get_urlpatterns(),
            path("arm/<int:pk>/", ArmRule.as_view(), name="arm"),
            path("standing/<int:pk>/", StandingApproval.as_view(), name="standing"),
            path("templates/", AddRules.as_view(), name="templates"),
            path("undated/", Undated.as_view(), name="undated"),
            path("undated/<uuid:group>/", EnterDate.as_view(), name="enter_date"),
        ]
