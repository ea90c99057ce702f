"""A meeting of a network that was only roughly known gets its day: whoever registered is told, in her language."""
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.urls import reverse

from events import settling
from events.models import EventChange
from privacy.models import OutboundMessage
from privacy.roles import Role
from tests.events.attendee import Attendee
from tests.events.conftest import fresh
from tests.events.programmes import a_network, joins
from tests.events.visiting import files_of, methods_of, post
from tests.factories import an_officer, in_language

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 2, 1, 12, tzinfo=UTC)
FINNISH = {"Andra träffen": "Toinen tapaaminen", "Avslutning": "Päätös"}
AUTUMN = date(2027, 10, 14)


@pytest.fixture(autouse=True)
def _in_february(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def network(body):
    return a_network()


def set_day(page, place, **facts):
    """The editor decides when the meeting at this place in the list is."""
    draft = page.get_latest_revision_as_object()
    [occasion] = [each for number, each in enumerate(draft.occasions.all()) if number == place]
    for name, value in {"precision": "exact", "start_time": time(10), "end_time": time(16), **facts}.items():
        setattr(occasion, name, value)
    draft.occasions.add(occasion)
    draft.save_revision().publish()
    return fresh(page)


def tell(page, time_machine):
    seen = EventChange.objects.of_event(page.translation_key).last().pk
    later = NOW + timedelta(days=1)
    told = settling.tell(page=page, seen=seen, sentences={}, by=None, now=later)
    time_machine.move_to(later + timedelta(minutes=3), tick=False)
    return told


def test_in_both_languages_it_is_told_as_set_and_the_day_comes_into_the_calendar(
    network, finnish, client, time_machine
):
    served = in_language(network, "fi", FINNISH)
    joins(network, "Björkdal", "Ada Ahl")
    joins(network, "Koivulaakso", "Aune Kivi", served=served, name="Aino", email="aino@example.org")
    her, hers = Attendee(), Attendee()
    her.reads(*post("sara@example.org"))
    hers.reads(*post("aino@example.org"))
    assert (len(her.entries), len(hers.entries)) == (1, 1)

    time_machine.move_to(NOW + timedelta(hours=1), tick=False)
    page = set_day(network, 1, first_day=AUTUMN)
    decided = page.occasions.all()[1]
    assert (decided.status, decided.previous_day, decided.sequence) == ("planned", None, 1)
    client.force_login(an_officer(Role.CASE_OFFICER))
    shown = client.get(reverse("events_desk:change", args=[page.pk])).content.decode()
    for words in ("Andra träffen", "hösten 2027", "torsdag 14 oktober 2027 kl. 10–16", "Berätta för 2 personer"):
        assert words in shown, words

    assert tell(page, time_machine) == 2
    [swedish], [in_finnish] = post("sara@example.org"), post("aino@example.org")
    assert "datumet är bestämt" in swedish.subject
    assert "päivä on päätetty" in in_finnish.subject
    for letter, words in (
        (swedish, ("hösten 2027", "torsdag 14 oktober 2027 kl. 10–16", "är nu bestämt", "Din anmälan gäller")),
        (in_finnish, ("Toinen tapaaminen", "syksy 2027", "torstaina 14. lokakuuta 2027 klo 10–16", "on nyt päätetty")),
    ):
        said = letter.body.replace("\xa0", " ")
        assert [each for each in words if each not in said] == []
        assert "ändrats" not in said
        assert methods_of(letter) == {"REQUEST"}
    her.reads(swedish)
    hers.reads(in_finnish)
    for calendar in (her, hers):
        assert [entry.decoded("DTSTART").date() for entry in calendar.entries.values()] == [date(2027, 3, 9), AUTUMN]
    new = her.entries[f"{decided.translation_key}@kallelse"]
    assert (new["SEQUENCE"], len(files_of(swedish))) == (1, 2)


def test_what_then_moves_is_told_as_moved_and_moves_in_the_calendar(network, time_machine):
    joins(network, "Björkdal", "Ada Ahl")
    her = Attendee()
    her.reads(*post("sara@example.org"))
    time_machine.move_to(NOW + timedelta(hours=1), tick=False)
    page = set_day(network, 2, first_day=date(2028, 3, 14))
    assert tell(page, time_machine) == 1
    her.reads(*post("sara@example.org"))
    page = set_day(page, 2, first_day=date(2028, 3, 21))
    moved = page.occasions.all()[2]
    assert (moved.status, moved.previous_day, moved.sequence) == ("moved", date(2028, 3, 14), 2)
    assert settling.open_change(page).kind == settling.MOVED
    assert settling.tell(
        page=page, seen=EventChange.objects.last().pk, sentences={}, by=None, now=NOW + timedelta(days=2)
    )
    time_machine.move_to(NOW + timedelta(days=3), tick=False)
    her.reads(*post("sara@example.org"))
    assert her.entries[f"{moved.translation_key}@kallelse"].decoded("DTSTART").date() == date(2028, 3, 21)


def test_another_term_than_was_said_is_a_change_and_it_is_undone_like_any_other(network, time_machine):
    joins(network, "Björkdal", "Ada Ahl")
    time_machine.move_to(NOW + timedelta(hours=1), tick=False)
    page = set_day(network, 1, first_day=date(2028, 2, 8))
    assert settling.open_change(page).kind == settling.MOVED
    page = set_day(page, 1, first_day=AUTUMN)
    assert settling.open_change(page).kind == settling.DATE_SET
    seen = EventChange.objects.of_event(page.translation_key).last().pk
    later = NOW + timedelta(days=1)
    settling.tell(page=page, seen=seen, sentences={}, by=None, now=later)
    assert OutboundMessage.objects.filter(kind=settling.DATE_SET).count() == 1
    assert settling.undo(page=page, by=None, now=later + timedelta(minutes=1)) == 1
