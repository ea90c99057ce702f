"""Finding events: by words, under their months, by choices that can be taken back; and the search of the site."""
import re
from datetime import UTC, date, datetime, time

import pytest
from wagtail.models import Page, PageViewRestriction

from events.models import EventIndexPage, EventPage, Occasion
from events.months import by_month
from home.models import StandardPage
from home.searching import words_of
from tests.events.conftest import fresh, occasion

pytestmark = [pytest.mark.django_db, pytest.mark.indexed]
NOW = datetime(2027, 2, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def february(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def talk(index):
    return add(index, "Samtal om åska", occasion(date(2027, 3, 10)), kind="talk", cost="100 kronor")


def add(index, title, *occasions, **values):
    slug = re.sub(r"[^a-z]+", "-", title.lower())
    page = EventPage(title=title, slug=slug, **values)
    for each in occasions:
        page.occasions.add(each)
    return index.add_child(instance=page)


def context_of(index, rf, **query):
    return index.get_context(rf.get("/", query))


def listed(index, rf, **query):
    return [page.title for page in context_of(index, rf, **query)["events"]]


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


# --- words -----------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [
    "läsning", "LÄSNING", "alla läsning", "dag", "Ida Lund", "Åke", "stadsbiblioteket", "björkdal", "(läsning)!",
])
def test_an_event_is_found_by_its_words_people_and_places_whatever_their_case(index, rf, seminar, talk, words):
    assert listed(index, rf, q=words) == ["Läsning för alla"]


@pytest.mark.parametrize("words", ["lasning", "läsning åska", "hemlig", "Maja"])
def test_what_does_not_stand_on_the_page_is_not_found(index, rf, seminar, talk, words):
    assert listed(index, rf, q=words) == []


def test_words_and_other_choices_narrow_together(index, rf, seminar, talk):
    add(index, "Samtal om regn", occasion(date(2027, 3, 11)), kind="talk")
    assert listed(index, rf, q="samtal") == ["Samtal om åska", "Samtal om regn"]
    assert listed(index, rf, q="samtal", free="on") == ["Samtal om regn"]


def test_signs_alone_are_no_words(index, rf, seminar, talk):
    assert listed(index, rf, q="?! ()") == ["Läsning för alla", "Samtal om åska"]
    assert context_of(index, rf, q="?! ()")["choices"] == []


def test_a_finnish_list_is_searched_in_finnish(rf, index, seminar, seminar_in_finnish):
    finnish = EventIndexPage.objects.get(locale=seminar_in_finnish.locale)
    fresh(seminar_in_finnish).save()
    assert listed(finnish, rf, q="lukemista") == ["Lukemista kaikille"]
    assert listed(finnish, rf, q="läsning") == []


def test_words_are_taken_out_of_whatever_is_typed():
    assert words_of("Åska & \"regn\"*: NEAR(x)") == "Åska regn NEAR x"
    assert words_of("a\u030aska") == "åska"
    assert len(words_of("ord " * 10_000).split()) == 10
    assert len(words_of("o" * 10_000)) == 50


# --- months ----------------------------------------------------------------------------------


def test_events_stand_under_their_months_and_the_undecided_last(index, rf, seminar, talk):
    add(index, "Någon gång", Occasion(precision="undecided"))
    add(index, "Pågår", occasion(date(2027, 1, 2), None, None, last_day=date(2027, 2, 20), precision="day"))
    add(index, "Till hösten", occasion(date(2027, 9, 1), None, None, precision="term"))
    months = context_of(index, rf)["months"]
    assert [(month.words, [page.title for page in month.events]) for month in months] == [
        ("februari 2027", ["Pågår", "Läsning för alla"]),
        ("mars 2027", ["Samtal om åska"]),
        ("hösten 2027", ["Till hösten"]),
        ("Datum bestäms senare", ["Någon gång"]),
    ]


def test_past_months_come_latest_first(index, rf, seminar):
    for title, day in (("Äldst", date(2026, 5, 1)), ("Nyss", date(2027, 1, 30)), ("Äldre", date(2026, 12, 1))):
        add(index, title, occasion(day))
    assert [month.words for month in context_of(index, rf, past="on")["months"]] == [
        "januari 2027", "december 2026", "maj 2026"
    ]


def test_an_event_stands_under_the_month_of_the_meeting_that_is_kept(index, rf, seminar):
    add(index, "Nätverk", occasion(date(2027, 2, 5), status="cancelled"), occasion(date(2027, 4, 5)))
    months = context_of(index, rf)["months"]
    assert [(month.words, [page.title for page in month.events]) for month in months] == [
        ("februari 2027", ["Läsning för alla"]), ("april 2027", ["Nätverk"]),
    ]


def test_no_event_has_no_month():
    assert by_month([], date(2027, 2, 1), "sv") == []


# --- choices ---------------------------------------------------------------------------------


def test_what_is_chosen_is_said_and_can_be_taken_back(index, rf, talk):
    choices = context_of(index, rf, q="åska", kind="talk", month="2027-03", language="zz")["choices"]
    assert [(choice.words, choice.query) for choice in choices] == [
        ("”åska”", "kind=talk&month=2027-03"),
        ("Samtal", "q=%C3%A5ska&month=2027-03"),
        ("mars 2027", "q=%C3%A5ska&kind=talk"),
    ]


def test_an_empty_list_says_what_to_loosen(client, index, seminar, talk):
    text = text_of(client.get(f"{index.url}?kind=talk&free=on&q=åska"))
    assert "0 evenemang" in text
    assert "Utan Kostnadsfritt finns 1 evenemang" in text
    assert "Utan Samtal" not in text
    assert "1 evenemang" in text_of(client.get(f"{index.url}?kind=talk&q=åska"))


def test_every_choice_at_once_takes_no_more_queries_when_nothing_fits(
    client, index, seminar, django_assert_max_num_queries
):
    audience, place = seminar.audiences.get(), seminar.occasions.get().place
    everything = (
        f"?q=x&kind=seminar&audience={audience.translation_key}&place={place.translation_key}"
        "&month=2027-02&language=sv&online=on&free=on"
    )
    client.get(index.url + everything)
    with django_assert_max_num_queries(10):
        answer = client.get(index.url + everything)
    assert "Utan ”x” finns 1 evenemang" in text_of(answer)


def test_a_list_by_words_takes_at_most_ten_queries(client, index, seminar, django_assert_max_num_queries):
    for number in range(15):
        add(index, f"Samtal {'abcdefghijklmno'[number]}", occasion(date(2027, 3, 1), time(9)))
    client.get(f"{index.url}?q=samtal")
    with django_assert_max_num_queries(10):
        assert "15 evenemang" in text_of(client.get(f"{index.url}?q=samtal"))


def test_only_kinds_that_are_used_can_be_chosen(index, rf, seminar, talk):
    form = context_of(index, rf)["filter_form"]
    assert [value for value, _label in form.fields["kind"].choices] == ["", "seminar", "talk"]


def test_the_list_of_all_says_whose_event_it_is(client, home_page, index, seminar):
    everything = home_page.add_child(instance=EventIndexPage(title="Allt", slug="allt"))
    named = '<p class="event-card-body">Region Björkdal</p>'
    assert named in client.get(everything.url).content.decode()
    own = client.get(index.url).content.decode()
    assert "Läsning för alla" in own and named not in own


# --- the search of the site ------------------------------------------------------------------


def search(client, words, language="sv"):
    answer = client.get(f"/{language}/search/", {"q": words})
    assert answer.status_code == 200
    return re.findall(r"<h3><a href=\"[^\"]+\">([^<]+)</a></h3>", answer.content.decode())


@pytest.fixture
def about(body):
    return body.add_child(instance=StandardPage(title="Om läsning", slug="om", lead="Hur vi läser."))


def test_the_search_finds_every_kind_of_page_and_says_where_it_lies(client, seminar, about):
    assert sorted(search(client, "LÄSNING")) == ["Läsning för alla", "Om läsning"]
    text = text_of(client.get("/sv/search/", {"q": "läser"}))
    assert "1 träff på ”läser”" in text
    assert "Sida Region Björkdal Hur vi läser." in text


def test_the_header_leads_to_the_search_which_is_kept_out_of_other_searches(client, seminar):
    assert 'href="/sv/search/"' in client.get(seminar.url).content.decode()
    page = client.get("/sv/search/").content.decode()
    assert '<meta name="robots" content="noindex">' in page
    assert '<form class="search-form" method="get" action="/sv/search/" role="search">' in page


def test_drafts_private_pages_and_aliases_are_not_found(client, home_page, body, about):
    assert search(client, "läsning") == ["Om läsning"]
    about.title = "Om kolibrier"
    about.save_revision()
    assert search(client, "kolibrier") == []
    about.create_alias(parent=home_page, update_slug="om-igen")
    assert search(client, "läsning") == ["Om läsning"]
    restriction = PageViewRestriction.objects.create(page=body, restriction_type="login")
    assert search(client, "läsning") == []
    restriction.delete()
    Page.objects.filter(pk=about.pk).update(live=False)
    assert search(client, "läsning") == []


def test_each_language_is_searched_by_itself_and_only_while_its_original_is_live(client, seminar, seminar_in_finnish):
    fresh(seminar_in_finnish).save()
    assert search(client, "kaikille", "fi") == ["Lukemista kaikille"]
    assert search(client, "kaikille") == []
    EventPage.objects.filter(pk=seminar.pk).update(live=False)
    assert search(client, "kaikille", "fi") == []


def test_a_search_without_hits_helps(client, seminar, seminar_in_finnish):
    answer = client.get("/sv/search/", {"q": "kolibri"})
    assert "Ingen sida innehåller alla de här orden." in text_of(answer)
    assert '<a href="/fi/search/?q=kolibri" hreflang="fi">Hae suomenkielisiltä sivuilta</a>' in answer.content.decode()


@pytest.mark.parametrize("query", [
    "", "q=", "q=" + "a" * 10_000, "q=%22+OR+*%29", "q='%3B--", "q=%ED%A0%80", "q=l%C3%A4sning&page=" + "9" * 400,
    "q=%F0%9F%98%80", "q=%3Cscript%3Ealert(1)%3C/script%3E",
])
def test_a_hostile_search_gets_a_calm_answer(client, seminar, query):
    answer = client.get(f"/sv/search/?{query}")
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_a_nul_is_refused_in_the_language_of_the_path(client, seminar):
    answer = client.get("/sv/search/?q=%00")
    assert (answer.status_code, answer["Content-Language"]) == (400, "sv")


def test_a_search_over_two_pages_takes_at_most_ten_queries(client, index, about, django_assert_max_num_queries):
    for number in range(22):
        add(index, f"Läsning {'abcdefghijklmnopqrstuv'[number]}", occasion(date(2027, 3, 1), time(9)))
    client.get("/sv/search/?q=läsning")
    with django_assert_max_num_queries(10):
        answer = client.get("/sv/search/?q=läsning&page=2")
    assert "23 träffar" in text_of(answer)
    assert answer.content.decode().count('class="search-hit"') == 3
