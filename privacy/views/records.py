"""One stored record as an officer reads it, in whichever app it is kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import get_language, gettext
from django.views.generic import TemplateView

from privacy import registry
from privacy.contracts import RecordView
from privacy.views.doors import OfficersPage


def holding_label(name: str) -> str:
    """What officers call a holding; a trace is a text in which a name stands."""
    if name.startswith("trace:"):
        return gettext("A text elsewhere on the site")
    try:
        return str(registry.holding_of(name).label)
    except KeyError:
        return name


def records_shown(wanted: Iterable[tuple[str, str]], *, opened: bool = False) -> dict[tuple[str, str], RecordView]:
    """(holding, record) -> the record in words; those that are gone are left out. One call for each holding."""
    ids: dict[str, list[UUID]] = {}
    for name, record in wanted:
        if not name.startswith("trace:"):
            ids.setdefault(name, []).append(UUID(str(record)))
    language = get_language() or "en"
    found = {}
    for name, records in ids.items():
        for view in registry.holding_of(name).views(sorted(set(records)), language, opened=opened):
            found[name, str(view.record)] = view
    return found


class RecordPage(OfficersPage, TemplateView):
    """What stands in one record, as it came in; each opening is in the audit."""

    template_name = "privacy/admin/record.html"
    header_icon = "doc-full"

    def place(self) -> tuple[str, str]:
        """(holding, record) of what is opened.

        :raises Http404: when there is no such thing.
        """
        raise NotImplementedError

    def way(self) -> list[dict[str, Any]]:
        """The crumbs that lead here."""
        raise NotImplementedError

    def get_page_title(self) -> str:
        """The record's own number."""
        return self.shown.reference if self.shown else gettext("A record that is gone")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way, then this page."""
        return [*self.breadcrumbs_items, *self.way(), {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``record``, or None when it has been destroyed meanwhile, and the label of its holding."""
        name, record = self.place()
        self.shown = records_shown([(name, record)], opened=True).get((name, str(record)))
        return super().get_context_data(record=self.shown, holding=holding_label(name), **kwargs)
