"""What the journeys of people's rights need: two bodies, their staff, and a case taken from request to closing."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from events.models import EventIndexPage, EventPage, Occasion
from home.models import BodyPage
from privacy.models import Controller, RetentionRule, RightsRequest, SectionDefaults
from privacy.requests import cases, execution
from privacy.requests.decisions import has_enough_identity
from privacy.roles import Role
from tests.factories import FIVE, a_body, a_delegation, a_request, an_officer, arm, published, question
from tests.letter_rules import wrong_in

#: A Swedish board and a Finnish agency.
BODIES: dict[str, dict[str, Any]] = {
    "SE": {"court": {"sv": "Förvaltningsrätten i Malmö"}, "postal_address": "Storgatan 1, 200 10 Älvmark"},
    "FI": {
        "names": {"fi": "Suvannon virasto", "sv": "Ämbetsverket Suvanto"}, "parent_names": {}, "language": "fi",
        "sector": "state", "jurisdiction": "FI", "record_regime": "FI", "time_zone": "Europe/Helsinki",
        "email": "kirjaamo@suvanto.example", "phone": "+358 9 555 0100", "officer_email": "tietosuoja@suvanto.example",
    },
}  # fmt: skip
TITLES = {"SE": "kulturchef", "FI": "hallintojohtaja"}


@dataclass
class Office:
    """A body with its section, whose rules are armed, and the two who work on its cases."""

    law: str
    page: BodyPage
    controller: Controller
    officer: Any
    decider: Any

    @classmethod
    def of(cls, law: str) -> Office:
        page = a_body(**BODIES[law])
        controller = SectionDefaults.objects.get(page=page.page_ptr).controller
        arm(controller.activities.get())
        decider = an_officer(Role.DECISION_MAKER)
        decider.first_name, decider.last_name = "Eva", "Holm"
        decider.save()
        a_delegation(controller, decider, title=TITLES[law])
        return cls(law, page, controller, an_officer(Role.CASE_OFFICER), decider)

    def record_rule(self, **changes: Any) -> None:
        """Another rule for whole records, armed as it is, before anything is stored under it."""
        RetentionRule.objects.filter(activity__controller=self.controller, selector="record").update(**changes)

    def event(self, title: str, day: date) -> EventPage:
        """A seminar with the five ready-made questions, its registration open until it begins."""
        index = EventIndexPage.objects.descendant_of(self.page).first()
        index = index or self.page.add_child(instance=EventIndexPage(title="Evenemang", slug="evenemang"))
        page = EventPage(title=title, kind="seminar", live=False, closes_on=day - timedelta(days=1))
        page.occasions.add(Occasion(first_day=day, start_time=time(10), end_time=time(15)))
        for order, kind in enumerate(FIVE):
            row = question(kind)
            row.sort_order = order
            page.form_fields.add(row)
        page.locale = index.locale
        index.add_child(instance=page)
        return published(page)

    def ask(self, kind: str, language: str, now: datetime, **facts: Any) -> RightsRequest:
        """A request from her mailbox, confirmed and searched."""
        return a_request(self.controller, kind, language=language, now=now, **facts)

    def finish(self, request: RightsRequest, now: datetime) -> RightsRequest:
        """Everything from here on: proof where it is needed, decision, act, answer, closing."""
        if not has_enough_identity(request):
            cases.show_identity(request=request, level="counter", note="Vid disken", by=self.officer, now=now)
        cases.decide(request=request, by=self.decider, now=now)
        execution.execute(request=request, by=self.officer, now=now)
        cases.answer(request=request, by=self.officer, now=now)
        cases.close(request=request, by=self.officer, now=now)
        return request


@dataclass
class Story:
    """One row of the table: what is stored, what is asked, and what must come of it."""

    kind: str
    outcomes: set[tuple[str, str]]
    days: int = 0
    store: Callable[[Office], Any] = lambda office: None
    before: Callable[[Office, RightsRequest], None] = lambda office, request: None


def outcomes_of(request: RightsRequest) -> set[tuple[str, str]]:
    """(outcome, reason) of everything that was found."""
    return set(request.items.values_list("outcome", "reason"))


def wrong_with_letters(request: RightsRequest, *, is_refusal: bool = False) -> list[str]:
    """What the rules of letters find wrong in the answers of the case, in each of their languages."""
    sent = list(request.letters.filter(kind="answer").exclude(frozen_at=None))
    assert sent, "no answer was sent"
    law = request.controller.jurisdiction
    found = []
    for letter in sent:
        found += wrong_in(
            letter.html, law=law, language=letter.language, is_answer=True, is_refusal=is_refusal,
            items=request.items.certain().count(), sources=request.sources.count(),
        )  # fmt: skip
    return found
