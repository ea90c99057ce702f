"""Letters say what the law asks, in the words of the body's own law."""

import re
from datetime import date

import pytest
from wagtail.models import Page

from privacy import letter_texts
from privacy.models import (
    Certainty,
    ClosingReason,
    IdentityLevel,
    LetterKind,
    Outcome,
    Reason,
    RequestChannel,
    RequestKind,
    SourceAnswer,
)
from privacy.requests import letters
from tests.privacy.letter_cases import ADDRESS, LANGUAGES, LAWS, NOON, a_case, add_item, catalogue, text_of, wrong

by_law_and_language = pytest.mark.parametrize(("law", "language"), LAWS)


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
def test_an_answer_with_every_outcome_and_reason_keeps_every_rule_whatever_was_asked(
    page: Page, law: str, language: str
) -> None:
    request = a_case(page, law, language)
    outcomes, reasons = list(Outcome.values), list(Reason.values)
    pairs = [(outcomes[turn % len(outcomes)], reasons[turn % len(reasons)]) for turn in range(len(reasons) + 1)]
    assert {outcome for outcome, _reason in pairs} == set(outcomes)
    assert {reason for _outcome, reason in pairs} == set(reasons)
    for number, (outcome, reason) in enumerate(pairs):
        add_item(request, outcome, reason, number)
    for kind in RequestKind.values:
        request.kind = kind
        for written in letters.languages_of(request):
            letter = letters.draft(request, LetterKind.ANSWER, written, NOON)
            # What differs by kind is short: the purity of the whole is judged once.
            judged = catalogue() if kind == RequestKind.ERASURE else None
            assert (kind, wrong(letter, law, items=len(pairs), sources=3, catalogue=judged)) == (kind, [])


@by_law_and_language
def test_an_answer_when_nothing_was_found_says_where_was_searched(page: Page, law: str, language: str) -> None:
    request = a_case(page, law, language, "access")
    letter = letters.draft(request, LetterKind.ANSWER, language, NOON)
    assert wrong(letter, law, items=0, sources=3) == []


@by_law_and_language
def test_a_refusal_says_why_nothing_is_done_and_nothing_of_what_is_stored(page: Page, law: str, language: str) -> None:
    request = a_case(page, law, language, closing_reason=ClosingReason.UNFOUNDED)
    add_item(request, "erased", "minor")
    sentences = letter_texts.TEXTS.shipped(law, language)
    for reason in ("not_identified", "unfounded", "excessive"):
        request.closing_reason = reason
        letter = letters.draft(request, LetterKind.ANSWER, language, NOON)
        assert wrong(letter, law, is_refusal=True) == []
        assert "KLS-2F7Q" not in letter.html
        assert sentences[f"why_{reason}"] in text_of(letter)


@by_law_and_language
def test_the_other_letters_keep_the_rules_and_say_whom_to_ask(page: Page, law: str, language: str) -> None:
    request = a_case(page, law, language, extension_reason="KLS 7")
    for kind in set(LetterKind.values) - {LetterKind.ANSWER}:
        letter = letters.draft(request, kind, language, NOON)
        assert (kind, wrong(letter, law, is_answer=False)) == (kind, [])
        assert request.controller.email in text_of(letter)
    extended = text_of(letters.draft(request, LetterKind.EXTENSION, language, NOON))
    assert "KLS 7" in extended


# --- what a letter says --------------------------------------------------------------------------


def test_a_swedish_decision_grants_in_part_and_says_until_when_the_rest_is_kept(page: Page) -> None:
    request = a_case(page, "SE", "sv")
    rule = request.controller.activities.first().rules.get(selector="record")
    add_item(request, "blanked", "purpose_ended", described={"title": "Höstmöte", "label": "Specialkost", "lang": "sv"})
    add_item(request, "retained", "period_running", key="", rule=rule,
             described={"title": "Höstmöte", "reference": "KLS-2F7Q", "label": "", "lang": "sv"})  # fmt: skip
    text = text_of(letters.draft(request, LetterKind.ANSWER, "sv", NOON))
    assert "bifaller din begäran i fråga om specialkost. I övrigt avslås begäran." in text
    assert "Specialkost: raderades 2 februari 2027." in text
    assert "Höstmöte (KLS-2F7Q): anmälan i övrigt: gallras senast 31 maj 2028." in text
    assert "gallringsbeslut KN 2026/17" in text
    assert "säkerhetskopior till 9 mars 2027" in text
    assert "av Eva Holm, kulturchef, på delegation (A 4.2)" in text
    assert "Förvaltningsrätten i Granvik" in text
    assert "inom tre veckor från den dag då du fick del av beslutet" in text


def test_a_finnish_reply_in_swedish_says_the_same_with_finnish_words(page: Page) -> None:
    request = a_case(page, "FI", "sv")
    add_item(request, "erased", "authority_allows", key="")
    text = text_of(letters.draft(request, LetterKind.ANSWER, "sv", NOON))
    assert "Svar på din begäran enligt dataskyddsförordningen" in text
    assert "Förstörd" in text
    assert "anmälan till dataombudsmannen" in text


def test_swedish_decides_in_sweden_and_her_own_national_language_in_finland(page: Page) -> None:
    languages = {}
    request = a_case(page, "SE", "fi")
    for law, own in LAWS:
        request.controller.jurisdiction, request.language = law, own
        request.controller.language = {"SE": "sv", "FI": "fi"}[law]
        languages[law, own] = letters.languages_of(request)
    assert languages == {
        ("SE", "sv"): ["sv"], ("SE", "fi"): ["sv", "fi"], ("SE", "en"): ["sv", "en"],
        ("FI", "sv"): ["sv"], ("FI", "fi"): ["fi"], ("FI", "en"): ["fi", "en"],
    }  # fmt: skip


def test_a_translation_says_that_it_is_one(page: Page) -> None:
    request = a_case(page, "SE", "fi")
    decides, translated = (letters.draft(request, LetterKind.ANSWER, each, NOON) for each in ("sv", "fi"))
    assert (decides.authoritative, translated.authoritative) == (True, False)
    assert "Tämä on käännös" in text_of(translated)
    assert "En översättning till ditt språk följer med." in text_of(decides)


def test_a_letter_to_somebody_with_a_protected_identity_has_no_address(page: Page) -> None:
    request = a_case(page, "SE", "sv", postal_address="Ekgatan 4\n211 00 Granvik")
    open_letter = text_of(letters.draft(request, LetterKind.ANSWER, "sv", NOON))
    assert "Ekgatan 4 211 00 Granvik" in open_letter
    request.protected = True
    closed = text_of(letters.draft(request, LetterKind.ANSWER, "sv", NOON))
    assert "Ekgatan" not in closed
    assert ADDRESS not in closed
    assert "Utan adress: du har skyddade personuppgifter" in closed


def test_what_is_somebody_elses_is_not_in_the_letter(page: Page) -> None:
    request = a_case(page, "SE", "sv")
    add_item(request, "erased", "minor", described={"title": "Hennes", "label": "", "lang": "sv"}, key="")
    add_item(request, "erased", "minor", 1, described={"title": "Grannens", "label": "", "lang": "sv"}, key="",
             certainty=Certainty.REJECTED)  # fmt: skip
    text = text_of(letters.draft(request, LetterKind.ANSWER, "sv", NOON))
    assert "Hennes" in text
    assert "Grannens" not in text


def test_a_body_writes_its_own_words_and_the_letter_names_the_version(page: Page) -> None:
    request = a_case(page, "SE", "sv")
    before = letters.draft(request, LetterKind.ANSWER, "sv", NOON)
    parts = {**letter_texts.TEXTS.latest("SE", "sv").parts, "heading_answer": "Nämndens beslut"}
    letter_texts.TEXTS.issue("SE", "sv", parts, issued_on=date(2027, 1, 1))
    old = before.template_version
    after = letters.draft(request, LetterKind.ANSWER, "sv", NOON)
    assert "Nämndens beslut" in text_of(after)
    assert (old, after.template_version) == ("SE-sv-1/1", "SE-sv-2/1")


# --- the rules see what is wrong -----------------------------------------------------------------


@pytest.mark.parametrize(("law", "cut", "put", "expected"), [
    ("SE", r"Integritetsskyddsmyndigheten", "den myndighet", "supervisory authority"),
    ("SE", r"Förvaltningsrätten", "Kammarrätten", "administrative court"),
    ("SE", r"tre veckor", "en månad", "three weeks"),
    ("SE", r'<section class="appeal".*?</section>', "", "how to appeal"),
    ("SE", r'<span class="n">7</span>', "", "numbered"),
    ("SE", r"Artikel 17\.1 a[^<]*<", "Vår vana<", "no provision"),
    ("SE", r">2 februari 2027<", "><", "no date"),
    ("SE", r"<tr>\s*<th scope=.row.[^>]*>Alla texter.*?</tr>", "", "not every source"),
    ("SE", r"Klagomål och frågor", "Ota yhteyttä ja kysy meiltä", "is fi"),
    ("FI", r"tietosuojavaltuutetun", "viranomaisen", "supervisory authority"),
    ("FI", r"Jos olet tyytymätön", "Valitusosoitus", "“valitus”"),
    ("FI", r"</main>", '<section class="appeal">x</section></main>', "box on appeals"),
])  # fmt: skip
def test_a_planted_fault_is_seen(page: Page, law: str, cut: str, put: str, expected: str) -> None:
    request = a_case(page, law, {"SE": "sv", "FI": "fi"}[law])
    add_item(request, "erased", "minor")
    letter = letters.draft(request, LetterKind.ANSWER, request.language, NOON)
    assert wrong(letter, law, items=1, sources=3) == []
    planted = re.sub(cut, put, letter.html, flags=re.DOTALL)
    assert planted != letter.html
    letter.html = planted
    assert any(expected in each for each in wrong(letter, law, items=1, sources=3))
