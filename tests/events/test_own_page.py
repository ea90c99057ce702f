"""The page behind the link to one's own registration: what it says, what one does there, and what it never does."""
import logging
import re
from datetime import timedelta
from io import StringIO

import pytest

from config.logs import WithoutPersons
from events.models import Registration, RegistrationLink
from forms_app.models import Submission
from forms_app.views import receipt_context
from tests.events.visiting import (
    NOW,
    come,
    everything_stored,
    limited,
    links_in,
    own_link,
    pages_behind,
    post,
    state_of,
)
from tests.factories import let_go

pytestmark = pytest.mark.django_db
each_language = pytest.mark.parametrize("language", ["sv", "fi"])


@pytest.fixture(autouse=True)
def february(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def pages(seminar, seminar_in_finnish):
    """What is served in each language."""
    return {"sv": seminar, "fi": seminar_in_finnish}


def put(registration, state):
    """The registration as it is in ``state``, without what leads there."""
    until = NOW + timedelta(hours=20) if state in ("offered", "unverified") else None
    queue_number = 1 if state == "waiting" else None
    Registration.objects.filter(pk=registration.pk).update(state=state, until=until, queue_number=queue_number)


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


def heading_of(response):
    return re.search(r"<h1>(.*?)</h1>", text_of(response))[1].strip()


def acts_on(response):
    """The acts that the page links to, in its order, before the way to everything stored, which is always there."""
    *found, last = re.findall(r'href="/\w\w/registration/[\w-]+/(\w+)/"', text_of(response))
    assert last == "stored"
    return found


#: State, heading in Swedish and in Finnish, and what one can do.
STATES = [
    ("unverified", "Din e-postadress är inte bekräftad än", "Sähköpostiosoitettasi ei ole vielä vahvistettu",
     ["verify", "cancel", "answers"]),
    ("confirmed", "Du är anmäld", "Olet ilmoittautunut", ["cancel", "answers"]),
    ("waiting", "Du står på reservlistan", "Olet jonotuslistalla", ["cancel", "answers"]),
    ("pending_approval", "Din anmälan väntar på svar", "Ilmoittautumisesi odottaa vastausta", ["cancel", "answers"]),
    ("offered", "Du har erbjudits en plats", "Sinulle on tarjottu paikkaa", ["accept", "decline", "answers"]),
    ("expired", "Tiden att svara är ute", "Vastausaika on päättynyt", []),
    ("rejected", "Du har inte fått någon plats", "Et saanut paikkaa", []),
    ("declined", "Du har tackat nej till platsen", "Et ottanut paikkaa vastaan", []),
    ("not_placed", "Det fanns ingen plats till dig", "Sinulle ei ollut paikkaa", []),
    ("cancelled_by_registrant", "Du har avanmält dig", "Olet perunut ilmoittautumisesi", []),
    ("cancelled_by_organiser", "Arrangören har avbokat din anmälan", "Järjestäjä on perunut ilmoittautumisesi", []),
    ("repeated", "Du var redan anmäld", "Olit jo ilmoittautunut", []),
]  # fmt: skip
#: What one is asked before anything happens: from which state, in Swedish and in Finnish.
ASKED = [
    ("verify", "unverified", "Är det här din e-postadress och din anmälan?",
     "Onko tämä sinun sähköpostiosoitteesi ja ilmoittautumisesi?"),
    ("accept", "offered", "Vill du ha platsen?", "Haluatko paikan?"),
    ("decline", "offered", "Vill du lämna platsen?", "Haluatko luopua paikasta?"),
    ("cancel", "confirmed", "Vill du avanmäla dig?", "Haluatko perua ilmoittautumisesi?"),
]  # fmt: skip


class TestWhatItSays:
    @each_language
    def test_every_state_has_its_page_with_what_can_be_done_in_it(self, client, pages, language):
        assert {state for state, *_rest in STATES} == set(Registration.State.values)
        her = come(pages["sv"], pages[language])
        link = own_link(post()[0])
        for state, swedish, finnish, acts in STATES:
            put(her, state)
            response = client.get(link)
            assert response.status_code == 200
            assert heading_of(response) == {"sv": swedish, "fi": finnish}[language]
            assert acts_on(response) == acts, state
            assert f'<html lang="{language}"' in text_of(response)

    @each_language
    def test_before_anything_happens_one_is_asked(self, client, pages, language):
        her = come(pages["sv"], pages[language])
        link = own_link(post()[0])
        for act, state, swedish, finnish in ASKED:
            put(her, state)
            response = client.get(f"{link}{act}/")
            assert heading_of(response) == {"sv": swedish, "fi": finnish}[language]
            assert text_of(response).count("<button") >= 1
            assert state_of(her) == state

    def test_it_repeats_the_facts_and_what_she_answered_and_no_link_that_others_could_use(self, client, seminar):
        her = come(seminar)
        text = text_of(client.get(own_link(post()[0])))
        for words in ("27 februari 2027 kl. 10.05", "Stadsbiblioteket", "Byns bibliotek", her.submission.reference):
            assert words in text, words

    def test_what_is_sensitive_is_not_shown_to_whoever_reads_her_mail(self, client, seminar):
        her = come(seminar)
        assert "Jordnötsallergi" in str(receipt_context(her.submission)["lines"])
        text = text_of(client.get(own_link(post()[0])))
        assert "Jordnötsallergi" not in text
        assert "Känsliga svar, till exempel om specialkost, visas inte på den här sidan." in text

    def test_nobody_keeps_finds_or_passes_it_on(self, client, seminar):
        come(seminar)
        response = client.get(own_link(post()[0]))
        assert "no-store" in response["Cache-Control"]
        assert (response["X-Robots-Tag"], response["Referrer-Policy"]) == ("noindex", "no-referrer")
        assert not response.cookies


class TestLinks:
    @each_language
    def test_no_link_in_any_mail_of_her_whole_life_changes_anything_when_it_is_opened(self, client, pages, language):
        page = limited(pages["sv"], capacity=1, promotion="offer", verifies_address=True)
        client.get(pages[language].url)
        first = come(page, name="Anna Ek")
        client.post(f"{own_link(post('anna@example.org')[0])}verify/")
        her = come(page, pages[language])
        letters = post()
        client.post(f"{own_link(letters[-1])}verify/")
        letters += post()
        client.post(f"{own_link(post('anna@example.org')[0])}cancel/")
        letters += post()
        client.post(f"{own_link(letters[-1])}accept/")
        letters += post()
        client.post(f"{own_link(letters[-1])}cancel/")
        letters += post()
        assert (state_of(first), state_of(her)) == ("cancelled_by_registrant",) * 2
        assert len(letters) == 5
        links = set().union(*map(links_in, letters))
        paths = set()
        for state in ("unverified", "offered", "confirmed", "cancelled_by_registrant"):
            put(her, state)
            before = everything_stored()
            for path, response in pages_behind(client, links):
                paths.add(path.rsplit("/", 2)[-2])
                assert response.status_code in (200, 409), path
            assert everything_stored() == before, state
        assert {"verify", "accept", "decline", "cancel", "lasning"} <= paths

    def test_a_token_is_stored_as_a_hash_alone(self, seminar):
        come(seminar)
        token = own_link(post()[0]).split("/")[-2]
        assert RegistrationLink.objects.count() == 1
        assert all(token not in row for rows in everything_stored().values() for row in rows)

    def test_a_link_is_good_for_so_long_and_no_longer(self, client, seminar, time_machine):
        come(seminar)
        link = own_link(post()[0])
        time_machine.move_to(NOW + timedelta(days=549), tick=False)
        assert client.get(link).status_code == 200
        time_machine.move_to(NOW + timedelta(days=550), tick=False)
        assert client.get(link).status_code == 404

    def test_a_link_dies_with_the_record(self, client, seminar):
        her = come(seminar)
        link = own_link(post()[0])
        assert client.get(link).status_code == 200
        let_go(Submission.objects.get(pk=her.pk))
        assert not RegistrationLink.objects.exists()
        response = client.get(link)
        assert (response.status_code, heading_of(response)) == (404, "Länken leder ingenstans")

    @pytest.mark.parametrize("how", [{"restricted_at": NOW}, {"protected": True}])
    def test_a_record_that_is_set_aside_is_neither_shown_nor_changed(self, client, seminar, how):
        her = come(seminar)
        link = own_link(post()[0])
        assert client.get(link).status_code == 200
        Submission.objects.filter(pk=her.pk).update(**how)
        for answer in (client.get(link), client.get(f"{link}cancel/"), client.post(f"{link}cancel/")):
            assert (answer.status_code, heading_of(answer)) == (404, "Länken leder ingenstans")
            assert her.submission.reference not in text_of(answer)
        assert state_of(her) == "confirmed"

    def test_a_link_that_was_never_sent_leads_nowhere(self, client, seminar):
        come(seminar)
        link = own_link(post()[0])
        token = link.split("/")[-2]
        assert client.get(link.replace(token, token.swapcase())).status_code == 404
        assert client.post(link.replace(token, token.swapcase()) + "cancel/").status_code == 404

    def test_no_log_keeps_it(self, client, seminar):
        come(seminar)
        link = own_link(post()[0])
        token = link.split("/")[-2]
        lines = StringIO()
        handler = logging.StreamHandler(lines)
        handler.addFilter(WithoutPersons())
        logger = logging.getLogger("django.server")
        logger.addHandler(handler)
        try:
            for path in (link, f"{link}cancel/", f"{link}nonsense/"):
                logger.warning('"GET %s HTTP/1.1" 200', path)
                logger.warning('"POST %s?from=mail HTTP/1.1" 303', path)
        finally:
            logger.removeHandler(handler)
        assert lines.getvalue().count("/registration/…") == 6
        assert token not in lines.getvalue()


class TestDoing:
    @pytest.mark.parametrize(
        ("act", "before", "after"),
        [
            ("verify", "unverified", "confirmed"),
            ("accept", "offered", "confirmed"),
            ("decline", "offered", "declined"),
            *(("cancel", state, "cancelled_by_registrant") for state in
              ("unverified", "confirmed", "waiting", "pending_approval")),
        ],
    )  # fmt: skip
    def test_what_is_pressed_happens_and_leads_back(self, client, seminar, act, before, after):
        her = come(seminar)
        link = own_link(post()[0])
        put(her, before)
        response = client.post(f"{link}{act}/")
        assert (response.status_code, response["Location"], state_of(her)) == (303, link, after)

    def test_pressed_twice_it_happens_once(self, client, seminar):
        her = come(seminar)
        link = own_link(post()[0])
        assert client.post(f"{link}cancel/").status_code == 303
        again = client.post(f"{link}cancel/")
        assert (again.status_code, heading_of(again)) == (409, "Du har avanmält dig")
        assert "Det var för sent" in text_of(again)
        assert [str(each.subject).split(": ")[1] for each in post()] == ["du har avanmält dig – Läsning för alla"]
        assert state_of(her) == "cancelled_by_registrant"

    @pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}])
    def test_another_site_cannot_press_for_her(self, client, seminar, headers):
        her = come(seminar)
        link = own_link(post()[0])
        refused = client.post(f"{link}cancel/", headers=headers)
        assert (refused.status_code, state_of(her)) == (403, "confirmed")
        assert "från en annan webbplats" in text_of(refused)
        assert client.post(f"{link}cancel/", headers={"Sec-Fetch-Site": "same-origin"}).status_code == 303

    def test_an_offer_that_is_over_is_over_to_the_second(self, client, seminar, time_machine):
        her = come(seminar)
        link = own_link(post()[0])
        put(her, "offered")
        time_machine.move_to(NOW + timedelta(hours=20), tick=False)
        response = client.post(f"{link}accept/")
        assert (response.status_code, state_of(her)) == (409, "offered")

    def test_once_it_has_begun_nobody_cancels(self, client, seminar, time_machine):
        her = come(seminar)
        link = own_link(post()[0])
        begins = NOW.replace(day=27, hour=9, minute=5)
        time_machine.move_to(begins - timedelta(seconds=1), tick=False)
        assert acts_on(client.get(link)) == ["cancel"]
        time_machine.move_to(begins, tick=False)
        assert acts_on(client.get(link)) == []
        assert (client.post(f"{link}cancel/").status_code, state_of(her)) == (409, "confirmed")

    def test_what_no_browser_sends_from_our_form_is_refused(self, client, seminar):
        her = come(seminar)
        link = own_link(post()[0])
        assert client.post(f"{link}cancel/", "{}", content_type="application/json").status_code == 400
        assert client.put(f"{link}cancel/").status_code == 405
        assert client.post(link).status_code == 405
        assert client.post(f"{link}nonsense/").status_code == 404
        assert state_of(her) == "confirmed"
