"""The list of events of a part of the site."""
from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from events import cards
from events.feeds import MOST
from events.filters import Choice, EventFilter
from events.models.choices import EventPageQuerySet
from events.models.event import EventPage
from events.models.feeding import EventFeeds
from events.models.occasion import Occasion
from events.models.people import Audience
from events.months import by_month
from events.registration import next_change
from home.feeds import feed_links
from home.languages import laid_snippets, language_of, text_language
from home.models import BasePage, Place
from home.navigation import START, remembered
from home.page_templates import LIST
from home.searching import MOST_HITS, matching

PAGE_LENGTH = 20


class EventIndexPage(EventFeeds, BasePage):
    """Every event beside and below it: under a body those of the body, under the start page all.

    An event is listed in the languages it exists in; facts and filters are those of its canonical page.
    """

    subpage_types = ["events.EventPage", "events.SeriesPage", "events.ProgrammePage"]
    parent_page_types = ["home.HomePage", "home.BodyPage"]
    page_description = _("Lists the events below it, with filters and calendars.")
    template = "events/event_index_page.html"
    template_place, template_icon = LIST, "calendar"

    class Meta:
        verbose_name = _("list of events")
        verbose_name_plural = _("lists of events")

    def events(self) -> EventPageQuerySet:
        """The live events in this page's language in its part of the site."""
        above = self.path[: -self.steplen]
        return EventPage.objects.live().filter(path__startswith=above, locale_id=self.locale_id)

    def canonical_events(self) -> EventPageQuerySet:
        """The canonical pages of those events; their facts sort and filter the list."""
        keys = self.events().values("translation_key")
        return EventPage.objects.live().canonical().filter(translation_key__in=keys).select_related("locale")

    def pairs(self, canonical: Iterable[EventPage]) -> list[tuple[EventPage, EventPage]]:
        """The page in this page's language with its canonical page, for some of these, in their order."""
        return self.events().beside(canonical, self.locale_id)

    def teasers(self, limit: int) -> list[Page]:
        """What comes next, for another page to show."""
        now = timezone.now()
        coming = self.canonical_events().upcoming(_today(now))[:limit]
        return cards.attach(self.pairs(coming), now, name_bodies=self.is_for_all)

    # -- serving ----------------------------------------------------------------------------------

    def feed_pairs(self, request: HttpRequest) -> list[tuple[Any, Any]]:
        """The events that the filters of the address let through, as many as a feed holds."""
        today = _today(timezone.now())
        return self.pairs(self._found(self._filter_form(request, today).wanted(), today)[:MOST])

    def feed_query(self, request: HttpRequest) -> str:
        """What was chosen, without what the list does not know."""
        return self._filter_form(request, _today(timezone.now())).query()

    def _found(self, wanted: dict[str, Any], today: date) -> EventPageQuerySet:
        found = self.canonical_events().matching(self._sought(wanted))
        return found.past(today) if wanted.get("past") else found.upcoming(today)

    def _sought(self, wanted: dict[str, Any]) -> dict[str, Any]:
        """What was chosen, with the events that have the words instead of the words."""
        if "q" not in wanted:
            return wanted
        with_words = matching(self.events(), wanted["q"]).order_by().values_list("translation_key", flat=True)
        return {**wanted, "q": list(with_words[:MOST_HITS])}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds ``filter_form``, ``choices``, ``events`` (one page of them), ``months`` and what paging needs.

        ``loosened`` and ``elsewhere`` are filled only when nothing is found: what there would be without one
        of the choices, and how many events other languages have.
        ``expires_at``: when a card reads differently next by itself.
        """
        context = super().get_context(request, *args, **kwargs)
        now = timezone.now()
        today = _today(now)
        form = self._filter_form(request, today)
        wanted = form.wanted()
        page = Paginator(self._found(wanted, today), PAGE_LENGTH).get_page(request.GET.get("page"))
        pairs = self.pairs(list(page.object_list))
        page.object_list = cards.attach(pairs, now, name_bodies=self.is_for_all)
        changes = [next_change(facts.terms(), now) for _page, facts in pairs]
        url, query, past = self.get_url(request) or "", form.query(), bool(wanted.get("past"))
        with translation.override(context["language"]):
            choices = form.choices()
        context.update(
            filter_form=form,
            choices=choices,
            events=page,
            months=by_month(page.object_list, today, context["language"], past=past),
            query=f"{query}&" if query else "",
            coming_query=form.query(without="past"),
            is_filtered=bool(choices),
            shows_past=past,
            loosened=[] if page.object_list else self._loosened(wanted, choices, today),
            elsewhere=[] if page.object_list or choices else self._elsewhere(today),
            feed_links=feed_links(self, url, query),
            expires_at=min((moment for moment in changes if moment), default=None),
        )
        return context

    @property
    def is_for_all(self) -> bool:
        """Whether it lies right below the start page and lists the events of every body."""
        return self.depth == START + 1

    def _loosened(self, wanted: dict[str, Any], choices: list[Choice], today: date) -> list[dict[str, Any]]:
        """What there would be without one of the choices, where that is something."""
        if not choices:
            return []
        sought = {name: value for name, value in self._sought(wanted).items() if name != "past"}
        events = self.canonical_events()
        counts = (events.past(today) if wanted.get("past") else events.upcoming(today)).without_one(sought)
        return [
            {"choice": choice, "count": counts[choice.name]} for choice in choices if counts.get(choice.name)
        ]

    def _filter_form(self, request: HttpRequest, today: date) -> EventFilter:
        language = text_language(self)
        with translation.override(language):
            return EventFilter(
                request.GET,
                **remembered(f"events.choices.{self.pk}.{language}", partial(self._choices, language)),
                languages=[(code, str(name)) for code, name in settings.LANGUAGES],
                today=today,
            )

    def _choices(self, language: str) -> dict[str, list[Any]]:
        """The kinds, audiences and places of the events listed here; the latter two by name."""
        keys = self.events().values("translation_key")
        of_these = EventPage.objects.canonical().filter(translation_key__in=keys).values("pk")
        audiences = EventPage.audiences.through.objects.filter(eventpage__in=of_these).values("audience")
        places = Occasion.objects.filter(page__in=of_these, place__isnull=False).values("place")
        return {
            "kinds": list(of_these.order_by().values_list("kind", flat=True).distinct()),
            "audiences": _names(Audience.objects.filter(pk__in=audiences), language),
            "places": _names(Place.objects.filter(pk__in=places), language),
        }

    def _elsewhere(self, today: date) -> list[dict[str, Any]]:
        """Where there is something to come: the same list in other languages, with how many events."""
        found = []
        for other in self.get_translations().live().specific():
            count = other.canonical_events().upcoming(today).count()
            if count:
                found.append({"language": language_of(other), "count": count, "url": other.url, "page": other})
        return found


def _names(snippets: Any, language: str) -> list[tuple[str, str]]:
    """Choices by lasting key, in the reader's language, sorted by name."""
    laid = laid_snippets(snippets, ["name"], language)
    names = {str(each.translation_key): str(words["name"]) for each, words in laid}
    return sorted(names.items(), key=lambda choice: choice[1].casefold())


def _today(now: datetime) -> date:
    return timezone.localdate(now)
