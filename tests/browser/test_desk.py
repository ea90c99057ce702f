"""Officers with a browser: the desk has no barrier, light and dark, and is worked with the keyboard alone."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from config.demo.accounts import ACCOUNTS
from privacy import disclosures
from privacy.models import CopyToDestroy, DisposalRun, SectionDefaults
from privacy.roles import Role
from tests.browser.test_signing_in import sign_in

OFFICER = next(account for account in ACCOUNTS if account.held is Role.CASE_OFFICER)
NAMES = ["privacy_overview:index", "privacy_cases:index", "privacy_cases:add", "privacy_runs:propose"]
#: What of the account page is Wagtail's alone.
OF_WAGTAIL: tuple[str, ...] = ()


def test_the_desk_has_no_barrier_and_fits_a_telephone(visitor):
    somebody = visitor()
    sign_in(somebody, account=OFFICER)
    for name in NAMES:
        assert somebody.open(reverse(name)).status == 200
        assert somebody.barriers_of_staff() == []
    assert somebody.strays == []


def files_to_destroy() -> None:
    """The officer has downloaded two files whose time is over."""
    officer, now = get_user_model().objects.get(username=OFFICER.username), timezone.now()
    section = SectionDefaults.objects.all()[0]
    run = DisposalRun.objects.create(
        controller=section.controller, number="1999-1", as_of=now.date(), proposed_at=now
    )  # fmt: skip
    for rows in (1, 142):
        file = disclosures.record(
            activity=section.activity, group=section.page.translation_key, purpose="badges", given_to="self",
            columns=["name"], special=False, rows=rows, by=officer, at=now - timedelta(days=rows),
        )  # fmt: skip
        CopyToDestroy.objects.create(disclosure=file, run=run, asked_at=now)


def test_what_an_officer_has_of_her_own_has_no_barrier_and_fits_a_telephone(visitor):
    files_to_destroy()
    somebody = visitor()
    sign_in(somebody, account=OFFICER)
    somebody.open(reverse("files_to_destroy"))
    assert somebody.page.locator(".desk-guest button").count() == 2
    found = somebody.barriers_of_staff()
    somebody.open(reverse("wagtailadmin_account"))
    assert somebody.page.locator("[name=digest-wants_digest]").count() == 1
    found += [each for each in somebody.barriers_of_staff() if not any(name in each for name in OF_WAGTAIL)]
    assert found == []
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
