"""Officers with a browser: the desk has no barrier, light and dark, and is worked with the keyboard alone."""

import pytest
from django.urls import reverse

from config.demo.accounts import ACCOUNTS
from privacy.roles import Role
from tests.browser.test_signing_in import sign_in
from tests.browser.visitor import LAYOUT

OFFICER = next(account for account in ACCOUNTS if account.held is Role.CASE_OFFICER)
NAMES = ["privacy_overview:index", "privacy_cases:index", "privacy_cases:add", "privacy_runs:propose"]
MOST_STEPS = 60


def barriers(somebody):
    """What axe finds, light and dark; Wagtail's own frame around the page is looked at too."""
    found = somebody.axe()
    somebody.page.emulate_media(color_scheme="dark")
    found += somebody.axe(LAYOUT)
    somebody.page.emulate_media(color_scheme="light")
    return found


def test_the_desk_has_no_barrier_and_fits_a_telephone(visitor):
    somebody = visitor()
    sign_in(somebody, account=OFFICER)
    for name in NAMES:
        assert somebody.open(reverse(name)).status == 200
        assert barriers(somebody) == []
        somebody.page.set_viewport_size({"width": 390, "height": 900})
        assert somebody.overflow() <= 0
        somebody.page.set_viewport_size({"width": 1280, "height": 900})
    assert somebody.strays == []


def test_what_is_due_is_asked_for_with_the_keyboard_alone(visitor):
    somebody = visitor()
    sign_in(somebody, account=OFFICER)
    somebody.open(reverse("privacy_runs:propose"))
    goal = somebody.page.locator("main form[method=get] button[type=submit]").last
    for _step in range(MOST_STEPS):
        somebody.page.keyboard.press("Tab")
        if goal.evaluate("each => each === document.activeElement"):
            break
    else:
        pytest.fail("the button is not reached")
    with somebody.page.expect_navigation():
        somebody.page.keyboard.press("Enter")
    assert "as_of=" in somebody.page.url
