"""Invented people who have registered, through the one door that everybody comes through."""
from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from wagtail.models import Locale

from config.demo.content.keys import fixed
from events.models import EventPage
from forms_app.models import FormVersion
from forms_app.questions import AskedOf, Question
from forms_app.submissions import record

#: Event, language, answers by type of question.
PEOPLE: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("vassbaten", "sv", {"name": "Karin Vasslund", "title": "Bibliotekarie", "organisation": "Holmviks bibliotek"}),
    ("vassbaten", "sv", {"name": "Tage Norrskata", "title": "Fritidsledare", "organisation": "Holmviks kommun", "diet": "Vegetariskt"}),
    ("vassbaten", "fi", {"name": "Outi Saarikallio", "title": "Informaatikko", "organisation": "Saarikallion kirjasto"}),
    ("vassbaten", "sv", {"name": "Nadja Ekvret", "title": "Enhetschef", "organisation": "Kulturhuset Lom", "diet": "Glutenfritt"}),
    ("palvelut", "fi", {"name": "Jouko Tammimäki", "organisation": "Rantakylän kunta", "radio": "Paikan päällä"}),
    ("palvelut", "fi", {"name": "Saana Kuulas", "organisation": "Palveluvirasto", "radio": "Etänä"}),
    ("palvelut", "sv", {"name": "Henrik Skogsby", "organisation": "Skogsby kommun", "radio": "På distans", "access": ["writtentext"]}),
    ("bokbussen", "sv", {"name": "Edla Strandvåg"}),
    ("bokbussen", "en", {"name": "Noor Malik", "diet": "Halal"}),
    ("kysely", "fi", {"name": "Pinja Ruskolahti", "organisation": "Lahtelan kaupunki"}),
    ("koordinaattorit", "fi", {"name": "Tarmo Vihersaari", "title": "Suunnittelija", "organisation": "Vihersaaren kunta"}),
    ("koordinaattorit", "sv", {"name": "Alva Björkudd", "title": "Planerare", "organisation": "Björkudds kommun", "diet": "Laktosfritt"}),
    (
        "yhdenvertainen-palvelu", "fi",
        {
            "name": "Meri Kallionpää", "title": "Palvelupäällikkö", "organisation": "Kallionpään sosiaaliasema",
            "telephone": "+358 50 555 0188", "dropdown": "20–50",
        },
    ),
)
#: Those who registered several at once: answers as above, then those of each participant. There are places for five.
PARTIES: tuple[tuple[str, str, dict[str, Any], tuple[dict[str, Any], ...]], ...] = (
    (
        "planera-tillsammans", "sv", {"name": "Malin Fjordeby", "organisation": "Lommarhamns bibliotek"},
        (
            {"name": "Malin Fjordeby", "radio": "Ja, gärna", "diet": "Vegetariskt"},
            {"name": "Ossian Granlid", "radio": "Ja, gärna", "diet": "Nötallergi"},
            {"name": "Rut Halmstrand", "radio": "Nej, tack"},
        ),
    ),
    (
        "planera-tillsammans", "sv", {"name": "Valdemar Åsvik", "organisation": "Norrskata museum"},
        ({"name": "Valdemar Åsvik", "radio": "Nej, tack"}, {"name": "Ingela Tångvik", "radio": "Ja, gärna"}),
    ),
    (
        "planera-tillsammans", "fi", {"name": "Elina Koivuranta", "organisation": "Saarikallion kirjasto"},
        ({"name": "Elina Koivuranta", "radio": "Kyllä, mielelläni", "diet": "Gluteeniton"},),
    ),
)
#: Those who joined the network before its first meeting.
WEEKS_AGO = 8
JOINED: tuple[tuple[str, str, dict[str, Any]], ...] = (
    (
        "lugnt-och-oppet", "sv",
        {
            "name": "Birgit Sandhamre", "title": "Bibliotekschef", "organisation": "Holmviks kommun",
            "multiline": "Bemanning på kvällar, och hur vi pratar med föräldrar.", "invoice": "Holmviks kommun, ref 4410",
        },
    ),
    (
        "lugnt-och-oppet", "sv",
        {
            "name": "Didrik Lövnäs", "title": "Kulturchef", "organisation": "Lommarhamns kommun",
            "multiline": "Rutiner som håller även när vikarier arbetar.", "invoice": "Lommarhamn, ref KUL-7",
            "diet": "Vegetariskt",
        },
    ),
    (
        "lugnt-och-oppet", "fi",
        {
            "name": "Kaisu Rantaniitty", "title": "Kirjastonjohtaja", "organisation": "Norrskatan kunta",
            "multiline": "Toivomme esimerkkejä pienistä kirjastoista.", "invoice": "Norrskata kommun, viite 12",
        },
    ),
)


def register_people(now: datetime) -> None:
    """Let each of them answer the form of her event in her language: over the last days, or weeks ago."""
    for number, person in enumerate(JOINED):
        register(*person, now - timedelta(weeks=WEEKS_AGO, hours=7 * (len(JOINED) - number)))
    for number, person in enumerate(PEOPLE):
        register(*person, now - timedelta(hours=7 * (len(PEOPLE) - number)))
    for number, (key, language, by_type, persons) in enumerate(PARTIES):
        register(key, language, by_type, now - timedelta(hours=5 * (len(PARTIES) - number)), persons)


def register(
    key: str, language: str, by_type: dict[str, Any], now: datetime, persons: tuple[dict[str, Any], ...] = ()
) -> None:
    """Answer the form of one event in one language, as that person would have done at ``now``.

    :param persons: answers of each participant, where the form asks them anything.
    """
    facts = EventPage.objects.get(translation_key=fixed(key), slug=key).specific
    page = facts.get_translation_or_none(Locale.objects.get(language_code=language)) or facts
    content = page.form_content(facts)
    version = FormVersion.objects.keep(content, page_id=facts.pk)
    record(
        page=facts, served_page=page, version=version, now=now,
        answers=_answers(content.put_to(AskedOf.REGISTRATION), by_type),
        persons=[_answers(content.put_to(AskedOf.PARTICIPANT), person) for person in persons],
    )  # fmt: skip


def _answers(questions: tuple[Question, ...], by_type: dict[str, Any]) -> dict[str, Any]:
    return {question.key: _answer(question, by_type) for question in questions if question.kind.is_asked}


def _answer(question: Any, by_type: dict[str, Any]) -> Any:
    if question.type == "email":
        first, last = by_type["name"].lower().translate(str.maketrans("åäö", "aao")).split()
        return f"{first}.{last}@example.org"
    given = by_type.get(question.type, "")
    if isinstance(given, list):
        return given
    by_label = {option.label.value: option.key for option in question.options}
    return by_label.get(given, given)
