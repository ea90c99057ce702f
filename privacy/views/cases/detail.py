"""One case on one page; every act is a button that leads to a page of its own."""

from __future__ import annotations

from typing import Any

from django.views.generic import TemplateView

from privacy.models import RequestKind
from privacy.requests import decisions
from privacy.requests.states import Act, State, is_open
from privacy.roles import Role
from privacy.views.cases.act_list import open_acts
from privacy.views.cases.parts import CasePage, facts_of
from privacy.views.cases.recipients import recipients_of


class CaseDetail(CasePage, TemplateView):
    """Reads the case, and shows whoever may act what comes next."""

    template_name = "privacy/admin/cases/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``first`` and ``others``, the acts; what stands against a decision; and what may be done with items."""
        case = self.case
        obstacles = decisions.obstacles(case) if case.state == State.REVIEW else []
        first, others = open_acts(case, self.held)
        prepares = self.may(Role.CASE_OFFICER)
        return super().get_context_data(
            **facts_of(case),
            first=None if obstacles else first,
            others=others,
            obstacles=obstacles,
            waits_for_decision=case.state == State.REVIEW and first is None,
            may_choose=prepares and is_open(Act.CHOOSE, case.state),
            may_correct=prepares and is_open(Act.CHOOSE, case.state) and case.kind == RequestKind.RECTIFICATION,
            recipients=recipients_of(case),
            may_tell=prepares and is_open(Act.TELL_RECIPIENT, case.state),
            may_answer_sources=prepares and is_open(Act.ANSWER_SOURCE, case.state),
            **kwargs,
        )
