"""Telling organisers something at once: through the outbox, each of them alone, and once."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from forms_app.models import FormPageMixin, OrganiserAlert
from forms_app.organisers.kinds import words_of
from forms_app.organisers.people import languages_of, organisers_of, reachable
from privacy import outbox, trials

#: The kind of the outbound message; its object is the row of the one who is told.
MAIL = "organiser_alert"


def alert(
    kind: str, page: FormPageMixin, *, now: datetime, record: UUID | None = None, mark: str = "",
    to: Iterable[Any] | None = None,
) -> int:
    """Tell the organisers of ``page`` (canonical) something of ``kind``; how many are told by this call.

    :param kind: one of ``kinds``: what it says and where its link leads stands there.
    :param record: the submission it is about, if it is about one: each is told once, and the message goes with it.
    :param mark: what else tells it from others of its kind, a day for example.
    :param to: whom, where not all organisers: the one person named for diet and access, for example.
    :raises KeyError: when there is no such kind.

    In the caller's transaction, so that it is told only when it is so. Calling it again changes nothing. What is only
    tried (``privacy.trials``) is told to nobody.
    """
    words_of(kind)
    if trials.is_on():
        return 0
    people = organisers_of(page) if to is None else reachable(to)
    rows = [
        OrganiserAlert(user=user, page_id=page.pk, submission_id=record, kind=kind, mark=mark, made_at=now)
        for user in {user.pk: user for user in people}.values()
    ]
    with transaction.atomic():
        OrganiserAlert.objects.bulk_create(rows, ignore_conflicts=True)
        # What another call had stored before is passed over: only rows of this one have these keys.
        new = OrganiserAlert.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", "user")
        told: dict[str, list[UUID]] = defaultdict(list)
        languages = languages_of(people)
        for pk, user in new:
            told[languages[user]].append(pk)
        for language, ids in told.items():
            outbox.queue_all(MAIL, ids, language=language)
    return sum(map(len, told.values()))
