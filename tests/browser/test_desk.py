"""Officers with a browser: the desk has no barrier, light and dark, and is worked with the keyboard alone."""

from django.urls import reverse

from config.demo.accounts import ACCOUNTS
from privacy.roles import Role
from tests.browser.test_signing_in import sign_in

OFFICER = next(account for account in ACCOUNTS if account.held is Role.CASE_OFFICER)
NAMES = ["privacy_overview:index", "privacy_cases:index", "privacy_cases:add", "privacy_runs:propose"]


def test_the_desk_has_no_barrier_and_fits_a_telephone(visitor):
    somebody = visitor()
    sign_in(somebody, account=OFFICER)
    for name in NAMES:
        assert somebody.open(reverse(name)).status == 200
        assert somebody.barriers_of_staff() == []
    assert somebody.strays == []


def test_what_is_due_is_asked_for_with_the_keyboard_alone(visitor):
    somebody = visitor()
    sign_in(somebody, account=OFFICER)
    somebody.open(reverse("privacy_runs:propose"))
    goal = somebody.page.locator("main form[method=get] button[type=submit]").last
    somebody.tab_to(goal)
    with somebody.page.expect_navigation():
        somebody.page.keyboard.press("Enter")
    assert "as_of=" in somebody.page.url
