"""Translations come home in a file: what is certain is taken over, the rest is said."""
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail_localize.models import StringTranslation

from home.models import StandardPage
from tests.home.conftest import staff, translate, translation_of


@pytest.fixture
def po(live_page, finnish_body, locales):
    """The file that a translator takes home, of a page of which nothing is translated."""
    translate(live_page, locales.fi)
    return translation_of(live_page, locales.fi).export_po()


def upload(client, page, locale, po):
    address = reverse("wagtail_localize:upload_pofile", args=[translation_of(page, locale).pk])
    content = po if isinstance(po, bytes) else str(po).encode()
    return client.post(address, {"file": SimpleUploadedFile("fi.po", content), "next": "/admin/"})


def test_a_file_of_translations_is_taken_over(as_translator, live_page, locales, po):
    po.find("Om oss").msgstr = "Tietoa meistä"

    answer = upload(as_translator, live_page, locales.fi, po)

    assert answer.status_code == 302
    assert StringTranslation.objects.get(locale=locales.fi).data == "Tietoa meistä"


def test_a_text_marked_as_uncertain_in_the_file_is_left_out(as_translator, live_page, locales, po):
    po.find("Om oss").msgstr = "Tietoa meistä"
    po.find("Vi ordnar seminarier.").msgstr = "Ehkä seminaareja"
    po.find("Vi ordnar seminarier.").flags = ["fuzzy"]

    upload(as_translator, live_page, locales.fi, po)

    assert [each.data for each in StringTranslation.objects.filter(locale=locales.fi)] == ["Tietoa meistä"]


@pytest.mark.parametrize("identity", ["5e0ff8a2-0000-4000-8000-000000000000", None])
def test_a_file_for_another_translation_is_refused_with_a_reason(as_translator, live_page, locales, po, identity):
    po.find("Om oss").msgstr = "Tietoa meistä"
    del po.metadata["X-WagtailLocalize-TranslationID"]
    if identity:
        po.metadata["X-WagtailLocalize-TranslationID"] = identity

    answer = upload(as_translator, live_page, locales.fi, po)

    assert answer.status_code == 409
    assert "The file was made for another page or another language." in answer.content.decode()
    assert not StringTranslation.objects.filter(locale=locales.fi).exists()


def test_a_file_that_is_no_po_file_is_refused_with_a_reason(as_translator, live_page, locales, po):
    answer = upload(as_translator, live_page, locales.fi, b"\xff\xfe\x00")

    assert answer.status_code == 409
    assert "The file cannot be read." in answer.content.decode()


def test_someone_who_may_not_change_the_page_uploads_nothing(client, start, live_page, locales, po):
    elsewhere = start.add_child(instance=StandardPage(title="Annat"))
    client.force_login(staff("elsewhere", "change", on=elsewhere))
    po.find("Om oss").msgstr = "Tietoa meistä"

    upload(client, live_page, locales.fi, po)

    assert not StringTranslation.objects.filter(locale=locales.fi).exists()
