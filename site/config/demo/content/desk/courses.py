"""What takes years: organisations in the programme with their certificates, and a network that gets a day it lacked."""
from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta

from config.demo.content.dates import outside_summer, weekday_in
from config.demo.content.desk import Desk
from config.demo.content.keys import fixed
from config.demo.content.registrations import register
from events import door, presence
from events.followed import deeds, due
from events.models import ProgrammePage, SeriesPage
from forms_app import names
from privacy.rule_templates import TEMPLATES, add

PROGRAMME, NETWORK = "yhdenvertainen-palvelu", "lugnt-och-oppet"
#: Organisations that have gone through it: months since the certificate, days more, language, answers, steps attended.
CERTIFIED: tuple[tuple[int, int, str, dict[str, str], int], ...] = (
    (18, -12, "fi", {"name": "Saima Lehtoniemi", "title": "Johtaja", "organisation": "Lehtoniemen terveysasema"}, 5),
    (6, -9, "fi", {"name": "Onni Havukka", "title": "Palvelupäällikkö", "organisation": "Havukan asukastalo"}, 5),
    (6, 11, "sv", {"name": "Frida Mossvik", "title": "Enhetschef", "organisation": "Mossviks ungdomsgård"}, 4),
)
#: So long before the certificate they had registered.
MONTHS_OF_WORK = 5
#: The meeting of the network that was only known by its month: its place in the list.
SETTLED = 3
NOTE = "Tapasimme paikan päällä. Kolmesta teosta kaksi on käynnissä."


def happen(desk: Desk) -> None:
    """Give certificates, mark who came, do what is long done, and decide on a day for those who joined the network."""
    page = ProgrammePage.objects.get(translation_key=fixed(PROGRAMME), slug=PROGRAMME)
    if page.section:
        template = next(each for each in TEMPLATES if each.name == "follow_up")
        add(activity=page.section.activity, template=template, by=None)
    today = desk.now.date()
    days: dict[str, tuple[date, int]] = {}
    for months, more, language, answers, steps in CERTIFIED:
        given = today - relativedelta(months=months) - timedelta(days=more)
        joined = desk.now - (today - given) - timedelta(days=30 * MONTHS_OF_WORK)
        register(PROGRAMME, language, {**answers, "telephone": "+358 50 555 0123", "dropdown": "Alle 20"}, joined)
        days[answers["name"]] = given, steps
    _certify(desk, page, days)
    _settle(desk, SeriesPage.objects.get(translation_key=fixed(NETWORK), slug=NETWORK), today)


def _certify(desk: Desk, page: ProgrammePage, days: dict[str, tuple[date, int]]) -> None:
    keys = [each.translation_key for each in page.attended_rows()]
    for guest in door.people_of(page):
        if guest.name not in days:
            continue
        given, steps = days[guest.name]
        came = [(guest.seat.pk, key) for key in keys[:steps]]
        presence.fill_in(page=page, came=came, stood=[], by=desk.officer, now=desk.now - timedelta(days=90))
        deeds.set_day(page=page, record=guest.seat.registration_id, on=given, by=desk.officer, now=desk.now)
    for course in due.courses_of(page, desk.now):
        first: Any = next(iter(course.followed), None)
        if names.called(course.registration.submission) == CERTIFIED[0][3]["name"]:
            deeds.close(
                page=page, record=course.registration.pk, key=first.row.translation_key, outcome="done", note=NOTE,
                by=desk.officer, now=desk.now - timedelta(days=350),
            )  # fmt: skip


def _settle(desk: Desk, page: SeriesPage, today: date) -> None:
    """The fourth meeting was known by its month only; now it has a day, and nobody has told it yet."""
    draft = page.get_latest_revision_as_object()
    meeting = list(draft.occasions.all())[SETTLED]
    meeting.first_day = _first_wednesday(outside_summer(weekday_in(34, 2, today)))
    meeting.precision, meeting.start_time, meeting.end_time = "exact", time(10), time(15)
    draft.occasions.add(meeting)
    draft.save_revision(user=desk.officer).publish()


def _first_wednesday(day: date) -> date:
    """The second Wednesday of its month: still in the month that was told."""
    first = day.replace(day=8)
    return first + timedelta(days=(2 - first.weekday()) % 7)
