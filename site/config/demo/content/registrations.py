"""Invented people who have registered, through the one door that everybody comes through."""
from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from wagtail.models import Locale

from config.demo.content.keys import fixed
from events.models import EventPage
from forms_app.models import FormVersion
from forms_app.submissions import record

#: Event, language, answers by type of question.
PEOPLE: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("vassbaten", "sv", {"name": "Karin Vasslund", "title": "Bibliotekarie", "organisation": "Holmviks bibliotek"}),
    ("vassbaten", "sv", {"name": "Tage Norrskata", "title": "Fritidsledare", "organisation": "Holmviks kommun", "diet": "Vegetariskt"}),
    ("vassbaten", "fi", {"name": "Outi Saarikallio", "title": "Informaatikko", "organisation": "Saarikallion kirjasto"}),
    ("vassbaten", "sv", {"name": "Nadja Ekvret", "title": "Enhetschef", "organisation": "Kulturhuset Lom", "diet": "Glutenfritt"}),
    ("palvelut", "fi", {"name": "Jouko Tammimäki", "organisation": "Rantakylän kunta", "radio": "Paikan päällä"}),
    ("palvelut", "fi", {"name": "Saana Kuulas", "organisation": "Palveluvirasto", "radio": "Etänä"}),
    ("palvelut", "sv", {"name": "Henrik Skogsby", "organisation": "Skogsby kommun", "radio": "På distans", "access": "Skrivtolk"}),
)


def register_people(now: datetime) -> None:
    """Let each of them answer the form of her event in her language, over the last days."""
    for number, (key, language, by_type) in enumerate(PEOPLE):
        facts = EventPage.objects.get(translation_key=fixed(key), slug=key)
        page = facts.get_translation_or_none(Locale.objects.get(language_code=language)) or facts
        content = page.form_content(facts)
        version = FormVersion.objects.keep(content, page_id=facts.pk)
        record(
            page=facts,
            served_page=page,
            version=version,
            answers={question.key: _answer(question, by_type) for question in content.asked},
            now=now - timedelta(hours=7 * (len(PEOPLE) - number)),
        )


def _answer(question: Any, by_type: dict[str, str]) -> str:
    if question.type == "email":
        first, last = by_type["name"].lower().translate(str.maketrans("åäö", "aao")).split()
        return f"{first}.{last}@example.org"
    given = by_type.get(question.type, "")
    by_label = {option.label.value: option.key for option in question.options}
    return by_label.get(given, given)
