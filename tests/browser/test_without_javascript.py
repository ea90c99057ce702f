"""Everything a visitor comes for works with JavaScript off."""
import pytest

from tests.browser import form_in_steps, pages
from tests.browser.pages import WHOLE

each_language = pytest.mark.parametrize("language", WHOLE)


@each_language
def test_a_registration_goes_through_without_javascript(visitor, language):
    somebody = visitor(javascript=False)
    somebody.open(pages.forms(language, is_open=True)[0])
    assert somebody.page.locator("html").get_attribute("lang") == language
    somebody.fill()
    assert somebody.send().status == 200
    assert somebody.form.count() == 0
    assert "Aino Vieras" in somebody.page.locator("main").inner_text()


@each_language
def test_errors_are_told_without_javascript_and_what_was_written_stays(visitor, language):
    somebody = visitor(javascript=False)
    somebody.open(pages.forms(language, is_open=True)[0])
    somebody.fill()
    somebody.form.locator("input[type=email]").fill("no address")
    assert somebody.send().status == 422
    assert somebody.page.locator(".error-summary a").count() == 1
    assert somebody.form.locator("input[type=email]").input_value() == "no address"
    assert "Aino Vieras" in [field.input_value() for field in somebody.form.locator("input[type=text]").all()]


@each_language
def test_the_error_summary_leads_to_the_field(visitor, language):
    somebody = visitor(javascript=False)
    somebody.open(pages.forms(language, is_open=True)[0])
    somebody.send()
    link = somebody.page.locator(".error-summary a").first
    target = (link.get_attribute("href") or "").removeprefix("#")
    link.click()
    assert somebody.page.locator(f"[id='{target}']:focus, [id='{target}']:target").count() == 1


@each_language
def test_a_form_in_steps_is_answered_without_javascript_with_the_focus_where_it_goes_on(visitor, language):
    somebody = visitor(javascript=False, width=390)
    focused = {}
    for stop in form_in_steps.pages_on_the_way(somebody, language):
        on = somebody.page.locator(":focus")
        focused[stop] = on.get_attribute("class") if on.count() else ""
    assert focused["warned and opened"] == "message message-warning"
    assert focused["participants with errors"] == "error-summary"
    assert focused["opened for participants"] == "form-opened"
    said = somebody.page.locator("main").inner_text()
    assert "Aino Vieras" in said
    assert "Storgatan 1" in said


@each_language
def test_a_change_link_of_the_last_look_leads_into_the_field_without_javascript(visitor, language):
    somebody = visitor(javascript=False)
    for stop in form_in_steps.pages_on_the_way(somebody, language):
        if stop == "last look":
            break
    with somebody.page.expect_navigation():
        somebody.form.locator("button[value=whoisit-2]").click()
    assert somebody.page.locator(":focus").get_attribute("name") == "whoisit-2"
    assert somebody.page.locator(":focus").input_value() == "Eva Vieras"


def test_a_request_to_another_site_and_a_broken_policy_would_be_noticed(visitor):
    somebody = visitor()
    somebody.open("/sv/")
    somebody.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img alt=\"\" src=\"http://127.0.0.2:9/x.png\">')")
    somebody.page.wait_for_timeout(300)
    assert somebody.complaints != []


def test_whoever_asks_for_less_motion_and_dark_colours_gets_them(visitor):
    light, dark = visitor(), visitor(scheme="dark")
    colours = []
    for somebody in (light, dark):
        somebody.open("/sv/")
        colours.append(somebody.page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor"))
    assert colours[0] != colours[1]
