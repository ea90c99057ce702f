"""The demo has an account for every role."""
import pytest
from django.test import Client

from config.demo.accounts import ACCOUNTS, make_accounts
from privacy.roles import Role, has_role

pytestmark = pytest.mark.django_db


def test_the_demo_has_an_account_for_every_role_and_making_them_again_changes_nothing():
    users = make_accounts()
    assert set(users) == set(Role)
    assert make_accounts() == users
    for account in ACCOUNTS:
        held = {role for role in Role if has_role(users[account.held], role)}
        assert held == {account.held}
        assert not users[account.held].is_superuser


@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda account: account.username)
def test_every_account_opens_the_admin_in_its_own_language(account):
    make_accounts()
    client = Client()
    client.post("/account/login/", {"login": account.username, "password": account.password})
    response = client.get("/admin/")
    assert response.status_code == 200
    assert f'<html lang="{account.language}"' in response.content.decode()
