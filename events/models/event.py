"""The page of an event."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.models import PageManager
from wagtail.search import index
from wagtail.url_routing import RouteResult

from events import cards, completeness, registration
from events.calendar import FILENAME, Source, as_response, event_calendar
from events.edit_form import EventPageForm
from events.event_panels import event_panels
from events.facts import EventWords, OccasionWords, event_words, load_rows, receipt_lines
from events.kinds import MODES, Kind, usual_mode
from events.models.choices import EventPageQuerySet
from events.models.people import Audience
from events.models.registrations import Admission, Registration
from events.registration import Mode, State, Status, Terms
from events.schema_org import as_script, event_data
from forms_app.admission import Decision, Refused, Verdict
from forms_app.models import FormPageMixin, Submission
from forms_app.question_types import FIRST_QUESTIONS
from forms_app.questions import Question, Words
from forms_app.submissions import email_of, name_of
from home.languages import facts_for, text_language
from home.models import BasePage
from home.models.settings import languages
from home.models.snippets import same_everywhere
from privacy import stamps, subject_keys
from privacy.sections import section_for


@dataclass(frozen=True, slots=True)
class EventDecision(Decision):
    """What becomes of a registration, and which one it repeats."""

    repeats: Registration | None = None


class EventPage(FormPageMixin, BasePage):
    """A seminar, talk or course: what happens when, for whom, and how one registers.

    Facts are those of the canonical page; a translation gives words only.
    """

    kind = models.CharField(_("type of event"), max_length=12, choices=Kind.choices, default=Kind.SEMINAR)
    held_in = models.CharField(
        _("language spoken"), max_length=10, choices=languages, blank=True,
        help_text=_("Leave empty when it is the language of this page."),
    )
    audiences = ParentalManyToManyField(
        Audience, blank=True, related_name="+", verbose_name=_("audiences"),
        help_text=_("By these the list of events is filtered."),
    )
    target_group = models.CharField(
        _("for whom"), max_length=250, blank=True, help_text=_("For example: Library staff in the region")
    )
    preparation = models.TextField(
        _("to prepare"), max_length=1000, blank=True,
        help_text=_("For example: Read the handbook before the seminar (see the links)."),
    )
    included = models.CharField(
        _("included"), max_length=250, blank=True, help_text=_("For example: Coffee and lunch")
    )
    cost = models.CharField(
        _("cost"), max_length=250, blank=True,
        help_text=_("Leave empty when it is free. For example: 800 kronor per person"),
    )
    registration_mode = models.CharField(
        _("how one registers"), max_length=8, choices=MODES, blank=True, default=""
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
        *BasePage.override_translatable_fields,
        *FormPageMixin.override_translatable_fields,
        *same_everywhere("kind", "held_in", "registration_mode", "registration_url"),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("target_group"),
        index.RelatedFields("appearances", [index.SearchField("name"), index.SearchField("title")]),
        index.FilterField("kind"),
    ]
    content_panels = event_panels(BasePage.content_panels, FormPageMixin.question_panels)
    base_form_class = EventPageForm
    first_questions = FIRST_QUESTIONS
    parent_page_types = ["events.EventIndexPage"]
    subpage_types: list[str] = []
    template = "events/event_page.html"
    teaser_template = "components/event_card.html"

    objects = PageManager.from_queryset(EventPageQuerySet)()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    # -- time -----------------------------------------------------------------------------------

    def zone(self) -> ZoneInfo:
        """The controller's time zone, remembered when the page was saved."""
        return ZoneInfo(self.time_zone) if self.time_zone else super().zone()

    @property
    def mode(self) -> Mode:
        """How one registers; the usual way for its kind when the editor has said nothing."""
        return Mode(self.registration_mode) if self.registration_mode else usual_mode(self.kind)

    @property
    def spoken_language(self) -> str:
        """The language spoken there, as a code."""
        return self.held_in or text_language(self)

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

    @cached_property
    def card(self) -> cards.Card:
        """The page as a card; lists fill it in for all their pages at once."""
        canonical = facts_for(self)
        cards.attach([(self, canonical)], timezone.now())
        return self.card

    # -- saving and publishing --------------------------------------------------------------------

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the page; dates that changed since the last publication are numbered and remembered."""
        if kwargs.get("update_fields") is None:
            self._remember()
        super().save(*args, **kwargs)

    def _remember(self) -> None:
        section = section_for(self)
        self.time_zone = section.controller.time_zone if section else settings.TIME_ZONE
        if not self.terms().is_cancelled:
            self.cancelled_on = None
        elif self.cancelled_on is None:
            self.cancelled_on = timezone.localdate(timezone=self.zone())
        self._continue_numbering()

    def _continue_numbering(self) -> None:
        stored = type(self).objects.filter(pk=self.pk, first_published_at__isnull=False).first() if self.pk else None
        before = {each.translation_key: each for each in stored.occasions.all()} if stored else {}
        for occasion in self.occasions.get_object_list():
            published = before.get(occasion.translation_key)
            if published:
                occasion.carry_over(published)
            elif self._state.adding:
                occasion.sequence, occasion.previous_day, occasion.previous_time = 0, None, None

    def went_live(self) -> None:
        """Take the event's lock, so that nobody registers against dates that are changing.

        Registrations already received are counted again from the new dates: later at once, earlier with
        at least seven days' grace.
        """
        Admission.objects.take(self.translation_key)
        super().went_live()
        if self.is_canonical:
            live = type(self).objects.get(pk=self.pk)
            today = timezone.localdate(timezone=live.zone())
            stamps.restamp(live.get_submissions(), live.retention_anchors(), today=today)

    def publishing_refusals(self) -> list[str]:
        """The reasons of every page with a form, and what the event lacks; facts are the canonical page's."""
        own = completeness.refusals(self) if self.is_canonical else []
        return [*super().publishing_refusals(), *own]

    # -- registration -----------------------------------------------------------------------------

    def has_form(self) -> bool:
        """Whether one registers by the form on the page."""
        return self.mode is Mode.FORM

    def admission(self, now: datetime) -> Verdict:
        """Whether a registration is taken at ``now``; a page whose time is over takes none."""
        if self.expire_at and now >= self.expire_at:
            return Verdict(State.CLOSED, False, self.opens_at, self.expire_at)
        return registration.verdict(self.terms(), now)

    def decide(self, *, questions: tuple[Question, ...], answers: dict[str, Any], now: datetime) -> Decision:
        """Take the event's lock, read again what decides, and say what becomes of the registration.

        :raises Refused: when registration is not open.
        """
        Admission.objects.take(self.translation_key)
        self._read_again()
        verdict = self.admission(now)
        if not (self.live and verdict.is_open):
            raise Refused(verdict)
        if existing := self._registration_of(questions, answers):
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

    def _read_again(self) -> None:
        for kept in ("_prefetched_objects_cache", "_cluster_related_objects"):
            getattr(self, kept, {}).pop("occasions", None)
        self.refresh_from_db(
            fields=["live", "expire_at", "opens_at", "closes_on", "kind", "registration_mode", "cancelled_on"]
        )

    def _registration_of(self, questions: tuple[Question, ...], answers: dict[str, Any]) -> Registration | None:
        """The live registration of the same person: the same address and the same name."""
        address, name = email_of(questions, answers), name_of(questions, answers)
        if not (address and name):
            return None
        records = subject_keys.records_with("email", address)
        found = Registration.objects.of_event(self.translation_key).live().filter(submission_id__in=records)
        for one in found.select_related("submission__version").order_by("decided_at"):
            asked = one.submission.version.content.questions
            given = {each.key: one.submission.answer(each) for each in asked if each.type == "name"}
            if name_of(asked, given) == name:
                return one
        return None

    def retention_anchors(self) -> dict[str, date | None]:
        """The last occasion (or the day it was cancelled), and the last day to register."""
        return registration.retention_anchors(self.terms(), self.cancelled_on)

    def receipt_facts(self, page: Any) -> list[dict[str, Any]]:
        """When, where and what to know, in the language of ``page``."""
        words = event_words(page, self, timezone.now())
        return [
            {"term": term, "values": [Words(str(value), value.lang) for value in values]}
            for term, values in receipt_lines(words)
        ]

    def usual_button_text(self) -> str:
        """What the button does."""
        return gettext("Register")

    # -- serving ----------------------------------------------------------------------------------

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """The page, or its calendar file."""
        if path_components == [FILENAME] and self.live:
            return RouteResult(self, kwargs={"as_calendar": True})
        return super().route(request, path_components)

    def serve(self, request: HttpRequest, *args: Any, as_calendar: bool = False, **kwargs: Any) -> HttpResponse:
        """The page, or its calendar file, without the link to take part online."""
        if not as_calendar:
            return super().serve(request, *args, **kwargs)
        return as_response(event_calendar([self.calendar_source(facts_for(self))], language=text_language(self)))

    def calendar_source(self, canonical: EventPage, occasions: list[OccasionWords] | None = None) -> Source:
        """What a calendar needs of this page; lists hand over the occasions they have read."""
        if occasions is None:
            [(_page, _canonical, occasions)] = cards.with_occasions([(self, canonical)])
        return Source(
            occasions=occasions,
            title=self.title,
            lead=self.lead,
            url=self.full_url or "",
            changed_at=canonical.last_published_at or timezone.now(),
        )

    def read_rows(self, facts: EventPage) -> None:
        """Occasions, people, links and questions of the page and its canonical page, one query for each kind."""
        load_rows([facts, self])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds ``event``: everything the page says of the event in its language; and ``structured_data``."""
        context = super().get_context(request, *args, **kwargs)
        canonical = context["facts"]
        words = event_words(self, canonical, timezone.now())
        context["event"] = words
        context["calendar_url"] = f"{self.get_url(request)}{FILENAME}"
        context["structured_data"] = as_script(self._structured_data(canonical, words))
        return context

    def _structured_data(self, canonical: EventPage, words: EventWords) -> dict[str, Any] | None:
        section = canonical.section
        return event_data(
            words,
            title=self.title,
            lead=self.lead,
            url=self.full_url or "",
            organiser=section.controller.name_in(words.language).text if section else "",
            spoken_language=canonical.spoken_language,
        )
