"""The link to a registration is lost: the same answer for everybody, and a mail to whoever is registered."""
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events import lost_links
from events.models import RegistrationLink
from forms_app.models import Submission
from privacy.models import OutboundMessage
from tests.events.conftest import fresh
from tests.events.visiting import NOW, come, limited, own_link, post, texts_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def february(time_machine):
    time_machine.move_to(NOW, tick=False)


def page_of(seminar, language="sv"):
    return f"/{language}/lost-link/{seminar.translation_key}/"


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


def links_of(letter):
    return re.findall(r"/registration/[\w-]+/", str(letter.body))


def test_the_event_leads_there(client, seminar, seminar_in_finnish):
    for page, words in ((seminar, "Har du tappat bort länken"), (seminar_in_finnish, "Onko linkki")):
        language = page.locale.language_code
        assert f'href="{page_of(seminar, language)}"' in text_of(client.get(page.url))
        response = client.get(page_of(seminar, language))
        assert response.status_code == 200
        assert words in text_of(response)


def test_nobody_is_led_there_when_it_is_cancelled_or_has_no_form(client, seminar):
    assert page_of(seminar) in text_of(client.get(seminar.url))
    page = limited(seminar, registration_mode="none")
    assert page_of(page) not in text_of(client.get(page.url))
    assert client.get(page_of(page)).status_code == 404


@pytest.mark.parametrize(
    ("language", "subject", "heading"),
    [
        ("sv", "Din anmälan till Läsning för alla", "Länken till din anmälan"),
        ("fi", "Ilmoittautumisesi: Lukemista kaikille", "Linkki ilmoittautumiseesi"),
    ],
)
def test_a_new_link_comes_by_mail_and_opens_her_registration(
    client, seminar, seminar_in_finnish, language, subject, heading
):
    her = come(seminar, seminar_in_finnish if language == "fi" else None)
    post()
    sent = client.post(page_of(seminar, language), {"email": " Maja@Example.org "})
    assert (sent.status_code, sent["Location"]) == (303, f"{page_of(seminar, language)}sent/")
    [letter] = post()
    assert (letter.subject, letter.body.splitlines()[0]) == (subject, heading)
    assert all(her.submission.reference in text for text in texts_of(letter))
    assert her.submission.reference in text_of(client.get(own_link(letter)))


def test_all_that_live_are_in_one_mail_and_no_others(client, seminar):
    first, second = come(seminar), come(seminar, name="Bo Ström", email="maja@example.org")
    gone = come(seminar, name="Cecilia Ström", email="maja@example.org")
    other = come(seminar, name="Anna Ek")
    letters = post()
    client.post(f"{own_link(letters[2])}cancel/")
    post()
    client.post(page_of(seminar), {"email": "maja@example.org"})
    [letter] = post()
    assert len(links_of(letter)) == 2
    for each, is_in in ((first, True), (second, True), (gone, False), (other, False)):
        assert (each.submission.reference in letter.body) is is_in


def test_nobody_learns_who_is_registered(client, seminar):
    come(seminar)
    post()
    answers, costs = [], []
    for address in ("maja@example.org", "nobody@example.org"):
        client.post(page_of(seminar), {"email": "warm@example.org"})
        with CaptureQueriesContext(connection) as queries:
            response = client.post(page_of(seminar), {"email": address})
        shown = client.get(response["Location"])
        answers.append((response.status_code, response["Location"], response.content, text_of(shown)))
        costs.append([re.sub(r"'[^']*'|\d+", "…", each["sql"]) for each in queries])
    assert answers[0] == answers[1]
    assert costs[0] == costs[1]
    assert "example.org" not in answers[0][3].replace("kultur@bjorkdal.example", "")
    assert len(post()) == 1
    assert post("nobody@example.org") == []
    assert set(OutboundMessage.objects.filter(kind=lost_links.KIND).values_list("state", flat=True)) == {
        "sent", "dropped",
    }  # fmt: skip
    assert lost_links.forget_nobody(NOW) == 1
    assert set(OutboundMessage.objects.filter(kind=lost_links.KIND).values_list("state", flat=True)) == {"sent"}


@pytest.mark.parametrize("how", [{"restricted_at": NOW}, {"protected": True}])
def test_a_record_that_is_set_aside_gets_none(client, seminar, how):
    her = come(seminar)
    post()
    client.post(page_of(seminar), {"email": "maja@example.org"})
    assert len(post()) == 1
    OutboundMessage.objects.filter(kind=lost_links.KIND).delete()
    Submission.objects.filter(pk=her.pk).update(**how)
    links = RegistrationLink.objects.count()
    assert client.post(page_of(seminar), {"email": "maja@example.org"}).status_code == 303
    assert (post(), RegistrationLink.objects.count()) == ([], links)


def test_it_is_asked_a_few_times_and_not_more(client, seminar):
    come(seminar)
    codes = [client.post(page_of(seminar), {"email": "maja@example.org"}).status_code for _time in range(4)]
    assert codes == [303, 303, 303, 429]
    assert client.post(page_of(seminar), {"email": "nobody@example.org"}).status_code == 303
    assert len([each for each in post() if "länken" in each.body.casefold()]) >= 1


def test_what_is_wrong_is_said_and_kept(client, seminar):
    wrong = client.post(page_of(seminar), {"email": "maja"})
    assert wrong.status_code == 422
    assert 'value="maja"' in text_of(wrong)
    assert "Skriv hela e-postadressen" in text_of(wrong)
    elsewhere = client.post(page_of(seminar), {"email": "maja@example.org"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert elsewhere.status_code == 403
    assert not OutboundMessage.objects.filter(kind=lost_links.KIND).exists()


def test_there_is_none_for_what_is_not_published(client, seminar):
    assert client.get(page_of(seminar)).status_code == 200
    fresh(seminar).unpublish()
    assert client.get(page_of(seminar)).status_code == 404
