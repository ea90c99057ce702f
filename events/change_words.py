"""What has changed of when and where, in words: the old beside the new."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _

from events import changes
from events.changes import Facts
from events.models import Occasion
from events.wording import when_words


@dataclass(frozen=True, slots=True)
class Line:
    """One fact: what it is called, as it was (may be empty), and as it is."""

    term: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ChangedOccasion:
    """One occasion that changed; ``title`` is its name among several, or empty."""

    title: str
    lines: list[Line]


def changed_in_words(
    olds: Mapping[UUID, Facts], news: Mapping[UUID, Facts], zone: ZoneInfo, language: str
) -> list[ChangedOccasion]:
    """Each occasion that changed, in ``language``, in the order of the old times.

    :param news: as they are now; an occasion that is not among them is gone.
    """
    ordered = sorted(olds.items(), key=lambda pair: changes.when_of(pair[1], zone).order)
    with translation.override(language):
        found = [
            ChangedOccasion(_said(old, "title", language), list(_lines(old, news.get(key), zone, language)))
            for key, old in ordered
        ]
    return [each for each in found if each.lines]


def _lines(old: Facts, new: Facts | None, zone: ZoneInfo, language: str) -> Iterator[Line]:
    if changes.times_differ(old, new):
        yield Line(_("When"), _when(old, zone, language), _when_now(new, zone, language))
    if new is None or not changes.is_kept(new):
        return
    if changes.places_differ(old, new):
        before, now = _where(old, language), _where(new, language)
        if now and before != now:
            yield Line(_("Where"), before, now)
        if old["mode"] != new["mode"]:
            yield Line(_("How one takes part"), _mode(old), _mode(new))
    if changes.links_differ(old, new):
        yield Line(_("Link to take part online"), "", _("The link is new. Earlier ones do not work."))


def _when(facts: Facts, zone: ZoneInfo, language: str) -> str:
    when = when_words(changes.when_of(facts, zone), language)
    if changes.is_kept(facts):
        return when
    return _("%(status)s: %(when)s") % {"status": _status(facts), "when": when}


def _when_now(facts: Facts | None, zone: ZoneInfo, language: str) -> str:
    if facts is None:
        return _("It does not take place")
    return _when(facts, zone, language) if changes.is_kept(facts) else _status(facts)


def _where(facts: Facts, language: str) -> str:
    words = [_said(facts, name, language) for name in ("place", "room", "address")]
    return ", ".join(filter(None, words)) if facts["mode"] != "online" else ""


def _said(facts: Facts, name: str, language: str) -> str:
    return str(facts["said"].get(language, {}).get(name, ""))


def _mode(facts: Facts) -> str:
    return _choice("mode", facts["mode"])


def _status(facts: Facts) -> str:
    return _choice("status", facts["status"])


def _choice(field: str, value: str) -> str:
    choices: dict[Any, Any] = dict(Occasion._meta.get_field(field).flatchoices)
    return str(choices.get(value, value))
