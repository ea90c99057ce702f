"""The page of an event."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.models import PageManager
from wagtail.search import index

from events import cards, completeness, registration
from events.advice import advice_on_event
from events.calendar import FILENAME, Source
from events.channel import changed_at
from events.edit_form import EventPageForm
from events.event_panels import event_panels
from events.facts import OccasionWords, load_rows, places_of
from events.feeds import CALENDAR
from events.models.admitting import AdmittingMixin
from events.models.changes import note_change
from events.models.choices import EventPageQuerySet
from events.models.feeding import EventFeeds
from events.models.occasion import Occasion
from events.models.people import Audience
from events.models.registrations import Admission
from events.models.writing import EventWritingHelp
from events.schema_org import event_data
from events.telling import teller_of
from home.advice import Advice
from home.feeds import Feed
from home.languages import canonical_of, facts_for, text_language
from home.models import BasePage
from home.models.settings import languages
from home.models.snippets import same_everywhere
from home.navigation import Link, links_to, remembered
from privacy.sections import section_for


class EventPage(EventWritingHelp, EventFeeds, AdmittingMixin, BasePage):
    """A seminar, talk or course: what happens when, for whom, and how one registers.

    Facts are those of the canonical page; a translation gives words only.
    """

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
    project = models.ForeignKey(
        "events.ProjectPage", on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("project"),
        help_text=_("When the event belongs to a project: it is then listed on the project's page too."),
    )

    #: The lasting name of the page that this is the next edition of.
    earlier_edition = models.UUIDField(null=True, editable=False)

    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        *AdmittingMixin.override_translatable_fields,
        *same_everywhere("held_in", "project"),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("target_group"),
        index.RelatedFields("appearances", [index.SearchField("name"), index.SearchField("title")]),
        index.SearchField("place_words"),
        index.FilterField("kind"),
    ]
    content_panels = event_panels(BasePage.content_panels, AdmittingMixin.question_panels)
    base_form_class = EventPageForm
    parent_page_types = ["events.EventIndexPage"]
    subpage_types: list[str] = ["forms_app.EvaluationPage"]
    template = "events/event_page.html"
    teaser_template = "components/event_card.html"
    #: Whether it must say when: a page of another type may begin without any date.
    needs_occasion = True
    feeds: tuple[Feed, ...] = (CALENDAR,)
    feeds_each_occasion = True
    #: Its occasions as they were published last, while it is being published.
    _published_before: Mapping[UUID, Occasion] = {}

    objects = PageManager.from_queryset(EventPageQuerySet)()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    # -- time -----------------------------------------------------------------------------------

    @property
    def spoken_language(self) -> str:
        """The language spoken there, as a code."""
        return self.held_in or text_language(self)

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
        self.settle_kind()
        self.counts_places = self.capacity is not None or bool(self.allotments.all())
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
        self._published_before = before
        in_hand = getattr(self, "_cluster_related_objects", {}).get("occasions", [])
        for occasion in in_hand:
            published = before.get(occasion.translation_key)
            if published:
                occasion.carry_over(published)
            elif self._state.adding:
                occasion.sequence, occasion.previous_day, occasion.previous_time = 0, None, None

    def went_live(self) -> None:
        """Take the event's lock, so that nobody registers against dates that are changing; fill seats that are new.

        What changed for those who are registered is kept, until somebody has decided whether they are told.
        """
        Admission.objects.take(self.translation_key)
        super().went_live()
        if self.is_canonical:
            now = timezone.now()
            note_change(self, self._published_before, now)
            self.fill_seats(now)

    def publishing_refusals(self) -> list[str]:
        """The reasons of every page with a form, and what the event lacks; facts are the canonical page's."""
        original = self if self.pk is None or self.is_canonical else canonical_of(self)
        own = self.own_refusals() if original is self else []
        return [*super().publishing_refusals(), *own, *completeness.wrong_in_texts(self, original)]

    def own_refusals(self) -> list[str]:
        """What the facts of this canonical page lack before it may go live, as whole sentences."""
        return [*completeness.refusals(self), *self.lost_attendance(), *self.lost_choices()]

    def advice(self) -> list[Advice]:
        """Beside what holds for every page: places, and dates in the texts that are not those of the event."""
        today = timezone.localdate(timezone=self.zone())
        return [*super().advice(), *(advice_on_event(self, today) if self.is_canonical else [])]

    # -- serving ----------------------------------------------------------------------------------

    @property
    def calendar_url(self) -> str:
        """The address of its calendar file."""
        return f"{self.url or ''}{FILENAME}"

    def place_words(self) -> str:
        """The names and towns of its places in the page's language, for the search index."""
        canonical = EventPage.objects.canonical().filter(translation_key=self.translation_key).first() or self
        load_rows([canonical], ["occasions"])
        places = places_of([canonical], text_language(self)).values()
        return " ".join(str(place.words[name]) for place in places for name in ("name", "city"))

    def feed_pairs(self, request: HttpRequest) -> list[tuple[Any, Any]]:
        """The event itself."""
        return [(self, facts_for(self))]

    def calendar_source(self, canonical: EventPage, occasions: list[OccasionWords] | None = None) -> Source:
        """What a calendar needs of this page; lists hand over the occasions they have read."""
        if occasions is None:
            [(_page, _canonical, occasions)] = cards.with_occasions([(self, canonical)])
        return Source(
            occasions=occasions,
            title=self.title,
            lead=self.lead,
            url=self.full_url or "",
            changed_at=changed_at(self, canonical),
        )

    def read_rows(self, facts: EventPage) -> None:
        """Occasions, people, links and questions of the page and its canonical page, one query for each kind."""
        load_rows([facts, self])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds ``event``: everything the page says of the event in its language.

        ``project_link``: to the project it belongs to, or None.

        ``expires_at``: when the page reads differently next by itself: it opens, closes, or is over.
        """
        context = super().get_context(request, *args, **kwargs)
        canonical = context["facts"]
        now = timezone.now()
        words = canonical.words_for(self, now)
        context["event"] = words
        context["expires_at"] = registration.next_change(canonical.terms(), now)
        context["calendar_url"] = f"{self.get_url(request)}{FILENAME}"
        context["lost_link_url"] = self._lost_link_url(canonical)
        context["project_link"] = self._project_link(canonical)
        return context

    def _lost_link_url(self, canonical: EventPage) -> str:
        """Where one gets the link to one's registration anew; "" where nobody registers by the form."""
        if not canonical.has_form():
            return ""
        with translation.override(text_language(self)):
            return reverse("events:lost_link", args=[self.translation_key])

    def _project_link(self, canonical: EventPage) -> Link | None:
        """Where the project is found, in the reader's language where it has one; remembered for a minute."""
        if not canonical.project_id:
            return None
        language = text_language(self)
        link: Link | None = remembered(
            f"event.project.{language}.{canonical.project_id}",
            lambda: next(links_to([canonical.project], language), None),
        )
        return link

    def machine_data(self, context: Any) -> list[dict[str, Any] | None]:
        """The event by schema.org."""
        canonical, words = context["facts"], context["event"]
        data = event_data(
            words,
            teller_of(self, context, canonical.section),
            spoken_language=canonical.spoken_language,
            opens_at=canonical.opens_at or canonical.first_published_at,
        )
        return [*super().machine_data(context), data]

    def share_line(self) -> str:
        """When it takes place next."""
        occasion = self.card.occasion
        return occasion.words if occasion else ""
