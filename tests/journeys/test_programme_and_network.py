"""A programme and a network like those of real organisations, from the invitation to the last follow-up.

The clock is moved forward over years: mails are sent by the real outbox to a mail server, and at last what was known of
everybody is destroyed.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from events.invitations import sending
from events.models import Attendance, FollowedFrom, FollowUpDeed, Invitation, ProgrammePage, Registration
from forms_app.models import Submission, SubmittedPerson
from forms_app.put_form import PARTY
from privacy.disposal import runs
from privacy.models import DisposalAuthority, OutboundMessage
from privacy.retention import arm
from privacy.roles import Role
from privacy.rule_templates import TEMPLATES, add
from tests.events.inviting import LINK, SOURCE, invite
from tests.events.visiting import OWN
from tests.factories import an_officer
from tests.journeys.editor import Editor
from tests.journeys.test_network import published_network
from tests.journeys.test_programme import write_programme
from tests.journeys.visitor import Visitor

START = datetime(2031, 9, 1, 9, tzinfo=UTC)
WHO = {"Namn": "Sara Strand", "Titel": "Chef", "Organisation": "Byns bibliotek", "E-post": "sara@example.org"}
CERTIFICATE = date(2032, 1, 30)
#: The day of each follow-up, and what its organiser does.
FOLLOW_UPS = (
    (date(2032, 7, 30), "Hur går det?", "sent"),
    (date(2033, 7, 30), "Halvvägs", "done"),
    (date(2035, 1, 30), "Nytt märke", "sent"),
)

Clock = Callable[..., datetime]


@pytest.fixture
def clock(time_machine: Any) -> Clock:
    """Move on to a day, or by so much, and let the periodic job run there."""
    now = START
    time_machine.move_to(now, tick=False)

    def move(to: date | timedelta) -> datetime:
        nonlocal now
        now = now + to if isinstance(to, timedelta) else datetime.combine(to, time(10), UTC)
        time_machine.move_to(now, tick=False)
        call_command("periodic")
        return now

    return move


@pytest.fixture
def editor(demo_db: None, clock: Clock) -> Editor:
    return Editor("redaktor")


@pytest.fixture
def officer(demo_db: None) -> Any:
    return an_officer(Role.CASE_OFFICER)


def desk(user: Any) -> Client:
    """Her browser, signed in anew: years lie between."""
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(user)
    return browser


def read(browser: Client, path: str) -> BeautifulSoup:
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return BeautifulSoup(answer.content, "html.parser")


def invited(page: Any, mails: Any, clock: Clock) -> str:
    """Her own link, from the mail by which she is invited; in it nobody has pressed anything yet."""
    invite(page, f"{WHO['Namn']} <{WHO['E-post']}>", now=START)
    assert sending.send(page, sending.INVITED, by=None, now=START) == 1
    assert mails.messages == []
    clock(timedelta(minutes=3))
    letter = text_of(to_her(mails, "Inbjudan"))
    assert SOURCE in letter
    return str(LINK.search(letter)[1])


def joins(visitor: Visitor, page: Any, link: str, *names: str, **given: str) -> Registration:
    """An invited organisation says yes and registers with those who come from it."""
    assert visitor.go(f"{link}yes/").status_code == 200
    assert [visitor.field(label)["value"] for label in ("Namn", "E-post")] == [WHO["Namn"], WHO["E-post"]]
    posted = visitor.fill(**WHO, **given)
    if names:
        posted[PARTY] = str(len(names))
    visitor.send(posted)
    if names:
        [asked] = page.form_fields.filter(asked_of="participant").values_list("clean_name", flat=True)
        given = {f"{asked}-{number}": name for number, name in enumerate(names, 1)}
        visitor.send({**visitor.fill(), **given})
    assert visitor.answer.status_code == 303, visitor.text()
    visitor.follow()
    assert Invitation.objects.get().answer == "yes"
    return Registration.objects.get(event_key=page.translation_key)


def to_her(mails: Any, subject: str) -> EmailMessage:
    """The one mail to her with these words in its subject."""
    [found] = [each for each in mails.messages if each["To"] == WHO["E-post"] and subject in each["Subject"]]
    return found


def text_of(letter: EmailMessage) -> str:
    return letter.get_body(("plain",)).get_content().replace("\xa0", " ")


def days_in(letter: EmailMessage) -> Iterator[tuple[str, date]]:
    """What the files that come with it ask her calendar to do, and on which day each meeting is."""
    for part in letter.iter_attachments():
        if part.get_content_type() == "text/calendar":
            calendar = Calendar.from_ical(part.get_content())
            for entry in calendar.walk("VEVENT"):
                yield str(calendar["METHOD"]), entry.decoded("DTSTART").date()


def everybody_came(browser: Client, page: Any) -> None:
    """Tick every box of the attendance table and save it."""
    path = reverse("events_desk:presence", args=[page.pk])
    boxes = [each["value"] for each in read(browser, path).select("input[name=came]")]
    assert boxes
    assert browser.post(path, {"came": boxes}).status_code == 302
    assert Attendance.objects.count() == len(boxes)


def dispose_of_what_is_due(page: Any, now: datetime) -> None:
    """Proposed by one, approved by another, and carried out."""
    officer, archivist = an_officer(Role.CASE_OFFICER, "gallrare"), an_officer(Role.ARCHIVIST, "godkannare")
    controller = page.section.controller
    run = runs.propose(controller=controller, as_of=now.date(), by=officer, now=now)
    runs.approve(run=run, by=archivist, now=now)
    runs.execute(run=run, by=officer, now=now)


def nothing_is_left(registration: Registration) -> bool:
    """Whether every row about her is gone."""
    models = (Submission, SubmittedPerson, Registration, Attendance, FollowedFrom, FollowUpDeed)
    mails = OutboundMessage.objects.filter(object_id=registration.pk)
    return not (mails.exists() or any(model.objects.exists() for model in models))


def published_programme(editor: Editor) -> ProgrammePage:
    """With a form, to which an organisation comes with a group; its answers wait for the last follow-up."""
    write_programme(editor)
    editor.fill(registration_mode="form", largest_party="8")
    editor.add_row("form_fields", field_type="name", label="Deltagarens namn", asked_of="participant")
    answer = editor.send("action-publish")
    assert answer.status_code == 302, editor.errors(answer)
    page = ProgrammePage.objects.get(title="Delaktighetsmärkning för bibliotek")
    [template] = [each for each in TEMPLATES if each.name == "follow_up"]
    [rule] = add(activity=page.section.activity, template=template, by=None)
    authority = DisposalAuthority.objects.get(controller=page.section.controller)
    arm(rule=rule, authority=authority, by=an_officer(Role.ARCHIVIST), now=START)
    return ProgrammePage.objects.get(pk=page.pk)


def test_a_programme_runs_from_the_invitation_to_the_last_follow_up_and_is_forgotten(
    editor, visitor, mails, clock, officer
):
    page = published_programme(editor)
    registration = joins(visitor, page, invited(page, mails, clock), "Ada Ahl", "Bo Berg", Telefon="+46 40 123 45 67")
    clock(timedelta(minutes=1))
    assert "du är anmäld" in to_her(mails, "du är anmäld")["Subject"]
    assert Submission.objects.get().due_on is None

    clock(date(2031, 12, 15))
    everybody_came(desk(officer), page)
    clock(CERTIFICATE)
    path = reverse("events_desk:follow_ups", args=[page.pk])
    assert desk(officer).post(path, {f"day-{registration.pk}": CERTIFICATE.isoformat()}).status_code == 302
    assert Submission.objects.get().due_on == date(2036, 1, 30)

    for day, title, act in FOLLOW_UPS:
        clock(day - timedelta(days=40))
        index = reverse("forms_app_desk:index")
        assert title not in read(desk(officer), index).main.get_text()
        clock(day - timedelta(days=10))
        browser = desk(officer)
        [way] = [each["href"] for each in read(browser, index).main.select("a") if title in each.get_text()]
        shown = read(browser, way)
        assert "Ada Ahl" in shown.main.get_text()
        posted = {each: shown.find(attrs={"name": each}) for each in ("subject", "text")}
        written = {"subject": posted["subject"]["value"], "text": posted["text"].get_text(), "note": "Vi ringde."}
        assert browser.post(way, {"act": act, **written}).status_code == 302
        clock(timedelta(minutes=3))
        assert title not in read(browser, index).main.get_text()
        if act == "sent":
            letter = text_of(to_her(mails, title))
            assert f"Nu är det dags för uppföljningen ”{title}”" in letter
            assert visitor.go(OWN.search(letter)[1]).status_code == 200
    assert FollowUpDeed.objects.count() == 3

    dispose_of_what_is_due(page, clock(date(2036, 1, 29)))
    assert not Invitation.objects.exists()
    assert Registration.objects.get() == registration
    dispose_of_what_is_due(page, clock(date(2036, 2, 1)))
    assert nothing_is_left(registration)


def test_a_network_runs_from_the_invitation_to_its_last_meeting_with_a_day_that_is_set_on_the_way_and_is_forgotten(
    editor, visitor, mails, clock, officer
):
    page = published_network(editor)
    registration = joins(visitor, page, invited(page, mails, clock))
    clock(timedelta(minutes=1))
    known = [("REQUEST", date(2031, 12, 9)), ("REQUEST", date(2032, 3, 16))]
    assert list(days_in(to_her(mails, "du är anmäld"))) == known

    clock(date(2032, 3, 17))
    editor = Editor("redaktor")
    editor.edit(page)
    editor.write_body(("text", "Torgen är till för alla."))
    third = {"precision": "exact", "first_day": "2032-06-09", "start_time": "10:00", "end_time": "15:00"}
    editor.fill(**{f"occasions-2-{name}": value for name, value in third.items()})
    led = editor.send("action-publish")
    assert led.status_code == 302, editor.errors(led)
    asked = read(editor.client, led["Location"])
    assert "onsdag 9 juni 2032 kl. 10–15" in asked.main.get_text().replace("\xa0", " ")
    seen = asked.find(attrs={"name": "seen"})["value"]
    assert editor.client.post(led["Location"], {"act": "tell", "seen": seen}).status_code == 302
    clock(timedelta(minutes=3))
    letter = to_her(mails, "datumet är bestämt")
    assert "juni 2032" in text_of(letter)
    assert ("REQUEST", date(2032, 6, 9)) in list(days_in(letter))

    clock(date(2033, 6, 1))
    everybody_came(desk(officer), page)
    dispose_of_what_is_due(page, clock(date(2035, 5, 31)))
    assert not Invitation.objects.exists()
    assert Registration.objects.get() == registration
    dispose_of_what_is_due(page, clock(date(2035, 6, 2)))
    assert nothing_is_left(registration)
