"""What was mailed about the answers to a form: in numbers and rows, and tried again."""
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from forms_app import sent_mails
from forms_app.models import Submission
from forms_app.restriction import NotYours
from forms_app.sent_mails import Fate
from privacy.models import AuditEvent, OutboundMessage
from privacy.roles import Role
from tests.factories import a_form_page, a_submission, an_officer

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 2, 1, 12, tzinfo=UTC)
LAST = NOW - timedelta(hours=1)
#: What became of five mails to five people, and what stands of each in the list.
FATES = [
    (Fate.WAITING, {"state": "queued", "attempts": 3, "problem": "ConnectionRefusedError"}, "Postservern svarar inte."),
    (Fate.FAILED, {"state": "failed", "attempts": 80, "problem": "SMTPRecipientsRefused", "finished_at": LAST},
     "Postservern tar inte emot adressen."),
    (Fate.BACK, {"state": "sent", "finished_at": LAST, "returned": "bounced", "return_reason": "bounced",
                 "returned_at": NOW}, "Kom tillbaka"),
    (Fate.SENT, {"state": "sent", "finished_at": LAST}, "Skickat"),
    (Fate.DROPPED, {"state": "dropped", "finished_at": LAST}, "Behövs inte längre"),
]  # fmt: skip


@pytest.fixture
def page(db):
    found = a_form_page()
    for number, (_fate, columns, _words) in enumerate(FATES):
        record = a_submission(found, name=f"Person {number}", email=f"person{number}@example.org")
        OutboundMessage.objects.filter(object_id=record).update(**columns)
    return found


@pytest.fixture
def officer(client):
    user = an_officer(Role.CASE_OFFICER)
    client.force_login(user)
    return user


def desk(page, name="mails"):
    return reverse(f"forms_app_desk:{name}", args=[page.pk])


def state_of(fate):
    return OutboundMessage.objects.filter(sent_mails._CONDITIONS[fate]).count()


def test_each_mail_is_counted_once_by_what_has_become_of_it(page):
    assert sent_mails.totals(sent_mails.mails_of(page)) == dict.fromkeys(Fate, 1)
    rows = sent_mails.rows_of(sent_mails.mails_of(page))
    assert sorted(each.fate for each in rows) == sorted(Fate)
    assert {each.reference for each in rows} == set(Submission.objects.values_list("reference", flat=True))


def test_mails_about_who_is_set_aside_are_in_no_list(page):
    Submission.objects.filter(pk=OutboundMessage.objects.get(state="dropped").object_id).update(restricted_at=NOW)
    assert sent_mails.totals(sent_mails.mails_of(page))[Fate.DROPPED] == 0


def test_at_the_desk_the_list_says_what_happened_and_is_narrowed(client, page, officer):
    text = client.get(desk(page)).content.decode()
    for _fate, _columns, words in FATES:
        assert words in text, words
    assert "Nästa försök" in text
    assert "Person 0" not in text
    assert "person0@example.org" not in text
    for fate in Fate:
        mails = client.get(f"{desk(page)}?fate={fate}").context["mails"]
        assert [each.fate for each in mails] == [fate]
    assert AuditEvent.objects.filter(action="submissions.mails_opened").count() == 1 + len(Fate)
    assert client.get(f"{desk(page)}?fate=no&kind=no&p=no").status_code == 200


def test_on_the_answer_stand_its_own_mails_with_the_button(client, page, officer):
    failed = OutboundMessage.objects.get(state="failed")
    detail = reverse("forms_app_desk:detail", args=[failed.object_id])
    shown = client.get(detail)
    assert [each.fate for each in shown.context["mails"]] == [Fate.FAILED]
    assert desk(page, "mails_again") in shown.content.decode()
    gone = client.post(desk(page, "mails_again"), {"message": failed.pk, "record": str(failed.object_id)})
    assert gone["Location"] == f"{detail}#mails"
    failed.refresh_from_db()
    assert (failed.state, failed.attempts) == ("queued", 0)
    assert AuditEvent.objects.filter(action="mail.retried").count() == 1


def test_all_that_were_given_up_are_tried_again_and_nothing_else(client, page, officer):
    OutboundMessage.objects.filter(state="dropped").update(state="failed")
    other = a_form_page(slug="annan")
    a_submission(other, name="Annan", email="annan@example.org")
    OutboundMessage.objects.filter(object_id=Submission.objects.get(page=other).pk).update(
        state="failed", finished_at=LAST
    )
    assert state_of(Fate.FAILED) == 3
    client.post(desk(page, "mails_again"), {"message": "all"})
    assert state_of(Fate.FAILED) == 1
    sent = OutboundMessage.objects.get(state="sent", returned="")
    client.post(desk(page, "mails_again"), {"message": sent.pk})
    sent.refresh_from_db()
    assert sent.state == "sent"


def test_who_only_reads_tries_nothing_again(page):
    with pytest.raises(NotYours):
        sent_mails.try_again(page, None, by=an_officer(Role.DATA_PROTECTION_OFFICER), now=NOW)
    assert state_of(Fate.FAILED) == 1
    assert AuditEvent.objects.filter(action="mails.refused").count() == 1


def test_the_list_costs_as_many_statements_however_long_it_is(client, page, officer, django_assert_max_num_queries):
    for number in range(10):
        a_submission(page, name=f"En till {number}", email=f"till{number}@example.org")
    client.get(desk(page))
    with django_assert_max_num_queries(45):
        client.get(desk(page))
