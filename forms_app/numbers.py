"""What a form has brought, in numbers: over time, by language and state, by option. Counted by the database.

Records set aside are in no number. Of sensitive questions only how many answered is counted, and told from five.
"""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Q
from django.db.models.functions import TruncDate

from forms_app.counted import SHOWN, named, working
from forms_app.models import FormVersion, Handling
from forms_app.models.submissions import SubmissionQuerySet
from forms_app.questions import AskedOf, Question

#: Days are shown one by one up to so many, then weeks, then months.
MOST_DAYS, MOST_WEEKS = 14, 18


@dataclass(frozen=True, slots=True)
class Span:
    """A day, week or month, from ``first``: how many came in it, and up to its end."""

    first: date
    count: int
    sum: int


@dataclass(frozen=True, slots=True)
class OfQuestion:
    """How many chose each option of ``question``: (label, number). Each may have chosen several."""

    question: Question
    options: list[tuple[str, int]]


def over_time(found: SubmissionQuerySet, zone: ZoneInfo) -> tuple[str, list[Span]]:
    """("day", "week" or "month", the spans from the first answer to the last); one statement."""
    of_days = found.unrestricted().order_by().annotate(day=TruncDate("received_at", tzinfo=zone)).values_list("day")
    days = dict(of_days.annotate(number=Count("pk")))
    if not days:
        return "day", []
    first, last = min(days), max(days)
    length = (last - first).days + 1
    kind = "day" if length <= MOST_DAYS else "week" if length <= 7 * MOST_WEEKS else "month"
    counts = dict.fromkeys(_spans(first, last, kind), 0)
    for day, number in days.items():
        counts[_begin(day, kind)] += number
    spans, so_far = [], 0
    for begin, number in counts.items():
        so_far += number
        spans.append(Span(begin, number, so_far))
    return kind, spans


def by_language(found: SubmissionQuerySet) -> list[tuple[str, int]]:
    """(language code, number), the most first."""
    rows = found.unrestricted().order_by().values_list("version__language").annotate(number=Count("pk"))
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def by_state(found: SubmissionQuerySet) -> list[tuple[str, int]]:
    """(what the state is called, number), in the order of the work."""
    counted = dict(found.unrestricted().order_by().values_list("handling").annotate(number=Count("pk")))
    return [(str(state.label), counted.get(state.value, 0)) for state in Handling]


def by_option(
    found: SubmissionQuerySet, versions: Iterable[FormVersion], columns: Iterable[Question]
) -> list[OfQuestion]:
    """For each ordinary question with options, how many chose each; one statement for all.

    An option that was removed is counted under its last words. Sealed questions are left out.
    """
    asked = [q for q in columns if q.kind.has_options and not q.is_sealed and q.asked_of is AskedOf.REGISTRATION]
    labels = _labels(versions, {each.key for each in asked})
    counts: dict[str, Any] = {}
    for question in asked:
        for place, key in enumerate(labels[question.key]):
            value = named(question)
            # A list is kept as text such as ["a1", "b2"]; a key holds no quotation mark.
            chosen = Q(**{value: key}) | Q(**{f"{value}__contains": f'"{key}"'})
            counts[f"{value}_{place}"] = Count("pk", filter=SHOWN & chosen)
    if not counts:
        return []
    rows = found.order_by().annotate(**{named(each): working(each.key) for each in asked}).aggregate(**counts)
    return [OfQuestion(each, _chosen(each, labels[each.key], rows)) for each in asked]


def _chosen(question: Question, labels: dict[str, str], rows: dict[str, int]) -> list[tuple[str, int]]:
    return [(label, rows[f"{named(question)}_{place}"]) for place, label in enumerate(labels.values())]


def _labels(versions: Iterable[FormVersion], keys: set[str]) -> dict[str, dict[str, str]]:
    """question -> option -> its words, the newest of the first language that ``versions`` begins with."""
    found: dict[str, dict[str, str]] = {key: {} for key in keys}
    for version in versions:
        for question in version.questions:
            if question.key in keys:
                for option in question.options:
                    found[question.key].setdefault(option.key, option.label.value)
    return found


def _begin(day: date, kind: str) -> date:
    if kind == "month":
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if kind == "week" else day


def _spans(first: date, last: date, kind: str) -> Iterable[date]:
    begin = _begin(first, kind)
    while begin <= last:
        yield begin
        if kind == "month":
            begin = (begin + timedelta(days=31)).replace(day=1)
        else:
            begin += timedelta(days=7 if kind == "week" else 1)
