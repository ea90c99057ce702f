"""The cases in the menu, and their addresses."""

from __future__ import annotations

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet

from privacy.views.cases.act_list import ACTS
from privacy.views.cases.detail import CaseDetail
from privacy.views.cases.items import AnswerSource, Choose, ConfirmMatch, Correct
from privacy.views.cases.letters import LetterPage
from privacy.views.cases.listing import CaseIndex
from privacy.views.cases.new import NewCase
from privacy.views.cases.parts import CaseRecord
from privacy.views.cases.recipients import TellRecipient
from privacy.views.desk import OfficersMenuItem


class CaseViewSet(ViewSet):
    name = "privacy_cases"
    url_prefix = "data-protection/cases"
    icon = "mail"
    menu_label = _("Requests")
    menu_item_class = OfficersMenuItem

    def get_urlpatterns(self) -> list[Any]:
        case, item = "<uuid:pk>/", "<uuid:pk>/items/<int:item>/"
        return [
            path("", CaseIndex.as_view(), name="index"),
            path("results/", CaseIndex.as_view(results_only=True), name="index_results"),
            path("new/", NewCase.as_view(), name="add"),
            path(case, CaseDetail.as_view(), name="detail"),
            *(path(f"{case}{name}/", page.as_view(), name=name) for name, page in ACTS.items()),
            path(f"{case}letters/<uuid:letter>/", LetterPage.as_view(), name="letter"),
            path(f"{case}sources/<int:source>/", AnswerSource.as_view(), name="answer_source"),
            path(f"{case}recipients/<int:recipient>/", TellRecipient.as_view(), name="tell_recipient"),
            path(f"{item}record/", CaseRecord.as_view(), name="record"),
            path(f"{item}confirm/", ConfirmMatch.as_view(), name="confirm_match"),
            path(f"{item}choose/", Choose.as_view(), name="choose"),
            path(f"{item}correct/", Correct.as_view(), name="correct"),
        ]
