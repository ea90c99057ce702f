"""What a registrant changes herself: her answers, a mistyped address, and how she gets there without a mail."""
import re
from datetime import timedelta

import pytest
from django.utils import translation

from events import news
from events.models import Registration, RegistrationLink
from forms_app import receipts
from forms_app.models import Submission, SubmissionChange
from privacy import subject_keys
from privacy.models import AuditEvent, OutboundMessage
from tests.events.conftest import fresh
from tests.events.visiting import NOW, come, limited, own_link, post, state_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


def receipt_of(registration):
    return f"/sv/receipt/{receipts.sign(registration.pk)}/"


def key_of(page, kind):
    return page.form_fields.get(field_type=kind).clean_name


def answer_of(registration, kind):
    record = Submission.objects.get(pk=registration.pk)
    [question] = [each for each in record.questions if each.type == kind]
    return record.answer(question)


def fields_of(page, **given):
    usual = {"name": "Maja Ström", "title": "Bibliotekarie", "organisation": "Byns bibliotek"}
    return {key_of(page, kind): value for kind, value in {**usual, **given}.items()}


class TestAnswers:
    def test_she_changes_what_she_answered_and_both_are_kept(self, client, seminar):
        her = come(seminar)
        link = own_link(post()[0])
        assert f'href="{link}answers/"' in text_of(client.get(link))
        shown = text_of(client.get(f"{link}answers/"))
        assert 'value="Byns bibliotek"' in shown
        response = client.post(f"{link}answers/", fields_of(seminar, organisation="Stadens bibliotek"))
        assert (response.status_code, response["Location"]) == (303, link)
        assert "Stadens bibliotek" in text_of(client.get(link))
        [change] = SubmissionChange.objects.all()
        assert (change.old, change.new, change.why, change.by) == (
            "Byns bibliotek", "Stadens bibliotek", "herself", None,
        )  # fmt: skip
        received = Submission.objects.get(pk=her.pk).answers[key_of(seminar, "organisation")]
        assert received == "Byns bibliotek"
        assert AuditEvent.objects.filter(action="submission.corrected", actor=None).count() == 1
        [told] = post()
        assert "Dina svar har ändrats" in told.body
        assert "Stadens bibliotek" in told.body
        assert own_link(told)
        with translation.override("sv"):
            day = timedelta(days=1)
            assert "1 har ändrat sina svar" in news.happened(seminar.translation_key, NOW - day, NOW + day)

    def test_what_is_the_same_is_no_change(self, client, seminar):
        come(seminar)
        assert client.post(f"{own_link(post()[0])}answers/", fields_of(seminar)).status_code == 303
        assert not SubmissionChange.objects.exists()

    def test_neither_her_address_nor_what_is_sensitive_is_asked_there(self, client, seminar):
        her = come(seminar)
        link = own_link(post()[0])
        shown = text_of(client.get(f"{link}answers/"))
        assert f'name="{key_of(seminar, "organisation")}"' in shown
        for kind in ("email", "diet"):
            assert f'name="{key_of(seminar, kind)}"' not in shown
        client.post(f"{link}answers/", fields_of(seminar, email="other@example.org", diet="Inget"))
        assert (answer_of(her, "email"), answer_of(her, "diet")) == ("maja@example.org", "Jordnötsallergi")

    def test_what_is_wrong_is_said_and_kept(self, client, seminar):
        come(seminar)
        link = own_link(post()[0])
        wrong = client.post(f"{link}answers/", fields_of(seminar, name="", organisation="Skolan"))
        assert wrong.status_code == 422
        assert 'value="Skolan"' in text_of(wrong)
        elsewhere = client.post(f"{link}answers/", fields_of(seminar), headers={"Sec-Fetch-Site": "cross-site"})
        assert elsewhere.status_code == 403
        assert not SubmissionChange.objects.exists()

    @pytest.mark.parametrize("full", [False, True])
    def test_until_registration_closes_also_when_all_places_are_taken(self, client, seminar, clock, full):
        page = limited(seminar, capacity=1, has_queue=False) if full else seminar
        come(page)
        link = own_link(post()[0])
        assert client.get(f"{link}answers/").status_code == 200
        clock.move_to(NOW + timedelta(days=20), tick=False)
        assert f"{link}answers/" not in text_of(client.get(link))
        late = client.post(f"{link}answers/", fields_of(page, organisation="Skolan"))
        assert late.status_code == 409
        assert "Det var för sent" in text_of(late)
        assert not SubmissionChange.objects.exists()

    def test_who_has_cancelled_changes_nothing(self, client, seminar):
        come(seminar)
        link = own_link(post()[0])
        client.post(f"{link}cancel/")
        assert client.get(f"{link}answers/").status_code == 409


class TestAMistypedAddress:
    def test_it_is_corrected_from_the_receipt_and_the_confirmation_goes_to_the_right_one(self, client, seminar):
        her = come(seminar, email="maja@exmaple.org")
        [wrong] = post("maja@exmaple.org")
        receipt = receipt_of(her)
        assert f'href="{receipt}address/"' in text_of(client.get(receipt))
        assert 'value="maja@exmaple.org"' not in text_of(client.get(f"{receipt}address/"))
        response = client.post(f"{receipt}address/", {"email": "maja@example.org"})
        assert (response.status_code, response["Location"]) == (303, receipt)
        [letter] = post()
        assert "du är anmäld" in letter.subject
        assert client.get(own_link(letter)).status_code == 200
        assert client.get(own_link(wrong)).status_code == 404
        assert post("maja@exmaple.org") == []
        assert subject_keys.records_with("email", "maja@example.org") == [her.pk]
        assert subject_keys.records_with("email", "maja@exmaple.org") == []
        [change] = SubmissionChange.objects.all()
        assert (change.old, change.new, change.why) == ("maja@exmaple.org", "maja@example.org", "herself")

    def test_a_letter_that_has_not_left_goes_to_the_right_one_and_is_the_only_one(self, client, seminar):
        her = come(seminar, email="maja@exmaple.org")
        assert client.post(f"{receipt_of(her)}address/", {"email": "maja@example.org"}).status_code == 303
        assert len(post()) == 1
        assert post("maja@exmaple.org") == []

    def test_once_and_no_more(self, client, seminar):
        her = come(seminar, email="maja@exmaple.org")
        receipt = receipt_of(her)
        client.post(f"{receipt}address/", {"email": "maja@example.org"})
        assert f"{receipt}address/" not in text_of(client.get(receipt))
        again = client.post(f"{receipt}address/", {"email": "third@example.org"})
        assert (again.status_code, answer_of(her, "email")) == (404, "maja@example.org")

    def test_for_half_an_hour_and_no_longer(self, client, seminar, clock):
        her = come(seminar, email="maja@exmaple.org")
        receipt = receipt_of(her)
        clock.move_to(NOW + timedelta(minutes=30) - timedelta(seconds=1), tick=False)
        assert client.get(f"{receipt}address/").status_code == 200
        clock.move_to(NOW + timedelta(minutes=30), tick=False)
        assert client.get(receipt).status_code == 200
        assert client.post(f"{receipt}address/", {"email": "maja@example.org"}).status_code == 404
        assert answer_of(her, "email") == "maja@exmaple.org"

    def test_what_is_wrong_is_said(self, client, seminar):
        her = come(seminar)
        receipt = receipt_of(her)
        assert client.post(f"{receipt}address/", {"email": "maja"}).status_code == 422
        assert client.post(f"{receipt}address/", {"email": "maja@example.org"}).status_code == 422
        answer = client.post(
            f"{receipt}address/", {"email": "b@example.org"}, headers={"Sec-Fetch-Site": "cross-site"}
        )
        assert (answer.status_code, answer_of(her, "email")) == (403, "maja@example.org")
        assert client.get("/sv/receipt/nonsense/address/").status_code == 404

    def test_who_repeats_somebody_elses_registration_gets_no_mail_about_it(self, client, seminar):
        come(seminar)
        post()
        repeat = come(seminar, title="Chef")
        post()
        receipt = receipt_of(repeat)
        assert f"{receipt}address/" in text_of(client.get(receipt))
        assert client.post(f"{receipt}address/", {"email": "spy@example.org"}).status_code == 303
        assert (state_of(repeat), post("spy@example.org")) == ("repeated", [])

    def test_the_offer_and_the_request_to_confirm_go_to_the_right_one_too(self, client, seminar):
        her = come(limited(seminar, verifies_address=True), email="maja@exmaple.org")
        [wrong] = post("maja@exmaple.org")
        client.post(f"{receipt_of(her)}address/", {"email": "maja@example.org"})
        [letter] = post()
        assert "bekräfta" in letter.subject
        assert client.post(f"{own_link(wrong)}verify/").status_code == 404
        assert client.post(f"{own_link(letter)}verify/").status_code == 303
        assert state_of(her) == "confirmed"


class TestWithoutAnAddress:
    @pytest.fixture
    def open_to_all(self, seminar):
        """The seminar, whose organiser does not require an address."""
        draft = seminar.get_latest_revision_as_object()
        draft.review_step = True
        for row in draft.form_fields.all():
            if row.field_type == "email":
                row.required = False
                draft.form_fields.add(row)
        draft.save_revision().publish()
        return fresh(seminar)

    def test_the_receipt_has_the_link_to_her_registration_and_it_opens_that(self, client, open_to_all):
        her = come(open_to_all, email="")
        shown = text_of(client.get(receipt_of(her)))
        [link] = re.findall(r'href="https?://[^/"]+(/sv/registration/[^"]+)"', shown)
        assert client.get(link).status_code == 200
        assert client.post(f"{link}cancel/").status_code == 303
        assert state_of(her) == "cancelled_by_registrant"
        assert not OutboundMessage.objects.filter(object_id=her.pk, kind="registration_confirmed").exists()

    def test_it_is_the_same_whenever_the_receipt_is_shown_and_dies_with_the_record(self, client, open_to_all):
        her = come(open_to_all, email="")
        texts = {tuple(re.findall(r"/sv/registration/[\w-]+/", text_of(client.get(receipt_of(her))))) for _time in "ab"}
        assert len(texts) == 1
        assert RegistrationLink.objects.count() == 1
        Registration.objects.get(pk=her.pk).delete()
        assert client.get(next(iter(texts))[0]).status_code == 404

    def test_whoever_gave_an_address_gets_her_link_by_mail_alone(self, client, open_to_all):
        her = come(open_to_all)
        assert "/sv/registration/" not in text_of(client.get(receipt_of(her)))


def test_her_page_leads_to_all_that_is_stored_about_her(client, seminar):
    come(seminar)
    assert 'href="/sv/personal-data/"' in text_of(client.get(own_link(post()[0])))
