"""Keeping a record from now on as another kind of answer: one that counts at last, after it was of minor importance."""
from __future__ import annotations

from typing import Any
from uuid import UUID

from forms_app.arrivals import Arrival
from forms_app.models import Submission
from privacy import expiries
from privacy.contracts import Anchors
from privacy.models import SectionDefaults


def stamp_anew(
    submission: Submission, section: SectionDefaults, anchors: Anchors, *, minor: bool
) -> dict[UUID, dict[str, Any]]:
    """Give a submission and its participants the stamps they had got, had they come in so; in the caller's transaction.

    :param minor: whether they are of temporary or minor importance.
    :returns: the participants' answers by their records.
    """
    arrival = Arrival(
        section=section, version=submission.version, anchors=anchors, minor=minor,
        submitted_on=submission.submitted_on, origin=submission.origin,
    )  # fmt: skip
    persons = list(submission.persons.coming().select_for_update())
    given = {each.pk: {q.key: each.received(q) for q in each.questions} for each in (submission, *persons)}
    outlasts = [field for each in persons for field in arrival.fields(each.asked_of, given[each.pk])]
    for each in (submission, *persons):
        own = outlasts if each is submission else []
        columns = arrival.columns(each.pk, each.asked_of, given[each.pk], outlasts=own)
        stamp = {name: value for name, value in columns.items() if name not in ("id", "answers")}
        type(each).objects.filter(pk=each.pk).update(**stamp)
    expiries.schedule_all(
        [(each.holding, each.pk, arrival.fields(each.asked_of, given[each.pk])) for each in (submission, *persons)],
        section=section, anchors=arrival.anchors, submitted_on=arrival.submitted_on, minor=minor,
    )  # fmt: skip
    submission.refresh_from_db()
    return {each.pk: given[each.pk] for each in persons}
