"""Where evaluations meet Wagtail: their addresses at the desk, and their item in the menu."""
from __future__ import annotations

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from forms_app.evaluations import access, desk

_ONE = "evaluations/<int:evaluation_id>/"
urls = [
    path("evaluations/", desk.Evaluations.as_view(), name="evaluations"),
    path(_ONE, desk.ResultsView.as_view(), name="evaluation"),
    path(f"{_ONE}result.csv", desk.export, name="evaluation_export"),
    path(f"{_ONE}links/", desk.Links.as_view(), name="evaluation_links"),
    path(f"{_ONE}texts/", desk.Review.as_view(), name="evaluation_texts"),
    path(f"{_ONE}records/", desk.Records.as_view(), name="evaluation_records"),
    path(f"{_ONE}records/<uuid:answer_id>/", desk.Record.as_view(), name="evaluation_one"),
]


class EvaluationsMenuItem(MenuItem):
    """The way to the results of evaluations, for those who may see some."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether there is an evaluation whose results the user may see."""
        return bool(access.readable_evaluations(request.user))


@hooks.register("register_admin_menu_item")
def add_evaluations_to_menu() -> MenuItem:
    """Evaluations in the main menu."""
    address = reverse("forms_app_desk:evaluations")
    return EvaluationsMenuItem(_("Evaluations"), address, name="evaluations", icon_name="clipboard-list", order=301)
