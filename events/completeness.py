"""What an event lacks before it may be published, in the editor's words. Pure but for the page it reads."""
from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.registration import Mode, Terms, decisive
from events.times import Precision
from events.weekdays import wrong_weekdays
from events.wording import weekday_words
from home.advice import searchable
from home.languages import language_of


def missing_in_occasion(occasion: Any) -> dict[str, str]:
    """What is not yet written in one occasion: field name -> what to do."""
    if occasion.precision == Precision.UNDECIDED:
        return {}
    if occasion.first_day is None:
        return {"first_day": _("Give the date, or choose that nothing is decided.")}
    if occasion.precision == Precision.EXACT and occasion.start_time is None:
        return {"start_time": _("Give the time it starts, or choose that only the day is decided.")}
    return {}


def wrong_in_occasion(occasion: Any, zone: ZoneInfo | None = None) -> dict[str, str]:
    """What cannot be in one occasion: field name -> what to do. The skipped hour needs the zone."""
    wrong = {}
    problems = occasion.when(zone or ZoneInfo("UTC")).problems()
    if "ends_before_start" in problems:
        field = "last_day" if occasion.last_day and occasion.last_day < occasion.first_day else "end_time"
        wrong[field] = _("It ends before it starts. If it ends after midnight, give the last day too.")
    if "skipped_hour" in problems:
        wrong["start_time"] = _("That hour does not exist: the clocks go forward that night.")
    if occasion.mode == "in_person" and occasion.join_link:
        wrong["mode"] = _("There is a link to take part online: choose online, or in the room and online.")
    return wrong


def wrong_in_registration(terms: Terms, *, url: str, contact_has_email: bool) -> dict[str, str]:
    """What does not fit together about registering: field name -> what to do."""
    wrong = {}
    if terms.mode is Mode.EXTERNAL and not url:
        wrong["registration_url"] = _("Give the address of the page where one registers.")
    if terms.mode is Mode.EMAIL and not contact_has_email:
        wrong["registration_mode"] = _("Add a contact person with an e-mail address, to whom one may write.")
    first = decisive(terms)
    start = first.latest_day if first else None
    if terms.closes_on and start and terms.closes_on > start:
        wrong["closes_on"] = _("The last day to register is after the event begins.")
    return wrong


def wrong_in_texts(page: Any, facts: Any) -> list[str]:
    """Texts of ``page`` that give a day of the event a wrong weekday; the days are those of ``facts``."""
    zone, language = facts.zone(), language_of(page)
    whens = [each.when(zone) for each in facts.occasions.all()]
    days = [day for when in whens if when.has_day for day in (when.first_day, when.last_day) if day]
    return [
        _("The text says “%(said)s”, but it is on %(right)s.")
        % {"said": each.said, "right": weekday_words(each.day, get_language() or language)}
        for each in wrong_weekdays(searchable(page, *page.texts), days, language)
    ]


def refusals(page: Any) -> list[str]:
    """Why the event may not be published yet, as whole sentences."""
    occasions = list(page.occasions.all())
    if not occasions and page.needs_occasion:
        return [_("Add an occasion. If nothing is decided yet, choose that nothing is decided.")]
    found: list[str] = []
    for occasion in occasions:
        found += missing_in_occasion(occasion).values()
        found += wrong_in_occasion(occasion, page.zone()).values()
    people = [row.person for row in page.contacts.all() if row.person_id]
    found += wrong_in_registration(
        page.terms(), url=page.registration_url, contact_has_email=any(person.email for person in people)
    ).values()
    return list(dict.fromkeys(found))
