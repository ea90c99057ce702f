"""Every form that anybody may have open has its row, and a row never changes."""
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.test import RequestFactory

from forms_app.models import FormVersion
from tests.factories import a_form_page, address_of, in_language, published, question


@pytest.mark.django_db
def test_publishing_keeps_the_form_as_it_will_be_shown(client):
    page = a_form_page()
    version = FormVersion.objects.get(page=page.pk)
    assert version.language == "sv"
    assert version.content == page.form_content(page)
    assert client.get(address_of(page)).context["form"].initial["version"] == version.digest
    assert FormVersion.objects.count() == 1


@pytest.mark.django_db
def test_publishing_a_change_keeps_it_in_every_language_it_is_seen_in():
    page = a_form_page()
    finnish = in_language(page, "fi", {"Namn": "Nimi"})
    before = FormVersion.objects.filter(page=page.pk)
    assert {version.language for version in before} == {"sv", "fi"}
    count = before.count()
    page.form_fields.add(question("singleline", "Kommun", sort_order=9))
    page = published(page)
    assert FormVersion.objects.filter(page=page.pk).count() == count + 2
    assert FormVersion.objects.get(digest=finnish.form_content(page).digest).language == "fi"


@pytest.mark.django_db
def test_a_translation_published_before_its_original_is_live_keeps_nothing():
    page = a_form_page(publish=False)
    page.save_revision()
    finnish = in_language(page, "fi", {})
    assert finnish.live
    assert not FormVersion.objects.filter(page=page.pk).exists()


@pytest.mark.django_db
def test_publishing_later_keeps_nothing_now():
    from datetime import timedelta

    from django.utils import timezone

    page = a_form_page(publish=False)
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision().publish()
    page.refresh_from_db()
    assert not page.live
    assert not FormVersion.objects.filter(page=page.pk).exists()


@pytest.mark.django_db
def test_the_first_reader_makes_a_row_that_is_missing(client):
    page = a_form_page()
    FormVersion.objects.all().delete()
    for _time in range(2):
        assert client.get(address_of(page)).status_code == 200
    assert FormVersion.objects.get().digest == page.form_content(page).digest


@pytest.mark.django_db
def test_a_preview_makes_no_row():
    page = a_form_page()
    before = FormVersion.objects.count()
    draft = page.get_latest_revision_as_object()
    draft.form_fields.add(question("singleline", "Bara ett utkast", sort_order=9))
    request = RequestFactory().get("/")
    request.is_preview = True
    context = draft.get_context(request)
    assert "Bara ett utkast" in [str(each.label) for each in context["form_content"].questions]
    assert FormVersion.objects.count() == before == 1


@pytest.mark.django_db
def test_a_version_comes_back_from_the_database_with_the_same_digest():
    page = a_form_page(question("email"), question("radio", "Lunch", choices="fishfish=Fisk & chips\nveganveg=“Vegan”"))
    version = FormVersion.objects.get(page=page.pk)
    assert version.content.digest == version.digest


def test_two_readers_at_once_make_one_row(both_databases):
    page = a_form_page()
    content = page.form_content(page)
    FormVersion.objects.all().delete()
    barrier = Barrier(2)

    def keep(_number: int) -> int:
        try:
            barrier.wait(20)
            return FormVersion.objects.keep(content, page_id=page.pk).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as threads:
        first, second = threads.map(keep, range(2))
    assert first == second
    assert FormVersion.objects.count() == 1
