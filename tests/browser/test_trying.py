"""An editor tries a form and a case officer moves a list in: no barrier on any screen, and it fits a telephone."""
import re

from django.urls import reverse
from django.utils import timezone

from events.models import EventPage
from tests.browser.test_desk import OFFICER, barriers
from tests.browser.test_signing_in import sign_in

LIST = (
    "Namn;Titel;Organisation;E-post;Anmäld\n"
    "Bo Ek;Lärare;Skolan;bo.ek@example.org;2026-11-02 09:05\n"
    "Cia Ek;Rektor;Skolan;ingen adress;\n"
).encode()


def a_form():
    """A page of the demo whose registration is open, in Swedish."""
    pages = EventPage.objects.live().filter(locale__language_code="sv").specific()
    return next(page for page in pages if page.has_form() and page.admission(timezone.now()).is_open)


def looks_right(somebody, name):
    """No barrier, and nothing to push sideways on a telephone."""
    found = barriers(somebody)
    somebody.page.set_viewport_size({"width": 390, "height": 900})
    too_wide = somebody.overflow()
    somebody.page.set_viewport_size({"width": 1280, "height": 900})
    return (found, max(too_wide, 0)) == ([], 0) or (found, too_wide)


def test_the_screens_of_a_trial_have_no_barrier(visitor):
    somebody = visitor()
    sign_in(somebody)
    page = a_form()
    address = reverse("forms_app_desk:try", args=[page.pk])
    assert somebody.open(address).status == 200
    assert looks_right(somebody, "try") is True
    somebody.fill()
    # The same words in every field look as if a program had written them.
    for number, field in enumerate(somebody.form.locator("input[type=text]:not(.trap *)").all()):
        field.fill(f"{field.input_value()} {'ABCDEFGH'[number]}")
    somebody.send()
    assert somebody.page.locator(".tried-frame").count() >= 2
    somebody.page.locator(".tried-letter details").evaluate_all("all => all.forEach(each => each.open = true)")
    assert looks_right(somebody, "tried") is True
    receipt = somebody.page.frame_locator(".tried-frame").first
    receipt.locator("h1").wait_for()
    assert re.search(r"BEGIN:VEVENT", somebody.page.locator(".tried-text").last.inner_text())
    with somebody.page.expect_download() as fetched:
        somebody.page.locator("a[download]").first.click()
    assert fetched.value.suggested_filename.endswith(".ics")
    assert somebody.strays == []


def test_the_screens_of_moving_in_have_no_barrier(visitor):
    somebody = visitor()
    sign_in(somebody, account=OFFICER)
    page = a_form()
    somebody.open(reverse("forms_app_desk:move_in", args=[page.pk]))
    assert looks_right(somebody, "move-in") is True
    somebody.page.set_input_files("[name=file]", [{"name": "lista.csv", "mimeType": "text/csv", "buffer": LIST}])
    somebody.page.click("main button[type=submit]")
    somebody.page.locator("[name=notice]").fill("Texten i Lyyti")
    assert looks_right(somebody, "matched") is True
    somebody.page.click("[name=look]")
    somebody.page.wait_for_load_state()
    assert looks_right(somebody, "looked") is True
    assert somebody.page.locator("[name=move]").is_visible()
