"""The audit log as officers read it. Opening it is an event too, and so is every export."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import django_filters
from django.db.models import QuerySet
from django.http import Http404, HttpResponseBase
from django.urls import path, reverse
from django.utils import formats, timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import HeaderButton

from privacy import audit, audit_words, seals, spreadsheets
from privacy.models import AuditEvent, AuditSeal, Heartbeat, StaffReference
from privacy.views.doors import OfficersPage

PER_PAGE = 50
#: What the choice of an actor says for those who have no row of their own.
SITE, GONE = "site", "gone"


def actor_choices() -> list[tuple[str, str]]:
    """Colleagues by name, then the site, then all who have left."""
    rows = StaffReference.objects.select_related("user")
    names = sorted((row.user.get_full_name() or row.user.get_username(), str(row.ref)) for row in rows)
    return [
        *((ref, name) for name, ref in names),
        (SITE, _("The site or a visitor")),
        (GONE, _("A colleague who has left")),
    ]


class EventFilters(WagtailFilterSet):
    """What the list can be narrowed by."""

    at = django_filters.DateFromToRangeFilter(label=gettext_lazy("Period"), widget=DateRangePickerWidget)
    action = django_filters.ChoiceFilter(label=gettext_lazy("What"), choices=lambda: by_word(audit_words.ACTIONS))
    actor = django_filters.ChoiceFilter(label=gettext_lazy("Who"), choices=actor_choices, method="by_actor")
    subject_type = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind of thing"), choices=lambda: by_word(audit_words.SUBJECTS)
    )
    subject_id = django_filters.CharFilter(label=gettext_lazy("Number of the thing"), max_length=64)

    class Meta:
        model = AuditEvent
        fields = ("at", "action", "actor", "subject_type", "subject_id")

    def by_actor(self, events: QuerySet[AuditEvent], name: str, value: str) -> QuerySet[AuditEvent]:
        """The events of one colleague, of the site, or of all who have left."""
        if value == SITE:
            return events.filter(actor=None)
        if value == GONE:
            return events.exclude(actor=None).exclude(actor__in=StaffReference.objects.values("ref"))
        return events.filter(actor=UUID(value))


def by_word(words: dict[str, Any]) -> list[tuple[str, str]]:
    """Choices in the order of their words."""
    return sorted(((code, str(word)) for code, word in words.items()), key=lambda pair: pair[1])


def moment(event: AuditEvent) -> str:
    """When, to the second, where the reader is."""
    local = timezone.localtime(event.at)
    return f"{formats.date_format(local, 'SHORT_DATE_FORMAT')} {local:%H:%M:%S}"


class AuditLog(OfficersPage, BaseListingView):
    """The list with its filters; ``?export=csv`` hands out what they leave."""

    model = AuditEvent
    template_name = "privacy/admin/audit/index.html"
    results_template_name = "privacy/admin/audit/index_results.html"
    page_title = gettext_lazy("Audit log")
    header_icon = "history"
    index_url_name = "privacy_audit:index"
    index_results_url_name = "privacy_audit:index_results"
    filterset_class = EventFilters
    paginate_by = PER_PAGE
    default_ordering = "-pk"
    is_searchable = False
    _show_breadcrumbs = True

    def get_base_queryset(self) -> QuerySet[AuditEvent]:
        """Every event, the latest first."""
        return AuditEvent.objects.all()

    @cached_property
    def columns(self) -> list[Column]:
        """When, what, who, to which thing, whether it is sealed."""
        return [
            TitleColumn("at", label=_("When"), accessor=moment, get_url=address_of, sort_key="at"),
            Column("action", label=_("What"), accessor=lambda event: audit_words.action_in_words(event.action)),
            Column("actor", label=_("Who"), accessor=lambda event: self.names.name(event.actor)),
            Column("thing", label=_("Thing"), accessor=thing_of),
        ]

    @cached_property
    def names(self) -> audit_words.Actors:
        """The names of those on this page of the list."""
        return audit_words.Actors(event.actor for event in self.shown)

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """The way to the file of what is listed."""
        query = self.request.GET.copy()
        query["export"] = "csv"
        address = f"{reverse(self.index_url_name)}?{query.urlencode()}"
        return [HeaderButton(_("Download as CSV"), url=address, icon_name="download")]

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page, or the file."""
        if request.GET.get("export") != "csv":
            return super().get(request, *args, **kwargs)
        events = self.filter_queryset(self.get_base_queryset()).order_by("pk")
        audit.record(
            "audit.exported",
            actor=request.user,
            subject_type="audit",
            facts={"rows": events.count(), "format": "csv"},
        )
        return spreadsheets.answer(rows_of(events), f"audit-{timezone.localdate():%Y-%m-%d}.csv")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``chain``: how the log stands to its seals."""
        context = super().get_context_data(**kwargs)
        self.shown = list(context["object_list"])
        context["chain"] = Chain()
        return context


def rows_of(events: QuerySet[AuditEvent]) -> Iterator[list[Any]]:
    """The file: a line of headings, then each event in words and codes."""
    yield [_("Number"), _("When"), _("Code"), _("What"), _("Who"), _("Kind of thing"), _("Thing"), _("Facts")]
    actors = audit_words.Actors(StaffReference.objects.values_list("ref", flat=True))
    for event in events.iterator(chunk_size=2000):
        facts = "; ".join(f"{name}: {value}" for name, value in audit_words.facts_in_words(event.facts))
        yield [
            event.pk,
            timezone.localtime(event.at).isoformat(timespec="seconds"),
            event.action,
            audit_words.action_in_words(event.action),
            actors.name(event.actor),
            audit_words.subject_in_words(event.subject_type),
            event.subject_id,
            facts,
        ]


def address_of(event: AuditEvent) -> str:
    """Where the event is shown whole."""
    return reverse("privacy_audit:detail", args=[event.pk])


def thing_of(event: AuditEvent) -> str:
    """The kind of thing and its number: the one that people use, where the event knows it."""
    number = str(event.facts.get("number") or event.subject_id)
    return " ".join(filter(None, [audit_words.subject_in_words(event.subject_type), number]))


class Chain:
    """What the top of the page says: the last seal, what waits for the next, and the last check."""

    def __init__(self) -> None:
        self.seal: AuditSeal | None = seals.last_seal()
        self.waiting: int = seals.unsealed().count()
        self.check: Heartbeat | None = Heartbeat.objects.filter(job=seals.CHECKED).first()

    @property
    def is_broken(self) -> bool:
        """Whether the last check found that the log is not what was sealed."""
        return bool(self.check and self.check.problem)


class AuditDetail(OfficersPage, TemplateView):
    """One event whole, its facts in words."""

    template_name = "privacy/admin/audit/detail.html"
    page_title = gettext_lazy("Event")
    header_icon = "history"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Back to the list."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("privacy_audit:index"), "label": _("Audit log")},
            {"url": "", "label": self.get_page_title(), "sublabel": str(self.kwargs["pk"])},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``event`` and ``lines``: terms and values.

        :raises Http404: when there is no such event.
        """
        event = AuditEvent.objects.select_related("leaf").filter(pk=self.kwargs["pk"]).first()
        if event is None:
            raise Http404
        leaf = getattr(event, "leaf", None)
        lines = [
            (_("When"), moment(event)),
            (_("What"), audit_words.action_in_words(event.action)),
            (_("Who"), audit_words.Actors([event.actor]).name(event.actor)),
            (_("Thing"), thing_of(event) or "–"),
            *audit_words.facts_in_words(event.facts),
            (_("Seal"), str(leaf.seal_id) if leaf else _("Not sealed yet")),
            (_("Kept until"), formats.date_format(event.keep_until, "DATE_FORMAT")),
        ]
        return super().get_context_data(event=event, lines=lines, **kwargs)


class AuditLogViewSet(ViewSet):
    """The log in the menu."""

    name = "privacy_audit"
    url_prefix = "data-protection/audit"
    icon = "history"
    menu_label = gettext_lazy("Audit log")

    def get_urlpatterns(self) -> list[Any]:
        """The list, its part that filters renew, and one event."""
        return [
            path("", AuditLog.as_view(), name="index"),
            path("results/", AuditLog.as_view(results_only=True), name="index_results"),
            path("<int:pk>/", AuditDetail.as_view(), name="detail"),
        ]
