"""wagtail-localize puts nothing live for those who may not, and loses no translation."""
import json

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.locales.components import get_locale_components
from wagtail_localize.models import (
    LocaleSynchronization,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)

from home.models import ContactPerson, HomeListing, StandardPage
from home.publishing import PublishingRefused
from tests.home.conftest import publish, say, staff, translate, translation_of

WORDS = {"Om oss": "Tietoa meistä", "Vi ordnar seminarier.": "Järjestämme seminaareja."}


def live_translations(page):
    return Page.objects.filter(translation_key=page.translation_key, live=True).exclude(pk=page.pk)


def submit_address(page):
    return reverse("wagtail_localize:submit_page_translation", args=[page.pk])


def test_an_editor_begins_a_translation_as_a_draft(as_editor, live_page, finnish_body, locales):
    answer = as_editor.post(submit_address(live_page), {"locales": [locales.fi.pk]})

    assert answer.status_code == 302
    target = StandardPage.objects.get(translation_key=live_page.translation_key, locale=locales.fi)
    assert not target.live


def test_an_editor_publishes_a_complete_translation_in_the_translation_editor(
    as_editor, live_page, finnish_body, locales
):
    target = translate(live_page, locales.fi, WORDS)

    as_editor.post(reverse("wagtailadmin_pages:edit", args=[target.pk]), {"action": "publish"})

    target.refresh_from_db()
    assert target.live
    assert target.title == "Tietoa meistä"


def test_publishing_a_translation_with_gaps_in_the_translation_editor_is_explained(
    as_editor, live_page, finnish_body, locales
):
    target = translate(live_page, locales.fi, {"Om oss": "Tietoa meistä"})

    answer = as_editor.post(reverse("wagtailadmin_pages:edit", args=[target.pk]), {"action": "publish"})

    assert answer.status_code == 409
    assert "1 text is not translated into Finnish yet." in answer.content.decode()
    assert not live_translations(live_page).exists()


def test_a_page_is_translated_only_below_a_translated_page(as_editor, live_page, finnish_start, locales):
    answer = as_editor.post(submit_address(live_page), {"locales": [locales.fi.pk]})

    assert answer.status_code == 409
    assert "Translate the page above, “Region Älvmark”, into Finnish first." in answer.content.decode()
    assert Page.objects.filter(locale=locales.fi).count() == 1


def test_a_whole_tree_is_not_translated_in_one_request(as_editor, body, live_page, finnish_start, locales):
    answer = as_editor.post(submit_address(body), {"locales": [locales.fi.pk], "include_subtree": "on"})

    assert answer.status_code == 409
    assert not Page.objects.filter(translation_key=live_page.translation_key, locale=locales.fi).exists()


def test_a_translation_is_begun_from_the_original_only(as_editor, live_page, finnish_page, locales):
    answer = as_editor.post(submit_address(finnish_page), {"locales": [locales.en.pk]})

    assert answer.status_code == 409
    assert "Translate from the original, “Om oss”." in answer.content.decode()


def test_someone_who_may_submit_but_not_publish_the_page_begins_no_translation(
    client, live_page, finnish_body, locales
):
    client.force_login(staff("submitter", "add", "change", submit=True))

    answer = client.post(submit_address(live_page), {"locales": [locales.fi.pk]})

    assert answer.status_code in {302, 403}
    assert not Translation.objects.filter(source__object_id=live_page.translation_key).exists()


def test_someone_who_may_publish_elsewhere_begins_no_translation_here(client, start, live_page, finnish_body, locales):
    elsewhere = start.add_child(instance=StandardPage(title="Annat"))
    client.force_login(staff("elsewhere", "add", "change", "publish", submit=True, on=elsewhere))

    client.post(submit_address(live_page), {"locales": [locales.fi.pk]})

    assert not Translation.objects.filter(source__object_id=live_page.translation_key).exists()


def test_someone_who_may_not_publish_the_translation_does_not_publish_it_by_updating(
    client, live_page, finnish_page, body, locales
):
    live_page.lead = "Vi ordnar kurser."
    publish(live_page)
    say(live_page, locales.fi, {"Vi ordnar kurser.": "Järjestämme kursseja."})
    client.force_login(staff("swedish only", "add", "change", "publish", submit=True, on=body))
    source = TranslationSource.objects.get(object_id=live_page.translation_key)

    client.post(reverse("wagtail_localize:update_translations", args=[source.pk]), {"publish_translations": "on"})

    assert StandardPage.objects.get(pk=finnish_page.pk).lead == "Järjestämme seminaareja."


def test_an_editor_publishes_complete_translations_by_updating(as_editor, live_page, finnish_page, locales):
    live_page.lead = "Vi ordnar kurser."
    publish(live_page)
    say(live_page, locales.fi, {"Vi ordnar kurser.": "Järjestämme kursseja."})
    source = TranslationSource.objects.get(object_id=live_page.translation_key)

    as_editor.post(reverse("wagtail_localize:update_translations", args=[source.pk]), {"publish_translations": "on"})

    assert StandardPage.objects.get(pk=finnish_page.pk).lead == "Järjestämme kursseja."


@pytest.mark.parametrize("complete", [True, False])
def test_a_translator_makes_nothing_live_by_any_address_of_the_translation_tool(
    as_translator, live_page, finnish_body, locales, complete
):
    target = translate(live_page, locales.fi, WORDS if complete else {})
    translation = translation_of(live_page, locales.fi)
    segment = StringSegment.objects.filter(source=translation.source).first()
    before = set(Page.objects.live().values_list("pk", "title"))
    addresses = [
        reverse("wagtail_localize:submit_page_translation", args=[live_page.pk]),
        reverse("wagtail_localize:submit_page_translation", args=[target.pk]),
        reverse("wagtail_localize:update_translations", args=[translation.source_id]),
        reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk]),
        reverse("wagtail_localize:upload_pofile", args=[translation.pk]),
        reverse("wagtail_localize:machine_translate", args=[translation.pk]),
        reverse("wagtail_localize:stop_translation", args=[translation.pk]),
        reverse("wagtail_localize:convert_to_alias", args=[target.pk]),
        reverse("wagtailadmin_pages:edit", args=[target.pk]),
        reverse("wagtailadmin_pages:edit", args=[live_page.pk]),
    ]
    everything = {
        "locales": [locales.fi.pk, locales.en.pk],
        "include_subtree": "on",
        "publish_translations": "on",
        "action": "publish",
        "action-publish": "1",
        "localize-restart-translation": "1",
        "localize-convert-to-alias": "1",
        "next": "/admin/",
    }
    as_translator.raise_request_exception = False

    for address in addresses:
        as_translator.post(address, everything)
        as_translator.put(address, "value=Jotain", content_type="application/x-www-form-urlencoded")

    assert before
    assert set(Page.objects.live().values_list("pk", "title")) == before


def test_a_translator_translates_a_text(as_translator, live_page, finnish_body, locales):
    translate(live_page, locales.fi)
    translation = translation_of(live_page, locales.fi)
    segment = StringSegment.objects.get(source=translation.source, string__data="Om oss")
    address = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])

    as_translator.put(address, "value=Tietoa", content_type="application/x-www-form-urlencoded")

    assert StringTranslation.objects.get(translation_of=segment.string, locale=locales.fi).data == "Tietoa"


def test_nobody_turns_a_translation_into_an_alias(as_editor, live_page, finnish_page):
    answer = as_editor.post(reverse("wagtail_localize:convert_to_alias", args=[finnish_page.pk]))

    assert answer.status_code == 409
    finnish_page.refresh_from_db()
    assert finnish_page.alias_of_id is None
    assert finnish_page.title == "Tietoa meistä"


def test_the_languages_of_the_site_offer_no_synchronisation():
    assert get_locale_components() is not None
    assert LocaleSynchronization not in [component["model"] for component in get_locale_components()]


def test_what_was_translated_once_is_filled_in_on_the_next_page(as_editor, body, live_page, finnish_page, locales):
    other = publish(body.add_child(instance=StandardPage(title="Om oss", slug="om-oss-2", live=False)))

    as_editor.post(submit_address(other), {"locales": [locales.fi.pk]})

    filled = StringTranslation.objects.get(context__object_id=other.translation_key, locale=locales.fi)
    assert (filled.data, filled.tool_name) == ("Tietoa meistä", "earlier translation")


def test_a_translation_by_a_machine_is_not_taken_over(as_editor, body, live_page, finnish_page, locales):
    StringTranslation.objects.update(translation_type="machine")
    other = publish(body.add_child(instance=StandardPage(title="Om oss", slug="om-oss-2", live=False)))

    as_editor.post(submit_address(other), {"locales": [locales.fi.pk]})

    assert Translation.objects.filter(source__object_id=other.translation_key).exists()
    assert not StringTranslation.objects.filter(context__object_id=other.translation_key).exists()


def test_a_text_changed_in_the_original_waits_for_its_translation(live_page, finnish_page, locales):
    live_page.lead = "Vi ordnar kurser."
    publish(live_page)

    segments = StringSegment.objects.filter(source__object_id=live_page.translation_key)
    assert "Vi ordnar kurser." in segments.values_list("string__data", flat=True)


def test_a_translation_gets_an_address_in_its_own_language_when_it_first_goes_live(finnish_page):
    assert finnish_page.slug == "tietoa-meista"


def test_the_address_of_a_translation_stays_when_that_of_the_original_changes(live_page, finnish_page):
    live_page.slug = "vilka-vi-ar"
    publish(live_page)

    assert StandardPage.objects.get(pk=live_page.pk).slug == "vilka-vi-ar"
    assert StandardPage.objects.get(pk=finnish_page.pk).slug == "tietoa-meista"


def test_a_name_an_address_and_a_number_are_the_same_in_every_language(locales):
    person = ContactPerson.objects.create(
        name="Maja Lindqvist", role="Samordnare", email="maja@alvmark.example", telephone="+46 40 1", locale=locales.sv
    )
    source, _created = TranslationSource.get_or_create_from_instance(person)

    assert list(source.stringsegment_set.values_list("string__data", flat=True)) == ["Samordnare"]
    assert not source.overridablesegment_set.exists()


def test_a_snippets_translation_is_a_draft_until_its_words_are_translated(locales):
    person = ContactPerson.objects.create(name="Maja Lindqvist", role="Samordnare", locale=locales.sv)
    target = translate(person, locales.fi)
    assert not target.live

    with pytest.raises(PublishingRefused):
        target.save_revision().publish()

    say(person, locales.fi, {"Samordnare": "Koordinaattori"})
    translation_of(person, locales.fi).save_target(publish=True)
    target.refresh_from_db()
    assert (target.live, target.role, target.name) == (True, "Koordinaattori", "Maja Lindqvist")


def test_a_number_changed_on_a_person_reaches_her_translations(locales):
    person = ContactPerson.objects.create(name="Maja Lindqvist", telephone="+46 40 1", locale=locales.sv)
    target = translate(person, locales.fi)
    translation_of(person, locales.fi).save_target(publish=True)

    person.telephone = "+46 40 2"
    person.save()

    target.refresh_from_db()
    assert target.telephone == "+46 40 2"


def test_the_rows_of_a_copy_keep_one_key_from_draft_to_live(as_editor, start, live_page, locales):
    start.listings = [HomeListing(heading="Kommande", page=live_page, locale=locales.sv)]
    start.save_revision().publish()
    root = Page.objects.get(depth=1)

    as_editor.post(
        reverse("wagtailadmin_pages:copy", args=[start.pk]),
        {"new_title": "Kopia", "new_slug": "kopia", "new_parent_page": root.pk},
    )

    copy = type(start).objects.get(slug="kopia")
    stored = copy.listings.get().translation_key
    drafted = json.loads(json.dumps(copy.get_latest_revision().content["listings"]))[0]["translation_key"]
    assert drafted == str(stored)
    assert stored != start.listings.get().translation_key
