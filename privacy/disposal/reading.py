"""A protocol in words: each heading with its lines, in one of the languages of the site."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import formats, translation
from django.utils.translation import gettext as _

from privacy import registry
from privacy.by_language import wording
from privacy.disposal.protocol import headings
from privacy.in_words import period_in_words
from privacy.models import HoldReason, LineOutcome
from privacy.models.retention import ActionChoice, AnchorChoice, PrivacyClassChoice
from privacy.models.runs import NO_AUTHORITY
from privacy.roles import LABELS, Role

Protocol = dict[str, Any]


def in_words(protocol: Protocol, language: str, *, time_zone: str) -> list[tuple[str, list[str]]]:
    """The headings of the controller's law in their order, each with what there is to say."""
    with translation.override(language):
        reader = _Reader(protocol, ZoneInfo(time_zone))
        return [
            (heading, [line for line in getattr(reader, name)() if line] or [_("None.")])
            for name, heading in headings(protocol["jurisdiction"], language).items()
        ]


class _Reader:
    """One part of the protocol for each heading, in the active language."""

    def __init__(self, protocol: Protocol, zone: ZoneInfo) -> None:
        self.protocol, self.zone = protocol, zone

    def authority(self) -> list[str]:
        names = self.protocol["authority"]
        return [self._in_language(names["names"]), self._in_language(names["parent_names"])]

    def number(self) -> list[str]:
        return [_("%(number)s, %(day)s") % {"number": self.protocol["number"], "day": _day(self.protocol["as_of"])}]

    def decisions(self) -> list[str]:
        words = "%(reference)s, %(day)s, %(by)s"
        return [
            words % {"reference": each["reference"], "day": _day(each["decided_on"]), "by": each["decided_by"]}
            for each in self.protocol["decisions"]
        ]

    def plan(self) -> list[str]:
        return [each["classification"] for each in self.protocol["decisions"]]

    def documents(self) -> list[str]:
        kinds = dict.fromkeys(each["document_type"] for each in self.protocol["decisions"])
        labels = [str(registry.holding_of(name).label) for name in self.protocol["holdings"]]
        return [*kinds, _("Kallelse: %(what)s") % {"what": ", ".join(labels)}]

    def period(self) -> list[str]:
        first = min((line["first_due_on"] for line in self.protocol["lines"] if line["first_due_on"]), default=None)
        last = max((line["last_due_on"] for line in self.protocol["lines"] if line["last_due_on"]), default=None)
        words = _("Was to be kept until a day between %(first)s and %(last)s.")
        return [words % {"first": _day(first), "last": _day(last)}] if first else []

    def extent(self) -> list[str]:
        done = [line for line in self.protocol["lines"] if line["outcome"] == LineOutcome.DONE]
        return [_numbered(line, self._kind(line)) for line in done]

    def terms(self) -> list[str]:
        return [self._term(rule) for rule in self.protocol["rules"]]

    def method(self) -> list[str]:
        actions = dict.fromkeys(line["action"] for line in self.protocol["lines"])
        return [_METHODS[action]() for action in actions if action in _METHODS]

    def exempted(self) -> list[str]:
        left = [line for line in self.protocol["lines"] if line["outcome"] != LineOutcome.DONE]
        return [_numbered(line, _reason(line)) for line in left]

    def check(self) -> list[str]:
        counted = sum(line["count"] for line in self.protocol["lines"])
        words = _("%(counted)d of %(listed)d decisions on the list are accounted for.")
        lines = [words % {"counted": counted, "listed": self.protocol["listed"]}]
        if swept := self.protocol["sweep"]:
            lines.append(
                _("After the run, %(tables)d tables and %(files)d files were searched for %(records)d of the records: "
                  "%(left)d traces were left.") % swept
            )  # fmt: skip
        # A protocol frozen before files were asked for has no word of them.
        if (files := self.protocol.get("copies", {})).get("asked"):
            lines.append(
                _("Downloaded files that may hold such data: %(asked)d. Whoever has them has been asked to destroy "
                  "them; %(destroyed)d are said to be destroyed.") % files
            )  # fmt: skip
        return lines

    def backups(self) -> list[str]:
        return [_day(self.protocol["backups_until"])]

    def software(self) -> list[str]:
        words = {
            **self.protocol["software"], "start": self._moment("started_at"), "end": self._moment("finished_at"),
        }  # fmt: skip
        return [_("%(name)s %(version)s, %(start)s to %(end)s") % words]

    def executed(self) -> list[str]:
        moment = self._moment("finished_at")
        if self.protocol["by_clock"] or not self.protocol["executed_by"]:
            return [_("By the clock, %(moment)s") % {"moment": moment}]
        return [_official(self.protocol["executed_by"]), moment]

    def approved(self) -> list[str]:
        standing = [
            _("Standing approval: %(who)s, %(day)s")
            % {"who": _official(each), "day": _day(each["approved_at"][:10])}
            for each in self.protocol["standing"]
        ]
        approver = self.protocol["approved_by"]
        return standing or ([_official(approver), self._moment("approved_at")] if approver else [])

    def _in_language(self, names: dict[str, str]) -> str:
        return str(wording(names, translation.get_language() or "", self.protocol["language"]).text)

    def _moment(self, name: str) -> str:
        written = self.protocol[name]
        if not written:
            return ""
        return formats.date_format(datetime.fromisoformat(written).astimezone(self.zone), "DATETIME_FORMAT")

    def _kind(self, line: dict[str, Any]) -> str:
        action = str(ActionChoice(line["action"]).label)
        if not line["privacy_class"]:
            return action
        return _("%(action)s: %(what)s") % {"action": action, "what": PrivacyClassChoice(line["privacy_class"]).label}

    def _term(self, rule: dict[str, Any]) -> str:
        words = {
            "what": self._kind({"action": rule["action"], "privacy_class": rule["privacy_class"]}),
            "period": period_in_words(rule["period"]),
            "anchor": AnchorChoice(rule["anchor"]).label,
        }
        return _("%(what)s: %(period)s, counted from: %(anchor)s.") % words


_METHODS: dict[str, Callable[[], str]] = {
    "blank": lambda: _("The value was emptied; the record stays with a mark."),
    "generalise": lambda: _("The value was emptied; how many gave which answer is kept, never fewer than five."),
    "delete": lambda: _("The record was deleted with everything that belongs to it."),
}


def _numbered(line: dict[str, Any], what: str) -> str:
    return _("%(what)s: %(number)d") % {"what": what, "number": line["count"]}


def _reason(line: dict[str, Any]) -> str:
    if line["reason"] == NO_AUTHORITY:
        return _("The authority was not valid any more")
    if line["reason"]:
        return str(HoldReason(line["reason"]).label)
    return str(LineOutcome(line["outcome"]).label)


def _official(found: dict[str, str]) -> str:
    title = found.get("title") or (str(LABELS[Role(found["role"])]) if found.get("role") else "")
    return ", ".join(filter(None, [found.get("name", ""), title]))


def _day(written: str | None) -> str:
    return formats.date_format(date.fromisoformat(written), "DATE_FORMAT") if written else ""
