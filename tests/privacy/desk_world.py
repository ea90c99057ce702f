"""Something behind every address of the officers' desk: one of each thing that an address can name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from wagtail.models import Page

from forms_app.models import PageOpening, ReadyQuestion
from privacy import disclosures, letter_texts, notice_texts
from privacy.models import (
    AuditEvent,
    CaseState,
    DisposalItem,
    DisposalRun,
    Hold,
    OutboundMessage,
    OutsideSource,
    RecipientTask,
    RequestItem,
    SectionDefaults,
    SourceAnswer,
)
from privacy.requests import letters
from privacy.roles import Role
from tests.factories import a_controller, a_delegation, a_request, an_activity, an_officer, arm

WAY = "admin/data-protection/"


@dataclass(frozen=True)
class Address:
    """One address of the desk: its name, and the names of what stands in it."""

    name: str
    slots: tuple[str, ...]


def addresses() -> list[Address]:
    """Every address under the officers' menus, as the site knows them."""
    return sorted(_below(get_resolver(), "", ()), key=lambda each: each.name)


def _below(node: URLResolver, way: str, names: tuple[str, ...]) -> Iterator[Address]:
    for each in node.url_patterns:
        path = way + str(each.pattern)
        if isinstance(each, URLPattern):
            if path.startswith(WAY):
                yield Address(":".join((*names, each.name)), tuple(each.pattern.converters))
        elif WAY.startswith(path) or path.startswith(WAY):
            yield from _below(each, path, (*names, each.namespace) if each.namespace else names)


class World:
    """A body with one of each."""

    def __init__(self) -> None:
        now, today = timezone.now(), timezone.localdate()
        self.controller = a_controller()
        self.activity = an_activity(self.controller)
        self.authority = arm(self.activity)
        self.ready_question = ReadyQuestion.objects.create(labels={"sv": "Skostorlek"})
        self.opening = PageOpening.objects.create(page_type="forms_app.FormPage", kinds=["email"])
        self.rule = self.activity.rules.get(selector="record")
        self.section = SectionDefaults.objects.create(
            page=Page.get_first_root_node(), controller=self.controller, activity=self.activity
        )
        self.decider = an_officer(Role.DECISION_MAKER, "beslutar")
        self.delegation = a_delegation(self.controller, self.decider)
        self.outside = OutsideSource.objects.create(controller=self.controller, name="Brevlådan", asked="Registraturen")
        self.case = a_request(self.controller, now=now - timedelta(days=3))
        type(self.case).objects.filter(pk=self.case.pk).update(state=CaseState.REVIEW)
        self.item = RequestItem.objects.update_or_create(
            request=self.case, holding="privacy.requests", record=str(self.case.pk), key="",
            defaults={"certainty": "possible", "outcome": "retained", "reason": "period_running",
                      "described": {"title": "", "reference": self.case.number, "label": "", "lang": "sv"}},
        )[0]  # fmt: skip
        self.source = SourceAnswer.objects.get_or_create(
            request=self.case, name=self.outside.name, defaults={"outside": self.outside, "answer": "waiting"}
        )[0]
        self.recipient = RecipientTask.objects.create(
            request=self.case,
            disclosure=disclosures.record(
                activity=self.case.activity, group=self.case.pk, purpose="badges", given_to="anonymous", columns=[],
                special=False, rows=1, by=self.decider, at=now,
            ),
        )  # fmt: skip
        self.run = DisposalRun.objects.create(
            controller=self.controller, number="1999-1", as_of=today, proposed_by=self.decider, proposed_at=now,
            listed=1,
        )
        self.run_item = DisposalItem.objects.create(
            run=self.run, rule=self.rule, holding="privacy.requests", record=self.case.pk, due_on=date(2026, 1, 1)
        )
        self.mail = OutboundMessage.objects.create(
            kind="request_received", object_id=self.case.pk, version=9, language="sv", message_id="<one@example.org>",
            state="failed", created_at=now, next_attempt_at=now, finished_at=now, attempts=80, problem="Refused",
        )  # fmt: skip
        self.letter = letters.draft(self.case, "received", "sv")
        self.hold = Hold.objects.standing().first() or Hold.objects.create(
            controller=self.controller, scope="activity", activity=self.activity, reason="claim", placed_at=now
        )
        self.group = uuid4()
        self.event = AuditEvent.objects.order_by("pk").first()

    def path_to(self, address: Address) -> str:
        """The address with something that exists in each of its slots.

        :raises KeyError: when nobody has said what stands there.
        """
        return reverse(address.name, args=[self._thing(address, slot) for slot in address.slots])

    def _thing(self, address: Address, slot: str) -> Any:
        namespace, _colon, _name = address.name.partition(":")
        return self.things[address.name, slot] if (address.name, slot) in self.things else self.things[namespace, slot]

    @property
    def things(self) -> dict[tuple[str, str], Any]:
        """(namespace or name of the address, slot) -> what stands there."""
        return {
            ("privacy_overview", "pk"): self.mail.pk,
            ("privacy_cases", "pk"): self.case.pk,
            ("privacy_cases", "item"): self.item.pk,
            ("privacy_cases", "source"): self.source.pk,
            ("privacy_cases", "recipient"): self.recipient.pk,
            ("privacy_runs", "pk"): self.run.pk,
            ("privacy_runs", "item"): self.run_item.pk,
            ("privacy_rules", "pk"): self.rule.pk,
            ("privacy_authorities", "pk"): self.authority.pk,
            ("privacy_audit", "pk"): self.event.pk,
            ("privacy_register", "name"): "retention",
            ("forms_app_ready_questions", "pk"): self.ready_question.pk,
            ("forms_app_page_openings", "pk"): self.opening.pk,
            ("privacy_controllers", "pk"): self.controller.pk,
            ("privacy_activities", "pk"): self.activity.pk,
            ("privacy_sections", "pk"): self.section.pk,
            ("privacy_wordings", "pk"): notice_texts.latest("SE", "sv").pk,
            ("privacy_letter_wordings", "pk"): letter_texts.TEXTS.latest("SE", "sv").pk,
            ("privacy_delegations", "pk"): self.delegation.pk,
            ("privacy_outside_sources", "pk"): self.outside.pk,
            ("privacy_cases", "letter"): self.letter.pk,
            ("privacy_rules", "group"): self.group,
            ("privacy_holds", "pk"): self.hold.pk,
        }
