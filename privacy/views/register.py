"""The register of processing and the retention matrix: on the screen, on paper, and as files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.urls import path
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin.viewsets.base import ViewSet

from privacy import audit, processing_register, retention_matrix, spreadsheets
from privacy.by_language import languages
from privacy.views.doors import OfficersPage

FORMAT = "kallelse-register-1"


def language_of(request: HttpRequest) -> str:
    """The language asked for, else the reader's own, else the site's."""
    known = [code for code, _name in languages()]
    wanted = [request.GET.get("language", ""), translation.get_language() or "", settings.LANGUAGE_CODE]
    return next((code for code in wanted if code in known), known[0])


def activity_lines(language: str) -> Iterator[list[Any]]:
    """The register as a table: one line for each activity."""
    found = processing_register.rows(language)
    with translation.override(language):
        yield [_("Activity"), _("Controller"), *(entry.heading for entry in (found[0].entries if found else []))]
    for row in found:
        values = row.as_dict()
        yield [values["activity"], values["controller_name"], *(entry.text for entry in row.entries)]


def retention_lines(language: str) -> Iterator[list[Any]]:
    """The matrix as a table: one line for each rule."""
    with translation.override(language):
        yield [
            _("Controller"), _("Activity"), _("What"), _("Class"), _("Rule"), _("Counted from"), _("Period"),
            _("Action"), _("Authority"), _("How it is erased"),
        ]  # fmt: skip
    for row in retention_matrix.rows(language):
        yield [value for name, value in row.as_dict().items() if name != "is_armed"]


def place_lines(language: str) -> Iterator[list[Any]]:
    """Every declared place as a table."""
    with translation.override(language):
        yes, no = _("yes"), _("no")
        yield [
            _("Where data lie"), _("Table"), _("Columns"), _("Class"), _("Whose data"), _("How it is erased"),
            _("In the extract"), _("Reason (in English)"),
        ]  # fmt: skip
    for row in retention_matrix.places(language):
        yield [yes if value is True else no if value is False else value for value in row.as_dict().values()]


#: The files, by the name in their address.
TABLES: dict[str, Callable[[str], Iterator[list[Any]]]] = {
    "activities": activity_lines,
    "retention": retention_lines,
    "places": place_lines,
}


class Register(OfficersPage, TemplateView):
    """Everything on one page that prints well."""

    template_name = "privacy/admin/register.html"
    page_title = gettext_lazy("Register of processing")
    header_icon = "list-ul"
    _show_breadcrumbs = True

    @cached_property
    def language(self) -> str:
        """The language of the words."""
        return language_of(self.request)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, then this page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the rows, the matrix by activity, the places, and the choice of language."""
        matrix = retention_matrix.rows(self.language)
        places = retention_matrix.places(self.language)
        return super().get_context_data(
            rows=processing_register.rows(self.language),
            matrix=_grouped(matrix, lambda row: f"{row.controller}: {row.activity}"),
            places=_grouped(places, lambda row: row.place),
            language=self.language,
            languages=languages(),
            **kwargs,
        )


def _grouped(rows: list[Any], name: Callable[[Any], str]) -> list[tuple[str, list[Any]]]:
    return [(key, list(found)) for key, found in groupby(rows, key=name)]


class RegisterFile(OfficersPage, View):
    """One table as CSV, or all as JSON. Every export is an event."""

    def get(self, request: HttpRequest, *, name: str = "register", **kwargs: Any) -> HttpResponseBase:
        """The file.

        :raises Http404: when there is no table of that name.
        """
        is_table = "name" in self.kwargs
        if is_table and name not in TABLES:
            raise Http404
        language = language_of(request)
        facts = {"format": "csv" if is_table else "json", "language": language}
        audit.record("register.exported", actor=request.user, subject_type="register", facts=facts)
        filename = f"{name}-{language}-{timezone.localdate():%Y-%m-%d}"
        if is_table:
            return spreadsheets.answer(TABLES[name](language), f"{filename}.csv")
        response = JsonResponse(whole(language), json_dumps_params={"ensure_ascii": False, "indent": 1})
        response["Content-Disposition"] = f'attachment; filename="{filename}.json"'
        response["Cache-Control"] = "no-store"
        return response


def whole(language: str) -> dict[str, Any]:
    """The document whose fields docs/officer.md describes."""
    return {
        "format": FORMAT,
        "made_on": timezone.localdate().isoformat(),
        "language": language,
        "activities": [row.as_dict() for row in processing_register.rows(language)],
        "retention": [row.as_dict() for row in retention_matrix.rows(language)],
        "places": [row.as_dict() for row in retention_matrix.places(language)],
    }


class RegisterViewSet(ViewSet):
    """The register in the menu."""

    name = "privacy_register"
    url_prefix = "data-protection/register"
    icon = "list-ul"
    menu_label = gettext_lazy("Register of processing")

    def get_urlpatterns(self) -> list[Any]:
        """The page and its files."""
        return [
            path("", Register.as_view(), name="index"),
            path("<slug:name>.csv", RegisterFile.as_view(), name="csv"),
            path("register.json", RegisterFile.as_view(), name="json"),
        ]

