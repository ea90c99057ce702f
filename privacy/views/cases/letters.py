"""The letters of a case: as they would be, and as they were sent."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.generic import View

from privacy.models import DecisionLetter
from privacy.requests import letters
from privacy.views.cases.parts import CasePage


class LetterPage(CasePage, View):
    """One letter by itself, under a policy of its own; shown in a frame of the desk, or printed."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The letter; a draft as it is stored."""
        letter = get_object_or_404(DecisionLetter, pk=kwargs["letter"], request=self.case.pk)
        response = HttpResponse(letter.html)
        response.headers["Content-Security-Policy"] = f"{letters.POLICY}; frame-ancestors 'self'"
        response.headers["Cache-Control"] = "no-store"
        return response
