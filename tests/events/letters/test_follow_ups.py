"""The mail after an event: to whom, when, and the links that go with it."""
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from events import door
from events.letters import rounds
from events.models import Attendance, EventPage, LetterRound, Seat
from events.models.seating import move
from events.moves import Move
from forms_app.evaluations import mails as evaluation_mails
from forms_app.models import EvaluationInvitation, EvaluationPage, EvaluationToken, FormField
from privacy.models import OutboundMessage
from tests.events.conftest import fresh
from tests.events.visiting import NOW, come, limited, links_in, post

pytestmark = pytest.mark.django_db
#: The day after Saturday 27 February, at nine in Stockholm.
MOMENT = datetime(2027, 2, 28, 8, tzinfo=UTC)
TEXT = "Tack för att du kom.\nHär är bilderna: https://www.example.org/bilder"


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


def at(clock, moment):
    clock.move_to(moment, tick=False)
    return rounds.follow_up(timezone.now())


def afterwards(address="maja@example.org"):
    return [each for each in post(address) if "efter evenemanget" in each.subject]


def test_who_had_a_place_is_written_to_once_the_day_after_at_nine(clock, seminar):
    come(limited(seminar, follow_up_text=TEXT))
    left = come(fresh(seminar), name="Anna Ek")
    seminar.take_lock()
    move(left, Move.CANCEL, now=timezone.now())
    assert at(clock, MOMENT - timedelta(minutes=1)) == 0
    assert at(clock, MOMENT) == 1
    assert at(clock, MOMENT + timedelta(minutes=1)) == 0
    [letter] = afterwards()
    assert not afterwards("anna@example.org")
    assert "Tack för att du kom." in letter.body
    assert "https://www.example.org/bilder" in links_in(letter)
    assert "Byns bibliotek" not in letter.body


def test_without_a_text_and_days_too_late_nothing_is_sent(clock, seminar):
    come(seminar)
    assert at(clock, MOMENT) == 0
    limited(seminar, follow_up_text=TEXT, follow_up_days=3)
    assert at(clock, MOMENT) == 0
    assert at(clock, MOMENT + timedelta(days=3)) == 0
    assert not LetterRound.objects.exists()
    assert at(clock, MOMENT + timedelta(days=2, hours=23)) == 1


def test_a_text_that_was_taken_away_meanwhile_is_not_sent(clock, seminar):
    come(limited(seminar, follow_up_text=TEXT))
    assert at(clock, MOMENT) == 1
    EventPage.objects.filter(pk=seminar.pk).update(follow_up_text="")
    assert not afterwards()
    assert OutboundMessage.objects.get(kind=rounds.FOLLOW_UP).state == "dropped"


def test_in_finnish_the_finnish_text_where_there_is_one(clock, seminar, seminar_in_finnish):
    limited(seminar, follow_up_text=TEXT)
    EventPage.objects.filter(pk=seminar_in_finnish.pk).update(follow_up_text="Kiitos, että tulit.")
    come(fresh(seminar), seminar_in_finnish)
    post()
    assert at(clock, MOMENT) == 1
    [letter] = post()
    assert letter.subject.endswith(": tapahtuman jälkeen – Lukemista kaikille")
    assert "Kiitos, että tulit." in letter.body


def test_only_to_those_who_came_where_the_page_says_so(clock, seminar, django_user_model):
    page = limited(seminar, follow_up_text=TEXT, follow_up_to_arrived=True)
    here, away = come(page), come(page, name="Anna Ek")
    Attendance.objects.create(
        seat=Seat.objects.get(registration=here), occasion_key=seminar.occasions.get().translation_key,
        at=MOMENT - timedelta(hours=22),
    )  # fmt: skip
    assert [each.registration_id for each in Seat.objects.filter(attendances=None)] == [away.pk]
    assert door.set_aside(page) == 0
    assert at(clock, MOMENT) == 1
    assert afterwards()
    assert not afterwards("anna@example.org")


@pytest.fixture
def evaluation(seminar):
    page = EvaluationPage(title="Utvärdering", slug="utvardering", closes_on=date(2027, 3, 31))
    page.form_fields.add(FormField(field_type="singleline", label="Vad tyckte du?", clean_name="k1", required=True))
    seminar.add_child(instance=page)
    page.save_revision().publish()
    return EvaluationPage.objects.get(pk=page.pk)


def evaluation_links(letter):
    return [link for link in links_in(letter) if "/evaluation/" in link]


def test_the_link_to_the_evaluation_goes_with_it_and_nothing_tells_whose_it_is(clock, seminar, evaluation):
    her = come(limited(seminar, follow_up_text=TEXT))
    at(clock, MOMENT)
    [letter] = afterwards()
    assert "Vad tyckte du? Svara anonymt" in letter.body
    assert len(evaluation_links(letter)) == 1
    assert EvaluationToken.objects.count() == 1
    assert EvaluationInvitation.objects.get().submission_id == her.pk
    # She has her link: no second mail asks her for the same.
    assert evaluation_mails.invite(evaluation, fresh(seminar).to_invite()) == 0


def test_who_has_been_invited_already_gets_no_second_link(clock, seminar, evaluation):
    come(limited(seminar, follow_up_text=TEXT))
    assert evaluation_mails.invite(evaluation, fresh(seminar).to_invite()) == 1
    at(clock, MOMENT)
    [letter] = afterwards()
    assert not evaluation_links(letter)
    assert EvaluationToken.objects.count() == 1


def test_the_way_to_the_documentation_goes_with_it(clock, seminar):
    page = limited(seminar, follow_up_text=TEXT)
    come(page)
    page.occasions.update(documentation="<p>Bilder och anteckningar</p>")
    at(clock, MOMENT)
    [letter] = afterwards()
    assert "Se vad som sades och visades" in letter.body
