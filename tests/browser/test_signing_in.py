"""The staff's own pages: no barrier in signing in, and nothing in the admin that its policy refuses."""
import pytest
from wagtail.models import Page

from config.demo.accounts import ACCOUNTS

EDITOR = ACCOUNTS[0]
ADDRESSES = ["/account/2fa/", "/account/2fa/totp/activate/", "/account/logout/", "/account/password/reset/"]


def sign_in(somebody, password=EDITOR.password, account=EDITOR):
    somebody.open("/account/login/")
    somebody.page.fill("[name=login]", account.username)
    somebody.page.fill("[name=password]", password)
    somebody.page.click("main button[type=submit]")
    somebody.page.wait_for_load_state("networkidle")


def findings(somebody):
    return [*somebody.axe(), *([f"{somebody.page.url} is too wide"] if somebody.overflow() else [])]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_signing_in_has_no_barrier(visitor, width, scheme):
    somebody = visitor(width=width, scheme=scheme)
    somebody.open("/account/login/")
    assert findings(somebody) == []
    sign_in(somebody, password="wrong")
    assert somebody.page.locator("[role=alert]").count() == 1
    assert findings(somebody) == []


@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_about_ones_own_account_have_no_barrier(visitor, width):
    somebody = visitor(width=width)
    sign_in(somebody)
    for address in ADDRESSES:
        somebody.open(address)
        if "reauthenticate" in somebody.page.url:
            assert findings(somebody) == []
            somebody.page.fill("[name=password]", EDITOR.password)
            somebody.page.click("main button[type=submit]")
        assert somebody.page.url.endswith(address)
        assert findings(somebody) == []


def test_the_editor_and_its_preview_work_under_the_policy_of_the_admin(visitor):
    somebody = visitor()
    sign_in(somebody)
    page = Page.objects.get(url_path__endswith="/evenemang/vassbaten/")
    somebody.open(f"/admin/pages/{page.pk}/edit/")
    somebody.page.click("[data-side-panel-toggle=preview]")
    preview = somebody.page.frame_locator("[data-side-panel=preview] iframe").first
    preview.locator("h1", has_text=page.title).wait_for(timeout=30_000)
    # Wagtail writes what its checks of the text have found to the console, as an error.
    assert [each for each in somebody.complaints if "axe.run results" not in each] == []
    assert somebody.strays == []
