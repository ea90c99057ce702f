"""What an editor can look at beforehand, of every kind of page and in every language; nothing is written for it."""
from datetime import date

import pytest
from django.apps import apps
from django.urls import reverse

from events.models import EventIndexPage, EventPage, ProgrammePage, ProjectPage, SeriesPage
from forms_app.models import FormVersion
from privacy.models import SubjectKey
from privacy.roles import Role
from tests.events.conftest import add_questions, occasion
from tests.factories import FIVE, a_body, a_form_page, an_officer, in_language, published, question

pytestmark = pytest.mark.django_db


def a_page(kind: str):
    """A live page of this kind with a form."""
    body = a_body()
    if kind == "form":
        return a_form_page(parent=body)
    if kind == "project":
        page = ProjectPage(title="Projektet", slug="projektet", with_form=True, starts_on=date(2026, 1, 1))
        for order, name in enumerate(FIVE):
            page.form_fields.add(question(name, sort_order=order))
        body.add_child(instance=page)
        return published(page)
    index = body.add_child(instance=EventIndexPage(title="Evenemang", slug="evenemang"))
    model = {"event": EventPage, "series": SeriesPage, "programme": ProgrammePage}[kind]
    page = model(title="Läsning för alla", slug="lasning")
    page.settle_kind()
    page.occasions.add(occasion())
    add_questions(page)
    index.add_child(instance=page)
    return published(page)


def rows() -> dict[str, int]:
    """How many rows every table has."""
    return {model._meta.label: model._base_manager.count() for model in apps.get_models() if model._meta.managed}


def shown(page, mode: str):
    """The preview as Wagtail shows it, through every middleware."""
    return page.get_latest_revision().as_object().make_preview_request(preview_mode=mode)


@pytest.mark.parametrize("kind", ["form", "event", "series", "programme", "project"])
def test_every_preview_of_every_language_is_shown_and_nothing_is_written(kind):
    page = a_page(kind)
    pages = [page, *(in_language(page, language, {}) for language in ("fi", "en"))]
    FormVersion.objects.all().delete()
    before = rows()
    for each in pages:
        modes = dict(each.preview_modes)
        assert {"", "errors", "receipt", "not_yet_open", "closed", "print"} <= set(modes)
        for mode in modes:
            response = shown(each, mode)
            assert response.status_code == 200, mode
            html = response.content.decode()
            assert f'<html lang="{each.locale.language_code}"' in html, mode
            assert ('class="error-summary' in html) is (mode == "errors"), mode
            assert ('name="version"' in html) is (mode in {"", "errors", "print", "queue"}), mode
    assert rows() == before
    assert not SubjectKey.objects.exists()


def test_an_event_is_shown_full_waiting_and_cancelled_and_its_mails_with_the_calendar():
    page = a_page("event")
    html = {mode: shown(page, mode).content.decode() for mode in dict(page.preview_modes)}
    assert "state-full" in html["full"]
    assert "state-queue" in html["queue"]
    assert "state-cancelled" in html["cancelled"]
    assert "state-cancelled" not in html[""]
    assert "BEGIN:VEVENT" in html["mail.registration_confirmed"]
    assert 'srcdoc="&lt;!' in html["mail.registration_confirmed"]
    assert "Anna Exempel" in html["mail.registration_confirmed"]
    assert "Anna Exempel" in html["receipt"]
    assert "anmäld" in html["mail.registration_repeated"]
    assert 'css/print.css" media="all"' in html["print"]
    assert 'css/print.css" media="print"' in html[""]


def test_the_later_steps_of_a_form_are_shown_where_there_are_any_and_nothing_is_written():
    page = a_page("form")
    assert not {"participants", "review"} & set(dict(page.preview_modes))
    page.form_fields.add(question("name", "Deltagarens namn", sort_order=8, asked_of="participant"))
    page.review_step = True
    page = published(page)
    for each in (page, in_language(page, "fi", {"Deltagarens namn": "Osallistujan nimi"})):
        assert {"participants", "review"} <= set(dict(each.preview_modes))
        asked = {"sv": "Deltagarens namn", "fi": "Osallistujan nimi"}[each.locale.language_code]
        before = rows()
        participants = shown(each, "participants").content.decode()
        assert asked in participants
        assert participants.count("<legend>") == 2
        assert 'class="error-summary' not in participants
        looked_through = shown(each, "review").content.decode()
        assert looked_through.count("@example.org") >= 1
        assert 'name="change_answer"' in looked_through
        assert 'class="error-summary' not in looked_through
        assert rows() == before


def test_an_event_that_is_over_still_shows_its_mails():
    page = a_page("event")
    page.occasions.update(first_day=date(2020, 2, 1))
    page = published(type(page).objects.get(pk=page.pk))
    assert "Anna Exempel" in shown(page, "receipt").content.decode()


def test_what_is_shown_is_what_is_in_hand_not_what_was_saved():
    page = a_page("event")
    page.title = "Något helt annat"
    html = page.make_preview_request(preview_mode="mail.registration_confirmed").content.decode()
    assert "Något helt annat" in html
    page.refresh_from_db()
    assert page.title == "Läsning för alla"


def test_a_page_that_is_not_saved_yet_says_when_its_mails_can_be_shown():
    index = a_body().add_child(instance=EventIndexPage(title="Evenemang", slug="evenemang"))
    page = EventPage(title="Ny", slug="ny", locale=index.locale)
    page.set_url_path(index)
    page.path, page.depth = index.path + "0001", index.depth + 1
    page.source_locale = page.locale
    html = page.make_preview_request(preview_mode="receipt").content.decode()
    assert "sparats första gången" in html


def test_the_editor_offers_the_previews_and_the_sizes_of_screens(client):
    page = a_page("event")
    client.force_login(an_officer(Role.ADMINISTRATOR))
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    for mode in dict(page.preview_modes):
        assert f'value="{mode}"' in html
    for width in ("375", "768", "1280"):
        assert f'data-device-width="{width}"' in html


def test_a_preview_is_sent_with_the_policy_of_the_admin():
    response = shown(a_page("event"), "mail.registration_confirmed")
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
