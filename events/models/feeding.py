"""A page with feeds: the events it stands for, as a calendar, as news and as data."""
from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from events import cards
from events.calendar import FILENAME
from events.channel import LONG_AGO, Channel
from events.feeds import FEEDS, answer
from home.bodies import name_of_body
from home.feeds import Feed
from home.languages import facts_for, text_language
from home.routing import site_for
from privacy.sections import section_for


class EventFeeds:
    """Goes before BasePage. Template methods: ``feed_pairs``, ``feed_query``."""

    feeds: tuple[Feed, ...] = FEEDS
    #: Whether every occasion is news of its own.
    feeds_each_occasion = False

    def feed_pairs(self, request: HttpRequest) -> list[tuple[Any, Any]]:
        """The events, each a page in this page's language with its canonical page; at most ``events.feeds.MOST``."""
        raise NotImplementedError

    def feed_query(self, request: HttpRequest) -> str:
        """The filters of the address in a fixed order, unknown ones left out."""
        return ""

    def serve_feed(self, request: HttpRequest, filename: str) -> HttpResponse:
        """The feed of that name.

        :raises home.languages.NotPublished: when the page in the original language is not live.
        """
        facts = facts_for(self)
        listed = cards.with_occasions(self.feed_pairs(request))
        return answer(request, filename, self._channel(request, filename, facts), listed)

    def _channel(self: Any, request: HttpRequest, filename: str, facts: Any) -> Channel:
        query = self.feed_query(request)
        site = site_for(request)
        end = f"?{query}" if query else ""
        return Channel(
            key=self.translation_key,
            language=text_language(self),
            title=self.title,
            lead=self.lead,
            author=name_of_body(self) or (site.site_name if site else ""),
            url=f"{self.full_url or ''}{end}",
            self_url=f"{self.full_url or ''}{filename}{end}",
            changed_at=self.last_published_at or LONG_AGO,
            query=query,
            each_occasion=self.feeds_each_occasion,
            section=section_for(facts) if filename == FILENAME else None,
        )
