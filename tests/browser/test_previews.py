"""An editor with a browser: whatever she looks at before publishing has no barrier and fits a telephone."""
import pytest
from django.urls import reverse
from wagtail.models import Page

from events.models import EventPage
from forms_app.models import FormPage
from tests.browser import form_in_steps
from tests.browser.test_signing_in import sign_in


@pytest.fixture
def editor(visitor):
    somebody = visitor()
    sign_in(somebody)
    return somebody


def in_hand(editor, page: Page) -> None:
    """Open the page in the editor and its preview beside it, so that Wagtail holds what is in hand."""
    editor.open(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    editor.page.click("[data-side-panel-toggle=preview]")
    frame = editor.page.frame_locator("[data-side-panel=preview] iframe").first
    frame.locator("h1", has_text=page.title).wait_for(timeout=30_000)


def barriers_in(editor, page: Page, mode: str) -> list[str]:
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert editor.open(f"{address}?mode={mode}").status == 200
    assert editor.page.locator("main h1").count() == 1, mode
    found = [*editor.axe(), *editor.too_wide()]
    # Nobody taps on paper.
    return [f"{mode}: {each}" for each in found if (mode, each.split(":")[0]) != ("print", "target-size")]


def test_no_preview_of_a_form_in_steps_has_a_barrier(editor):
    page = FormPage.objects.get(locale__language_code="sv", slug=form_in_steps.SLUG)
    modes = dict(page.preview_modes)
    assert {"", "errors", "participants", "review", "receipt", "not_yet_open", "closed", "print"} <= set(modes)
    in_hand(editor, page)
    assert [barrier for mode in modes for barrier in barriers_in(editor, page, mode)] == []
    assert editor.strays == []


def test_no_preview_of_what_only_an_event_can_be_has_a_barrier(editor):
    page = EventPage.objects.get(url_path__endswith="/evenemang/vassbaten/")
    modes = {"full", "queue", "cancelled", "mail.registration_confirmed"}
    assert modes <= set(dict(page.preview_modes))
    in_hand(editor, page)
    assert [barrier for mode in sorted(modes) for barrier in barriers_in(editor, page, mode)] == []
