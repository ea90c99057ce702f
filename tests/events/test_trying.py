"""An editor tries the form of an event: the calendar entry is shown, and nobody who registers waits for her."""
import threading

import pytest
from django.db import connection
from django.utils import timezone

from events.models import Admission, Registration
from events.models.registrations import AdmissionQuerySet
from forms_app.models import Submission
from forms_app.trying import trial
from privacy import trials
from privacy.roles import Role
from tests.events.conftest import answers_to, fresh, register, republish
from tests.factories import an_officer
from tests.forms_app.test_trying import try_form


@pytest.fixture
def editor(client, db):
    user = an_officer(Role.ADMINISTRATOR)
    client.force_login(user)
    return user


def test_a_tried_registration_shows_confirmation_and_calendar(client, editor, seminar):
    republish(seminar)
    response = try_form(client, seminar, answers_to(seminar))
    [confirmed] = response.context["outcome"].letters
    assert confirmed.kind == "registration_confirmed"
    [file] = confirmed.files
    assert "BEGIN:VEVENT" in file["text"]
    assert file["address"].startswith("data:text/calendar;method=REQUEST;base64,")
    html = response.content.decode()
    assert "BEGIN:VEVENT" in html
    assert f'download="{file["name"]}"' in html
    assert not Registration.objects.exists()
    assert not Submission.objects.exists()


def test_the_finnish_page_is_tried_in_finnish(client, editor, seminar, seminar_in_finnish):
    seminar_in_finnish.save_revision()
    response = try_form(client, seminar_in_finnish, answers_to(seminar))
    [confirmed] = response.context["outcome"].letters
    assert "Lukemista kaikille" in confirmed.letter.subject
    assert 'lang="fi"' in response.context["outcome"].receipt
    assert [each.code for each in response.context["trial"].languages] == ["sv", "fi"]


def test_a_draft_that_moves_the_event_is_what_is_tried(client, editor, seminar):
    draft = seminar.get_latest_revision_as_object()
    first = draft.occasions.all()[0]
    first.room = "Nya salen"
    draft.occasions.add(first)
    draft.save_revision()
    response = try_form(client, seminar, answers_to(seminar))
    assert "Nya salen" in response.context["outcome"].receipt
    assert fresh(seminar).occasions.get().room == "Sal A"


def test_an_editor_does_not_learn_who_is_registered(client, editor, seminar):
    standing = register(seminar, now=timezone.now())
    response = try_form(client, seminar, answers_to(seminar, diet="Vegan"))
    assert [each.kind for each in response.context["outcome"].letters] == ["registration_confirmed"]
    assert standing.reference not in response.content.decode()
    again = register(seminar, now=timezone.now(), diet="Vegan")
    assert again.registration.state == "repeated"


def registers_while_a_trial_is_open(seminar, seconds: float) -> bool:
    """Whether somebody registers while a trial is open for so many seconds."""
    done = []

    def register_for_real() -> None:
        try:
            register(fresh(seminar), now=timezone.now(), email="annan@example.org")
            done.append(True)
        finally:
            connection.close()

    thread = threading.Thread(target=register_for_real)
    with trials.undone():
        tried = trial.staged(seminar)
        tried.keep_version()
        register(tried, now=timezone.now())
        thread.start()
        thread.join(seconds)
        went_through = bool(done)
    thread.join(10)
    assert done == [True]
    return went_through


def test_nobody_who_registers_waits_for_a_trial(committed_db, request):
    assert registers_while_a_trial_is_open(request.getfixturevalue("seminar"), 20)
    assert Submission.objects.count() == 1


def test_a_trial_that_took_the_lock_would_keep_others_waiting(committed_db, request, monkeypatch):
    seminar = request.getfixturevalue("seminar")

    def take(self, event_key):
        self.bulk_create([Admission(event_key=event_key)], ignore_conflicts=True)
        return self.select_for_update(no_key=True).get(event_key=event_key)

    monkeypatch.setattr(AdmissionQuerySet, "take", take)
    assert not registers_while_a_trial_is_open(seminar, 0.5)
