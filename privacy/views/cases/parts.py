"""What the pages of a case share: what is asked, by when, what was found, and what has been done."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from privacy import overview
from privacy.contracts import RecordView
from privacy.models import AuditEvent, RequestItem, RightsRequest, StaffReference
from privacy.requests.sources import source_in_words
from privacy.views.cases.words import act_in_words
from privacy.views.delegations import name_of
from privacy.views.desk_words import days_in_words, shape_of
from privacy.views.doors import OfficersPage
from privacy.views.records import RecordPage, holding_label, records_shown
from privacy.views.runs.parts import field_label

#: How much of the history is shown.
EVENTS = 60


def find_case(pk: Any) -> RightsRequest:
    """The case with what its pages tell.

    :raises Http404: when there is none.
    """
    found = RightsRequest.objects.select_related("controller", "owner", "decided_by", "delegation", "activity")
    return get_object_or_404(found, pk=pk)


class CasePage(OfficersPage):
    """A page of a case or below it."""

    header_icon = "mail"
    leaf: Any = ""

    @cached_property
    def case(self) -> RightsRequest:
        """The case."""
        return find_case(self.kwargs["pk"])

    def get_page_title(self) -> str:
        """The case's number, or what is done with it."""
        return str(self.leaf) or _("Request %(number)s") % {"number": self.case.number}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """By way of the list, and of the case."""
        return [*self.breadcrumbs_items, *way_to(self.case, leads_on=bool(self.leaf)),
                *([{"url": "", "label": self.leaf}] if self.leaf else [])]  # fmt: skip

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``case``."""
        return super().get_context_data(case=self.case, **kwargs)


def way_to(case: RightsRequest, *, leads_on: bool) -> list[dict[str, Any]]:
    """The crumbs to a case."""
    address = reverse("privacy_cases:detail", args=[case.pk]) if leads_on else ""
    return [
        {"url": reverse("privacy_cases:index"), "label": _("Requests about personal data")},
        {"url": address, "label": case.number},
    ]


def facts_of(case: RightsRequest) -> dict[str, Any]:
    """What is shown of a case, in the order in which it is worked."""
    days = overview.days_left(case, timezone.now())
    return {
        "clock": None if case.state in overview.ENDED else (days_in_words(days), shape_of(days)),
        "addresses": case.addresses.order_by("-is_first", "pk"),
        "found": found_in(case),
        "sources": [(each, source_in_words(each)) for each in case.sources.select_related("outside").order_by("pk")],
        "letters": case.letters.order_by("made_at"),
        "history": history_of(case),
        "owner": name_of(case.owner) if case.owner else "",
        "decider": name_of(case.decided_by) if case.decided_by else "",
    }


def found_in(case: RightsRequest) -> list[tuple[str, RecordView | None, list[tuple[RequestItem, str]]]]:
    """The items by record: (holding, the record in words or None, [(item, field)])."""
    items = list(case.items.select_related("rule").order_by("holding", "record", "key"))
    shown = records_shown((item.holding, item.record) for item in items)
    found = []
    for (holding, record), rows in groupby(items, key=lambda item: (item.holding, item.record)):
        view = shown.get((holding, record))
        found.append((holding_label(holding), view, [(item, field_label(item, view)) for item in rows]))
    return found


def history_of(case: RightsRequest) -> list[tuple[Any, str, str]]:
    """(when, what, who) from the audit, the latest first; who has left is named no more."""
    of_case = Q(subject_type="case") | Q(subject_type__startswith="privacy_cases:")
    events = list(AuditEvent.objects.filter(of_case, subject_id=str(case.pk)).order_by("-at", "-pk")[:EVENTS])
    references = StaffReference.objects.filter(ref__in={event.actor for event in events if event.actor})
    names = {reference.ref: name_of(reference.user) for reference in references.select_related("user")}
    return [(event.at, act_in_words(event), _actor(event, names)) for event in events]


def _actor(event: AuditEvent, names: dict[Any, str]) -> str:
    if event.actor is None:
        return _("The site")
    return names.get(event.actor, _("Somebody who has left"))


class CaseRecord(RecordPage):
    """A record that was found in a case."""

    @cached_property
    def item(self) -> RequestItem:
        """The item of the case."""
        found = RequestItem.objects.select_related("request").exclude(holding__startswith="trace:")
        return get_object_or_404(found, pk=self.kwargs["item"], request=self.kwargs["pk"])

    def place(self) -> tuple[str, str]:
        return self.item.holding, self.item.record

    def way(self) -> list[dict[str, Any]]:
        return way_to(self.item.request, leads_on=True)
