"""No page shows a word of another language than the one it says it is in: neither ours nor the editors'."""
from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import django
import pytest
from django.core.management import call_command

from config.demo.content.translating import FOLDER
from events.models import EventPage
from home.models import StandardPage
from tests.house.tree import ROOT
from tests.journeys.visitor import Visitor
from tests.language_purity import Catalogue, Stranger, judge, strangers

#: The seminar of the demo that takes registrations, by its address in each language.
SEMINAR = "vassbaten"
ANSWERS = {
    "en": {"Name": "Aino Ek", "Title": "Lecturer", "Organisation": "Lahdenperä", "E-mail": "a@example.org"},
    "sv": {"Namn": "Aino Ek", "Titel": "Lektor", "Organisation": "Lahdenperä", "E-post": "a@example.org"},
    "fi": {"Nimi": "Aino Ek", "Tehtävänimike": "Lehtori", "Organisaatio": "Lahdenperä", "Sähköposti": "a@example.org"},
}
each_language = pytest.mark.parametrize("language", ["sv", "fi", "en"])


@cache
def catalogue() -> Catalogue:
    """Every string of ours, of Django's forms, and of the demo's content, in Swedish, Finnish and English."""
    learnt = Catalogue().add(sv="Kallelse", fi="Kallelse", en="Kallelse")
    for language in ("sv", "fi"):
        for folder in (ROOT / "locale", Path(django.__file__).parent / "conf" / "locale"):
            learnt.read_po(folder / language / "LC_MESSAGES" / "django.po", target=language)
    for source, target in (("sv", "fi"), ("fi", "sv"), ("sv", "en"), ("fi", "en")):
        learnt.read_po(FOLDER / f"{source}-{target}.po", source=source, target=target)
    return learnt


def strangers_on(visitor: Visitor) -> list[Stranger]:
    """What does not belong on the page she has before her."""
    return strangers(visitor.answer.content.decode(), catalogue())


def addresses_in(language: str, visitor: Visitor) -> Iterator[str]:
    """Every page that can be reached by links from the start page without leaving the language."""
    start = f"/{language}/"
    seen, ahead = {start}, [start]
    while ahead:
        path = ahead.pop()
        if "text/html" not in visitor.go(path)["Content-Type"]:
            continue
        yield path
        for link in visitor.page.select("a[href]"):
            target = urlsplit(urljoin(f"http://localhost{path}", str(link["href"])))
            if target.netloc == "localhost" and target.path.startswith(start) and target.path not in seen:
                seen.add(target.path)
                ahead.append(target.path)


def seminar_in(language: str) -> EventPage:
    original = EventPage.objects.get(slug=SEMINAR)
    return EventPage.objects.get(translation_key=original.translation_key, locale__language_code=language)


@pytest.mark.parametrize(("language", "at_least"), [("sv", 15), ("fi", 15), ("en", 12)])
def test_every_page_keeps_to_its_language(visitor, language, at_least):
    found = {path: strangers_on(visitor) for path in addresses_in(language, visitor)}
    assert len(found) >= at_least
    assert {path: some for path, some in found.items() if some} == {}


@each_language
def test_a_list_without_hits_keeps_to_its_language(visitor, language):
    index = seminar_in(language).get_parent()
    assert visitor.go(f"{index.url}?place=-1&audience=-1&when=past&month=1999-01&online=on&free=on").status_code == 200
    assert strangers_on(visitor) == []


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_the_page_that_is_not_there_keeps_to_its_language(visitor, language):
    assert visitor.go(f"/{language}/this-is-nowhere/").status_code == 404
    assert visitor.page.html["lang"] == language
    assert strangers_on(visitor) == []


@each_language
def test_a_form_with_errors_keeps_to_its_language(visitor, language):
    visitor.go(seminar_in(language).url)
    visitor.send(visitor.fill())
    assert visitor.answer.status_code == 422
    assert strangers_on(visitor) == []


@each_language
def test_the_receipt_keeps_to_its_language(visitor, language):
    visitor.go(seminar_in(language).url)
    visitor.send(visitor.fill(**ANSWERS[language]))
    assert visitor.follow().status_code == 200
    assert visitor.page.html["lang"] == language
    assert strangers_on(visitor) == []


@each_language
def test_the_mail_keeps_to_its_language(visitor, mails, language):
    visitor.go(seminar_in(language).url)
    visitor.send(visitor.fill(**ANSWERS[language]))
    call_command("periodic")
    (mail,) = mails.messages
    assert judge(mail["Subject"], language, catalogue()) == []
    assert strangers(mail.get_body(("html",)).get_content(), catalogue()) == []
    # Plain text cannot say that a term is foreign: it stands in brackets there.
    text = re.sub(r"\([^)]*\)", "", mail.get_body(("plain",)).get_content())
    assert [line for line in text.splitlines() if judge(line, language, catalogue())] == []


@each_language
def test_a_post_after_the_last_day_is_answered_in_its_language(visitor, language):
    page = seminar_in(language)
    visitor.go(page.url)
    posted = visitor.fill()
    EventPage.objects.filter(slug=SEMINAR).update(closes_on="2020-01-01")
    assert visitor.send(posted).status_code == 410
    assert strangers_on(visitor) == []


@each_language
def test_asking_about_ones_data_keeps_to_its_language(visitor, language):
    visitor.go(f"/{language}/personal-data/")
    assert visitor.send({}).status_code == 422
    assert strangers_on(visitor) == []
    for step, status in (("sent", 200), ("confirmed", 200), ("confirm/nothing-that-was-sent", 410)):
        assert visitor.go(f"/{language}/personal-data/{step}/").status_code == status
        assert visitor.page.html["lang"] == language
        assert strangers_on(visitor) == []


def test_a_swedish_lead_on_a_finnish_page_is_noticed(visitor):
    page = StandardPage.objects.filter(locale__language_code="fi").first()
    StandardPage.objects.filter(pk=page.pk).update(lead="Det här är inte vad någon ville läsa.")
    visitor.go(page.url)
    assert {(one.stands_as, one.belongs_to) for one in strangers_on(visitor)} == {("fi", "sv")}
