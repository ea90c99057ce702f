"""Requests about personal data, one in every state, for both bodies, in Swedish and Finnish.

Looking through every text takes a while, so those that have been searched are shared between the bodies.
"""
from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from config.demo.content.desk import Desk
from privacy.models import (
    CaseState,
    Certainty,
    ClosingReason,
    Controller,
    IdentityLevel,
    RequestToken,
    RightsRequest,
    SourceAnswer,
)
from privacy.requests import answering, cases, decisions, execution, intake, letters, search, tokens

WEB, LETTER, MAIL, COUNTER = "web", "letter", "email", "counter"


@dataclass(frozen=True)
class Asked:
    """One request: how long ago, what is asked how by whom, and how far the case has come."""

    days: int
    state: str
    kind: str
    channel: str
    language: str
    name: str
    text: str = ""

    @property
    def email(self) -> str:
        first, last = self.name.lower().translate(str.maketrans("åäö", "aao")).split()
        return f"{first}.{last}@example.org"


REGION = (
    Asked(1, "received", "access", WEB, "sv", "Ronja Hällmark", "Jag vill veta vad ni har sparat om mig."),
    Asked(3, "identity_pending", "access", LETTER, "fi", "Outi Saarikallio", "Mitä tietoja minusta on?"),
    Asked(0, "searching", "erasure", WEB, "sv", "Edla Strandvåg", "Ta bort min anmälan, jag kan inte komma."),
    Asked(29, "review", "erasure", MAIL, "sv", "Tage Norrskata", "Radera det ni har om mig."),
    Asked(22, "decided", "access", WEB, "sv", "Nadja Ekvret"),
    Asked(26, "answered", "access", WEB, "sv", "Karin Vasslund"),
    Asked(12, "withdrawn", "objection", WEB, "sv", "Didrik Lövnäs"),
    Asked(15, "refused", "erasure", LETTER, "sv", "Holger Rimfors", "Sjunde brevet i samma sak."),
    Asked(70, "appealed", "erasure", WEB, "fi", "Kaisu Rantaniitty", "Poistakaa kaikki tietoni."),
)
AGENCY = (
    Asked(2, "received", "erasure", WEB, "fi", "Taimi Louhivaara", "Poistakaa minua koskevat tiedot."),
    Asked(9, "identity_pending", "access", MAIL, "sv", "Henrik Skogsby", "Jag vill se mina uppgifter."),
    Asked(0, "searching", "access", WEB, "fi", "Saana Kuulas"),
    Asked(25, "review", "objection", MAIL, "fi", "Jouko Tammimäki", "En halua, että tietojani käytetään tilastoihin."),
    Asked(21, "executing", "access", WEB, "fi", "Tarmo Vihersaari"),
    Asked(19, "verified", "erasure", COUNTER, "fi", "Pinja Ruskolahti", "Haluan tietoni pois."),
    Asked(65, "closed", "access", MAIL, "fi", "Meri Kallionpää"),
    Asked(11, "withdrawn", "erasure", WEB, "fi", "Urho Kivisalmi"),
    Asked(16, "refused", "access", LETTER, "sv", "Torvald Backnäs", "Samma begäran som förra veckan."),
)

#: The way of a case that is neither withdrawn nor refused.
ROAD = ("searching", "review", "decided", "executing", "verified", "answered", "closed", "appealed")


class _Interrupted(Exception):
    """The case that waits for somebody to carry on with it."""


def happen(desk: Desk) -> None:
    """Let the requests come in one after another, and each go as far as it has come."""
    coming = [(desk.region, asked) for asked in REGION] + [(desk.agency, asked) for asked in AGENCY]
    for controller, asked in sorted(coming, key=lambda pair: -pair[1].days):
        _Case(desk, controller, asked).come()


class _Case:
    """One request on its way. Each step lies a day after the one before, and never after today."""

    def __init__(self, desk: Desk, controller: Controller, asked: Asked) -> None:
        self.desk, self.controller, self.asked = desk, controller, asked
        self.at = desk.now - timedelta(days=asked.days, hours=2)

    def come(self) -> None:
        """From the request to its state."""
        asked = self.asked
        is_entered = asked.channel != WEB
        self.case: RightsRequest = intake.receive(
            controller=self.controller, kind=asked.kind, channel=asked.channel, language=asked.language,
            name=asked.name, addresses=[("email", asked.email)], text=asked.text, now=self.at,
            by=self.desk.officer if is_entered else None,
        )  # fmt: skip
        if asked.state in ROAD:
            for state in ROAD[: ROAD.index(asked.state) + 1]:
                getattr(self, f"_{state}")()
        else:
            getattr(self, f"_{asked.state}")()

    def _next(self) -> datetime:
        self.at = min(self.at + timedelta(days=1), self.desk.now)
        return self.at

    def _officer(self, act: Callable[..., Any], **more: Any) -> None:
        self.case.refresh_from_db()
        act(request=self.case, by=self.desk.officer, now=self._next(), **more)

    def _received(self) -> None:
        """It waits for the answer to the mail that asks for confirmation."""

    def _identity_pending(self) -> None:
        self._officer(cases.ask_identity)
        letters.send(request=self.case, kind="ask_identity", by=self.desk.officer, now=self.at)

    def _withdrawn(self) -> None:
        self._officer(cases.withdraw)

    def _refused(self) -> None:
        decisions.refuse(
            request=self.case, reason=ClosingReason.EXCESSIVE, by=self.desk.decider, now=self._next()
        )

    def _searching(self) -> None:
        """Confirmed by the link in the mail; what came otherwise is opened by a case officer."""
        if self.asked.channel == WEB:
            link = tokens.issue(self.case, RequestToken.Purpose.CONFIRM, now=self.at)
            intake.confirm(link, self.at)
        else:
            self._officer(cases.open_case)

    def _review(self) -> None:
        self.case.refresh_from_db()
        if self.case.state == CaseState.SEARCHING:
            search.search(self.case, self._next())

    def _decided(self) -> None:
        """Nothing is left open: who she is, what is hers, and what the sources outside the site have."""
        self._officer(cases.show_identity, level=IdentityLevel.COUNTER, note=_SHOWN[self.asked.language])
        for item in self.case.items.filter(certainty=Certainty.POSSIBLE):
            item.refresh_from_db()
            if item.certainty == Certainty.POSSIBLE:  # one answer holds for everything of its record
                cases.confirm_match(item=item, is_hers=True, by=self.desk.officer, now=self.at)
        for source in self.case.sources.filter(answer=SourceAnswer.Answer.WAITING):
            cases.answer_source(
                source=source, answer=SourceAnswer.Answer.NOTHING, by=self.desk.officer, now=self.at
            )
        self.case.refresh_from_db()
        decisions.decide(request=self.case, by=self.desk.decider, now=self._next())

    def _executing(self) -> None:
        """Where it is to stay in this state, the power went out."""
        stays = self.asked.state == "executing"

        def reached(step: str) -> None:
            if stays and step == execution.BEGUN:
                raise _Interrupted

        with suppress(_Interrupted):
            self._officer(execution.execute, reached=reached)

    def _verified(self) -> None:
        """That is where carrying out ends."""

    def _answered(self) -> None:
        letters.send(request=self.case, kind="answer", by=self.desk.decider, now=self._next())
        self._officer(answering.answer)

    def _closed(self) -> None:
        self._officer(answering.close)

    def _appealed(self) -> None:
        self._officer(answering.appeal)


_SHOWN = {"sv": "Visade legitimation i receptionen", "fi": "Näytti henkilökortin neuvonnassa"}
