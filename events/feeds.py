"""The feeds of events: a calendar, news and data, each made of the same events of a page.

What a list shows is what its feeds hold; filters in the address narrow both.
"""
from __future__ import annotations

import json
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _

from events import atom, calendar, open_data
from events.channel import Channel, Listed
from home.feeds import Feed

CALENDAR = Feed(calendar.FILENAME, calendar.CONTENT_TYPE, _("Calendar to subscribe to (iCalendar)"))
NEWS = Feed(atom.FILENAME, atom.CONTENT_TYPE, _("News feed (Atom)"))
DATA = Feed(open_data.FILENAME, open_data.CONTENT_TYPE, _("Open data (JSON)"))
FEEDS = (CALENDAR, NEWS, DATA)
#: The most events that a feed holds.
MOST = 200


def answer(request: HttpRequest, filename: str, channel: Channel, listed: Iterable[Listed]) -> HttpResponse:
    """The feed of that name with these events."""
    feed = next(feed for feed in FEEDS if feed.filename == filename)
    if feed is DATA:
        schema_url = request.build_absolute_uri(static(open_data.SCHEMA))
        content = json.dumps(open_data.document(channel, listed, schema_url), ensure_ascii=False, indent=1)
        # Open data may be read by scripts of any site; it is the same for everybody.
        return HttpResponse(content, feed.content_type, headers={"Access-Control-Allow-Origin": "*"})
    if feed is NEWS:
        return HttpResponse(atom.news(channel, listed), feed.content_type)
    sources = [page.calendar_source(facts, occasions) for page, facts, occasions in listed]
    is_one_time = channel.each_occasion and all(len(source.occasions) < 2 for source in sources)
    name = "" if is_one_time else channel.title
    organizer = calendar.organizer_of(channel.section, channel.language)
    return calendar.as_response(
        calendar.event_calendar(sources, language=channel.language, organizer=organizer, name=name)
    )
