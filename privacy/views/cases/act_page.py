"""What the acts on a case have in common: whose they are, and when they are open."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from privacy.requests.acting import ROLES
from privacy.requests.states import STEPS, Act, is_open
from privacy.views.acts import ActPage
from privacy.views.cases.parts import CasePage


class CaseAct(CasePage, ActPage):
    """An act on a case; the table of states says who may do it and when."""

    act: Act

    def setup(self, *args: Any, **kwargs: Any) -> None:
        """Those whose duty the act is may do it."""
        super().setup(*args, **kwargs)
        self.actors = (ROLES[STEPS[self.act].duty],)

    def not_now(self) -> str:
        """The state in which it cannot be done."""
        if is_open(self.act, self.case.state):
            return ""
        return _("The case has the state “%(state)s”, in which this cannot be done.") % {
            "state": self.case.get_state_display()
        }

    def back(self) -> str:
        """The case."""
        return reverse("privacy_cases:detail", args=[self.case.pk])

    @property
    def given(self) -> dict[str, Any]:
        """What every act is called with."""
        return {"request": self.case, "by": self.request.user, "now": self.now}
