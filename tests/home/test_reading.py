"""What a reader meets: the body in her language, and few questions to the database."""
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.rich_text import expand_db_html
from wagtail_localize.models import TranslationSource

from home.models import ContactPerson, HomeListing, StandardPage
from tests.home.conftest import publish, translate, translation_of

WORDS = {"Om oss": "Tietoa meistä", "Vi ordnar seminarier.": "Järjestämme seminaareja."}


def with_body(page, *blocks):
    page.body = [{"type": kind, "value": value, "id": f"00000000-0000-4000-8000-00000000000{number}"}
                 for number, (kind, value) in enumerate(blocks)]
    return publish(page)


def table(*rows, caption="", headings=("Tid", "Vad")):
    return {
        "caption": caption,
        "columns": [{"type": "text", "heading": heading} for heading in headings],
        "rows": [{"values": list(row)} for row in rows],
    }


def strings_of(page):
    source, _created = TranslationSource.update_or_create_from_instance(page)
    return set(source.stringsegment_set.values_list("string__data", flat=True))


@pytest.fixture
def picture(locales):
    return Image.objects.create(title="vävstol", file=get_test_image_file())


@pytest.fixture
def person(locales):
    return ContactPerson.objects.create(name="Maja Lindqvist", role="Samordnare", locale=locales.sv)


def test_every_cell_of_a_table_is_translated_by_itself(page):
    page = with_body(page, ("table", table(["10", "Kaffe"], ["12", "Lunch"], caption="Program")))

    assert {"Program", "Tid", "Vad", "10", "Kaffe", "12", "Lunch"} <= strings_of(page)


def test_a_translated_table_keeps_its_shape(page, finnish_body, locales):
    page = with_body(page, ("table", table(["10", "Kaffe"], caption="Program")))
    words = {"Program": "Ohjelma", "Tid": "Aika", "Vad": "Mitä", "10": "10", "Kaffe": "Kahvi"}
    target = translate(page, locales.fi, WORDS | words)

    translation_of(page, locales.fi).save_target(publish=True)

    value = StandardPage.objects.get(pk=target.pk).body[0].value
    assert value.caption == "Ohjelma"
    assert [column["heading"] for column in value.columns] == ["Aika", "Mitä"]
    assert [row["values"] for row in value.row_data] == [["10", "Kahvi"]]


def test_names_in_a_body_are_not_sent_for_translation(page, picture):
    page = with_body(
        page,
        ("image", {"image": picture.pk, "alt": "En vävstol", "caption": "I verkstaden", "credit": "Ivar Foto"}),
        ("quote", {"text": "Det blev bra.", "name": "Maja Lindqvist", "role": "Samordnare"}),
    )

    strings = strings_of(page)
    assert {"En vävstol", "I verkstaden", "Det blev bra.", "Samordnare"} <= strings
    assert not strings & {"Ivar Foto", "Maja Lindqvist"}


def test_the_first_picture_of_the_body_is_the_pages_picture(page, picture):
    page = with_body(page, ("image", {"image": picture.pk, "alt": "En vävstol", "caption": "", "credit": "Ivar Foto"}))

    assert page.picture == picture


def test_a_picture_cannot_be_shown_without_saying_what_it_shows_and_who_made_it():
    block = StandardPage._meta.get_field("body").stream_block.child_blocks["image"]

    assert [name for name, child in block.child_blocks.items() if child.required] == ["image", "alt", "credit"]


def test_a_link_in_a_translated_body_leads_to_the_translation(body, page, live_page, finnish_page, locales, client):
    other = body.add_child(instance=StandardPage(title="Mer", slug="mer", live=False))
    link = {"page": live_page.pk, "url": "", "label": ""}
    item = {"type": "item", "value": link, "id": "00000000-0000-4000-8000-000000000009"}
    other = with_body(other, ("link_list", {"heading": "", "links": [item]}))
    translate(other, locales.fi, {"Mer": "Lisää"})
    translation_of(other, locales.fi).save_target(publish=True)

    html = client.get("/fi/alvmark/lisaa/").content.decode()

    assert '<a href="/fi/alvmark/tietoa-meista/">Tietoa meistä</a>' in html
    assert "/sv/alvmark/om-oss/" not in html


def test_a_link_in_rich_text_leads_to_the_translation_and_many_links_cost_no_more(
    live_page, finnish_page, django_assert_max_num_queries
):
    html = "".join(f'<a linktype="page" id="{live_page.pk}">{number}</a>' for number in range(5))

    with translation.override("fi"), django_assert_max_num_queries(3):
        expanded = expand_db_html(html)

    assert expanded.count('href="/fi/alvmark/tietoa-meista/"') == 5


def test_a_link_in_rich_text_to_a_page_that_is_not_live_leads_nowhere(live_page):
    live_page.unpublish()

    assert expand_db_html(f'<a linktype="page" id="{live_page.pk}">Om oss</a>') == "<a>Om oss</a>"


def test_a_contact_in_a_translated_body_has_her_role_in_its_language(page, finnish_body, person, locales, client):
    page = with_body(page, ("contact", {"heading": "", "person": person.pk}))
    translate(page, locales.fi, WORDS)
    translation_of(page, locales.fi).save_target(publish=True)

    html = client.get("/fi/alvmark/tietoa-meista/").content.decode()
    assert '<span lang="sv">Samordnare</span>' in html

    ContactPerson.objects.filter(locale=locales.fi).update(role="Koordinaattori", live=True)
    html = client.get("/fi/alvmark/tietoa-meista/").content.decode()
    assert "Koordinaattori" in html
    assert "Samordnare" not in html


def test_a_text_missing_in_the_translation_is_shown_in_the_originals_language(live_page, finnish_page, client):
    live_page.simple_text = "Vi hjälper dig."
    publish(live_page)

    html = client.get(finnish_page.url).content.decode()

    assert 'lang="sv"' in html
    assert "Vi hjälper dig." in html


@pytest.mark.parametrize(
    ("path", "most"),
    [("/sv/", 6), ("/fi/", 6), ("/sv/alvmark/om-oss/", 3), ("/fi/alvmark/tietoa-meista/", 4)],
)
def test_a_page_asks_the_database_few_questions(
    path, most, client, start, finnish_start, body, finnish_body, live_page, finnish_page, locales,
    django_assert_max_num_queries,
):
    start.listings = [HomeListing(heading="Aktuellt", page=body, locale=locales.sv)]
    start.feature = live_page
    start.save()
    client.get(path)  # every process has met its first visitor

    with django_assert_max_num_queries(most):
        assert client.get(path).status_code == 200


def test_more_blocks_ask_no_more_questions(client, person, live_page):
    def questions(blocks):
        with_body(StandardPage.objects.get(pk=live_page.pk), *blocks)
        client.get(live_page.url)
        with CaptureQueriesContext(connection) as asked:
            client.get(live_page.url)
        return len(asked)

    contact = ("contact", {"heading": "", "person": person.pk})

    assert questions([contact] * 5) == questions([contact])
