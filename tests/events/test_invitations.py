"""Inviting by name: the list, the mail, each answer over HTTP, reminders to the silent, and what is left afterwards."""
from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from events.invitations import adding, rows, sending
from events.invitations.addresses import read
from events.models import EventPage, Invitation, InvitationLink, Registration, Seat
from forms_app.models import Submission
from privacy import outbox
from privacy.contracts import Refusal
from privacy.models import OutboundMessage, RetentionRule, SubjectKey
from privacy.rule_templates import OF_INVITATIONS
from tests.events.conftest import fresh, register
from tests.events.inviting import (
    SOURCE,
    answer_no,
    answer_yes,
    ask_for_no_more,
    filled_in,
    invite,
    later,
    letters_to,
    link_to,
    name_deputy,
    remind,
    send,
)
from tests.events.visiting import everything_stored, limited, links_in, pages_behind
from tests.new_keys import put_a_new_key_first

pytestmark = pytest.mark.django_db
MAJA, PEKKA, LI, TOR = "maja@example.org", "pekka@example.org", "li@example.org", "tor@example.org"
TODAY = timedelta(0)


@pytest.fixture
def event(seminar, seminar_in_finnish):
    """The seminar in two languages, with a rule for invitations and its registration open."""
    RetentionRule.objects.create(activity=seminar.section.activity, **OF_INVITATIONS)
    page = fresh(seminar)
    fresh(seminar_in_finnish).keep_version()
    return page


def tomorrow() -> datetime:
    return timezone.now() + timedelta(days=1)


def status_of(page, address: str) -> str:
    return next(row.status for row in rows.rows_of(page) if row.invitation.email == address)


def four(page):
    """Four people, two of them in Finnish, invited and told."""
    invite(page, f"Maja Ström\tByns bibliotek\t{MAJA}", f"Li Ek <{LI}>")
    invite(page, f"Pekka Salo <{PEKKA}>", f"Tor Aho <{TOR}>", language="fi")
    assert send(page) == 4


class TestTheWholeStory:
    def test_four_are_invited_and_only_the_silent_one_is_reminded(self, event, client):
        four(event)
        assert {each.subject for each in mail.outbox} == {
            "Inbjudan: Läsning för alla", "Kutsu: Lukemista kaikille",
        }  # fmt: skip
        fields = filled_in(client, link_to(MAJA))
        known = {row.field_type: fields.get(row.clean_name) for row in event.form_fields.all()}
        assert (known["name"], known["email"], known["organisation"]) == ("Maja Ström", MAJA, "Byns bibliotek")
        taken = answer_yes(client, link_to(MAJA))
        assert taken.status_code == 303, taken.content.decode()
        registration = Registration.objects.get()
        assert registration.state == "confirmed"
        assert Seat.objects.filter(registration=registration).count() == 1
        assert OutboundMessage.objects.filter(kind="registration_confirmed", object_id=registration.pk).exists()

        assert answer_no(client, link_to(PEKKA)).status_code == 303
        said = client.get(link_to(PEKKA), follow=True).content.decode()
        assert "Olet vastannut kieltävästi" in said
        assert name_deputy(client, link_to(LI), "Eva Ny", "eva@example.org").status_code == 303

        expected = {MAJA: "yes", PEKKA: "no", LI: "deputy", TOR: "waiting", "eva@example.org": "waiting"}
        assert {row.invitation.email: row.status for row in rows.rows_of(event)} == expected
        outbox.send_due(later(timezone.now()))
        assert "Någon som inte kan komma har angett dig i sitt ställe" in str(letters_to("eva@example.org")[0].body)
        assert "Li" not in str(letters_to("eva@example.org")[0].body)
        answer_no(client, link_to("eva@example.org"))
        mail.outbox.clear()
        assert remind(event, tomorrow()) == 1
        [reminded] = [each for each in mail.outbox if "invitation" in str(each.body)]
        assert (reminded.to, reminded.subject) == ([TOR], "Muistutus: tuletko mukaan? Lukemista kaikille")

    def test_the_link_of_who_has_registered_leads_to_her_registration(self, event, client):
        four(event)
        link = link_to(MAJA)
        answer_yes(client, link)
        found = client.get(link)
        assert (found.status_code, found["Location"]) == (302, link.replace("invitation", "registration"))
        assert "Du är anmäld" in client.get(found["Location"]).content.decode()

    def test_she_who_said_no_may_change_her_mind(self, event, client):
        four(event)
        answer_no(client, link_to(TOR))
        assert status_of(event, TOR) == "no"
        assert answer_yes(client, link_to(TOR)).status_code == 303
        assert status_of(event, TOR) == "yes"

    def test_who_wants_no_more_mails_gets_none_and_is_not_invited_anew(self, event, client):
        four(event)
        answered = client.post(f"{link_to(TOR)}stop/", {"List-Unsubscribe": "One-Click"})
        assert (answered.status_code, status_of(event, TOR)) == (200, "stopped")
        assert remind(event, tomorrow()) == 3
        assert invite(event, TOR) == []
        assert ask_for_no_more(client, link_to(TOR)).status_code == 200


class TestTheMail:
    def test_it_says_whence_the_address_comes_and_who_answers_for_it(self, event):
        four(event)
        [letter] = letters_to(MAJA)
        for text in (str(letter.body), str(letter.alternatives[0][0])):
            for words in (SOURCE, "Kulturnämnden i Region Björkdal", "dso@bjorkdal.example", "lördag 27 februari 2027",
                          "Stadsbiblioteket", "/sv/personal-data/", "Skriv inte till mig igen om det här"):  # fmt: skip
                assert words in text, words
        assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        [finnish] = letters_to(PEKKA)
        assert "Björkdalin alueen kulttuurilautakunta" in str(finnish.body)

    def test_a_get_on_any_of_its_links_changes_nothing(self, event, client):
        four(event)
        links = {link for each in mail.outbox for link in links_in(each)}
        for path, _response in pages_behind(client, links):
            assert path
        links |= {f"http://testserver{link_to(address)}{way}/" for address in (MAJA, TOR)
                  for way in ("yes", "no", "stop", "deputy")}  # fmt: skip
        before = everything_stored()
        seen = [(path, response.status_code) for path, response in pages_behind(client, links)]
        assert len(seen) > 12
        assert everything_stored() == before
        private = [client.get(link_to(MAJA)), client.get(f"{link_to(MAJA)}yes/")]
        assert all("no-store" in each["Cache-Control"] and each["Referrer-Policy"] for each in private)

    def test_only_the_hash_of_a_token_is_stored(self, event):
        four(event)
        token = link_to(MAJA).split("/")[-2]
        assert InvitationLink.objects.filter(invitation__email=MAJA).count() == 1
        stored = everything_stored()
        assert stored
        assert not any(token in row for table in stored.values() for row in table)

    def test_nobody_gets_one_who_is_set_aside_has_registered_or_was_taken_back_meanwhile(self, event):
        invite(event, MAJA, LI, TOR, PEKKA)
        now = timezone.now()
        sending.send(event, sending.INVITED, by=None, now=now)
        Invitation.objects.filter(email=MAJA).update(restricted_at=now)
        register(event, now=now, email=LI, name="Li Ek")
        sending.take_back(Invitation.objects.get(email=TOR).pk, by=None, now=now)
        outbox.send_due(later(now))
        assert [each.to for each in mail.outbox if "Inbjudan" in each.subject] == [[PEKKA]]
        assert [str(row.status) for row in rows.rows_of(event)] == ["yes", "waiting", "taken_back"]
        assert rows.set_aside(event) == 1

    def test_a_new_key_between_the_invitation_and_the_registration_hides_nobody(self, event, settings):
        invite(event, MAJA, LI, PEKKA)
        send(event)
        put_a_new_key_first(settings, "subjects")
        now = timezone.now()
        hers, restricted = (register(event, now=now, email=each) for each in (LI, PEKKA))
        Registration.objects.filter(pk=restricted.pk).update(state="cancelled_by_registrant")
        Submission.objects.filter(pk=restricted.pk).update(protected=True)
        keys = SubjectKey.objects.filter(record__in=[hers.pk, *Invitation.objects.values_list("pk", flat=True)])
        assert set(keys.values_list("key_number", flat=True)) == {1, 2}
        assert {status_of(event, MAJA), status_of(event, LI)} == {"waiting", "yes"}
        assert rows.set_aside(event) == 1
        assert remind(event, tomorrow()) == 1
        assert [len(letters_to(each)) for each in (MAJA, LI, PEKKA)] == [2, 1, 1]

    def test_whoever_is_restricted_elsewhere_is_neither_invited_nor_shown(self, event):
        record = register(event, now=timezone.now(), email=MAJA)
        Registration.objects.filter(pk=record.pk).update(state="cancelled_by_registrant")
        Submission.objects.filter(pk=record.pk).update(protected=True)
        assert invite(event, MAJA) == []


class TestAnswering:
    def test_one_link_gives_one_registration(self, event, client):
        four(event)
        link, title = link_to(MAJA), "Någon annan"
        assert answer_yes(client, link).status_code == 303
        fields = {row.clean_name: "x" for row in event.form_fields.all()}
        name = next(row.clean_name for row in event.form_fields.all() if row.field_type == "name")
        email = next(row.clean_name for row in event.form_fields.all() if row.field_type == "email")
        again = client.post(f"{link}yes/", {**fields, name: title, email: "annan@example.org"})
        assert again.status_code == 409
        assert Registration.objects.count() == 1

    def test_anothers_link_neither_registers_me_twice_nor_opens_my_registration(self, event, client):
        four(event)
        answer_yes(client, link_to(MAJA))
        hers = {row.clean_name: {"name": "Maja Ström", "email": MAJA}.get(row.field_type) for row in
                event.form_fields.all() if row.field_type in ("name", "email")}  # fmt: skip
        assert answer_yes(client, link_to(LI), **hers).status_code == 303
        assert sorted(Registration.objects.values_list("state", flat=True)) == ["confirmed", "repeated"]
        assert status_of(event, LI) == "waiting"
        assert client.get(link_to(LI)).status_code == 200

    def test_the_form_of_an_invitation_obeys_capacity_like_any_other(self, event, client):
        page = limited(event, capacity=1, has_queue=False)
        four(page)
        assert answer_yes(client, link_to(MAJA)).status_code == 303
        fields = {row.clean_name: "x" for row in page.form_fields.all()}
        refused = client.post(f"{link_to(LI)}yes/", fields)
        assert refused.status_code == 410
        assert status_of(page, LI) == "waiting"
        assert "Alla platser är upptagna just nu" in client.get(link_to(LI)).content.decode()

    def test_wrong_answers_stay_in_the_form_which_is_posted_to_the_link(self, event, client):
        four(event)
        name = next(row.clean_name for row in event.form_fields.all() if row.field_type == "name")
        shown = answer_yes(client, link_to(MAJA), **{name: ""})
        assert shown.status_code == 422
        assert f'action="{link_to(MAJA)}yes/"' in shown.content.decode()
        assert Invitation.objects.get(email=MAJA).answer == "none"

    @pytest.mark.parametrize(("change", "said"), [
        ({"status": "cancelled"}, "Det blir inte av"),
        ({"first_day": date(2026, 1, 10)}, "Det har varit"),
    ])  # fmt: skip
    def test_when_it_is_over_the_link_says_so_plainly(self, event, client, change, said):
        from tests.events.conftest import republish

        four(event)
        link = link_to(MAJA)
        page = republish(event, **change)
        shown = client.get(link).content.decode()
        assert said in shown
        assert "yes/" not in shown
        assert client.post(f"{link}deputy/", {"name": "A", "email": "a@example.org"}).status_code == 409
        with pytest.raises(Refusal):
            sending.send(page, sending.REMINDED, by=None, now=tomorrow())

    def test_a_deputy_names_nobody_and_an_address_that_is_known_gets_no_second_invitation(self, event, client):
        four(event)
        name_deputy(client, link_to(LI), "Maja", MAJA)
        assert Invitation.objects.count() == 4
        name_deputy(client, link_to(TOR), "Eva", "eva@example.org")
        outbox.send_due(timezone.now())
        assert name_deputy(client, link_to("eva@example.org"), "Bo", "bo@example.org").status_code == 409
        assert name_deputy(client, link_to(TOR), "Bo", "bo@example.org").status_code == 409

    def test_a_post_from_elsewhere_changes_nothing(self, event, client):
        four(event)
        for way in ("no", "stop", "deputy", "yes"):
            given = {"name": "A", "email": "a@example.org"}
            response = client.post(f"{link_to(TOR)}{way}/", given, headers={"Sec-Fetch-Site": "cross-site"})
            assert response.status_code == 403, way
        assert status_of(event, TOR) == "waiting"
        assert client.get("/sv/invitation/" + "x" * 43 + "/").status_code == 404


class TestSending:
    def test_once_a_day_at_most_and_undone_within_two_minutes(self, event):
        four(event)
        now = tomorrow()
        assert sending.reach(event, sending.REMINDED, timezone.now()).today == 4
        assert sending.send(event, sending.REMINDED, by=None, now=now) == 4
        assert sending.send(event, sending.REMINDED, by=None, now=now) == 0
        assert sending.undo(event, by=None, now=now + timedelta(minutes=1)) == 4
        assert sending.send(event, sending.REMINDED, by=None, now=now) == 4
        with pytest.raises(Refusal):
            sending.undo(event, by=None, now=now + timedelta(minutes=2))

    def test_what_was_never_sent_is_weeded_when_it_is_taken_back(self, event):
        [invitation] = invite(event, f"Maja Ström <{MAJA}>")
        assert SubjectKey.objects.filter(record=invitation.pk).exists()
        sending.take_back(invitation.pk, by=None, now=timezone.now())
        left = Invitation.objects.get()
        assert (left.name, left.email, left.source, rows.rows_of(event)) == ("", "", "", [])
        assert not SubjectKey.objects.filter(record=invitation.pk).exists()
        assert invite(event, MAJA)

    def test_the_list_takes_the_same_number_of_statements_however_long(
        self, event, django_assert_max_num_queries
    ):
        invite(event, *(f"person{number}@example.org" for number in range(30)))
        with django_assert_max_num_queries(6):
            assert len(rows.rows_of(event)) == 30

    def test_everybody_is_judged_by_what_is_known(self, event):
        four(event)
        register(event, now=timezone.now(), email="kim@example.org", name="Kim Ek")
        people = read(f"{MAJA}\nny@example.org\nNY@example.org\nkim@example.org\nfel", {}, ["sv"])
        fates = [str(each.fate) for each in adding.judge(event, people)]
        assert fates == ["invited", "new", "twice", "registered", "not_understood"]

    def test_nobody_is_put_on_the_list_without_a_source(self, event):
        with pytest.raises(Refusal):
            invite(event, MAJA, source="  ")


class TestDisposal:
    def test_the_invitation_is_kept_seven_days_after_the_event_and_moves_with_it(self, event):
        from tests.events.conftest import republish

        [invitation] = invite(event, MAJA)
        assert (invitation.origin, invitation.due_on) == ("drawn_up", date(2027, 3, 6))
        republish(event, first_day=date(2027, 3, 27))
        invitation.refresh_from_db()
        assert invitation.due_on == date(2027, 4, 3)
        assert EventPage.objects.get(pk=event.pk).deletion_refusals()

