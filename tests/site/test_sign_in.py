"""There is one way in for the staff, and it closes for a while after wrong passwords."""
import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth import get_user_model
from django.test import Client
from wagtail.users.models import UserProfile

from config.demo.accounts import ACCOUNTS

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"
PASSWORD = "correct horse battery"


@pytest.fixture
def administrator():
    return get_user_model().objects.create_superuser("vera", "vera@example.org", PASSWORD)


def sign_in(client, password=PASSWORD, login="vera"):
    return client.post(LOGIN, {"login": login, "password": password})


def code_now(secret):
    """What an authenticator app shows at this moment."""
    now = list(totp.yield_hotp_counters_from_time())
    return totp.format_hotp_value(totp.hotp_value(secret, now[len(now) // 2]))


def test_the_admin_leads_to_the_one_login_page(client):
    response = client.get("/admin/")
    assert response.status_code == 302
    assert response["Location"] == f"{LOGIN}?next=/admin/"


@pytest.mark.parametrize("login", ["vera", "vera@example.org"])
def test_a_member_of_staff_signs_in_and_meets_the_admin(client, administrator, login):
    response = sign_in(client, login=login)
    assert (response.status_code, response["Location"]) == (302, "/admin/")
    assert client.get("/admin/").status_code == 200


def test_signing_out_ends_at_the_login_page_and_the_admin_is_closed_again(client, administrator):
    sign_in(client)
    assert client.get("/admin/").status_code == 200
    assert client.post("/account/logout/")["Location"] == LOGIN
    assert client.get("/admin/").status_code == 302


def test_wagtails_own_sign_out_ends_at_the_login_page_too(client, administrator):
    sign_in(client)
    assert client.post("/admin/logout/")["Location"] == LOGIN


@pytest.mark.parametrize(
    "address",
    [
        "/admin/password_reset/",
        "/admin/password_reset/done/",
        "/sv/_util/login/",
        "/fi/_util/authenticate_with_password/1/1/",
        "/django-admin/login/",
        "/account/signup/",
        "/account/email/",
        "/account/login/code/confirm/",
        "/account/password/set/",
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_other_way_in_answers(client, administrator, address, method):
    response = getattr(client, method)(address, {"username": "vera", "login": "vera", "password": PASSWORD})
    assert response.status_code == 404
    assert "sessionid" not in response.cookies


def test_wagtails_own_login_page_leads_to_the_one_there_is(client, administrator):
    response = client.post("/admin/login/?next=/admin/pages/", {"username": "vera", "password": PASSWORD})
    assert (response.status_code, response["Location"]) == (302, f"{LOGIN}?next=/admin/pages/")
    assert "sessionid" not in response.cookies


def test_after_five_wrong_passwords_the_account_is_closed_for_a_while_even_for_the_right_one(client, administrator):
    answers = [sign_in(client, f"wrong {n}") for n in range(5)]
    assert [answer.status_code for answer in answers] == [200] * 5
    locked = client.post(LOGIN, {"login": "vera", "password": PASSWORD}, headers={"accept-language": "en"})
    assert locked.status_code == 429
    assert "Too many failed login attempts" in locked.content.decode()
    assert client.get("/admin/").status_code == 302


def test_the_lock_is_on_the_account_and_does_not_close_it_for_a_colleague(client, administrator):
    get_user_model().objects.create_superuser("sten", "sten@example.org", PASSWORD)
    for n in range(6):
        refused = sign_in(client, f"wrong {n}")
    assert refused.status_code == 429
    assert sign_in(client, login="sten").status_code == 302


def test_ten_wrong_passwords_for_any_accounts_close_the_door_for_one_client(client, administrator):
    for n in range(10):
        assert sign_in(client, login=f"guess-{n}").status_code == 200
    assert sign_in(client).status_code == 429
    assert Client(REMOTE_ADDR="192.0.2.7").post(LOGIN, {"login": "vera", "password": PASSWORD}).status_code == 302


def test_limits_are_kept_without_addresses(client, administrator, settings):
    from django.core.cache import cache

    sign_in(client, "wrong")
    keys = list(cache._cache)
    assert any("login_failed" in key for key in keys)
    assert not [key for key in keys if "127.0.0.1" in key or "vera" in key]


def test_the_login_form_is_protected_by_a_token(administrator):
    client = Client(enforce_csrf_checks=True)
    assert sign_in(client).status_code == 403
    token = client.get(LOGIN).cookies["csrftoken"].value
    data = {"login": "vera", "password": PASSWORD, "csrfmiddlewaretoken": token}
    assert client.post(LOGIN, data).status_code == 302


def test_whoever_has_an_authenticator_app_is_asked_for_its_code(client, administrator):
    secret = totp.generate_totp_secret()
    Authenticator.objects.create(user=administrator, type=Authenticator.Type.TOTP, data={"secret": secret})
    response = sign_in(client)
    assert response["Location"].startswith("/account/2fa/authenticate/")
    assert client.get("/admin/").status_code == 302
    code = code_now(secret)
    assert client.post("/account/2fa/authenticate/", {"code": code})["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_an_authenticator_app_and_recovery_codes_can_be_set_up(client, administrator):
    sign_in(client)
    address = "/account/2fa/totp/activate/"
    assert client.get(address)["Location"].startswith("/account/reauthenticate/")
    page = client.post("/account/reauthenticate/", {"password": PASSWORD, "next": address}, follow=True)
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    assert "data:image/svg+xml" in page.content.decode()
    assert "img-src 'self' data:" in page["Content-Security-Policy"]
    code = code_now(secret)
    response = client.post(address, {"code": code}, follow=True)
    assert response.status_code == 200
    assert len(response.context["unused_codes"]) == 10
    assert response.context["unused_codes"][0] in response.content.decode()


def test_a_forgotten_password_is_mended_by_a_letter_and_only_a_known_address_gets_one(
    client, administrator, mailoutbox
):
    unknown = client.post("/account/password/reset/", {"email": "nobody@example.org"})
    known = client.post("/account/password/reset/", {"email": "vera@example.org"})
    assert unknown["Location"] == known["Location"] == "/account/password/reset/done/"
    with_link = [mail for mail in mailoutbox if "/account/password/reset/key/" in mail.body]
    assert [mail.to for mail in with_link] == [["vera@example.org"]]


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_the_login_page_speaks_the_language_of_the_browser(client, language):
    assert f'<html lang="{language}"' in client.get(LOGIN, headers={"accept-language": language}).content.decode()


def test_pages_about_the_own_account_speak_the_language_chosen_in_the_admin(client, administrator):
    UserProfile.objects.create(user=administrator, preferred_language="fi")
    sign_in(client)
    page = client.get("/account/2fa/", headers={"accept-language": "sv"})
    assert '<html lang="fi"' in page.content.decode()
    assert '<html lang="fi"' in client.get("/admin/", headers={"accept-language": "sv"}).content.decode()


def test_the_demos_passwords_stand_on_the_login_page_of_the_demo_only(client, settings, tmp_path):
    assert ACCOUNTS[0].password not in client.get(LOGIN).content.decode()
    settings.KALLELSE_DEMO_MAILS = tmp_path
    page = client.get(LOGIN).content.decode()
    for account in ACCOUNTS:
        assert account.username in page
    assert ACCOUNTS[0].password in page
