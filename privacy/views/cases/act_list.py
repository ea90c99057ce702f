"""Every act on a case with its address, in the order in which a case is worked."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from privacy.models import RightsRequest
from privacy.requests.acting import ROLES
from privacy.requests.states import STEPS, State, is_open
from privacy.roles import Role
from privacy.views.cases import deciding, preparing
from privacy.views.cases.act_page import CaseAct

#: Name of the address -> the act.
ACTS: dict[str, type[CaseAct]] = {
    "open": preparing.Open,
    "search": preparing.Search,
    "decide": deciding.Decide,
    "execute": deciding.Execute,
    "answer": deciding.Answer,
    "close": deciding.Close,
    "show-identity": preparing.ShowIdentity,
    "ask-identity": preparing.AskIdentity,
    "add-address": preparing.AddAddress,
    "extend": preparing.Extend,
    "opinion": preparing.GiveOpinion,
    "appeal": deciding.Appeal,
    "refuse": deciding.Refuse,
    "withdraw": preparing.Withdraw,
}
#: Which act leads on from a state.
_LEADS_ON = {
    State.RECEIVED: "open",
    State.IDENTITY_PENDING: "show-identity",
    State.SEARCHING: "search",
    State.REVIEW: "decide",
    State.DECIDED: "execute",
    State.EXECUTING: "execute",
    State.VERIFIED: "answer",
    State.REFUSED: "answer",
    State.ANSWERED: "close",
    State.APPEALED: "close",
}


def open_acts(case: RightsRequest, held: set[Role]) -> tuple[dict[str, Any] | None, list[dict[str, Any]]]:
    """(the act that leads on, the others) that somebody with these roles finds on the page of the case."""
    leading = _LEADS_ON.get(State(case.state), "")
    first, others = None, []
    for name, page in ACTS.items():
        if not is_open(page.act, case.state) or ROLES[STEPS[page.act].duty] not in held or _is_done(case, name):
            continue
        link = {"label": page.leaf, "url": reverse(f"privacy_cases:{name}", args=[case.pk])}
        if name == leading:
            first = link
        else:
            others.append(link)
    return first, others


def _is_done(case: RightsRequest, name: str) -> bool:
    """What is done once, and has been done."""
    return (name == "ask-identity" and case.identity_asked_at is not None) or (
        name == "extend" and case.extended_at is not None
    )
