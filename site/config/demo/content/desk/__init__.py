"""What the officers find on their desk: things due, held and done, and cases in every state.

Everything is made by the functions that the desk itself calls, at moments that lie in the past.
"""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from privacy.models import Controller
from privacy.roles import Role


@dataclass(frozen=True)
class Desk:
    """Who works there, for whom, and when."""

    staff: dict[Role, Any]
    region: Controller
    agency: Controller
    now: datetime

    @property
    def officer(self) -> Any:
        return self.staff[Role.CASE_OFFICER]

    @property
    def decider(self) -> Any:
        return self.staff[Role.DECISION_MAKER]

    @property
    def archivist(self) -> Any:
        return self.staff[Role.ARCHIVIST]


def desk_of(staff: dict[Role, Any], now: datetime) -> Desk:
    """The desk of the demo's two bodies."""
    return Desk(
        staff, Controller.objects.get(jurisdiction="SE"), Controller.objects.get(jurisdiction="FI"), now
    )
