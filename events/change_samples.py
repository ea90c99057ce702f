"""The mails about a change exactly as they would go out, to an invented registration: it is done, and undone."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from events.models import EventChange, Registration
from events.moves import State
from events.registration import Status
from events.settling import Change
from forms_app import submissions
from forms_app.admission import Refused
from forms_app.models import FormVersion
from forms_app.trying import samples
from forms_app.trying.trial import TriedLetter, letters
from home.languages import text_language
from privacy import outbox, trials
from privacy.models import OutboundMessage
from privacy.models.outbox import MessageState


def letters_of(
    change: Change, languages: Iterable[str], sentences: Mapping[str, str], now: datetime, *, asks: bool = False
) -> dict[str, TriedLetter | None]:
    """The mail in each of these languages; None where no registration can be invented to show it."""
    return {language: _letter(change, language, sentences, now, asks) for language in languages}


def _letter(
    change: Change, language: str, sentences: Mapping[str, str], now: datetime, asks: bool
) -> TriedLetter | None:
    with trials.undone():
        try:
            registration = _invented(change.page, language, now)
        except Refused:
            return None
        if registration is None:
            return None
        if change.is_cancelled or change.is_revived:
            Registration.objects.filter(pk=registration).update(state=State.CANCELLED_BY_ORGANISER)
        numbers = [row.pk for row in change.rows]
        EventChange.objects.filter(pk__in=numbers).update(settled_at=now)
        EventChange.objects.filter(pk=change.newest.pk).update(sentences=dict(sentences), asks=asks)
        earlier = OutboundMessage.objects.filter(object_id=registration)
        earlier.update(state=MessageState.SENT, finished_at=now)
        outbox.queue_all(change.kind, [registration], version=change.newest.pk, language=language)
        return next((each for each in letters() if each.kind == change.kind), None)


def _invented(page: Any, language: str, now: datetime) -> Any:
    """The record of an invented registration in ``language``, confirmed, as if it had come while the form was open.

    :raises Refused: when the form takes no answers whatever its days say.
    """
    model, rows = type(page), list(page.occasions.all())
    page.occasions.update(status=Status.PLANNED)
    model.objects.filter(pk=page.pk).update(
        opens_at=None, closes_on=timezone.localdate(now, page.zone()), capacity=None, counts_places=False,
        needs_approval=False, verifies_address=False,
    )  # fmt: skip
    facts = model.objects.get(pk=page.pk)
    group = facts.get_translations(inclusive=True).live().specific()
    served = next((each for each in group if text_language(each) == language), facts)
    content = served.form_content(facts)
    post = samples.sample_post(content.questions, content.language, timezone.localdate(now, page.zone()))
    form = facts.form_class(content.questions)(post)
    form.is_valid()
    recorded = submissions.record(
        page=facts, served_page=served, version=FormVersion.objects.keep(content, page_id=facts.pk),
        answers=form.answers(), persons=form.persons(), now=now,
    )  # fmt: skip
    for row in rows:
        type(row).objects.filter(pk=row.pk).update(status=row.status)
    found = Registration.objects.filter(pk=recorded.submission, state=State.CONFIRMED)
    return found.values_list("pk", flat=True).first()
