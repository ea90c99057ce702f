"""The officers' matters in whole sentences, each with the page where it is dealt with."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from privacy.desk_order import SOON, Kind, Matter


@dataclass(frozen=True, slots=True)
class Told:
    """A matter as it is shown: ``what`` is a sentence, ``act`` names what the link leads to."""

    what: str
    act: str
    url: str
    icon: str
    urgent: bool


_ICONS = {
    Kind.CASE_OVERDUE: "warning",
    Kind.RUN_STOPPED: "warning",
    Kind.DATA_OVERDUE: "warning",
    Kind.CASE_SOON: "time",
    Kind.TIMER_SILENT: "warning",
    Kind.MAIL_FAILED: "mail",
    Kind.UNDECLARED: "warning",
}
_URGENT = {Kind.CASE_OVERDUE, Kind.RUN_STOPPED, Kind.DATA_OVERDUE}


def told(matter: Matter) -> Told:
    """``matter`` in the language at hand."""
    return Told(
        what=_sentence(matter),
        act=_act(matter.kind),
        url=_address(matter),
        icon=_ICONS.get(matter.kind, "tasks"),
        urgent=matter.kind in _URGENT,
    )


def days_in_words(days: int) -> str:
    """How much of a time is left."""
    if days < 0:
        return ngettext("%(days)d day late", "%(days)d days late", -days) % {"days": -days}
    if days == 0:
        return _("The last day is today")
    return ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}


def shape_of(days: int) -> str:
    """The shape beside the words, so that colour alone says nothing: "late", "soon" or "calm"."""
    return "late" if days < 0 else "soon" if days <= SOON else "calm"


def _sentence(matter: Matter) -> str:
    if matter.number:
        return _NUMBERED[matter.kind]() % {"number": matter.number, "days": days_in_words(matter.days)}
    return _COUNTED[matter.kind](matter.count) % {"count": matter.count}


_NUMBERED = {
    Kind.CASE_OVERDUE: lambda: _("The request %(number)s should have been answered: %(days)s."),
    Kind.CASE_SOON: lambda: _("The request %(number)s must be answered soon: %(days)s."),
    Kind.CASE_TO_DECIDE: lambda: _("The request %(number)s is prepared and waits for a decision. %(days)s."),
    Kind.CASE_TO_EXECUTE: lambda: _("The request %(number)s is decided and is to be carried out. %(days)s."),
    Kind.CASE_TO_ANSWER: lambda: _("The answer to the request %(number)s is to be sent. %(days)s."),
    Kind.IDENTITY_OUTSTANDING: lambda: _("The request %(number)s waits for proof of identity."),
    Kind.CASE_TO_PREPARE: lambda: _("The request %(number)s is to be prepared. %(days)s."),
    Kind.CASE_UNCONFIRMED: lambda: _("The request %(number)s has not been confirmed by mail. %(days)s."),
    Kind.RUN_STOPPED: lambda: _("The disposal run %(number)s has stopped before it was done."),
    Kind.RUN_TO_APPROVE: lambda: _("The disposal run %(number)s waits for approval."),
    Kind.RUN_TO_EXECUTE: lambda: _("The disposal run %(number)s is approved and can be started."),
}
_COUNTED = {
    Kind.DATA_OVERDUE: lambda count: ngettext(
        "%(count)d value has been kept more than a week longer than decided.",
        "%(count)d values have been kept more than a week longer than decided.",
        count,
    ),
    Kind.DATA_DUE: lambda count: ngettext(
        "%(count)d value is due for disposal.", "%(count)d values are due for disposal.", count
    ),
    Kind.UNARMED_WITH_DUE: lambda count: ngettext(
        "%(count)d value has reached its planned end, but no authority allows its disposal.",
        "%(count)d values have reached their planned end, but no authority allows their disposal.",
        count,
    ),
    Kind.UNSCHEDULED: lambda count: ngettext(
        "%(count)d value has no date to count from.", "%(count)d values have no date to count from.", count
    ),
    Kind.UNDECLARED: lambda count: ngettext(
        "Nobody has declared what %(count)d column holds. Tell whoever runs the site.",
        "Nobody has declared what %(count)d columns hold. Tell whoever runs the site.",
        count,
    ),
    Kind.MAIL_FAILED: lambda count: ngettext(
        "%(count)d mail could not be delivered.", "%(count)d mails could not be delivered.", count
    ),
    Kind.TIMER_SILENT: lambda count: ngettext(
        "%(count)d of the site's timers does not run. Tell whoever runs the site.",
        "%(count)d of the site's timers do not run. Tell whoever runs the site.",
        count,
    ),
}


def _act(kind: Kind) -> str:
    if kind in _CASES:
        return _("Open the request")
    if kind in _RUNS:
        return _("Open the run")
    return {
        Kind.DATA_OVERDUE: _("Propose a disposal run"),
        Kind.DATA_DUE: _("Propose a disposal run"),
        Kind.UNARMED_WITH_DUE: _("See the rules"),
        Kind.UNSCHEDULED: _("See the rules"),
        Kind.MAIL_FAILED: _("See the mails"),
        Kind.TIMER_SILENT: _("See the timers"),
        Kind.UNDECLARED: _("See the columns"),
    }[kind]


_RUNS = {Kind.RUN_STOPPED, Kind.RUN_TO_APPROVE, Kind.RUN_TO_EXECUTE}
_CASES = set(_NUMBERED) - _RUNS
_PLACES = {Kind.MAIL_FAILED: "#mails", Kind.TIMER_SILENT: "#timers", Kind.UNDECLARED: "#columns"}


def _address(matter: Matter) -> str:
    if matter.kind in _CASES:
        return reverse("privacy_cases:detail", args=[matter.target])
    if matter.kind in _RUNS:
        return reverse("privacy_runs:detail", args=[matter.target])
    if matter.kind in _PLACES:
        return reverse("privacy_overview:index") + _PLACES[matter.kind]
    if matter.kind in (Kind.DATA_OVERDUE, Kind.DATA_DUE):
        return reverse("privacy_runs:propose")
    return reverse("privacy_rules:index")
