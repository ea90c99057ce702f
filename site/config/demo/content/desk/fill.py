"""Filling the desk of the demo."""
from __future__ import annotations

from datetime import datetime
from typing import Any

from config.demo.content.desk import cases, courses, desk_of, past
from privacy.roles import Role


def fill(staff: dict[Role, Any], now: datetime) -> None:
    """Let happen what the officers find when the demo begins."""
    desk = desk_of(staff, now)
    past.settle(desk)
    past.happen(desk)
    cases.happen(desk)
    courses.happen(desk)
