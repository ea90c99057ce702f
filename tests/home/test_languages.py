"""Facts come from the page in the original language; text is laid over them."""
import pytest
from wagtail.models import Page

from home.languages import NotPublished, canonical_of, facts_for, laid, laid_children, laid_snippets
from home.models import HomeListing, HomePage, Place, StandardPage
from tests.home.conftest import publish


def test_a_new_page_has_its_own_language_as_source(page, locales):
    assert page.source_locale == locales.sv


def test_a_translation_keeps_the_source_of_its_group(finnish_page, locales):
    assert finnish_page.locale == locales.fi
    assert finnish_page.source_locale == locales.sv


def test_a_copy_of_a_translation_starts_in_its_own_language(finnish_page, locales):
    copy = finnish_page.copy(update_attrs={"slug": "kopio", "title": "Kopio"}, keep_live=False)

    assert copy.translation_key != finnish_page.translation_key
    assert copy.source_locale == locales.fi
    assert copy.get_latest_revision_as_object().source_locale == locales.fi


def test_what_lies_below_a_copy_of_a_translation_starts_in_its_own_language_too(finnish_page, finnish_body, locales):
    finnish_body.refresh_from_db()
    copy = finnish_body.copy(recursive=True, update_attrs={"slug": "kopio"}, keep_live=False)

    below = StandardPage.objects.child_of(copy).get()
    assert below.source_locale == locales.fi
    assert below.get_latest_revision_as_object().source_locale == locales.fi


def test_facts_of_a_translation_are_read_from_the_live_original(live_page, finnish_page):
    assert facts_for(finnish_page) == live_page
    assert canonical_of(finnish_page) == live_page


def test_a_translation_is_not_found_while_the_original_is_not_live(live_page, finnish_page, client):
    assert client.get(finnish_page.url).status_code == 200
    live_page.unpublish()

    assert Page.objects.get(pk=finnish_page.pk).live
    with pytest.raises(NotPublished):
        facts_for(finnish_page)
    assert client.get(finnish_page.url).status_code == 404


def test_a_preview_of_the_original_shows_the_draft_in_hand(live_page):
    live_page.unpublish()
    live_page.lead = "Ett utkast"

    assert facts_for(live_page, preview=True) is live_page


def test_a_preview_of_a_translation_shows_the_latest_draft_of_an_original_never_published(page, finnish_body, locales):
    target = page.copy_for_translation(locales.fi)
    page.lead = "Ett nyare utkast"
    page.save_revision()

    assert facts_for(target, preview=True).lead == "Ett nyare utkast"


def test_a_missing_text_falls_back_to_the_original_marked_with_its_language(live_page, finnish_page):
    finnish_page.lead = " "

    lead = laid("lead", live_page, finnish_page, "fi")

    assert (lead.value, lead.lang) == ("Vi ordnar seminarier.", "sv")


def test_a_translated_text_needs_no_mark(live_page, finnish_page):
    lead = laid("lead", live_page, finnish_page, "fi")

    assert (lead.value, lead.lang) == ("Järjestämme seminaareja.", "")


def test_a_text_on_a_page_of_its_own_language_needs_no_mark(live_page):
    lead = laid("lead", live_page, live_page, "sv")

    assert (lead.value, lead.lang) == ("Vi ordnar seminarier.", "")


def test_a_child_added_to_the_original_is_shown_in_its_language_until_it_is_translated(start, live_page, locales):
    first = HomeListing(heading="Kommande", page=live_page, locale=locales.sv, sort_order=1)
    start.listings = [first]
    start.save()
    finnish = start.copy_for_translation(locales.fi)
    for listing in finnish.listings.all():
        listing.heading = "Tulossa"
        listing.save()
    start.listings.add(HomeListing(heading="Projekt", page=live_page, locale=locales.sv, sort_order=2))
    start.save()

    finnish, start = HomePage.objects.get(pk=finnish.pk), HomePage.objects.get(pk=start.pk)
    rows = laid_children(finnish, start, "listings", ["heading"])

    assert [(words["heading"].value, words["heading"].lang) for _child, words in rows] == [
        ("Tulossa", ""),
        ("Projekt", "sv"),
    ]


def test_a_place_is_told_in_the_language_of_the_page_once_its_translation_is_published(locales):
    place = Place.objects.create(name="Stadsbiblioteket", city="Malmö", locale=locales.sv)
    translated = Place.objects.create(
        name="Kaupunginkirjasto", locale=locales.fi, translation_key=place.translation_key, live=False
    )

    [(facts, words)] = laid_snippets([place], ["name", "city"], "fi")
    assert facts == place
    assert (words["name"].value, words["name"].lang) == ("Stadsbiblioteket", "sv")

    translated.live = True
    translated.save()
    [(facts, words)] = laid_snippets([place], ["name", "city"], "fi")
    assert facts == place
    assert (words["name"].value, words["name"].lang) == ("Kaupunginkirjasto", "")
    assert (words["city"].value, words["city"].lang) == ("Malmö", "sv")


def test_a_draft_of_a_snippet_is_replaced_by_its_published_original(locales):
    place = Place.objects.create(name="Stadsbiblioteket", locale=locales.sv)
    draft = Place.objects.create(
        name="Stadsbiblioteket", locale=locales.fi, translation_key=place.translation_key, live=False
    )

    [(facts, words)] = laid_snippets([draft], ["name"], "fi")

    assert facts == place
    assert words["name"].lang == "sv"


def test_a_published_page_has_a_revision_with_its_own_source(page, locales):
    live = publish(page)

    assert live.live_revision.as_object().source_locale == locales.sv
