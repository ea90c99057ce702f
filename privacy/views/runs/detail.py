"""The page of one run: what may be done next, how far it has come, and its list in numbers."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.views.generic import TemplateView

from privacy.disposal import copies
from privacy.models import RunState
from privacy.views.runs.acts import open_acts
from privacy.views.runs.parts import RunPage, lines_done, lines_left, people_of

#: Seconds after which the page of a running run comes by itself.
REFRESH = 5


class RunDetail(RunPage, TemplateView):
    """Reads the run; what may be done next is a button of its own page."""

    template_name = "privacy/admin/runs/detail.html"

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """While the run is under way the page comes anew by itself, unless the reader has said no."""
        response = super().get(request, *args, **kwargs)
        if self.run.state == RunState.RUNNING and "still" not in request.GET:
            response.headers["Refresh"] = str(REFRESH)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``lines`` of what is left on the list, ``done`` lines, and how far it has come."""
        left = self.run.items.count()
        return super().get_context_data(
            left=left,
            gone=max(self.run.listed - left, 0),
            lines=lines_left(self.run),
            done=lines_done(self.run),
            people=people_of(self.run),
            copies=copies.numbers_of(self.run),
            acts=open_acts(self.run, self.held),
            **kwargs,
        )
