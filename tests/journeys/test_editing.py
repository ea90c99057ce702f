"""An editor makes pages like those of real public bodies through the admin, and has them translated."""
from __future__ import annotations

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.urls import get_resolver, reverse
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from events.models import EventPage
from forms_app.models import FormVersion
from home.models import ContactPerson, Place
from tests.journeys.editor import Editor
from tests.journeys.translator import swedish_events, translated_and_published

#: Where each fact of a seminar like seed 0 has its own field.
SEMINAR_FIELDS = {
    "title", "lead", "body-0-value", "occasions-0-first_day", "occasions-0-start_time", "occasions-0-end_time",
    "occasions-0-place", "included", "target_group", "preparation", "closes_on", "thank_you_text",
    "related_links-0-title", "related_links-0-url", "related_links-1-title", "related_links-1-url",
    "related_links-2-title", "related_links-2-url", "contacts-0-person",
}  # fmt: skip
#: And of a talk like seed 3.
TALK_FIELDS = {
    "title", "lead", "body-0-value", "body-1-value-image", "body-1-value-alt", "body-1-value-caption",
    "body-1-value-credit", "kind", "occasions-0-first_day", "occasions-0-start_time", "occasions-0-end_time",
    "occasions-0-place", "occasions-0-room",
    *(f"appearances-{n}-{name}" for n in range(4) for name in ("name", "title")), "appearances-3-role",
}  # fmt: skip
PRIVATE = ("privacy", "controller", "activity", "rule", "notice", "retention", "special")


@pytest.fixture
def editor(demo_db) -> Editor:
    return Editor("redaktor")


def next_month() -> date:
    return timezone.localdate() + timedelta(days=40)


def write_seminar(editor: Editor) -> None:
    """Fill in a seminar with every fact of seed 0."""
    editor.new("events", "eventpage", swedish_events())
    day = next_month()
    editor.fill(
        title="Seminarium om Bojen på Lillviks bibliotek",
        lead="Få en inblick i arbetet med Bojen, en verksamhet för unga med fokus på delaktighet.",
        included="Fika och lunch",
        target_group="Bibliotekspersonal",
        preparation="Läs gärna metodboken före seminariet.",
        closes_on=(day - timedelta(days=7)).isoformat(),
        thank_you_text="Tack för din anmälan!",
    )
    editor.fill(
        **{
            "occasions-0-first_day": day.isoformat(),
            "occasions-0-start_time": "10:00",
            "occasions-0-end_time": "15:00",
            "occasions-0-place": Place.objects.get(name="Granskärs stadsbibliotek").pk,
        }
    )
    words = "En projektgrupp fick i uppdrag att ta fram ett koncept.\nDu får diskutera och dela med dig."
    editor.write_body(("text", words))
    for number in range(3):
        editor.add_row("related_links", title=f"Metodboken, del {number + 1}", url=f"https://www.example.org/{number}")
    editor.add_row("contacts", person=ContactPerson.objects.get(name="Ylva Ternström", locale__language_code="sv").pk)


def test_a_seminar_is_published_in_one_screen_with_at_most_twenty_inputs(editor):
    write_seminar(editor)
    assert len(editor.filled) <= 20
    assert set(editor.filled) == SEMINAR_FIELDS
    assert not [name for name in editor.filled if any(word in name for word in PRIVATE)]
    answer = editor.send("action-publish")
    assert answer.status_code == 302, editor.errors(answer)
    page = EventPage.objects.get(title="Seminarium om Bojen på Lillviks bibliotek")
    assert page.live
    assert [row.field_type for row in page.form_fields.all()] == ["name", "title", "organisation", "email", "diet"]
    assert [row.label for row in page.form_fields.all()] == ["Namn", "Titel", "Organisation", "E-post", "Specialkost"]
    assert FormVersion.objects.filter(page=page.pk, language="sv").count() == 1


def test_a_talk_with_people_and_a_picture_is_published_with_at_most_twenty_two_inputs(editor):
    editor.new("events", "eventpage", swedish_events())
    day = next_month()
    editor.fill(title="Lunchsamtal om trygghet i Bojen", lead="Hur blir alla välkomna och trygga?", kind="talk")
    picture = get_image_model().objects.first()
    editor.write_body(
        ("text", "Bojen är ett hus för alla.\nHär arbetar en trygghetsgrupp som möts varje vecka."),
        (
            "image",
            {"image": picture.pk, "alt": "Två personer i ett bibliotek", "caption": "Möt gruppen.", "credit": "Li Ek"},
        ),
    )
    editor.fill(
        **{
            "occasions-0-first_day": day.isoformat(),
            "occasions-0-start_time": "12:15",
            "occasions-0-end_time": "13:00",
            "occasions-0-place": Place.objects.get(name="Fyrhuset").pk,
            "occasions-0-room": "Entréscenen",
        }
    )
    for name in ("Ada Ros", "Bo Lind", "Cia Alm"):
        editor.add_row("appearances", name=name, title="Bojen")
    editor.add_row("appearances", name="Dag Gran", title="Kommunen", role="moderator")
    assert len(editor.filled) <= 22
    assert set(editor.filled) == TALK_FIELDS
    answer = editor.send("action-publish")
    assert answer.status_code == 302, editor.errors(answer)
    page = EventPage.objects.get(title="Lunchsamtal om trygghet i Bojen")
    assert not page.has_form()
    finnish = translated_and_published(editor, page, {page.title: "Lounaskeskustelu Bojenissa"})
    facts = ("Dag Gran", "Ada Ros", "12.15–13", "Li Ek")
    # The room has been translated before, in the demo's own talk: its Finnish name is taken over.
    own_words = {page: ("Entréscenen", "Möt gruppen."), finnish: ("Aulan lava", "Möt gruppen. (suomeksi)")}
    for each, own in own_words.items():
        shown = BeautifulSoup(editor.client.get(each.url).content, "html.parser").find("main").get_text(" ", strip=True)
        assert [fact for fact in (*facts, *own, each.title) if fact not in shown] == []


def test_the_seminar_is_translated_and_registered_for_in_finnish(editor, visitor):
    write_seminar(editor)
    assert editor.send("action-publish").status_code == 302
    page = EventPage.objects.get(title="Seminarium om Bojen på Lillviks bibliotek")
    finnish = translated_and_published(editor, page, {page.title: "Seminaari Lillvikin kirjastossa"})

    visitor.go(finnish.url)
    assert visitor.page.h1.get_text(strip=True) == "Seminaari Lillvikin kirjastossa"
    who = {"Nimi": "Aune Kivi", "Tehtävänimike": "Johtaja", "Organisaatio": "K", "Sähköposti": "aune@example.org"}
    visitor.send(visitor.fill(**who))
    visitor.follow()
    assert "Aune Kivi" in visitor.text()


def test_a_half_typed_question_saved_three_times_keeps_its_key(editor):
    page = EventPage.objects.get(slug="vassbaten")
    keys = set(page.form_fields.values_list("clean_name", flat=True))
    editor.edit(page)
    editor.write_body(("text", "Texten är densamma."))
    rows = int(editor.fields["form_fields-TOTAL_FORMS"])
    editor.add_row("form_fields", field_type="singleline", label="Na", clean_name="kabcdef2")
    editor.add_row(
        "form_fields", field_type="radio", label="Grupp", clean_name="kabcdef3",
        **{"choices-key": ["kaaaaaa2", "kaaaaaa3"], "choices-label": ["Rö", "Blå"]},
    )  # fmt: skip
    for typed in ("Na", "Namn på ba", "Namn på barnet"):
        editor.fields[f"form_fields-{rows}-label"] = typed
        editor.fields[f"form_fields-{rows + 1}-choices-label"] = ["Röd" if typed != "Na" else "Rö", "Blå"]
        editor.autosave()
    draft = EventPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    added = [row for row in draft.form_fields.all() if row.clean_name not in keys]
    assert [(row.clean_name, row.label) for row in added] == [("kabcdef2", "Namn på barnet"), ("kabcdef3", "Grupp")]
    assert added[1].choices == "kaaaaaa2=Röd\nkaaaaaa3=Blå"
    assert {row.clean_name for row in page.form_fields.all()} == keys, "the live form is as it was"


def test_two_questions_without_a_script_get_two_keys(editor):
    page = EventPage.objects.get(slug="vassbaten")
    keys = set(page.form_fields.values_list("clean_name", flat=True))
    editor.edit(page)
    editor.write_body(("text", "Texten är densamma."))
    for label in ("Första", "Andra"):
        editor.add_row("form_fields", field_type="singleline", label=label, clean_name="")
    answer = editor.send("action-publish")
    assert answer.status_code == 302, editor.errors(answer)
    added = [row for row in EventPage.objects.get(pk=page.pk).form_fields.all() if row.clean_name not in keys]
    assert [row.label for row in added] == ["Första", "Andra"]
    assert len({row.clean_name for row in added}) == 2


def test_a_page_under_no_section_is_refused_in_the_form_with_the_reason(editor):
    from privacy.models import SectionDefaults

    assert SectionDefaults.objects.count() >= 2
    SectionDefaults.objects.all().delete()
    write_seminar(editor)
    answer = editor.send("action-publish")
    assert answer.status_code == 200
    assert "dataskydd" in editor.errors(answer).lower()
    assert not EventPage.objects.filter(title__startswith="Seminarium om Bojen").exists()


def every_address(page: EventPage, translation: Translation) -> list[str]:
    """Each of wagtail-localize's addresses, for this page and its translation."""
    segment = translation.source.stringsegment_set.first()
    override = translation.source.overridablesegment_set.first()
    values = {
        "page_id": page.pk, "translation_id": translation.pk, "translation_source_id": translation.source_id,
        "string_segment_id": segment.pk, "overridable_segment_id": override.pk if override else 0,
        "app_label": "home", "model_name": "place", "pk": Place.objects.first().pk, "mode": "default",
    }  # fmt: skip
    resolver = get_resolver()
    found = []
    for admin in (each for each in resolver.url_patterns if str(each.pattern) == "admin/"):
        for group in (each for each in admin.url_patterns if getattr(each, "namespace", "") == "wagtail_localize"):
            for each in group.url_patterns:
                names = list(each.pattern.converters)
                found.append(reverse(f"wagtail_localize:{each.name}", kwargs={name: values[name] for name in names}))
    return sorted(set(found))


def live_pages() -> set[tuple[int, int]]:
    """Every live page with the revision that is live."""
    return set(Page.objects.filter(live=True).values_list("pk", "live_revision_id"))


def test_a_translator_writes_words_and_makes_nothing_live_by_any_address(demo_db):
    page = EventPage.objects.get(slug="vassbaten")
    translated = page.get_translation(Locale.objects.get(language_code="fi"))
    translated.unpublish()
    translator = Editor("kaantaja")
    translation = Translation.objects.get(source__object_id=page.translation_key, target_locale=translated.locale)
    segment = translation.source.stringsegment_set.get(string__data=page.title)
    words = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    form = "application/x-www-form-urlencoded"
    assert translator.client.put(words, "value=Uusi otsikko", content_type=form).status_code == 200
    assert segment.string.translations.filter(data="Uusi otsikko").exists()

    before = live_pages()
    posted = {
        "locales": [translated.locale_id], "publish_translations": "on", "use_machine_translation": "on",
        "action": "publish", "action-publish": "1", "value": "Uusi otsikko",
    }  # fmt: skip
    addresses = [reverse("wagtailadmin_pages:edit", args=[translated.pk]), *every_address(page, translation)]
    assert len(addresses) > 14
    for address in addresses:
        for answer in (translator.client.post(address, posted), translator.client.put(address, posted)):
            assert answer.status_code < 500, address
    call_command("periodic")
    assert live_pages() == before
    assert not EventPage.objects.get(pk=translated.pk).live
