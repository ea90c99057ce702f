"""One knows where one is, and in which languages the page really exists."""
import pytest
from django.test import RequestFactory
from django.utils import translation
from wagtail.models import Page, PageViewRestriction, Site

from home import navigation, sitemap
from home.frame import frame_for
from home.models import FooterLink, HomeListing, SiteSettings, SiteTexts, StandardPage
from home.routing import route
from tests.home.conftest import publish, translate


def get(path="/sv/"):
    return RequestFactory().get(path)


def links_of(page):
    return {link.code: link.url for link in navigation.language_links(page)}


def test_the_language_links_lead_where_the_page_is_live(live_page, finnish_page):
    assert links_of(live_page) == {"sv": "/sv/alvmark/om-oss/", "fi": "/fi/alvmark/tietoa-meista/", "en": None}


def test_the_language_links_name_each_language_in_its_own_words(live_page):
    names = {link.code: link.name for link in navigation.language_links(live_page)}

    assert names == {"sv": "svenska", "fi": "suomi", "en": "English"}


def test_a_draft_of_a_translation_is_no_language_of_the_page(live_page, finnish_body, locales):
    translate(live_page, locales.fi)

    assert links_of(live_page)["fi"] is None


def test_the_language_being_read_is_marked(live_page, finnish_page):
    assert [link.code for link in navigation.language_links(finnish_page) if link.current] == ["fi"]


def test_breadcrumbs_lead_from_the_start_page_to_the_page(live_page):
    trail = navigation.breadcrumbs(live_page)

    assert [(link.title, link.url) for link in trail] == [
        ("Kallelser", "/sv/"),
        ("Region Älvmark", "/sv/alvmark/"),
        ("Om oss", "/sv/alvmark/om-oss/"),
    ]
    assert [link.current for link in trail] == [False, False, True]


def test_search_engines_are_told_of_every_language_and_of_the_original(live_page, finnish_page):
    told = navigation.alternates(finnish_page, navigation.versions(finnish_page))

    assert sorted(told) == [
        ("fi", "http://testserver/fi/alvmark/tietoa-meista/"),
        ("sv", "http://testserver/sv/alvmark/om-oss/"),
        ("x-default", "http://testserver/sv/alvmark/om-oss/"),
    ]


@pytest.fixture
def alias(live_page, finnish_body, locales):
    """A page that somebody's program has put in place of a translation."""
    return live_page.create_alias(parent=finnish_body, update_locale=locales.fi, reset_translation_key=False)


def test_an_alias_says_that_it_is_in_the_language_of_its_original(client, live_page, alias):
    context = alias.get_context(get(alias.url))

    assert context["language"] == "sv"
    assert context["meta"].noindex
    assert context["meta"].canonical_url == live_page.full_url
    assert context["meta"].alternates == []


def test_an_alias_is_no_language_of_the_page(live_page, alias):
    assert alias.live
    assert links_of(live_page)["fi"] is None


def test_the_sitemap_has_every_live_page_of_every_language_with_its_languages(live_page, finnish_page):
    entries = {entry.url: dict(entry.alternates) for entry in sitemap.entries(Site.objects.get())}

    of_the_site = [page.full_url for page in Page.objects.live() if page.full_url]
    assert len(of_the_site) == 6
    assert set(entries) == set(of_the_site)
    assert entries[live_page.full_url] == {
        "sv": live_page.full_url, "fi": finnish_page.full_url, "x-default": live_page.full_url,
    }


def test_the_sitemap_leaves_out_drafts_aliases_closed_pages_and_pages_without_their_original(
    live_page, finnish_page, body, alias_elsewhere, closed
):
    body.add_child(instance=StandardPage(title="Utkast", slug="utkast", live=False))
    before = {entry.url for entry in sitemap.entries(Site.objects.get())}
    assert finnish_page.full_url in before

    live_page.unpublish()
    after = {entry.url for entry in sitemap.entries(Site.objects.get())}

    assert before - after == {live_page.full_url, finnish_page.full_url}
    assert not any(word in url for url in before for word in ("utkast", "alias", "stangd"))


@pytest.fixture
def alias_elsewhere(live_page, body):
    return live_page.create_alias(parent=body, update_slug="alias")


@pytest.fixture
def closed(body):
    page = body.add_child(instance=StandardPage(title="Stängd", slug="stangd"))
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    return page


def test_a_closed_page_is_not_shown(client, closed):
    navigation.forget()

    assert client.get(closed.url).status_code == 302


def test_what_lies_below_a_closed_page_is_closed_too(client, closed):
    below = closed.add_child(instance=StandardPage(title="Under", slug="under"))
    navigation.forget()

    assert client.get(below.url).status_code == 302


def test_the_address_of_a_page_leads_to_it_with_the_pages_above_at_hand(live_page, django_assert_num_queries):
    request = get(live_page.url)
    with translation.override("sv"):
        navigation.breadcrumbs(route(request, "alvmark/om-oss/").page)
        with django_assert_num_queries(2):
            found = route(request, "alvmark/om-oss/")
            trail = navigation.breadcrumbs(found.page)

    assert found.page == live_page
    assert len(trail) == 3


@pytest.mark.parametrize("path", ["finns-inte/", "alvmark/finns-inte/", "alvmark/om-oss/finns-inte/"])
def test_an_address_without_a_page_leads_nowhere(live_page, path):
    with translation.override("sv"):
        assert route(get(), path) is None


def test_a_language_without_a_start_page_has_no_pages(client, live_page):
    assert client.get("/sv/").status_code == 200
    assert client.get("/en/").status_code == 404


def test_a_body_has_its_own_name_look_menu_and_ways(body, live_page):
    live_page.show_in_menus = True
    publish(live_page)
    body.telephone = "+46 40 000 00 00"
    body.save()
    request = get()
    request.shown_page = live_page

    frame = frame_for(request)

    assert (frame.name, frame.home_url, frame.profile) == ("Region Älvmark", "/sv/alvmark/", "fjord")
    assert [(entry.title, entry.current) for entry in frame.menu] == [("Om oss", True)]
    assert frame.contact.telephone == "+46 40 000 00 00"


def test_the_footer_speaks_the_language_being_read(live_page, finnish_page):
    site = SiteSettings.for_site(Site.objects.get())
    site.texts = [
        SiteTexts(language="sv", site_name="Kallelser", footer="Gemensam webbplats"),
        SiteTexts(language="fi", site_name="Kutsut", footer="Yhteinen sivusto"),
    ]
    site.footer_links = [FooterLink(page=live_page)]
    site.save()

    with translation.override("fi"):
        frame = frame_for(get("/fi/"))

    assert (frame.name, frame.footer_text) == ("Kutsut", "Yhteinen sivusto")
    assert [(link.url, link.lang) for link in frame.footer_links] == [
        ("/fi/alvmark/tietoa-meista/", ""),
        ("/fi/personal-data/", ""),
    ]
    assert frame.footer_links[0].title == "Tietoa meistä"


def test_a_page_of_the_footer_that_is_not_translated_is_marked_with_its_language(live_page, finnish_start):
    site = SiteSettings.for_site(Site.objects.get())
    site.footer_links = [FooterLink(page=live_page)]
    site.save()

    with translation.override("fi"):
        [link, _ask_about_ones_data] = frame_for(get("/fi/")).footer_links

    assert (link.title, link.lang) == ("Om oss", "sv")


def test_a_page_renamed_in_this_process_is_renamed_in_the_menu_at_once(body, live_page):
    live_page.show_in_menus = True
    live_page = publish(live_page)
    request = get()
    request.shown_page = live_page
    assert [entry.title for entry in frame_for(request).menu] == ["Om oss"]

    live_page.title = "Vilka vi är"
    request.shown_page = publish(live_page)

    assert [entry.title for entry in frame_for(request).menu] == ["Vilka vi är"]


def test_the_start_page_shows_what_its_lists_have_to_show(client, start, body, live_page, finnish_page, locales):
    start.listings = [HomeListing(heading="Om bodies", page=body, locale=locales.sv, limit=3)]
    start.feature = live_page
    start.save()

    context = start.get_context(get())

    assert [teaser.title for teaser in context["lists"][0]["teasers"]] == ["Om oss"]
    assert context["feature"] == live_page


def test_the_start_page_of_a_translation_lists_pages_of_its_own_language(
    start, finnish_start, body, finnish_body, finnish_page, locales
):
    start.listings = [HomeListing(heading="Om bodies", page=body, locale=locales.sv, limit=3)]
    start.save()

    [shown] = finnish_start.get_context(get("/fi/"))["lists"]

    assert shown["page"] == finnish_body
    assert [teaser.title for teaser in shown["teasers"]] == ["Tietoa meistä"]
    assert (shown["heading"].value, shown["heading"].lang) == ("Om bodies", "sv")
