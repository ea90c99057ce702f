"""An editor makes a page of a programme like a real one through the admin, and has it translated."""
from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from events.models import ProgrammePage
from home.models import ContactPerson
from tests.journeys.editor import Editor
from tests.journeys.translator import swedish_events, translated_and_published

#: What a certification in three steps tells, each fact with its own field.
FIELDS = {
    "title", "lead", "body-0-value", "group_size", "group_task", "certificate_rule", "evaluation_note", "other_note",
    "target_group", "registration_mode",
    *(f"modules-{n}-{name}" for n in range(4) for name in ("title", "length", "text")), "modules-3-kind",
    *(f"follow_ups-{n}-{name}" for n in range(3) for name in ("months", "title")), "follow_ups-2-text",
    "contacts-0-person",
}  # fmt: skip
MODULES = [
    ("Att mötas", "En halv dag", "Vi lär känna varandra och ser hur rättigheter har vuxit fram."),
    ("Husets rum", "En halv dag", "Vem passar in i våra rum, och vilka vanor gäller där?"),
    ("Dit vi vill", "En halv dag", "Vad vill ni uppnå, och hur tar vi oss dit?"),
]
WORDS = {
    "Delaktighetsmärkning för bibliotek": "Osallisuusmerkki kirjastoille",
    "Att mötas": "Kohtaaminen",
    "Husets rum": "Talon huoneet",
    "Dit vi vill": "Suuntamme",
    "Från tanke till plan": "Ajatuksesta suunnitelmaksi",
    "En halv dag": "Puoli päivää",
    "Omkring 3–8 personer": "Noin 3–8 henkilöä",
    "När vi har godkänt er handlingsplan.": "Kun olemme hyväksyneet suunnitelmanne.",
    "Vi ser om ni behöver fler insatser för att behålla märket.": "Katsomme, tarvitsetteko lisätoimia.",
}


@pytest.fixture
def editor(demo_db) -> Editor:
    return Editor("redaktor")


def write_programme(editor: Editor) -> None:
    """Fill in every fact: three modules, a workshop, a working group, a certificate, three follow-ups."""
    editor.new("events", "programmepage", swedish_events())
    editor.fill(
        title="Delaktighetsmärkning för bibliotek",
        lead="Tre halvdagar, en egen handlingsplan och uppföljning i tre år.",
        group_size="Omkring 3–8 personer",
        group_task="Gruppen tar fram en handlingsplan med mätbara mål.",
        certificate_rule="När vi har godkänt er handlingsplan.",
        evaluation_note="Varje dag utvärderas på plats och anonymt i efterhand.",
        other_note="Momenten kan justeras efter era behov.",
        target_group="Hela personalen",
        registration_mode="email",
    )
    editor.write_body(("text", "Dagarna kan ges var för sig eller läggas ihop.\nVi varvar föreläsningar med övningar."))
    for title, length, text in MODULES:
        editor.add_row("modules", title=title, length=length, text=text)
    editor.add_row(
        "modules", kind="workshop", title="Från tanke till plan", length="Två timmar", text="Vi skriver tillsammans."
    )
    editor.add_row("follow_ups", months="6", title="Hur går det?")
    editor.add_row("follow_ups", months="18", title="Halvvägs")
    editor.add_row(
        "follow_ups", months="36", title="Nytt märke",
        text="Vi ser om ni behöver fler insatser för att behålla märket.",
    )  # fmt: skip
    person = ContactPerson.objects.exclude(email="").filter(locale__language_code="sv").first()
    editor.add_row("contacts", person=person.pk)


def shown_in_order(editor: Editor, page: ProgrammePage, facts: tuple[str, ...]) -> None:
    """Each fact stands on the page, in this order."""
    main = BeautifulSoup(editor.client.get(page.url).content, "html.parser").find("main")
    text, place = main.get_text(" ", strip=True), 0
    for fact in facts:
        found = text.find(fact, place)
        assert found >= 0, f"{fact!r} is not in its place in: {text}"
        place = found


def test_a_programme_without_a_date_is_published_translated_and_every_fact_is_in_its_place(editor):
    write_programme(editor)
    assert set(editor.filled) == FIELDS
    answer = editor.send("action-publish")
    assert answer.status_code == 302, editor.errors(answer)
    page = ProgrammePage.objects.get(title="Delaktighetsmärkning för bibliotek")
    assert (page.live, page.kind, page.occasions.count()) == (True, "programme", 0)
    finnish = translated_and_published(editor, page, WORDS)

    shown_in_order(editor, page, (
        "Program", page.title, "uppföljning i tre år", "Dagarna bestäms med varje organisation", "Hela personalen",
        "Dagarna kan ges var för sig", "Moment 1", "Att mötas", "En halv dag", "rättigheter", "Moment 2", "Husets rum",
        "Moment 3", "Dit vi vill", "Workshop", "Från tanke till plan", "Två timmar", "Omkring 3–8 personer",
        "mätbara mål", "Certifikat", "godkänt er handlingsplan", "Efter 6 månader", "Hur går det?", "Efter 18 månader",
        "Halvvägs", "Efter 3 år", "Nytt märke", "behålla märket", "anonymt i efterhand", "justeras efter era behov",
    ))  # fmt: skip
    shown_in_order(editor, finnish, (
        "Ohjelma", "Osallisuusmerkki kirjastoille", "Päivät sovitaan kunkin organisaation kanssa", "Osio 1",
        "Kohtaaminen", "Puoli päivää", "Osio 2", "Talon huoneet", "Osio 3", "Suuntamme", "Työpaja",
        "Ajatuksesta suunnitelmaksi", "Noin 3–8 henkilöä", "Todistus", "hyväksyneet suunnitelmanne",
        "6 kuukauden kuluttua", "18 kuukauden kuluttua", "3 vuoden kuluttua", "tarvitsetteko lisätoimia",
    ))  # fmt: skip
    shown = editor.client.get(page.url).content.decode()
    assert f'class="button" href="mailto:{page.contacts.get().person.email}"' in shown


def test_a_follow_up_at_once_is_refused_beside_its_field(editor):
    write_programme(editor)
    editor.fill(**{"follow_ups-0-months": "0"})
    answer = editor.send("action-publish")
    assert answer.status_code == 200
    assert "större än eller lika med 1" in editor.errors(answer)
