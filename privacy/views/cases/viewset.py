"""The cases in the menu, and their addresses."""

from __future__ import annotations

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet

from privacy.views.cases.detail import CaseDetail, CaseRecord
from privacy.views.cases.listing import CaseIndex
from privacy.views.desk import OfficersMenuItem


class CaseViewSet(ViewSet):
    name = "privacy_cases"
    url_prefix = "data-protection/cases"
    icon = "mail"
    menu_label = _("Requests")
    menu_item_class = OfficersMenuItem

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", CaseIndex.as_view(), name="index"),
            path("results/", CaseIndex.as_view(results_only=True), name="index_results"),
            path("<uuid:pk>/", CaseDetail.as_view(), name="detail"),
            path("<uuid:pk>/records/<int:item>/", CaseRecord.as_view(), name="record"),
        ]
