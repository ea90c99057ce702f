"""Advice on a page about something in time: its dates, its place, whom to ask."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.follow_ups import day_after
from events.old_dates import odd_dates
from events.registration import Status
from events.wording import day_words
from home.advice import Advice, searchable
from home.languages import language_of
from privacy import rules

#: A longer occasion is an exhibition: its days between need not be counted one by one.
MOST_DAYS = 400


def advice_on_contacts(page: Any) -> Iterator[Advice]:
    """Somebody must be there to ask."""
    if not page.contacts.all():
        yield Advice(_("Add a contact person, so that visitors know whom to ask."), "id_contacts-ADD")


def advice_on_follow_ups(page: Any, today: date) -> Iterator[Advice]:
    """A programme is not followed up longer than its registrations are kept."""
    months, anchors = [row.months for row in page.follow_ups.all()], page.retention_anchors()
    section = page.section
    if not (months and section):
        return
    last = day_after(page.follow_ups_from or today, max(months))
    known = {**anchors, rules.Anchor.SUBMITTED: today}
    rule = rules.latest(rules.rules_of(section.rules, rules.Selector.RECORD), known)
    due = rules.schedule(rule, known).due_on if rule else None
    if due and due < last:
        words = {"kept": day_words(due, get_language() or "en"), "followed": day_words(last, get_language() or "en")}
        yield Advice(
            _("A registration made today is kept until %(kept)s, but followed up until %(followed)s at least. Ask the "
              "case officer to add the rule “Programmes that are followed up”.") % words,
            "id_follow_ups-ADD",
        )  # fmt: skip


def advice_on_event(page: Any, today: date) -> list[Advice]:
    """What to look at on the canonical page of an event; ``today`` is the day in its time zone."""
    return [*_on_places(page), *_on_dates(page, today)]


def _on_places(page: Any) -> Iterator[Advice]:
    """Where something takes place is missed once the day is decided."""
    for place, occasion in enumerate(page.occasions.all()):
        is_decided = occasion.when(page.zone()).has_day and occasion.status != Status.CANCELLED
        if is_decided and occasion.mode != "online" and not occasion.place_id:
            yield Advice(
                _("Choose a place for occasion %(number)d, or say that one takes part online.") % {"number": place + 1},
                f"id_occasions-{place}-mode",
            )


def _on_dates(page: Any, today: date) -> Iterator[Advice]:
    whens = [each.when(page.zone()) for each in page.occasions.all()]
    is_coming = any(when.latest_day is None or when.latest_day >= today for when in whens)
    if not (is_coming and all(when.has_day for when in whens)):
        return
    texts = searchable(page, *page.texts)
    for odd in odd_dates(texts, language_of(page), known=_known(page, whens), today=today):
        if odd.is_past:
            text = _("The text says “%(said)s”, which has passed. Is it left from an earlier page?")
        else:
            text = _("The text says “%(said)s”, but nothing on the page happens then. Is it the right day?")
        yield Advice(text % {"said": odd.said}, "id_lead" if odd.said in page.lead else "body-root")


def _known(page: Any, whens: list[Any]) -> set[date]:
    """The days of the event, from first to last, and of its registration."""
    days = {page.closes_on, timezone.localdate(page.opens_at, page.zone()) if page.opens_at else None}
    for occasion in page.occasions.all():
        days.add(occasion.previous_day)
    for when in whens:
        span = ((when.latest_day or when.first_day) - when.first_day).days
        days |= {when.first_day + timedelta(days=each) for each in range(min(span, MOST_DAYS) + 1)}
    return {day for day in days if day}
