"""The disposal runs in the menu, and their addresses."""

from __future__ import annotations

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet

from privacy.views.desk import OfficersMenuItem
from privacy.views.runs.acts import ACTS
from privacy.views.runs.detail import RunDetail
from privacy.views.runs.listing import RunIndex
from privacy.views.runs.parts import RunItems, RunRecord
from privacy.views.runs.propose import Propose
from privacy.views.runs.protocol import ProtocolFile, ProtocolPage


class RunViewSet(ViewSet):
    name = "privacy_runs"
    url_prefix = "data-protection/runs"
    icon = "bin"
    menu_label = _("Disposal runs")
    menu_item_class = OfficersMenuItem

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", RunIndex.as_view(), name="index"),
            path("results/", RunIndex.as_view(results_only=True), name="index_results"),
            path("propose/", Propose.as_view(), name="propose"),
            path("<int:pk>/", RunDetail.as_view(), name="detail"),
            path("<int:pk>/items/", RunItems.as_view(), name="items"),
            path("<int:pk>/items/<int:item>/", RunRecord.as_view(), name="record"),
            path("<int:pk>/protocol/", ProtocolPage.as_view(), name="protocol"),
            path("<int:pk>/protocol.json", ProtocolFile.as_view(), name="protocol_file"),
            *(path(f"<int:pk>/{name}/", act.as_view(), name=name) for name, act in ACTS.items()),
        ]
