"""An editor makes a page of a project like a real one through the admin, and has it translated."""
from __future__ import annotations

from datetime import date

import pytest
from bs4 import BeautifulSoup

from events.models import EventPage, ProjectPage
from home.models import BodyPage, ContactPerson
from tests.journeys.editor import Editor, rich_text
from tests.journeys.translator import translated_and_published

#: What a project paid by the European Union tells, each fact with its own field.
FIELDS = {
    "title", "lead", "starts_on", "ends_on", "organisation_unit", "goals", "implementation", "last_payment_on",
    "body-0-value", "partners-0-name", "partners-0-url", "partners-1-name",
    "fundings-0-funder", "fundings-0-fund", "fundings-0-label", "fundings-1-funder",
    "results-0-title", "results-0-text", "results-0-url", "contacts-0-person", "contacts-1-person",
    "related_links-0-title", "related_links-0-url",
}  # fmt: skip
WORDS = {
    "Fler röster i rummet": "Lisää ääniä huoneeseen",
    "Delaktighet": "Osallisuus",
    "stärka kunskapen i organisationerna": "vahvistaa organisaatioiden osaamista",
    "Varje organisation får stöd under ett år.": "Jokainen organisaatio saa tukea vuoden ajan.",
    "Föreningen Öppna dörrar": "Avoimet ovet ry",
    "Europeiska unionen": "Euroopan unioni",
    "Asyl-, migrations- och integrationsfonden": "Turvapaikka-, maahanmuutto- ja kotouttamisrahasto",
    "Metodbok i tolv steg": "Menetelmäopas kahdessatoista vaiheessa",
}


@pytest.fixture
def editor(demo_db) -> Editor:
    return Editor("redaktor")


def write_project(editor: Editor, **changes: str) -> None:
    """Fill in every fact: period, unit, goals, implementation, partners, funding, results, contacts, links."""
    editor.new("events", "projectpage", BodyPage.objects.get(slug="region-granskar", locale__language_code="sv"))
    editor.fill(**{
        "title": "Fler röster i rummet",
        "lead": "Projektet stöder organisationer som vill göra plats för fler.",
        "starts_on": "2024-01-01",
        "ends_on": "2026-06-30",
        "organisation_unit": "Delaktighet",
        "goals": rich_text("Målen är att\nstärka kunskapen i organisationerna\nskapa ett nätverk för stöd"),
        "implementation": rich_text("Varje organisation får stöd under ett år."),
        "last_payment_on": "2026-11-02",
    } | changes)  # fmt: skip
    editor.write_body(("text", "Projektet är en fortsättning på en utbildning som hölls 2022."))
    editor.add_row("partners", name="Föreningen Öppna dörrar", url="https://dorrar.example.org")
    editor.add_row("partners", name="Studiecirkeln Tillsammans")
    editor.add_row(
        "fundings", funder="Europeiska unionen", fund="Asyl-, migrations- och integrationsfonden", label="co_funded"
    )
    editor.add_row("fundings", funder="Region Granskär")
    editor.add_row("results", title="Metodbok i tolv steg", text="Fri att använda.", url="https://www.example.org/metod")
    for person in ContactPerson.objects.filter(locale__language_code="sv").order_by("pk")[:2]:
        editor.add_row("contacts", person=person.pk)
    editor.add_row("related_links", title="Projektets blogg", url="https://blogg.example.org")


def facts_of(editor: Editor, page: ProjectPage) -> BeautifulSoup:
    return BeautifulSoup(editor.client.get(page.url).content, "html.parser").find("main")


def section_of(main: BeautifulSoup, heading: str) -> str:
    """The text below a heading, or beside a term of the facts."""
    [place] = [each for each in main.select("h2, dt") if each.get_text(strip=True) == heading]
    return place.find_parent(["section", "div"]).get_text(" ", strip=True)


def test_a_project_is_published_translated_and_every_fact_is_in_its_place(editor):
    write_project(editor)
    assert set(editor.filled) == FIELDS
    answer = editor.send("action-publish")
    assert answer.status_code == 302, editor.errors(answer)
    page = ProjectPage.objects.get(title="Fler röster i rummet")
    assert (page.live, page.has_form(), page.form_fields.count()) == (True, False, 0)
    assert page.retention_anchors()["final_payment_year_end"] == date(2026, 12, 31)
    EventPage.objects.filter(slug="vassbaten").update(project=page)
    finnish = translated_and_published(editor, page, WORDS)

    people = [row.person.name for row in page.contacts.all()]
    event = EventPage.objects.get(slug="vassbaten")
    of_event = {"sv": event.title, "fi": event.get_translation(finnish.locale).title}
    expected = {
        page: {
            "Projektperiod": ["1 januari 2024 – 30 juni 2026", "Avslutat"],
            "Organisationsenhet": ["Delaktighet"],
            "På andra webbplatser": ["Projektets blogg"],
            "Mål": ["Målen är att", "stärka kunskapen i organisationerna"],
            "Genomförande": ["Varje organisation får stöd under ett år."],
            "Samarbetspartner": ["Föreningen Öppna dörrar", "Studiecirkeln Tillsammans"],
            "Resultat": ["Metodbok i tolv steg", "Fri att använda."],
            "Kontakt": people,
            "Kommande evenemang": [of_event["sv"]],
        },
        finnish: {
            "Hankeaika": ["1. tammikuuta 2024 – 30. kesäkuuta 2026", "Päättynyt"],
            "Organisaatioyksikkö": ["Osallisuus"],
            "Muilla verkkosivuilla": ["Projektets blogg (suomeksi)"],
            "Tavoitteet": ["vahvistaa organisaatioiden osaamista"],
            "Toteutus": ["Jokainen organisaatio saa tukea vuoden ajan."],
            "Yhteistyökumppanit": ["Avoimet ovet ry", "Studiecirkeln Tillsammans (suomeksi)"],
            "Tulokset": ["Menetelmäopas kahdessatoista vaiheessa"],
            "Yhteystiedot": people,
            "Tulevat tapahtumat": [of_event["fi"]],
        },
    }
    for each, places in expected.items():
        main = facts_of(editor, each)
        missing = [(heading, fact) for heading, facts in places.items() for fact in facts
                   if fact not in section_of(main, heading)]  # fmt: skip
        assert missing == [], each.locale
    labels = {
        each: facts_of(editor, each).select_one(".funding").get_text(" ", strip=True) for each in (page, finnish)
    }
    for fact in ("Asyl-, migrations- och", "Region Granskär", "Medfinansieras av Europeiska unionen"):
        assert fact in labels[page]
    for fact in ("Turvapaikka-, maahanmuutto- ja kotouttamisrahasto", "Euroopan unionin osarahoittama"):
        assert fact in labels[finnish]


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"ends_on": "2023-12-31"}, "slutar innan det börjar"), ({"fundings-0-funder": ""}, "märkning står inte ensam")],
)
def test_what_cannot_be_is_refused_beside_its_field(editor, changes, words):
    write_project(editor)
    editor.fill(**changes)
    answer = editor.send("action-publish")
    assert answer.status_code == 200
    assert words in editor.errors(answer)
    assert not ProjectPage.objects.filter(title="Fler röster i rummet").exists()
