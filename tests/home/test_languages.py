"""Facts come from the page in the original language; text is laid over them."""
import pytest
from wagtail.models import Locale, Page

from home.languages import NotPublished, canonical_of, facts_for, laid
from home.models import HomePage, StandardPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def swedish():
    return Locale.objects.get_or_create(language_code="sv")[0]


@pytest.fixture
def finnish():
    return Locale.objects.get_or_create(language_code="fi")[0]


@pytest.fixture
def home_page(swedish):
    root = Page.objects.get(depth=1)
    return root.add_child(instance=HomePage(title="Start", slug="start-sv", locale=swedish))


@pytest.fixture
def page(home_page):
    return home_page.add_child(instance=StandardPage(title="Om oss", lead="Vi berättar"))


@pytest.fixture
def translation(page, finnish):
    return page.copy_for_translation(finnish, copy_parents=True)


def test_a_new_page_has_its_own_language_as_source(page, swedish):
    assert page.source_locale == swedish


def test_a_translation_keeps_the_source_of_its_group(translation, swedish, finnish):
    assert translation.locale == finnish
    assert translation.source_locale == swedish


def test_facts_of_a_translation_are_read_from_the_original(page, translation):
    assert facts_for(translation) == page
    assert canonical_of(translation) == page


def test_a_translation_is_not_found_while_the_original_is_not_live(page, translation):
    page.unpublish()

    with pytest.raises(NotPublished):
        facts_for(translation)


def test_a_missing_text_falls_back_to_the_original_marked_with_its_language(page, translation):
    translation.lead = " "

    lead = laid("lead", page, translation, "fi")

    assert (lead.value, lead.lang) == ("Vi berättar", "sv")


def test_a_translated_text_needs_no_mark(page, translation):
    translation.lead = "Me kerromme"

    lead = laid("lead", page, translation, "fi")

    assert (lead.value, lead.lang) == ("Me kerromme", "")
