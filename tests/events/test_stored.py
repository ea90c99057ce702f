"""From one's own registration to everything that is stored: a case that is confirmed by the link itself."""
import pytest

from events import link_tokens
from privacy.models import CaseState, IdentityLevel, OutboundMessage, RequestAddress, RightsRequest
from tests.events.visiting import NOW, come, limited, own_link, post
from tests.factories import a_request

pytestmark = pytest.mark.django_db
HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(autouse=True)
def february(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def her_page(seminar):
    """The address of the page of somebody who has registered."""
    come(seminar)
    [letter] = post()
    return own_link(letter)


@pytest.mark.parametrize("language", ["sv", "fi"])
def test_one_press_opens_a_case_that_need_not_be_confirmed(client, seminar, seminar_in_finnish, language):
    come(seminar, seminar if language == "sv" else seminar_in_finnish)
    [letter] = post()
    her_page = own_link(letter)
    assert f'href="{her_page}stored/"' in client.get(her_page).content.decode()
    asked = client.get(f"{her_page}stored/").content.decode()
    assert {"sv": "Vill du se allt", "fi": "Haluatko nähdä kaiken"}[language] in asked
    assert "maja@example.org" in asked
    client.head(f"{her_page}stored/")
    assert RightsRequest.objects.count() == 0

    response = client.post(f"{her_page}stored/", headers=HERE)
    assert (response.status_code, response["Location"]) == (303, f"/{language}/personal-data/confirmed/")
    case = RightsRequest.objects.get()
    assert (case.kind, case.channel, case.language, case.name) == ("access", "web", language, "Maja Ström")
    assert (case.state, case.identity_level) == (CaseState.SEARCHING, IdentityLevel.MAILBOX)
    assert case.confirmed_at == case.received_at == NOW
    assert case.addresses.get().proof == RequestAddress.Proof.MAIL
    assert case.items.count() >= 1
    kinds = OutboundMessage.objects.filter(object_id=case.pk).values_list("kind", flat=True)
    assert list(kinds) == ["request_received"]
    [told] = post()
    assert case.number in told.body


def test_there_is_one_open_case_at_a_time(client, her_page):
    assert client.post(f"{her_page}stored/", headers=HERE).status_code == 303
    again = client.post(f"{her_page}stored/", headers=HERE)
    assert (again.status_code, RightsRequest.objects.count()) == (409, 1)
    assert "Du har redan frågat" in again.content.decode()
    RightsRequest.objects.update(state=CaseState.CLOSED)
    assert client.post(f"{her_page}stored/", headers=HERE).status_code == 303
    assert client.post(f"{her_page}stored/", headers=HERE).status_code == 429


def test_what_somebody_else_has_sent_in_her_name_and_not_confirmed_stands_in_nobodys_way(client, seminar, her_page):
    controller = seminar.section.controller
    a_request(controller, "access", confirmed=False, addresses=[("email", "maja@example.org")], now=NOW)
    assert client.post(f"{her_page}stored/", headers=HERE).status_code == 303
    assert RightsRequest.objects.count() == 2


def test_from_another_site_nothing_happens(client, her_page):
    response = client.post(f"{her_page}stored/", headers={"Sec-Fetch-Site": "cross-site"})
    assert (response.status_code, RightsRequest.objects.count()) == (403, 0)


def test_a_printed_link_proves_no_mailbox(client, seminar):
    her = come(limited(seminar), email="")
    her_page = f"/sv/registration/{link_tokens.printed(her.pk)}/"
    shown = client.get(her_page)
    assert shown.status_code == 200
    assert "stored/" not in shown.content.decode()
    assert client.post(f"{her_page}stored/", headers=HERE).status_code == 404
    assert client.get("/sv/registration/" + "x" * 43 + "/stored/").status_code == 404
