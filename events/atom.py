"""News of events (RFC 4287): one entry for each event, for a series one for each occasion.

An entry keeps its id whatever address the site has; ``updated`` moves whenever the page is published anew.
"""
from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from django.utils import translation
from django.utils.translation import gettext as _

from events.calendar import location
from events.channel import Channel, Listed, changed_at, lasting_id
from events.facts import OccasionWords, when_with_status
from home.bodies import name_of_body
from home.languages import text_language

FILENAME = "feed.atom"
CONTENT_TYPE = "application/atom+xml; charset=utf-8"
NAMESPACE = "http://www.w3.org/2005/Atom"
#: Letters that XML cannot hold in any way.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def news(channel: Channel, listed: Iterable[Listed]) -> bytes:
    """The feed as a file."""
    listed = list(listed)
    changes = [changed_at(page, facts) for page, facts, _occasions in listed]
    feed = ET.Element("feed", {"xmlns": NAMESPACE, "xml:lang": channel.language})
    _add(feed, "id", lasting_id(channel.key, "feed", channel.language, channel.query))
    _add(feed, "title", channel.title)
    if channel.lead:
        _add(feed, "subtitle", channel.lead)
    _add(feed, "updated", _moment(max([channel.changed_at, *changes])))
    _add(_add(feed, "author"), "name", channel.author or channel.title)
    _add(feed, "link", rel="self", type="application/atom+xml", href=channel.self_url)
    _add(feed, "link", rel="alternate", type="text/html", hreflang=channel.language, href=channel.url)
    for each in listed:
        for occasions in ([[one] for one in each[2]] if channel.each_occasion else [each[2]]):
            _add_entry(feed, channel, each, occasions)
    ET.indent(feed)
    return ET.tostring(feed, encoding="utf-8", xml_declaration=True)


def _add_entry(feed: ET.Element, channel: Channel, each: Listed, occasions: list[OccasionWords]) -> None:
    page, facts, _all = each
    language = text_language(page)
    entry = _add(feed, "entry", **({} if language == channel.language else {"xml:lang": language}))
    key = occasions[0].occasion.translation_key if channel.each_occasion else page.translation_key
    with translation.override(language):
        _add(entry, "id", lasting_id(key, "entry", language))
        _add(entry, "title", _title(page.title, occasions) if channel.each_occasion else page.title)
        _add(entry, "updated", _moment(changed_at(page, facts)))
        if page.first_published_at:
            _add(entry, "published", _moment(page.first_published_at))
        _add(entry, "link", rel="alternate", type="text/html", hreflang=language, href=page.full_url or "")
        if (body := name_of_body(page)) and body != channel.author:
            _add(_add(entry, "author"), "name", body)
        _add(entry, "category", term=facts.kind, label=str(facts.get_kind_display()))
        lines = [*(_occasion_words(one) for one in occasions), page.lead]
        _add(entry, "summary", "\n".join(lines).strip(), type="text")


def _title(title: str, occasions: list[OccasionWords]) -> str:
    return _("%(title)s: %(when)s") % {"title": title, "when": when_with_status(occasions[0])}


def _occasion_words(occasion: OccasionWords) -> str:
    where = location(occasion)
    when = when_with_status(occasion)
    return _("%(when)s, %(where)s") % {"when": when, "where": where} if where else when


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    clean = {key: _ILLEGAL.sub("", value) for key, value in attributes.items()}
    child = ET.SubElement(parent, name, clean)
    child.text = _ILLEGAL.sub("", text) or None
    return child
