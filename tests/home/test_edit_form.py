"""The edit form looks at the whole page before it is published, and writes each row once."""
from django.urls import reverse

from home.models import HomeListing, HomePage, StandardPage

NO_COMMENTS = {
    "comments-TOTAL_FORMS": "0",
    "comments-INITIAL_FORMS": "0",
    "comments-MIN_NUM_FORMS": "0",
    "comments-MAX_NUM_FORMS": "1000",
}


def start_page(listed, **fields):
    """The start page's form with one new row that lists ``listed``."""
    return {
        **NO_COMMENTS,
        "slug": "start",
        "body-count": "0",
        "listings-TOTAL_FORMS": "1",
        "listings-INITIAL_FORMS": "0",
        "listings-MIN_NUM_FORMS": "0",
        "listings-MAX_NUM_FORMS": "1000",
        "listings-0-ORDER": "1",
        "listings-0-limit": "4",
        "listings-0-heading": "Aktuellt",
        "listings-0-page": listed.pk,
        "action-publish": "1",
        **fields,
    }


def test_a_row_of_a_published_page_is_stored_once(as_editor, start, live_page):
    answer = as_editor.post(
        reverse("wagtailadmin_pages:edit", args=[start.pk]),
        start_page(live_page, title="Kallelser"),
    )

    assert answer.status_code == 302
    assert HomeListing.objects.get().heading == "Aktuellt"
    assert HomePage.objects.get(pk=start.pk).live_revision is not None


def test_a_refused_page_keeps_what_was_typed_and_stores_no_row(as_editor, start, live_page, section):
    section.delete()

    answer = as_editor.post(
        reverse("wagtailadmin_pages:edit", args=[start.pk]),
        start_page(live_page, title="Nytt namn"),
    )

    html = answer.content.decode()
    assert "No data protection settings" in html
    assert "Nytt namn" in html and "Aktuellt" in html
    assert not HomeListing.objects.exists()
    assert HomePage.objects.get(pk=start.pk).title == "Kallelser"


def test_a_draft_may_lack_what_only_publishing_asks_for(as_editor, body):
    as_editor.post(
        reverse("wagtailadmin_pages:add", args=["home", "standardpage", body.pk]),
        {**NO_COMMENTS, "title": "Ett utkast", "slug": "ett-utkast", "body-count": "0"},
    )

    assert not StandardPage.objects.get(slug="ett-utkast").live
