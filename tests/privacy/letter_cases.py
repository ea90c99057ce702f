"""Decided cases of either law in each language, with what was found, for tests of letters."""

from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import django
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from wagtail.models import Page

from privacy.models import (
    Certainty,
    DecisionLetter,
    Delegation,
    IdentityLevel,
    OutsideSource,
    RequestChannel,
    RequestItem,
    RightsRequest,
    SourceAnswer,
)
from privacy.requests import intake
from tests.house.tree import ROOT
from tests.language_purity import Catalogue
from tests.letter_rules import wrong_in
from tests.privacy.conftest import arm, make_body, rule_on

NOON = datetime(2027, 2, 1, 12, tzinfo=ZoneInfo("Europe/Stockholm"))
LANGUAGES = ("sv", "fi", "en")
LAWS = [(law, language) for law in ("SE", "FI") for language in LANGUAGES]
COURT = {"sv": "Förvaltningsrätten i Granvik"}
ADDRESS = "aino.ek@example.org"
TITLES = {"SE": "kulturchef", "FI": "hallintojohtaja"}
BINDERS = {"SE": "Pärmen", "FI": "Kansio"}


@cache
def catalogue() -> Catalogue:
    """Every string of ours and of Django's in Swedish and Finnish."""
    learnt = Catalogue()
    for language in ("sv", "fi"):
        for folder in (ROOT / "locale", Path(django.__file__).parent / "conf" / "locale"):
            learnt.read_po(folder / language / "LC_MESSAGES" / "django.po", target=language)
    return learnt


def a_case(page: Page, law: str, language: str, kind: str = "erasure", **columns: Any) -> RightsRequest:
    """A case under this law from somebody who speaks this language: decided, three sources searched, nothing found."""
    body = make_body(page, law)
    controller = body.controller
    controller.court = COURT if law == "SE" else {}
    controller.postal_address = "Storgatan 1, 200 10 Granvik"
    controller.save()
    arm(rule_on(body, "record"), "KN 2026/17")
    request = intake.receive(
        controller=controller, kind=kind, channel=RequestChannel.WEB, language=language, name="Aino Ek",
        addresses=[("email", ADDRESS)], text="", now=NOON,
    )  # fmt: skip
    _sign(request, **columns)
    binder = OutsideSource.objects.create(controller=controller, name=BINDERS[law])
    SourceAnswer.objects.create(request=request, name="privacy.requests", answer="found", count=1)
    SourceAnswer.objects.create(request=request, name="traces", answer="nothing")
    SourceAnswer.objects.create(request=request, name=binder.name, outside=binder, answer="nothing")
    return request


def _sign(request: RightsRequest, **columns: Any) -> None:
    """Let somebody with a delegation decide."""
    user = get_user_model().objects.create_user("beslut", first_name="Eva", last_name="Holm")
    controller = request.controller
    delegation = Delegation.objects.create(
        controller=controller, user=user, title=TITLES[controller.jurisdiction], number="A 4.2",
        valid_from=date(2027, 1, 1),
    )  # fmt: skip
    facts = {"decided_at": NOON, "decided_by": user, "delegation": delegation, "state": "decided",
             "identity_level": IdentityLevel.MAILBOX, **columns}  # fmt: skip
    for name, value in facts.items():
        setattr(request, name, value)
    request.save()


def add_item(request: RightsRequest, outcome: str, reason: str, number: int = 0, **columns: Any) -> RequestItem:
    """One thing that was decided about; carried out the day after where something was to be done."""
    facts = {
        "holding": "forms_app.submissions", "record": f"r{number}", "key": f"k{number}", "certainty": Certainty.KEY,
        "done_at": None if outcome in ("retained", "nothing") else NOON + timedelta(days=1),
        "until_on": date(2028, 5, 31) if outcome == "retained" else None,
        "described": {"title": "KLS 7", "reference": "KLS-2F7Q", "label": "RFID", "lang": ""},
        **columns,
    }  # fmt: skip
    return RequestItem.objects.create(request=request, outcome=outcome, reason=reason, **facts)


def text_of(letter: DecisionLetter) -> str:
    """What the letter says, on one line."""
    return " ".join(BeautifulSoup(letter.html, "html.parser").get_text(" ").split())


def wrong(letter: DecisionLetter, law: str, **given: Any) -> list[str]:
    """What is wrong with the letter."""
    given = {"is_answer": True, "catalogue": catalogue(), **given}
    return wrong_in(letter.html, law=law, language=letter.language, **given)
