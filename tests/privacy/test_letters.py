"""Letters say what the law asks, in the words of the body's own law, and what was sent stays as it was sent."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import django
import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from wagtail.models import Page

from privacy import letter_texts
from privacy.models import (
    Certainty,
    ClosingReason,
    DecisionLetter,
    Delegation,
    IdentityLevel,
    LetterKind,
    Outcome,
    OutsideSource,
    Reason,
    RequestChannel,
    RequestItem,
    RequestKind,
    RightsRequest,
    SourceAnswer,
)
from privacy.requests import intake, letters
from tests.house.tree import ROOT
from tests.language_purity import Catalogue
from tests.letter_rules import wrong_in
from tests.privacy.conftest import arm, make_body, rule_on

NOON = datetime(2027, 2, 1, 12, tzinfo=ZoneInfo("Europe/Stockholm"))
LANGUAGES = ("sv", "fi", "en")
LAWS = [(law, language) for law in ("SE", "FI") for language in LANGUAGES]
by_law_and_language = pytest.mark.parametrize(("law", "language"), LAWS)
COURT = {"sv": "Förvaltningsrätten i Granvik"}
ADDRESS = "aino.ek@example.org"


@cache
def catalogue() -> Catalogue:
    """Every string of ours in Swedish and Finnish."""
    learnt = Catalogue()
    for language in ("sv", "fi"):
        learnt.read_po(ROOT / "locale" / language / "LC_MESSAGES" / "django.po", target=language)
        learnt.read_po(
            Path(django.__file__).parent / "conf" / "locale" / language / "LC_MESSAGES" / "django.po", target=language
        )
    return learnt


@pytest.fixture(autouse=True)
def anywhere() -> Iterator[None]:
    """Letters are in their own language whatever is spoken around them."""
    yield


@pytest.fixture
def made(page: Page) -> Any:
    """Makes a case of this law in this language, decided, with what was found."""

    def make(law: str, language: str, kind: str = "erasure", **columns: Any) -> RightsRequest:
        body = make_body(page, law)
        body.controller.court = COURT if law == "SE" else {}
        body.controller.postal_address = "Storgatan 1, 200 10 Granvik"
        body.controller.save()
        arm(rule_on(body, "record"), "KN 2026/17")
        request = intake.receive(
            controller=body.controller, kind=kind, channel=RequestChannel.WEB, language=language, name="Aino Ek",
            addresses=[("email", ADDRESS)], text="", now=NOON,
        )  # fmt: skip
        sign(request, **columns)
        for name, answer, count in (("privacy.requests", "found", 1), ("traces", "nothing", 0)):
            SourceAnswer.objects.create(request=request, name=name, answer=answer, count=count)
        binder = OutsideSource.objects.create(controller=body.controller, name={"SE": "Pärmen", "FI": "Kansio"}[law])
        SourceAnswer.objects.create(request=request, name=binder.name, outside=binder, answer="nothing")
        return request

    return make


def sign(request: RightsRequest, **columns: Any) -> None:
    """Let somebody with a delegation decide."""
    user = get_user_model().objects.create_user("beslut", first_name="Eva", last_name="Holm")
    delegation = Delegation.objects.create(
        controller=request.controller, user=user, title={"SE": "kulturchef", "FI": "hallintojohtaja"}[
            request.controller.jurisdiction], number="A 4.2", valid_from=date(2027, 1, 1),
    )  # fmt: skip
    facts = {"decided_at": NOON, "decided_by": user, "delegation": delegation, "state": "decided",
             "identity_level": IdentityLevel.MAILBOX, **columns}  # fmt: skip
    for name, value in facts.items():
        setattr(request, name, value)
    request.save()


def add_item(request: RightsRequest, outcome: str, reason: str, number: int = 0, **columns: Any) -> RequestItem:
    """One thing that was decided about; carried out where something was to be done."""
    facts = {
        "holding": "forms_app.submissions", "record": f"r{number}", "key": f"k{number}", "certainty": Certainty.KEY,
        "done_at": None if outcome in ("retained", "nothing") else NOON + timedelta(days=1),
        "until_on": date(2028, 5, 31) if outcome == "retained" else None,
        "described": {"title": "KLS 7", "reference": "KLS-2F7Q", "label": "RFID", "lang": ""},
        **columns,
    }  # fmt: skip
    return RequestItem.objects.create(request=request, outcome=outcome, reason=reason, **facts)


def text_of(letter: DecisionLetter) -> str:
    return " ".join(BeautifulSoup(letter.html, "html.parser").get_text(" ").split())


def wrong(letter: DecisionLetter, law: str, **given: Any) -> list[str]:
    given = {"is_answer": True, "catalogue": catalogue(), **given}
    return wrong_in(letter.html, law=law, language=letter.language, **given)


# --- every kind, outcome and reason ------------------------------------------------------------


@by_law_and_language
def test_every_outcome_and_every_reason_has_its_words_and_its_provision(law: str, language: str) -> None:
    parts = letter_texts.TEXTS.shipped(law, language)
    wanted = {
        *(f"outcome_{each}" for each in Outcome.values),
        *(f"sum_{each}" for each in Outcome.values),
        *(f"{kind}_{each}" for kind in ("reason", "provision") for each in Reason.values),
        *(f"{kind}_{each}" for kind in ("about", "asks") for each in RequestKind.values),
        *(f"provision_as_asked_{each}" for each in RequestKind.values),
        *(f"identity_{each}" for each in IdentityLevel.values),
        *(f"channel_{each}" for each in RequestChannel.values),
        *(f"source_{each}" for each in SourceAnswer.Answer.values if each != "found"),
        *(f"heading_{each}" for each in LetterKind.values),
        *(f"{kind}_{each}" for kind in ("decision", "why") for each in ClosingReason.values if each != "withdrawn"),
    }
    assert len(wanted) > 100
    assert {name for name in wanted if not parts.get(name)} == set()


@pytest.mark.parametrize("law", ["SE", "FI"])
def test_a_law_says_the_same_parts_in_each_language(law: str) -> None:
    names = [set(letter_texts.TEXTS.shipped(law, language)) for language in LANGUAGES]
    assert len(names[0]) > 200
    assert names[0] == names[1] == names[2]


@by_law_and_language
@pytest.mark.parametrize("kind", RequestKind.values)
def test_an_answer_with_every_outcome_and_reason_keeps_every_rule(
    made: Any, law: str, language: str, kind: str
) -> None:
    request = made(law, language, kind)
    pairs = [(outcome, list(Reason.values)[number % len(Reason.values)])
             for number, outcome in enumerate(list(Outcome.values) * 2)]  # fmt: skip
    assert {reason for _outcome, reason in pairs} == set(Reason.values)
    for number, (outcome, reason) in enumerate(pairs):
        add_item(request, outcome, reason, number)
    for written in letters.languages_of(request):
        letter = letters.draft(request, LetterKind.ANSWER, written, NOON)
        assert wrong(letter, law, items=len(pairs), sources=3) == []
