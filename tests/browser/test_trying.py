"""An editor tries a form, a case officer registers by hand and moves a list in: no barrier, and it fits a telephone."""
import re

from django.urls import reverse
from django.utils import timezone

from events.models import EventPage
from forms_app.models import Submission
from tests.browser.test_desk import OFFICER
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


def test_the_screens_of_a_trial_have_no_barrier(visitor):
    somebody = visitor()
    sign_in(somebody)
    page = a_form()
    address = reverse("forms_app_desk:try", args=[page.pk])
    assert somebody.open(address).status == 200
    assert somebody.barriers_of_staff() == []
    somebody.fill()
    # The same words in every field look as if a program had written them.
    for number, field in enumerate(somebody.form.locator("input[type=text]:not(.trap *)").all()):
        field.fill(f"{field.input_value()} {'ABCDEFGH'[number]}")
    somebody.send()
    assert somebody.page.locator(".tried-frame").count() >= 2
    somebody.page.locator(".tried-letter details").evaluate_all("all => all.forEach(each => each.open = true)")
    assert somebody.barriers_of_staff() == []
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
    assert somebody.barriers_of_staff() == []
    somebody.page.set_input_files("[name=file]", [{"name": "lista.csv", "mimeType": "text/csv", "buffer": LIST}])
    somebody.page.click("main button[type=submit]")
    somebody.page.locator("[name=notice]").fill("Texten i Lyyti")
    assert somebody.barriers_of_staff() == []
    somebody.page.click("[name=look]")
    somebody.page.wait_for_load_state()
    assert somebody.barriers_of_staff() == []
    somebody.page.click("[name=move]")
    somebody.page.wait_for_load_state()
    assert somebody.barriers_of_staff() == []
    assert somebody.page.locator(".desk-number__count").count() >= 1


def test_somebody_is_registered_by_hand_with_the_keyboard_alone(visitor):
    somebody = visitor()
    sign_in(somebody, account=OFFICER)
    somebody.open(reverse("forms_app_desk:enter", args=[a_form().pk]))
    before = Submission.objects.filter(entry__isnull=False).count()
    keys, form = somebody.page.keyboard, somebody.page.locator("main form.desk-entry")
    asked = form.locator(":is(input, select, textarea)[required]:not([type=hidden])").evaluate_all(
        "all => [...new Set(all.map(each => each.name))]"
    )
    assert {"notice_given", "channel"} < set(asked)
    for name in asked:
        field = form.locator(f"[name='{name}']").first
        somebody.tab_to(field)
        if field.get_attribute("type") in ("radio", "checkbox"):
            keys.press("Space")
        elif not field.input_value():
            keys.type("Aino Vieras" if field.get_attribute("type") == "text" else "1")
    somebody.tab_to(form.locator("button[type=submit]"))
    with somebody.page.expect_navigation() as arrival:
        keys.press("Enter")
    assert arrival.value.status == 200
    assert Submission.objects.filter(entry__isnull=False).count() == before + 1
