"""What the pages of a run share, and the records on its list."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Max, Min, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from privacy.in_words import rule_in_words
from privacy.models import DisposalItem, DisposalRun, HoldReason, RetentionRule
from privacy.models.retention import PrivacyClassChoice
from privacy.views.delegations import name_of
from privacy.views.doors import OfficersPage
from privacy.views.records import RecordPage, holding_label, records_shown

PER_PAGE = 50


def find_run(pk: int) -> DisposalRun:
    """The run with what its page tells.

    :raises Http404: when there is none.
    """
    found = DisposalRun.objects.select_related("controller", "proposed_by", "approved_by", "executed_by")
    return get_object_or_404(found, pk=pk)


class RunPage(OfficersPage):
    """A page below a run."""

    header_icon = "bin"
    leaf: Any = ""

    @cached_property
    def run(self) -> DisposalRun:
        """The run."""
        return find_run(self.kwargs["pk"])

    def get_page_title(self) -> str:
        """The run's number, or what is done with it."""
        return str(self.leaf) or _("Disposal run %(number)s") % {"number": self.run.number}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """By way of the list, and of the run."""
        way = [*self.breadcrumbs_items, {"url": reverse("privacy_runs:index"), "label": _("Disposal runs")}]
        if self.leaf:
            way.append({"url": reverse("privacy_runs:detail", args=[self.run.pk]), "label": self.run.number})
        return [*way, {"url": "", "label": self.leaf or self.run.number}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``run``."""
        return super().get_context_data(run=self.run, **kwargs)


def people_of(run: DisposalRun) -> dict[str, str]:
    """Who proposed, approved and executed; the names are those of officials."""
    names = {"proposed": run.proposed_by, "approved": run.approved_by, "executed": run.executed_by}
    return {act: name_of(user) for act, user in names.items() if user}


def lines_left(run: DisposalRun) -> list[dict[str, Any]]:
    """What is on the list and not carried out, counted by rule, holding and class: nobody's data."""
    counted = (
        run.items.values("rule", "holding", "privacy_class")
        .annotate(count=Count("pk"), records=Count("pk", filter=Q(key="")), first=Min("due_on"), last=Max("due_on"))
        .order_by("holding", "rule", "privacy_class")
    )
    rules = rules_of(row["rule"] for row in counted)
    classes = dict(PrivacyClassChoice.choices)
    return [
        {**row, "rule": rule_in_words(rules[row["rule"]]), "authority": rules[row["rule"]].authority,
         "holding": holding_label(row["holding"]), "action": rules[row["rule"]].get_action_display(),
         "privacy_class": classes.get(row["privacy_class"], _("Whole records"))}
        for row in counted
    ]  # fmt: skip


def lines_done(run: DisposalRun) -> list[dict[str, Any]]:
    """The lines of the protocol so far."""
    lines = run.lines.select_related("rule__authority", "rule__activity").order_by("holding", "rule", "outcome")
    reasons = dict(HoldReason.choices)
    return [
        {"line": line, "rule": rule_in_words(line.rule), "holding": holding_label(line.holding),
         "reason": reasons.get(line.reason, "")}
        for line in lines
    ]  # fmt: skip


def rules_of(numbers: Any) -> dict[int, RetentionRule]:
    """The rules by number."""
    return {rule.pk: rule for rule in RetentionRule.objects.filter(pk__in=list(numbers)).select_related("authority")}


class RunItems(RunPage, TemplateView):
    """The records on the list, without what stands in them; each opens by itself."""

    template_name = "privacy/admin/runs/items.html"
    leaf = gettext_lazy("Records on the list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``rows``: (item, holding, record in words or None)."""
        found: QuerySet[DisposalItem] = self.run.items.order_by("holding", "due_on", "record", "key")
        page = Paginator(found, PER_PAGE).get_page(self.request.GET.get("p"))
        shown = records_shown((item.holding, str(item.record)) for item in page)
        rows = []
        for item in page:
            record = shown.get((item.holding, str(item.record)))
            rows.append((item, holding_label(item.holding), record, field_label(item, record)))
        return super().get_context_data(rows=rows, page_obj=page, **kwargs)


def field_label(item: Any, record: Any) -> str:
    """What the field of an item is called in its record; empty for a whole record."""
    if not item.key or record is None:
        return str(item.key)
    return next((field.label for field in record.fields if field.key == item.key), str(item.key))


class RunRecord(RecordPage):
    """A record on the list."""

    @cached_property
    def item(self) -> DisposalItem:
        """The item of the run."""
        found = DisposalItem.objects.select_related("run")
        return get_object_or_404(found, pk=self.kwargs["item"], run=self.kwargs["pk"])

    def place(self) -> tuple[str, str]:
        return self.item.holding, str(self.item.record)

    def way(self) -> list[dict[str, Any]]:
        run = self.item.run
        return [
            {"url": reverse("privacy_runs:index"), "label": _("Disposal runs")},
            {"url": reverse("privacy_runs:detail", args=[run.pk]), "label": run.number},
            {"url": reverse("privacy_runs:items", args=[run.pk]), "label": _("Records on the list")},
        ]
