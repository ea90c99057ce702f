"""Questions asked later: of those with a place, and of those who had registered before the question was there."""
from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from config.logs import masked
from forms_app import corrections
from forms_app.later import asking, rounds
from forms_app.models import FormPage, FormVersion, LaterAsk, LaterLink, LaterRound, Submission
from forms_app.questions import still_fits
from privacy import cipher, outbox, subject_keys
from privacy.contracts import Refusal
from privacy.models import AuditEvent, FieldExpiry
from privacy.roles import Role
from tests.factories import a_form_page, an_officer, answers_to, key_of, published, question, send
from tests.forms_app.test_persons import register

pytestmark = pytest.mark.django_db
LINK = re.compile(r"/[a-z]{2}/later/[\w-]{40,}/")


def a_form(*more: Any, **facts: Any) -> FormPage:
    return a_form_page(question("name"), question("email"), *more, **facts)


def with_question(page: FormPage, kind: str = "telephone", **facts: Any) -> FormPage:
    """The live page with one more question, asked last."""
    row = question(kind, **facts)
    row.sort_order = 99
    page.form_fields.add(row)
    return published(page)


def mails() -> list[Any]:
    """What is sent now."""
    mail.outbox.clear()
    outbox.send_due(timezone.now() + timedelta(seconds=5))
    return mail.outbox


def link_in(letter: Any) -> str:
    found = LINK.search(letter.body)
    assert found, letter.body
    return found[0]


class TestWithPlace:
    def form(self, **facts: Any) -> FormPage:
        return a_form(question("diet", asked_when="with_place", required=False, **facts))

    def test_the_form_itself_does_not_ask_it(self, client):
        page = self.form()
        assert 'name="' + key_of(page, "diet") not in client.get(page.get_url_parts()[2]).content.decode()

    def test_the_mail_that_takes_her_in_has_a_link_to_just_these_questions(self, client):
        page = self.form()
        assert send(client, page, answers_to(page)).status_code == 303
        (letter,) = mails()
        opened = client.get(link_in(letter))
        text = opened.content.decode()
        assert opened.status_code == 200
        assert "Specialkost" in text
        assert f'name="{key_of(page, "name")}"' not in text
        assert "<script" not in text
        assert not opened.cookies
        assert (opened["Cache-Control"], opened["X-Robots-Tag"]) == ("no-store, private", "noindex")

    def test_an_answer_is_stored_sealed_with_its_wording_time_and_log(self, client):
        page = self.form()
        send(client, page, answers_to(page))
        sent = Submission.objects.get()
        key = key_of(page, "diet")
        assert key not in sent.answers
        address = link_in(mails()[0])
        answer = client.post(address, {key: "jordnötter"})
        assert (answer.status_code, answer["Location"]) == (303, address)
        sent = Submission.objects.get()
        assert cipher.is_sealed(sent.answers[key])
        asked = next(each for each in sent.questions if each.key == key)
        assert sent.answer(asked) == "jordnötter"
        assert sent.later == {key: sent.version_id}
        assert "special" in sent.categories
        assert FieldExpiry.objects.filter(record=sent.pk, key=key).exists()
        assert AuditEvent.objects.filter(action="submission.answered_later", subject_id=str(sent.pk)).exists()
        assert "Tack" in client.get(address).content.decode()

    def test_each_participant_is_asked_in_the_same_page(self, client):
        page = a_form(
            question("singleline", "Deltagare", asked_of="participant", required=False),
            question("diet", asked_of="participant", asked_when="with_place", required=False),
        )
        sent = register(page, {"singleline": "Ada Ahl"}, {"singleline": "Bo Berg"})
        address = link_in(mails()[0])
        key = key_of(page, "diet")
        text = client.get(address).content.decode()
        assert [f'name="{key}-{number}"' in text for number in (1, 2, 3)] == [True, True, False]
        assert client.post(address, {f"{key}-1": "nötter", f"{key}-2": "fisk"}).status_code == 303
        ada, bo = sent.persons.all()
        asked = ada.questions[-1]
        assert (ada.answer(asked), bo.answer(asked), asked.key) == ("nötter", "fisk", key)


class TestLink:
    def asked(self, client: Any, **facts: Any) -> tuple[Submission, str]:
        page = a_form(question("telephone", asked_when="with_place"), **facts)
        send(client, page, answers_to(page, telephone=""))
        return Submission.objects.get(), link_in(mails()[0])

    def test_only_its_hash_is_stored(self, client):
        _sent, address = self.asked(client)
        token = address.split("/")[-2]
        (stored,) = LaterLink.objects.all()
        assert token not in str(vars(stored))
        assert len(stored.digest) == 64

    def test_no_log_has_it(self, client):
        _sent, address = self.asked(client)
        assert masked(f'"GET {address} HTTP/1.1"') == '"GET /sv/later/…/ HTTP/1.1"'

    def test_a_get_changes_nothing(self, client):
        sent, address = self.asked(client)
        client.get(address)
        client.head(address)
        assert LaterAsk.objects.get(submission=sent).answered_at is None

    def test_what_is_required_is_asked_for_again_and_nothing_stored(self, client):
        sent, address = self.asked(client)
        answer = client.post(address, {key_of(sent.page.specific, "telephone"): "x"})
        assert answer.status_code == 422
        assert 'value="x"' in answer.content.decode()
        assert not Submission.objects.get().later

    def test_a_number_given_later_finds_her(self, client):
        sent, address = self.asked(client)
        client.post(address, {key_of(sent.page.specific, "telephone"): "040-999 88 77"})
        assert subject_keys.records_with("phone", "+46409998877") == [sent.pk]

    def test_it_is_answered_once(self, client):
        sent, address = self.asked(client)
        key = key_of(sent.page.specific, "telephone")
        client.post(address, {key: "040-999 88 77"})
        assert client.post(address, {key: "040-111 11 11"}).status_code == 200
        assert Submission.objects.get().answers[key] == "040-999 88 77"

    def test_it_closes_after_thirty_days(self, client):
        sent, _address = self.asked(client)
        assert asking.waiting(sent, timezone.now() + timedelta(days=29))
        assert not asking.waiting(sent, timezone.now() + timedelta(days=31))

    def test_it_dies_when_the_record_is_set_aside(self, client):
        sent, address = self.asked(client)
        Submission.objects.filter(pk=sent.pk).update(restricted_at=timezone.now())
        assert client.get(address).status_code == 404

    def test_a_guessed_one_leads_nowhere(self, client):
        self.asked(client)
        assert client.get(f"/sv/later/{'A' * 43}/").status_code == 404

    def test_another_site_cannot_post_it(self, client):
        sent, address = self.asked(client)
        key = key_of(sent.page.specific, "telephone")
        assert client.post(address, {key: "040-1234567"}, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
        assert not Submission.objects.get().later


class TestAskingThoseRegistered:
    def test_a_new_required_question_leaves_what_is_stored_as_it_is(self, client):
        page = a_form()
        sent = register(page)
        old = sent.version.content.questions
        page = with_question(page)
        assert not still_fits(old, page.questions(page))
        sent = Submission.objects.get()
        assert {str(each.label) for each, _words in sent.lines(sealed=True)} == {"Namn", "E-post"}
        corrections.correct(record=sent.pk, key=key_of(page, "name"), value="Maja Lind", by=None, why="slip",
                            now=timezone.now())  # fmt: skip
        assert [each.subject for each in mails()] == [f"{sent.reference}: vi har tagit emot ditt svar – Anmälan"]

    def test_it_reaches_those_who_can_be_reached_and_counts_the_others(self):
        page = a_form_page(question("name"), question("telephone"), question("email", required=False))
        register(page, email="ada@example.org")
        register(page, name="Bo Berg", email="")
        for name, column in (("Cai Cruz", {"protected": True}), ("Dea Dahl", {"restricted_at": timezone.now()})):
            sent = register(page, name=name, email="x@example.org")
            Submission.objects.filter(pk=sent.pk).update(**column)
        page = with_question(page, "title")
        (asked,) = rounds.askable(page)
        reach = rounds.reach(page, asked)
        assert (reach.languages, reach.without_address, reach.protected, reach.restricted) == ({"sv": 1}, 1, 1, 1)

    def test_asked_answered_and_reminded_once(self, client):
        page = a_form()
        first, second = register(page), register(page, name="Bo Berg", email="bo@example.org")
        mails()
        page = with_question(page)
        officer = an_officer(Role.CASE_OFFICER)
        (asked,) = rounds.askable(page)
        now = timezone.now()
        new = rounds.ask(page=page, question=asked, by=officer, now=now)
        assert rounds.askable(page) == []
        letters = mails()
        assert {each.to[0] for each in letters} == {"maj.lind@example.org", "bo@example.org"}
        hers = next(each for each in letters if each.to == ["bo@example.org"])
        assert client.post(link_in(hers), {asked.key: "040-123 45 67"}).status_code == 303
        assert rounds.numbers(new) == {"asked": 2, "answered": 1, "not_reached": 0}
        with pytest.raises(Refusal):
            rounds.remind(asked=new, by=officer, now=now + timedelta(days=2))
        assert rounds.remind(asked=new, by=officer, now=now + timedelta(days=3)) == 1
        (reminder,) = mails()
        assert reminder.to == ["maj.lind@example.org"]
        assert link_in(reminder)
        with pytest.raises(Refusal):
            rounds.remind(asked=LaterRound.objects.get(), by=officer, now=now + timedelta(days=9))
        second.refresh_from_db()
        assert second.later == {asked.key: FormVersion.objects.get(page=page, digest=page.form_content(page).digest).pk}
        first.refresh_from_db()
        assert first.later == {}

    def test_the_desk_previews_sends_and_reminds(self, admin_client_of):
        page = a_form()
        register(page)
        page = with_question(page)
        client = admin_client_of(Role.CASE_OFFICER)
        index = reverse("forms_app_desk:ask_later", args=[page.pk])
        assert "Telefon" in client.get(index).content.decode()
        preview = reverse("forms_app_desk:preview_asking", args=[page.pk, key_of(page, "telephone")])
        shown = client.get(preview).content.decode()
        assert "KRTM-4827" in shown
        assert not LaterRound.objects.exists()
        assert client.post(preview).status_code == 302
        assert LaterAsk.objects.count() == 1
        assert AuditEvent.objects.filter(action="question.asked_later").exists()

    def test_others_may_not(self, admin_client_of):
        page = a_form()
        client = admin_client_of(Role.DATA_PROTECTION_OFFICER)
        for name in ("ask_later",):
            assert client.get(reverse(f"forms_app_desk:{name}", args=[page.pk])).status_code == 403


@pytest.fixture
def admin_client_of(client):
    def of(role: str) -> Any:
        client.force_login(an_officer(role))
        return client

    return of
