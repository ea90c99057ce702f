"""A page to whose event one registers: who is admitted, and what becomes of a registration."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events import registration
from events.facts import TEXTS, EventWords, event_words
from events.kinds import MODES, OF_EVENTS, Kind, usual_mode
from events.models.registrations import Admission, Registration
from events.models.repeated import repeated_by
from events.receipts import receipt_lines
from events.registration import Mode, State, Status, Terms
from forms_app.admission import Decision, Refused, Verdict
from forms_app.models import FormPageMixin, Submission
from forms_app.models.submissions import SubmissionQuerySet
from forms_app.question_types import FIRST_QUESTIONS
from forms_app.questions import Question, Words
from home.models.snippets import same_everywhere

#: How it looks when the places are taken: name of the state, what an editor calls it, the word that visitors read.
_TAKEN = (
    ("full", _("When it is full"), _("Fully booked")),
    ("queue", _("When there is a waiting list"), _("Waiting list")),
)


@dataclass(frozen=True, slots=True)
class EventDecision(Decision):
    """What becomes of a registration, and which one it repeats."""

    repeats: Registration | None = None


class AdmittingMixin(FormPageMixin):
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
        *same_everywhere("kind", "registration_mode", "registration_url"),
    ]
    first_questions = FIRST_QUESTIONS
    gives_places = True
    letters_sent = ("registration_confirmed", "registration_repeated")
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
        Admission.objects.take(self.translation_key)
        self._read_again()
        verdict = self.admission(now)
        admits = verdict.is_open or (by_staff and verdict.state != registration.State.CANCELLED)
        if not (self.live and admits):
            raise Refused(verdict)
        if by_staff:
            return EventDecision("confirmed", "registration_confirmed")
        if existing := repeated_by(self.translation_key, questions, answers, persons):
            return EventDecision("repeated", "registration_repeated", minor=True, repeats=existing)
        return EventDecision("confirmed", "registration_confirmed")

    def accept(self, submission: Submission, decision: Decision, now: datetime) -> None:
        """Store what became of the registration beside what was answered."""
        Registration.objects.create(
            submission=submission,
            event_key=self.translation_key,
            state=decision.state,
            repeats=decision.repeats if isinstance(decision, EventDecision) else None,
            decided_at=now,
        )

    def gives_place(self, decision: Decision) -> bool:
        """Whether the registration is confirmed."""
        return decision.state == Registration.State.CONFIRMED

    def standing(self, submissions: SubmissionQuerySet) -> SubmissionQuerySet:
        """Those whose registration is live."""
        return submissions.filter(registration__state__in=Registration.LIVE)

    def later_closes_at(self, asked_at: datetime) -> datetime:
        """With the start of the first occasion that is still to come when it is asked, where that is known."""
        starts = [start for when in self.terms().kept if (start := when.start) and start > asked_at]
        return min(starts, default=super().later_closes_at(asked_at))

    def _read_again(self) -> None:
        for kept in ("_prefetched_objects_cache", "_cluster_related_objects"):
            getattr(self, kept, {}).pop("occasions", None)
        self.refresh_from_db(
            fields=["live", "expire_at", "opens_at", "closes_on", "kind", "registration_mode", "cancelled_on"]
        )
        models.prefetch_related_objects([self], "occasions")

    def retention_anchors(self) -> dict[str, date | None]:
        """Those of every form, the last occasion (or the day it was cancelled) and the last day to register."""
        return {**super().retention_anchors(), **registration.retention_anchors(self.terms(), self.cancelled_on)}

    def record_facts(self, submissions: list[Submission]) -> dict[UUID, list[tuple[str, str]]]:
        """What became of each registration, and when that was decided."""
        found = Registration.objects.filter(submission__in=submissions)
        return {
            each.pk: [
                (gettext("Registration"), str(each.get_state_display())),
                (gettext("Decided"), date_format(timezone.localtime(each.decided_at), "DATETIME_FORMAT")),
            ]
            for each in found
        }

    def receipt_facts(self, page: Any) -> list[dict[str, Any]]:
        """When, where and what to know, in the language of ``page``."""
        words = self.words_for(page, timezone.now())
        return [
            {"term": term, "values": [Words(str(value), value.lang) for value in values]}
            for term, values in receipt_lines(words)
        ]

    def to_invite(self) -> models.QuerySet[Submission]:
        """Those who have a place."""
        places = Registration.objects.of_event(self.translation_key).live()
        return super().to_invite().filter(pk__in=places.values("submission"))

    def preview_states(self) -> list[tuple[str, Any]]:
        """Those of every form, what is said when all places are taken, and cancelled where there is a day to cancel."""
        cancelled = [("cancelled", _("When it is cancelled"))] if self.occasions.all() else []
        return [*super().preview_states(), *((name, words) for name, words, _word in _TAKEN), *cancelled]

    def put_in_state(self, state: str, now: datetime) -> None:
        """Cancelled means that every occasion is."""
        super().put_in_state(state, now)
        if state == "cancelled":
            page: Any = self
            occasions = list(page.occasions.all())
            for each in occasions:
                each.status = registration.Status.CANCELLED
            page.occasions = occasions

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """As for every form; places are no rule of this page, so that they are taken is said in a word only."""
        context = super().get_preview_context(request, mode_name)
        word = next((word for name, _words, word in _TAKEN if name == mode_name), None)
        if word is not None:
            context["event"] = replace(context["event"], state_shape=mode_name, state_words=str(word))
            if mode_name == "full":
                context["admission"] = Verdict(mode_name, is_open=False)
                context.update(form=None, closed_text=Words())
        return context

    def usual_button_text(self) -> str:
        """What the button does."""
        return gettext("Register")
