"""An editor makes a network like those of real organisations and has it translated; one joins it in Finnish."""
from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.test import Client
from icalendar import Calendar

from events.models import Registration, SeriesPage
from forms_app.models import Submission
from home.models import ContactPerson, Place
from tests.journeys.editor import Editor, rich_text
from tests.journeys.translator import swedish_events, translated_and_published
from tests.journeys.visitor import Visitor

#: What an editor writes in a field of its own, and its Finnish.
TEXTS = {
    "title": ("Nätverket Öppna torg", "Verkosto Avoimet torit"),
    "lead": ("Vi välkomnar kommuner till ett nätverk om torg för alla.", "Kutsumme kunnat verkostoon toreista."),
    "target_group": ("Kommuner som vill utveckla sina torg", "Kunnat, jotka haluavat kehittää torejaan"),
    "requirements": ("Er nämnd har beslutat att delta.", "Lautakuntanne on päättänyt osallistumisesta."),
    "commitment": ("Ni arbetar hemma mellan träffarna.", "Työskentelette kotona tapaamisten välillä."),
    "rhythm": ("Tre träffar om året, fem sammanlagt.", "Kolme tapaamista vuodessa, yhteensä viisi."),
    "cost": ("8 000 kronor", "8 000 kruunua"),
    "invoice_text": ("Fakturan kommer efter första träffen.", "Lasku tulee ensimmäisen tapaamisen jälkeen."),
    "deadline_note": ("Väntar ni på beslut? Hör av er.", "Odotatteko päätöstä? Ottakaa yhteyttä."),
    "next_step": ("Vi ringer och hör om ni har frågor.", "Soitamme ja kysymme, onko kysyttävää."),
}
#: How much of each meeting is decided, its name and its time in words.
MEETINGS = [
    ({"first_day": "2031-12-09", "start_time": "10:00", "end_time": "16:00", "title": "Första träffen"},
     ("Första träffen", "tisdag 9 december 2031 kl. 10–16"),
     ("Ensimmäinen tapaaminen", "tiistaina 9. joulukuuta 2031 klo 10–16")),
    ({"first_day": "2032-03-16", "start_time": "10:00", "end_time": "15:00", "title": "Andra träffen"},
     ("Andra träffen", "tisdag 16 mars 2032 kl. 10–15"),
     ("Toinen tapaaminen", "tiistaina 16. maaliskuuta 2032 klo 10–15")),
    ({"precision": "month", "first_day": "2032-06-01"}, ("Träff 3", "juni 2032"), ("Tapaaminen 3", "kesäkuu 2032")),
    ({"precision": "term", "first_day": "2032-10-01"}, ("Träff 4", "hösten 2032"), ("Tapaaminen 4", "syksy 2032")),
    ({"precision": "term", "first_day": "2033-03-01", "title": "Avslutning"},
     ("Avslutning", "våren 2033"), ("Päätöstapaaminen", "kevät 2033")),
]  # fmt: skip
NAMES = {swedish[0]: finnish[0] for fields, swedish, finnish in MEETINGS if "title" in fields}
SAID = ("Vi gick runt på torget.", "Kävelimme torilla.")
BACKGROUND = ("Bakgrund", "Tausta"), ("Torgen är till för alla.", "Torit kuuluvat kaikille.")
PURPOSE = ("Syfte och mål", "Tarkoitus ja tavoite"), ("Ni lär av varandra.", "Opitte toisiltanne.")
PAIRS = [*TEXTS.values(), SAID, *BACKGROUND, *PURPOSE]
FINNISH = {**dict(PAIRS), **NAMES}
#: Where each fact of a network like seed 4 has its own field.
FIELDS = {
    *TEXTS, "cost_per", "closes_on", "body-0-value-text", "body-1-value", "body-2-value-text", "body-3-value",
    *(f"occasions-{number}-{name}" for number, (fields, *_words) in enumerate(MEETINGS) for name in fields),
    "occasions-0-place", "occasions-0-documentation", "contacts-0-person", "contacts-1-person",
}  # fmt: skip
CONTACTS = ("Ylva Ternström", "Josef Halvarsgård")
#: Under which heading each text stands, in Swedish and Finnish.
SECTIONS = {
    ("Krav för att delta", "Osallistumisen edellytykset"): ["requirements"],
    ("Vad det innebär att delta", "Mitä osallistuminen tarkoittaa käytännössä"): ["commitment"],
    ("Kostnad och faktura", "Hinta ja laskutus"): ["invoice_text"],
    ("Det här händer efter anmälan", "Mitä ilmoittautumisen jälkeen tapahtuu"): ["next_step"],
}
WHOLE_COST = ("8 000 kronor per person för samtliga träffar", "8 000 kruunua henkilöltä, kaikki tapaamiset yhteensä")
DEADLINE = ("fredag 14 november 2031", "perjantaina 14. marraskuuta 2031")
PERIOD = ("hösten 2031 – våren 2033", "syksy 2031 – kevät 2033")


@pytest.fixture
def editor(demo_db: None) -> Editor:
    return Editor("redaktor")


def write_network(editor: Editor) -> None:
    """Fill in a network with every fact of seed 4."""
    editor.new("events", "seriespage", swedish_events())
    editor.fill(**{name: swedish for name, (swedish, _finnish) in TEXTS.items()})
    editor.fill(cost_per="person", closes_on="2031-11-14")
    blocks: list[tuple[str, Any]] = []
    for (heading, _fi), (text, _also) in (BACKGROUND, PURPOSE):
        blocks += [("heading", {"text": heading}), ("text", text)]
    editor.write_body(*blocks)
    for number in range(4):
        editor.fields.setdefault(f"body-{number}-value-level", "2")
    first, *others = [fields for fields, *_words in MEETINGS]
    place = Place.objects.get(name="Granskärs stadsbibliotek", locale__language_code="sv")
    told = {**first, "place": place.pk, "documentation": rich_text(SAID[0])}
    editor.fill(**{f"occasions-0-{name}": value for name, value in told.items()})
    for fields in others:
        editor.add_row("occasions", **fields)
    for name in CONTACTS:
        editor.add_row("contacts", person=ContactPerson.objects.get(name=name, locale__language_code="sv").pk)


def published_network(editor: Editor) -> SeriesPage:
    write_network(editor)
    answer = editor.send("action-publish")
    assert answer.status_code == 302, editor.errors(answer)
    return SeriesPage.objects.get(title=TEXTS["title"][0])


class Shown:
    """A page as a visitor reads it, part by part."""

    def __init__(self, path: str) -> None:
        answer = Client(SERVER_NAME="localhost").get(path)
        assert answer.status_code == 200
        self.page = BeautifulSoup(answer.content, "html.parser")
        self.head = _text(self.page.select_one(".page-head"))
        self.facts = _text(self.page.select_one("aside.facts"))
        self.meetings = [_text(each) for each in self.page.select("#meetings li.meeting")]

    def below(self, heading: str) -> str:
        """What stands in the section with this heading."""
        [found] = [each for each in self.page.select("main h2") if _text(each) == heading]
        return _text(found.find_parent("section"))


def _text(tag: Any) -> str:
    return " ".join(tag.get_text(" ", strip=True).replace("\xa0", " ").split())


def test_every_fact_of_a_network_has_a_field_of_its_own(editor):
    write_network(editor)
    assert set(editor.filled) == FIELDS


def test_the_network_stands_with_every_fact_in_its_place_in_both_languages(editor):
    swedish = published_network(editor)
    assert (swedish.live, swedish.kind, swedish.mode) == (True, "network", "form")
    finnish = translated_and_published(editor, swedish, FINNISH)
    for language, page in enumerate((swedish, finnish)):
        shown = Shown(page.url)
        said = {name: texts[language] for name, texts in TEXTS.items()}
        for words in (said["title"], said["lead"], PERIOD[language]):
            assert words in shown.head, words
        first = MEETINGS[0][1 + language]
        in_short = (said["target_group"], said["rhythm"], said["deadline_note"], WHOLE_COST[language])
        for words in (*in_short, DEADLINE[language], first[1]):
            assert words in shown.facts, words
        for words in zip(shown.meetings, [words[language] for _fields, *words in MEETINGS], strict=True):
            assert words[0].startswith(f"{words[1][1]} {words[1][0]}"), words
        assert SAID[language] in shown.meetings[0]
        for headings, names in SECTIONS.items():
            assert [name for name in names if said[name] not in shown.below(headings[language])] == []
        for heading, text in (BACKGROUND, PURPOSE):
            assert heading[language] in _text(shown.page.main)
            assert text[language] in _text(shown.page.main)
        assert [name for name in CONTACTS if name not in shown.below(("Kontakt", "Yhteystiedot")[language])] == []


def test_one_joins_all_meetings_with_one_form_in_finnish(editor, visitor: Visitor, mails):
    swedish = published_network(editor)
    finnish = translated_and_published(editor, swedish, FINNISH)
    visitor.go(finnish.url)
    who = {"Nimi": "Aune Kivi", "Tehtävänimike": "Johtaja", "Organisaatio": "K", "Sähköposti": "aune@example.org"}
    visitor.send(visitor.fill(**who))
    visitor.follow()
    named = [(name, when) for (_fields, _swedish, (name, when)) in MEETINGS]
    receipt = visitor.text().replace("\xa0", " ")
    for name, when in named:
        assert (f"{name}: {when}" if name in NAMES.values() else when) in receipt
    assert WHOLE_COST[1] in receipt
    assert TEXTS["next_step"][1] in receipt

    submission = Submission.objects.get()
    assert (submission.page_id, submission.version.language) == (swedish.pk, "fi")
    assert Registration.objects.get().event_key == swedish.translation_key
    call_command("periodic")
    call_command("periodic")
    [mail] = mails.messages
    assert "Päätöstapaaminen: kevät 2033" in mail.get_body(("plain",)).get_content().replace("\xa0", " ")
    attached = [part for part in mail.iter_attachments() if part.get_content_type() == "text/calendar"]
    entries = [each for part in attached for each in Calendar.from_ical(part.get_content()).walk("VEVENT")]
    assert [str(each["SUMMARY"]) for each in entries] == [
        "Verkosto Avoimet torit: Ensimmäinen tapaaminen", "Verkosto Avoimet torit: Toinen tapaaminen",
    ]  # fmt: skip
    keys = swedish.occasions.filter(precision="exact").values_list("translation_key", flat=True)
    assert {str(each["UID"]) for each in entries} == {f"{key}@kallelse" for key in keys}
