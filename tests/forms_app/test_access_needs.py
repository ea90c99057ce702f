"""Access needs: a task for each, for the one person named, in step with the answers, and never told to others."""
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from forms_app import corrections, removal, restriction
from forms_app.models import AccessTask, FormVersion, NeedState, OrganiserAlert, Submission, SubmittedPerson
from forms_app.needs import arranging, desk, tasks, words
from forms_app.needs.mails import ARRANGED, TALK
from forms_app.ready_made.follow_ups import with_follow_ups
from forms_app.restriction import NotYours
from forms_app.submissions import record
from forms_app.views import receipt_context
from privacy import cipher, outbox
from privacy.contracts import Refusal
from privacy.disclosures import disclosures_about
from privacy.models import AuditEvent, Disclosure, OutboundMessage, guard
from privacy.registry import holding_of
from privacy.roles import Role
from tests.database_walk import places_of
from tests.factories import a_form_page, address_of, an_officer, key_of, question

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 2, 1, 12, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
NEW, BOOKED, CANNOT, OVER = NeedState.NEW, NeedState.BOOKED, NeedState.CANNOT, NeedState.NO_LONGER


@pytest.fixture
def cook():
    return get_user_model().objects.create_user("cook")


@pytest.fixture
def page(cook):
    access = question("access")
    access.complete()
    with translation.override("sv"):
        rows = with_follow_ups([question("name"), question("email"), question("telephone"), access])
    return a_form_page(*rows, closes_on=date(2027, 2, 21), special_reader=cook)


def tell(page, *needs, sign="", other="", name="Maj Lind", now=NOW, persons=()):
    """Somebody answers with these needs; her submission."""
    version = FormVersion.objects.keep(page.form_content(page), page_id=page.pk)
    given = {
        "name": name, "email": f"{name.split()[0].lower()}@example.org", "telephone": "040-123 45 67",
        "access": list(needs), "sign_language": sign, "access_other": other,
    }  # fmt: skip
    answers = {key_of(page, kind): value for kind, value in given.items() if page.form_fields.filter(field_type=kind)}
    found = record(page=page, served_page=page, version=version, answers=answers, persons=persons, now=now)
    return Submission.objects.get(pk=found.submission)


def states(submission):
    """option -> state."""
    return {each.option: each.state for each in AccessTask.objects.filter(submission=submission)}


def task_of(submission, option="interpreter"):
    return next(each for each in AccessTask.objects.filter(submission=submission) if each.option == option)


def correct(page, submission, kind, value):
    corrections.correct(
        record=submission.pk, key=key_of(page, kind), value=value, by=None, why="herself", now=LATER
    )


def test_every_need_becomes_a_task_and_no_need_stands_open_in_the_database(page):
    told = tell(page, "interpreter", "otherneed", sign="finlandswedish", other="plantedramp")
    assert states(told) == {"interpreter": NEW, "otherneed": NEW}
    assert all(cipher.is_sealed(each.need) for each in AccessTask.objects.all())
    columns = {column for where in places_of(["interpreter"]).values() for column in where}
    assert "answers" not in str(columns)
    assert "forms_app_accesstask" not in str(columns)
    assert tell(page, name="Ida Ek").access_tasks.count() == 0


def test_changes_of_the_answer_change_the_tasks(page, cook):
    told = tell(page, "interpreter", "hearingloop", sign="swedishsign")
    tasks.set_state(task=task_of(told), page=page, to=BOOKED, by=cook, now=NOW)
    correct(page, told, "access", ["interpreter", "guidedog"])
    assert states(told) == {"interpreter": BOOKED, "hearingloop": OVER, "guidedog": NEW}
    correct(page, told, "sign_language", "finnishsign")
    assert states(told)["interpreter"] == NEW
    tasks.set_state(task=task_of(told), page=page, to=BOOKED, by=cook, now=NOW)
    correct(page, told, "access", [])
    assert set(states(told).values()) == {OVER}
    assert AccessTask.objects.waiting().count() == 1
    with pytest.raises(Refusal):
        tasks.set_state(task=task_of(told), page=page, to=BOOKED, by=cook, now=NOW)
    tasks.called_off(task=task_of(told), page=page, by=cook, now=NOW)
    assert not AccessTask.objects.waiting().exists()
    correct(page, told, "access", ["interpreter"])
    assert states(told)["interpreter"] == NEW


def test_they_go_with_the_answer_with_the_participant_and_with_the_record(page):
    first, second = tell(page, "hearingloop"), tell(page, "hearingloop", name="Ida Ek")
    assert AccessTask.objects.count() == 2
    removal.blank(Submission, [first.pk], [key_of(page, "access")], {"cause": "run", "on": "2027-03-01"})
    assert list(AccessTask.objects.values_list("submission", flat=True)) == [second.pk]
    with guard.permitted("a test"):
        removal.delete(Submission, [second.pk])
    assert not AccessTask.objects.exists()


def test_what_a_participant_needs_is_hers():
    each = {"asked_of": "participant"}
    access = question("access", **each)
    access.complete()
    page = a_form_page(question("email"), question("name", **each), *with_follow_ups([access]), title="Grupp")
    version = FormVersion.objects.keep(page.form_content(page), page_id=page.pk)
    persons = [
        {key_of(page, "name"): "Bo Ek", key_of(page, "access"): ["wheelchair"]}, {key_of(page, "name"): "Eva Ek"},
    ]  # fmt: skip
    found = record(
        page=page, served_page=page, version=version, answers={key_of(page, "email"): "bo@example.org"},
        persons=persons, now=NOW,
    ).submission  # fmt: skip
    bo = SubmittedPerson.objects.get(ordinal=1)
    assert [(each.person_id, each.option) for each in AccessTask.objects.all()] == [(bo.pk, "wheelchair")]
    restriction.protect(record=bo.pk, by=an_officer(Role.CASE_OFFICER), of=SubmittedPerson)
    assert not AccessTask.objects.unrestricted().exists()
    assert AccessTask.objects.set_aside().count() == 1
    removal.blank(Submission, [found], [key_of(page, "access")], {"cause": "run", "on": "2027-03-01"})
    assert AccessTask.objects.count() == 1
    removal.blank(SubmittedPerson, [bo.pk], [key_of(page, "access")], {"cause": "run", "on": "2027-03-01"})
    assert not AccessTask.objects.exists()


def test_only_whoever_is_named_and_case_officers_arrange(page, cook):
    told = task_of(tell(page, "wheelchair"), "wheelchair")
    for user in (get_user_model().objects.create_user("x"), an_officer(Role.DATA_PROTECTION_OFFICER)):
        for act in (
            lambda by: tasks.set_state(task=told, page=page, to=BOOKED, by=by, now=NOW),
            lambda by: tasks.called_off(task=told, page=page, by=by, now=NOW),
            lambda by: tasks.write_note(task=told, page=page, text="x", by=by, now=NOW),
            lambda by: arranging.write(submission=told.submission, page=page, by=by),
            lambda by: arranging.order(task=told, page=page, recipient="x", columns=[], by=by, now=NOW),
        ):
            with pytest.raises(NotYours):
                act(user)
    tasks.set_state(task=told, page=page, to=BOOKED, by=an_officer(Role.CASE_OFFICER), now=NOW)
    assert [each.text for each in desk.tasks_of(cook)] == []
    tell(page, "wheelchair", name="Ida Ek")
    (waits,) = desk.tasks_of(cook)
    with translation.override("en"):
        assert str(next(desk.tasks_of(cook)).text).startswith("Anmälan: 1 access need waits.")
    assert waits.url == reverse("forms_app_desk:needs", args=[page.pk])
    assert list(desk.tasks_of(an_officer(Role.CASE_OFFICER))) == []


def test_the_letters_name_no_need_and_tell_only_what_is_so(page, cook):
    told = tell(page, "interpreter", sign="swedishsign")
    assert arranging.write(submission=told, page=page, by=cook) == TALK
    tasks.set_state(task=task_of(told), page=page, to=BOOKED, by=cook, now=NOW)
    assert arranging.write(submission=told, page=page, by=cook) == ARRANGED
    mail.outbox.clear()
    outbox.send_due(timezone.now() + timedelta(minutes=1))
    letters = [each for each in mail.outbox if "om din anmälan" in each.subject]
    assert len(letters) == 2
    for letter in letters:
        whole = " ".join([letter.subject, letter.body, *(str(part) for part, _kind in letter.alternatives)]).lower()
        assert "det du bad om" in whole
        assert not any(word in whole for word in ("tolk", "teckenspråk"))
    tasks.set_state(task=task_of(told), page=page, to=CANNOT, by=cook, now=NOW)
    arranging.write(submission=told, page=page, by=cook)
    correct(page, told, "access", [])
    mail.outbox.clear()
    outbox.send_due(timezone.now() + timedelta(minutes=1))
    assert not [each for each in mail.outbox if "om din anmälan" in each.subject]
    assert OutboundMessage.objects.filter(kind=TALK, state="dropped").exists()


@pytest.mark.parametrize(
    ("now", "state", "says"),
    [
        (NOW, NEW, "come back to you about it"),
        (datetime(2027, 2, 22, 12, tzinfo=UTC), NEW, "You told us after 21 February 2027"),
        (NOW, BOOKED, "We have arranged"),
        (NOW, CANNOT, "We contact you"),
    ],
)
def test_the_registrant_reads_how_it_stands_without_the_need(page, cook, now, state, says):
    told = tell(page, "wheelchair")
    AccessTask.objects.update(made_at=now)
    tasks.set_state(task=task_of(told, "wheelchair"), page=page, to=state, by=cook, now=now)
    with translation.override("en"):
        assert says in words.news_of(told, page)
        assert receipt_context(told)["needs_news"] == words.news_of(told, page)
        assert words.news_of(tell(page, name="Ida Ek"), page) == ""


def test_a_booking_outside_is_told_to_her_and_remembered_for_whoever_got_it(page, cook):
    told, other = tell(page, "interpreter", sign="swedishsign"), tell(page, "interpreter", name="Ida Ek")
    task = task_of(told)
    columns = [each.key for each in arranging.columns_of(task)]
    assert columns == [key_of(page, kind) for kind in ("access", "sign_language", "name", "email", "telephone")]
    arranging.order(task=task, page=page, recipient="Tolkcentralen", columns=columns[:3], by=cook, now=LATER)
    disclosure = Disclosure.objects.get()
    assert (disclosure.rows, disclosure.special, disclosure.columns) == (1, True, columns[:3])
    assert states(told) == {"interpreter": BOOKED}
    views = holding_of(Submission.holding).views([told.pk, other.pk], "sv", opened=False)
    assert disclosures_about(views) == {told.pk: [disclosure]}
    assert AuditEvent.objects.filter(action="need.ordered").count() == 1


def test_what_was_done_stands_in_her_copy_and_notes_are_searched_and_sealed(page, cook):
    told = tell(page, "wheelchair")
    task = task_of(told, "wheelchair")
    tasks.write_note(task=task, page=page, text="Plantednote på rad två", by=cook, now=LATER)
    holding = holding_of(Submission.holding)
    (opened,), (shut,) = (holding.views([told.pk], "en", opened=each) for each in (True, False))
    assert any("Plantednote" in line for _term, line in opened.facts)
    assert not any("Plantednote" in line for _term, line in shut.facts)
    assert holding.search("plantednote") == [told.pk]
    assert not places_of(["plantednote"])["plantednote"]


def test_until_when_needs_are_told_stands_beside_the_question_also_for_who_hears_it(page):
    key = key_of(page, "access")
    with translation.override("en"):
        assert "Tell us by 21 February 2027" in page.question_notes(date(2027, 2, 21))["access"]
        assert "it may not be possible" in page.question_notes(date(2027, 2, 22))["access"]
    type(page).objects.filter(pk=page.pk).update(closes_on=None, access_by=date(2099, 1, 5))
    html = Client().get(address_of(page)).content.decode()
    assert "Berätta senast den 5 januari 2099" in html
    assert f'aria-describedby="fraga-{key}_helptext fraga-{key}_note"' in html


def test_the_desk_lists_them_for_the_one_named_and_takes_what_she_does(page, cook, client):
    told = tell(page, "interpreter", "guidedog", sign="finlandswedish")
    client.force_login(with_admin(cook))
    address = reverse("forms_app_desk:needs", args=[page.pk])
    html = client.get(address).content.decode()
    for words_shown in ("Maj Lind", "Teckenspråkstolk", "Finlandssvenskt teckenspråk", told.reference):
        assert words_shown in html
    task = task_of(told)
    client.post(address, {"need": str(task.pk), "act": "booked"})
    client.post(address, {"need": str(task.pk), "act": "note", "text": "Anna, till den 1 mars"})
    task.refresh_from_db()
    assert (task.state, task.note_text, task.by) == (BOOKED, "Anna, till den 1 mars", cook)
    for wrong in ({"need": "x", "act": "booked"}, {"need": str(task.pk), "act": "x"}, {"act": "write"}):
        assert client.post(address, wrong).status_code == 404
    assert client.post(address, {"submission": str(told.pk), "act": "write"}).status_code == 302
    assert OutboundMessage.objects.filter(kind=TALK).count() == 1
    order = reverse("forms_app_desk:need_order", args=[page.pk, task_of(told, "guidedog").pk])
    assert "Maj Lind" in client.get(order).content.decode()
    key = key_of(page, "access")
    assert client.post(order, {"recipient": "Anna 040-123 45 67", "columns": [key]}).status_code == 200
    assert client.post(order, {"recipient": "Hundcentralen", "columns": [key]}).status_code == 302
    assert Disclosure.objects.get().recipient == "Hundcentralen"
    opened = AuditEvent.objects.filter(action="needs.opened").order_by("pk").first()
    assert opened.facts == {"rows": 2}


def with_admin(user):
    """With access to the admin."""
    user.groups.add(Group.objects.get(name=str(Role.ORGANISER)))
    return user


def test_the_one_named_is_told_at_once_and_once_a_day_where_somebody_is_named(page, cook):
    cook.email = "cook@example.org"
    cook.save()
    told = tell(page, "wheelchair")
    correct(page, told, "access", ["wheelchair", "guidedog"])
    assert list(OrganiserAlert.objects.values_list("kind", "user", "mark")) == [("access_need", cook.pk, "2027-02-01")]
    type(page).objects.filter(pk=page.pk).update(special_reader=None)
    tell(page, "wheelchair", name="Ida Ek")
    assert OrganiserAlert.objects.count() == 1
