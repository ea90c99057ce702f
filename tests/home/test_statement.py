"""An accessibility statement has the headings and sentences of its controller's law, in the language of the page."""
import re
import tomllib
from datetime import date

import pytest
from django.test import Client

from home import statements
from home.models import AccessibilityStatementPage
from home.publishing import PublishingRefused
from privacy import runs
from tests.factories import a_body, in_language, published

WHOLE = {
    "service": "Evenemangen på events.example",
    "status": "partly",
    "shortcomings": "<p>Filmerna saknar undertexter.</p>",
    "how_tested": "<p>Vi har prövat själva.</p>",
    "assessed_on": date(2026, 10, 5),
    "made_on": date(2025, 3, 1),
    "feedback_email": "webb@region.example",
    "responsible_unit": "Kommunikationsenheten",
}


def a_statement(jurisdiction="SE", **facts):
    body = a_body(jurisdiction=jurisdiction)
    page = AccessibilityStatementPage(title="Tillgänglighet", slug="tillganglighet", live=False, **{**WHOLE, **facts})
    return body.add_child(instance=page)


def headings_of(page):
    html = Client().get(page.get_url_parts()[2]).content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    return [" ".join(text.split()) for text in re.findall(r"<h[23][^>]*>(.*?)</h[23]>", main, re.DOTALL)], main


@pytest.mark.parametrize(
    ("jurisdiction", "language", "first", "authority"),
    [
        ("SE", "sv", "Om redogörelsen", "Digg"),
        ("SE", "fi", "Tietoa selosteesta", "Digg"),
        ("SE", "en", "About this statement", "Digg"),
        ("FI", "sv", "Vilken tjänst utlåtandet gäller", "Traficom"),
        ("FI", "fi", "Mitä palvelua seloste koskee", "Traficom"),
        ("FI", "en", "Which service the statement is about", "Traficom"),
    ],
)
def test_a_statement_speaks_by_the_law_of_the_controller_in_the_language_of_the_page(
    db, jurisdiction, language, first, authority
):
    page = published(a_statement(jurisdiction))
    shown = page if language == "sv" else in_language(page, language, {})
    found, main = headings_of(shown)
    assert found[0] == first
    assert authority in main
    assert "webb@region.example" in main


def test_every_wording_has_the_parts_of_its_law_and_asks_only_for_what_is_known():
    known = {"actor", "service", "unit", *statements.DATES}
    by_law = {}
    for path in statements.FOLDER.glob("*.toml"):
        template = tomllib.loads(path.read_text())
        law = path.name.split(".")[0]
        by_law.setdefault(law, []).append([each["parts"] for each in template["sections"]])
        for sentence in template["sentences"].values():
            assert runs.slots_of(sentence) <= known
    assert {law: len(found) for law, found in by_law.items()} == {"SE": 3, "FI": 3}
    assert all(found == by_law[law][0] for law in by_law for found in by_law[law])


def test_the_editors_own_text_stands_instead_of_the_one_about_supervision(db):
    page = published(a_statement(supervision="<p>Tillsynen har en ny myndighet.</p>"))
    _found, main = headings_of(page)
    assert "ny myndighet" in main
    assert "Digg" not in main


def test_a_body_may_change_the_wording_without_a_change_of_the_code(db, settings, tmp_path):
    shipped = (statements.FOLDER / "SE.sv.toml").read_text()
    assert "Om redogörelsen" in shipped
    (tmp_path / "SE.sv.toml").write_text(shipped.replace("Om redogörelsen", "Vad du läser här"))
    settings.KALLELSE_WORDINGS = str(tmp_path)
    found, _main = headings_of(published(a_statement()))
    assert found[0] == "Vad du läser här"


def test_what_is_not_written_has_no_heading(db):
    found, _main = headings_of(published(a_statement()))
    assert "Brister" in found
    assert "Oskäligt betungande anpassning" not in found


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"service": ""}, "what the statement is about"),
        ({"status": ""}, "how accessible the service is"),
        ({"how_tested": ""}, "how the accessibility was tested"),
        ({"assessed_on": None}, "last assessed"),
        ({"made_on": None}, "statement was made"),
        ({"feedback_email": ""}, "an e-mail address for feedback"),
        ({"responsible_unit": ""}, "the unit that answers"),
        ({"shortcomings": ""}, "what is not accessible"),
        ({"status": "fully"}, "cannot meet all requirements"),
        ({"renewed_on": date(2025, 1, 1)}, "cannot be updated before"),
    ],
)
def test_a_statement_without_what_the_law_asks_for_is_not_published(db, facts, reason):
    page = a_statement(**facts)
    with pytest.raises(PublishingRefused) as refused:
        page.save_revision().publish()
    assert [each for each in refused.value.reasons if reason in each] != []


def test_the_footer_of_a_body_leads_to_its_own_statement(db):
    page = published(a_statement())

    def footer_at(address):
        html = Client().get(address).content.decode()
        return html[html.index("<footer") :]

    assert page.url in footer_at(page.get_parent().url)
    start = footer_at(page.get_parent().get_parent().url)
    assert "footer-columns" in start
    assert page.url not in start
