"""Who stands in a protocol: names and titles of officials, taken down when they act."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from privacy.models import Controller, Delegation, RetentionRule
from privacy.roles import DATA_OFFICERS, roles_of

Official = dict[str, str]


def named(user: Any, controller: Controller, now: datetime) -> Official:
    """Name and title of ``user``: the title of her delegation, else the role; empty for the clock."""
    if user is None:
        return {}
    return {
        "name": user.get_full_name() or user.get_username(),
        "title": _title(user, controller, now),
        "role": next((str(role) for role in roles_of(user) if role in DATA_OFFICERS), ""),
    }


def standing(rules: Iterable[RetentionRule]) -> list[dict[str, Any]]:
    """The standing approvals that rules act under: rule, by whom, when."""
    return [
        {
            "rule": rule.pk,
            "approved_at": rule.standing_at.isoformat() if rule.standing_at else "",
            **(named(rule.standing_by, rule.activity.controller, rule.standing_at) if rule.standing_at else {}),
        }
        for rule in rules
    ]


def _title(user: Any, controller: Controller, now: datetime) -> str:
    today = controller.local_date(now)
    delegations = Delegation.objects.filter(user=user, controller=controller).order_by("-valid_from")
    return next((found.title for found in delegations if found.is_valid_on(today)), "")
