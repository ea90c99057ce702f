"""Changing a party: who joins takes seats, who leaves frees hers, whoever chooses something else does both.

Under the event's lock. What there is no room for is refused as a whole, and the party stays as it was. Nobody who
waits is overtaken: a party with seats gets more only where everybody who waits would still be served; one that waits
itself keeps its number as long as it needs no more than before, or nobody waits after it.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from events import changing, seats
from events.models import Registration, Seat
from events.models.reseating import refuse_overtaking
from events.models.seating import CannotMove, chosen_by, fill_from_queue, take_seats
from events.party import party
from events.seats import Key
from forms_app import answers as answering
from forms_app import party as parties
from forms_app.models import PartyChange, PostOnce, Submission, SubmittedPerson
from forms_app.needs import tasks
from forms_app.put_form import number_of_persons
from privacy import audit, outbox
from privacy.models import OutboundMessage

UPDATED = "registration_updated"


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a party is to be. ``seen``: what she looked at (``Party.seen``); ``leaving``: numbers of those who leave.

    ``given``: valid answers of those who stay by number and question key, as far as they were put; ``joining``: those
    of each who joins. Who is not named (yet) has none.
    """

    seen: str
    leaving: frozenset[int] = frozenset()
    given: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    joining: Sequence[dict[str, Any]] = ()


def change(*, record: UUID, wanted: Wanted, now: datetime, by: Any = None, channel: str = "") -> None:
    """Let the party of a registration be as wanted, tell its registrant, and give what is free to those who wait.

    :param by: the member of staff who was asked to, by ``channel``; None for the registrant herself.
    :raises CannotMove: when it is too late, or the party has changed meanwhile.
    :raises NoRoom: when there are not seats for all that is wanted.
    :raises WouldOvertake: when it waits, and others wait after it.
    """
    with transaction.atomic():
        submission, registration = changing.locked(record)
        page: Any = submission.page.specific
        before = party.of(registration, page, now, by_staff=by is not None)
        if before is None or before.seen != wanted.seen:
            raise CannotMove(registration.state)
        wishes = _Wishes(registration, page, before, wanted, by, channel)
        joining = [seats.needs_of([each]) for each in wishes.joining]
        refuse_overtaking(page, registration, wishes.given_back, wishes.changed, joining)
        changed = sum(
            changing.put_right(person, question, wanted.given[person.ordinal][question.key], now, by)
            for person in wishes.staying
            for question in before.free[person.ordinal]
            if question.key in wanted.given[person.ordinal]
        )
        if wishes.is_another_party or changed:
            _seat(wishes, now)
            _follow(wishes, changed, now)
        if wishes.is_another_party:
            _tell(submission)
        fill_from_queue(page, now)


class _Wishes:
    """What is wanted, held against what there is: read under the lock, once."""

    def __init__(
        self, registration: Registration, page: Any, before: party.Party, wanted: Wanted, by: Any, channel: str
    ) -> None:
        self.registration, self.page, self.wanted, self.by, self.channel = registration, page, wanted, by, channel
        self.submission: Submission = registration.submission
        self.leaving = [each for each in before.persons if each.ordinal in wanted.leaving]
        self.staying = [each for each in before.persons if each.ordinal in wanted.given and each not in self.leaving]
        self.coming = len(before.persons) + before.aside - len(self.leaving) + len(wanted.joining)
        own = {each.pk: parties.own_answers(each) for each in self.staying}
        chose = self._chosen([own[each.pk] for each in self.staying])
        choose = self._chosen([{**own[each.pk], **wanted.given[each.ordinal]} for each in self.staying])
        self.moves = list(zip(self.staying, chose, choose, strict=True))
        self.joining = self._chosen(wanted.joining)
        given = [(each, dict(wanted.given[each.ordinal])) for each in self.staying if not each.is_named]
        self.named = [(each, answers) for each, answers in given if answers]

    @property
    def is_another_party(self) -> bool:
        """Whether somebody joins, leaves or is named: her registrant is told then."""
        return bool(self.leaving or self.joining or self.named)

    @property
    def given_back(self) -> Counter[Key]:
        """The seats of those who leave, or choose something else."""
        mine = Seat.objects.filter(registration=self.registration.pk)
        gone = mine.filter(person__in=[each.pk for each in self.leaving])
        found = Counter[Key](gone.values_list("allotment_key", flat=True))
        for _person, chose, choose in self.moves:
            found.update(chose - choose)
        return found

    @property
    def changed(self) -> Counter[Key]:
        """The seats that those who stay choose anew."""
        return Counter(key for _person, chose, choose in self.moves for key in choose - chose)

    def _chosen(self, persons: Sequence[Mapping[str, Any]]) -> list[set[Key]]:
        if not persons:
            return []
        allotments = self.page.allotments.all() if self.page.counts_places else ()
        questions = self.submission.version.questions
        return chosen_by(allotments, questions, parties.own_answers(self.submission), persons)


def _seat(wishes: _Wishes, now: datetime) -> None:
    mine = Seat.objects.filter(registration=wishes.registration.pk)
    mine.filter(person__in=[each.pk for each in wishes.leaving]).delete()
    for person, chose, choose in wishes.moves:
        mine.filter(person=person.pk, allotment_key__in=chose - choose).delete()
        Seat.objects.bulk_create(
            Seat(registration=wishes.registration, person=person, allotment_key=key) for key in choose - chose
        )
    parties.let_go(wishes.submission, wishes.page, wishes.leaving, now)
    submission, page, channel = wishes.submission, wishes.page, wishes.channel
    parties.name(submission, page, wishes.named, now, channel=channel)
    joined: list[SubmittedPerson] = parties.add(submission, page, wishes.wanted.joining, now, channel=channel)
    if joined:
        take_seats(wishes.registration, [each.pk for each in joined], wishes.joining)


def _follow(wishes: _Wishes, changed: int, now: datetime) -> None:
    """How many come is also an answer where the form asked it; what they need is arranged; and it is in the log."""
    submission = wishes.submission
    question = number_of_persons(submission.questions)
    if question is not None and question.key not in submission.erased:
        changing.put_right(submission, question, answering.plain(wishes.coming), now, wishes.by)
    PostOnce.objects.filter(record=submission.pk).delete()
    tasks.follow(submission, now=now)
    numbers = {"joined": len(wishes.joining), "left": len(wishes.leaving), "named": len(wishes.named)}
    if wishes.is_another_party:
        PartyChange.objects.create(submission=submission, by=wishes.by, channel=wishes.channel, at=now, **numbers)
    audit.record(
        "registration.party_changed", actor=wishes.by, subject_type="submission", subject_id=submission.pk,
        facts={**numbers, "corrected": changed},
    )  # fmt: skip


def _tell(submission: Submission) -> None:
    told = OutboundMessage.objects.filter(object_id=submission.pk, kind=UPDATED).count()
    outbox.queue(UPDATED, object_id=submission.pk, version=told + 1, language=submission.version.language)
