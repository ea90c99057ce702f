"""A page to whose event one registers: who is admitted, and what becomes of a registration."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events import link_tokens, registration, seats
from events.facts import TEXTS, EventWords, event_words
from events.kinds import MODES, OF_EVENTS, Kind, usual_mode
from events.models import seating
from events.models.at_the_desk import AtTheDesk
from events.models.decisions import LETTERS, EventDecision
from events.models.invitations import Invitation
from events.models.letter_settings import LetterSettings
from events.models.limited_places import LimitedPlaces
from events.models.receipts import EventReceipts
from events.models.registrations import Admission, Registration, RegistrationLink
from events.models.repeated import repeated_by
from events.registration import Mode, State, Status, Terms
from events.seats import Fate, Key, Room
from forms_app.admission import Decision, Refused, Verdict
from forms_app.models import FormPageMixin, Submission
from forms_app.models.submissions import SubmissionQuerySet
from forms_app.question_types import FIRST_QUESTIONS
from forms_app.questions import Question
from forms_app.submissions import address_of
from home.models.snippets import same_everywhere
from privacy.contracts import QuestionKind

#: How it looks when the places are taken: name of the state, and what an editor calls it.
_TAKEN = ((Room.FULL.value, _("When it is full")), (Room.QUEUE.value, _("When there is a waiting list")))
#: What is read again under the lock.
DECIDING = (
    "live", "expire_at", "opens_at", "closes_on", "kind", "registration_mode", "cancelled_on", "capacity",
    "counts_places", "has_queue", "promotion", "needs_approval", "verifies_address", "largest_party", "names_later",
)


class AdmittingMixin(AtTheDesk, EventReceipts, LimitedPlaces, LetterSettings):
    """How one registers, when, and what is decided about it under the event's lock."""

    kind = models.CharField(
        _("type of event"), max_length=12, choices=Kind.choices, default=Kind.SEMINAR,
        help_text=_("Visitors look for events by it, and it decides how one usually registers."),
    )
    registration_mode = models.CharField(
        _("how one registers"), max_length=8, choices=MODES, blank=True, default="",
        help_text=_(
            "As usual means: no registration to talks, exhibitions, guided tours and performances, "
            "otherwise the form on this page."
        ),
    )
    registration_url = models.URLField(
        _("address of the other website"), max_length=500, blank=True,
        help_text=_("Only when one registers on another website."),
    )
    deadline_note = models.CharField(
        _("note on the last day"), max_length=250, blank=True,
        help_text=_("For example: Late registrations are welcome if there is room."),
    )
    time_zone = models.CharField(max_length=40, blank=True, editable=False)
    cancelled_on = models.DateField(null=True, editable=False)

    override_translatable_fields = [
        *FormPageMixin.override_translatable_fields,
        *same_everywhere(
            "kind", "registration_mode", "registration_url", "capacity", "has_queue", "promotion", "needs_approval",
            "verifies_address", "names_later", *LetterSettings.same_in_every_language,
        ),
    ]
    first_questions = FIRST_QUESTIONS
    gives_places = True
    counted_apart = (QuestionKind.DIET,)
    letters_sent = ("registration_confirmed", "registration_waiting", "registration_repeated")
    #: What the page may be, the usual first.
    kinds: tuple[Kind, ...] = OF_EVENTS
    #: Fields whose text is laid over that of the canonical page (events.facts).
    texts: tuple[str, ...] = TEXTS

    class Meta:
        abstract = True

    def settle_kind(self) -> None:
        """Make a page that is not stored yet what pages of its type usually are."""
        if self._state.adding and self.kind not in self.kinds:
            self.kind = self.kinds[0]

    def words_for(self, page: Any, now: datetime) -> EventWords:
        """What ``page`` says of this event, whose facts are this page's, at ``now``."""
        return event_words(page, self, now)

    def zone(self) -> ZoneInfo:
        """The controller's time zone, remembered when the page was saved."""
        return ZoneInfo(self.time_zone) if self.time_zone else super().zone()

    @property
    def mode(self) -> Mode:
        """How one registers; the usual way for its kind when the editor has said nothing."""
        return Mode(self.registration_mode) if self.registration_mode else usual_mode(self.kind)

    def terms(self) -> Terms:
        """Time and registration as a value, for the rules."""
        zone = self.zone()
        published = self.first_published_at
        return Terms(
            mode=self.mode,
            zone=zone,
            occasions=tuple((each.when(zone), Status(each.status)) for each in self.occasions.all()),
            opens_at=self.opens_at,
            closes_on=self.closes_on,
            published_on=timezone.localdate(published, zone) if published else None,
            room=self.room,
            by_occasion=bool(self.own_question_keys()),
        )

    def has_form(self) -> bool:
        """Whether one registers by the form on the page."""
        return self.mode is Mode.FORM

    def admission(self, now: datetime) -> Verdict:
        """Whether a registration is taken at ``now``; a page whose time is over takes none."""
        if self.expire_at and now >= self.expire_at:
            return Verdict(State.CLOSED, False, self.opens_at, self.expire_at)
        return registration.verdict(self.terms(), now)

    def decide(
        self,
        *,
        questions: tuple[Question, ...],
        answers: dict[str, Any],
        persons: Sequence[dict[str, Any]] = (),
        now: datetime,
        by_staff: bool = False,
    ) -> Decision:
        """Take the event's lock, read again what decides, and say what becomes of the registration.

        Staff are warned of a person who is registered already before they come here: what they enter is never a
        repetition. They enter after the last day too, but never to what is cancelled.

        :raises Refused: when registration is not open.
        """
        self.take_lock()
        verdict = self.admission(now)
        admits = verdict.is_open or (by_staff and verdict.state != registration.State.CANCELLED)
        if not (self.live and admits):
            raise Refused(verdict)
        if not by_staff and (existing := repeated_by(self.translation_key, questions, answers, persons)):
            return EventDecision("repeated", "registration_repeated", minor=True, repeats=existing)
        allotments = self.allotments.all() if self.counts_places else ()
        party = seating.chosen_by(allotments, questions, answers, persons)
        decision = self._admitted(party, verdict, verified=by_staff or not self.verifies_address)
        return replace(decision, has_persons=bool(persons))

    def _admitted(self, party: Sequence[set[Key]], verdict: Verdict, *, verified: bool) -> EventDecision:
        standing = seating.standing_of(self) if self.counts_places else seating.NOTHING_LIMITED
        needs, left = seats.needs_of(party), standing.left
        fate = seats.fate_of(needs, left, seating.policy_of(self), verified=verified)
        if fate is Fate.REFUSED:
            raise Refused(self._no_room(party, standing, verdict))
        waits = not seats.fits(needs, left)
        # Until her address is verified it may be anybody's: kept for days, not years (domain.md §5).
        minor = fate is Fate.UNVERIFIED
        chosen = tuple(map(frozenset, party))
        return EventDecision(fate, LETTERS[fate], minor, party=chosen, waits=waits, standing=standing)

    def _no_room(self, party: Sequence[set[Key]], standing: seating.Standing, verdict: Verdict) -> Verdict:
        """Full; the form stays open where a smaller party, or another choice, would still find room."""
        if seating.room_of(self, standing) is Room.FULL:
            return replace(verdict, state=State.FULL, is_open=False, words=gettext(
                "The last place was taken before your answer came in, so you are not registered."
            ))
        return replace(verdict, is_open=True, words=gettext(
            "There is not room for all of you, or for what you chose. Register fewer persons, or choose something else."
        ))

    def accept(self, submission: Submission, decision: Decision, now: datetime) -> None:
        """Store what became of the registration, and the seats it holds or waits for, beside what was answered."""
        decided = decision if isinstance(decision, EventDecision) else EventDecision(decision.state, decision.letter)
        everybody = Registration.objects.of_event(self.translation_key)
        stored = Registration.objects.create(
            submission=submission,
            event_key=self.translation_key,
            state=decided.state,
            repeats=decided.repeats,
            queue_number=everybody.next_in_queue() if decided.waits else None,
            until=now + seats.VERIFICATION_LASTS if decided.state == Fate.UNVERIFIED else None,
            decided_at=now,
        )
        if not address_of(submission):
            RegistrationLink.objects.create(
                registration=stored, digest=link_tokens.digest(link_tokens.printed(stored.pk)), made_at=now
            )
        if decided.party:
            persons = submission.persons.order_by("ordinal").values_list("pk", flat=True) if decided.has_persons else ()
            seating.take_seats(stored, list(persons), decided.party)
            if self.counts_places and not (decided.waits and decided.state == Fate.UNVERIFIED):
                needs = seats.needs_of(decided.party)
                seating.tell_room(self, decided.standing.behind(stored.pk, needs, decided.state))

    @classmethod
    def may_close(cls, since: date, until: date) -> models.Q:
        """By the day the editor chose, or by the start, which ends registration seven days before, or at once."""
        last = until + timedelta(days=registration.CLOSING_DAYS_BEFORE_START)
        return super().may_close(since, until) | models.Q(occasions__first_day__range=(since, last))

    def fill_seats(self, now: datetime) -> None:
        """Give seats that have become free to those who wait, and write what the public reads of them."""
        with transaction.atomic():
            published = type(self).objects.get(pk=self.pk)
            published.take_lock()
            seating.fill_from_queue(published, now)

    def lets_name_later(self) -> bool:
        """As the editor has said."""
        return self.names_later

    def gives_place(self, decision: Decision) -> bool:
        """Whether the registration is confirmed."""
        return decision.state == Registration.State.CONFIRMED

    def standing(self, submissions: SubmissionQuerySet) -> SubmissionQuerySet:
        """Those whose registration is live."""
        return submissions.filter(registration__state__in=Registration.LIVE)

    def with_place(self, submissions: SubmissionQuerySet) -> SubmissionQuerySet:
        """Those whose registration is confirmed."""
        return submissions.filter(registration__state=Registration.State.CONFIRMED)

    def later_closes_at(self, asked_at: datetime) -> datetime:
        """With the start of the first occasion that is still to come when it is asked, where that is known."""
        starts = [start for when in self.terms().kept if (start := when.start) and start > asked_at]
        return min(starts, default=super().later_closes_at(asked_at))

    def take_lock(self) -> None:
        """Take the event's lock until the transaction ends, and read again under it what decides."""
        Admission.objects.take(self.translation_key)
        for kept in ("_prefetched_objects_cache", "_cluster_related_objects"):
            for relation in ("occasions", "allotments"):
                getattr(self, kept, {}).pop(relation, None)
        for name, value in type(self).objects.values(*DECIDING).get(pk=self.pk).items():
            setattr(self, name, value)
        models.prefetch_related_objects([self], "occasions", *(["allotments"] if self.counts_places else []))
        # Seats are counted under the lock: the word that was read of them decides nothing.
        self.room = Room.FREE

    def retention_anchors(self) -> dict[str, date | None]:
        """Those of every form, the last occasion (or the day it was cancelled) and the last day to register."""
        return {**super().retention_anchors(), **registration.retention_anchors(self.terms(), self.cancelled_on)}

    def records(self) -> list[Any]:
        """Those of every form, and whom staff have invited."""
        return [*super().records(), Invitation.objects.of_event(self)]

    def deletion_refusals(self) -> list[str]:
        """The reasons of every page with a form, and people who are invited."""
        if not Invitation.objects.of_event(self).exists():
            return super().deletion_refusals()
        return [*super().deletion_refusals(), gettext(
            "People have been invited to this event. The invitations go 7 days after it, under a disposal authority; "
            "until then the page stays. Unpublish it instead."
        )]

    def tell_needs_by(self) -> date | None:
        """The editor's day, else two weeks before the first one."""
        return self.access_by or registration.needs_day(self.terms())

    def to_invite(self) -> models.QuerySet[Submission]:
        """Those who have a place."""
        places = Registration.objects.of_event(self.translation_key).confirmed()
        return super().to_invite().filter(pk__in=places.values("submission"))

    def preview_states(self) -> list[tuple[str, Any]]:
        """Those of every form, what is said when all places are taken, and cancelled where there is a day to cancel."""
        cancelled = [("cancelled", _("When it is cancelled"))] if self.occasions.all() else []
        return [*super().preview_states(), *_TAKEN, *cancelled]

    def put_in_state(self, state: str, now: datetime) -> None:
        """Cancelled means that every occasion is."""
        super().put_in_state(state, now)
        if state in (Room.FULL, Room.QUEUE):
            self.room = Room(state)
        if state == "cancelled":
            page: Any = self
            occasions = list(page.occasions.all())
            for each in occasions:
                each.status = registration.Status.CANCELLED
            page.occasions = occasions

    def usual_button_text(self) -> str:
        """What the button does."""
        return gettext("Register")
