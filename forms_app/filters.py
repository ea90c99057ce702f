"""What of a form the desk shows: filters, order and columns, as they stand in the address.

The address holds codes, numbers, keys and days, never an answer. Nothing here can filter or sort by what
somebody answered: special categories may not be searched for (dataskyddslagen 3:3).
"""
from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language_info, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from forms_app.models import FormPageMixin, FormVersion, Handling
from forms_app.questions import AskedOf, Question
from privacy.models import Origin


class Preset(StrEnum):
    """A choice of columns."""

    ALL = "all"
    DOOR = "door"
    INVOICES = "invoices"
    OWN = "own"


PRESETS = [
    (Preset.ALL, _("Everything ordinary")),
    (Preset.DOOR, _("Door: name, organisation, state")),
    (Preset.INVOICES, _("Invoices: name, organisation, e-mail, invoice details")),
    (Preset.OWN, _("My own choice")),
]
_VERSION = _("%(language)s, %(when)s")
#: The kinds of questions whose answers are needed at the door.
AT_THE_DOOR = ("name", "organisation")
#: Those whose answers an invoice is written from.
FOR_INVOICES = ("name", "organisation", "email", "invoice")


@dataclass(frozen=True, slots=True)
class Filters:
    """Which submissions; nothing chosen is all. Days are days in ``zone``, both counted."""

    zone: tzinfo
    states: tuple[str, ...] = ()
    language: str = ""
    version: int | None = None
    origin: str = ""
    since: date | None = None
    until: date | None = None
    own_states: tuple[str, ...] = ()
    #: Those states as a condition: the page knows where they are kept.
    of_own: Q = field(default_factory=Q)

    @property
    def condition(self) -> Q:
        """As a condition on submissions."""
        wanted = (Q(handling__in=self.states) if self.states else Q()) & self.of_own
        if self.language:
            wanted &= Q(version__language=self.language)
        if self.version is not None:
            wanted &= Q(version=self.version)
        if self.origin:
            wanted &= Q(origin=self.origin)
        if self.since:
            wanted &= Q(received_at__gte=self._midnight(self.since))
        if self.until:
            wanted &= Q(received_at__lt=self._midnight(self.until + timedelta(days=1)))
        return wanted

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """As the address has them."""
        named = {
            "language": self.language, "version": self.version, "origin": self.origin,
            "since": self.since and self.since.isoformat(), "until": self.until and self.until.isoformat(),
        }  # fmt: skip
        several = [("state", each) for each in self.states] + [("own", each) for each in self.own_states]
        return several + [(name, str(each)) for name, each in named.items() if each]

    def __bool__(self) -> bool:
        return bool(self.pairs)

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), tzinfo=self.zone)


class KnownChoices(forms.MultipleChoiceField):
    """Several of the choices; what is forged among them is left out, the others count."""

    def to_python(self, value: Any) -> list[str]:
        """Those that exist."""
        return [each for each in super().to_python(value) if self.valid_value(each)]


def version_choices(versions: Iterable[FormVersion]) -> list[tuple[int, str, str]]:
    """(number, language, what the version is called): its language and when it was made."""
    return [
        (each.pk, each.language, _VERSION % {"language": language_name(each.language), "when": _moment(each.made_at)})
        for each in versions
    ]


def language_name(code: str) -> str:
    """A language by its name in the language at hand; by its code where Django does not know it."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def _moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT")


class FilterForm(forms.Form):
    """The filters, the order and the columns. What is forged is left out, as if it had not been there."""

    state = KnownChoices(
        label=pgettext_lazy("of a submission", "State"), choices=Handling.choices, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    own = KnownChoices(label=_("What became of it"), required=False, widget=forms.CheckboxSelectMultiple)
    language = forms.ChoiceField(label=_("Language"), required=False)
    version = forms.TypedChoiceField(label=_("Version of the form"), required=False, coerce=int, empty_value=None)
    origin = forms.ChoiceField(label=_("How it came in"), choices=[("", _("All")), *Origin.choices], required=False)
    since = forms.DateField(
        label=_("Received from"), input_formats=["%Y-%m-%d"], required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )  # fmt: skip
    until = forms.DateField(
        label=_("Received until"), input_formats=["%Y-%m-%d"], required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )  # fmt: skip
    columns = forms.ChoiceField(label=_("Columns"), choices=PRESETS, required=False, widget=forms.RadioSelect)
    column = KnownChoices(
        label=_("My own choice"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Counts when “My own choice” is marked. Sensitive answers are never in a list."),
    )  # fmt: skip
    order = forms.ChoiceField(
        choices=[("", ""), ("oldest", "")], required=False, widget=forms.HiddenInput
    )

    def __init__(
        self, data: Any, *, page: FormPageMixin, columns: Collection[Question], versions: list[tuple[int, str, str]]
    ) -> None:
        """:param versions: (number, language code, what it is called)."""
        super().__init__(data, auto_id="desk-%s")
        self.page = page
        languages = list(dict.fromkeys(language for _number, language, _name in versions))
        fields: dict[str, Any] = self.fields
        fields["own"].choices = page.own_states()
        fields["language"].choices = [("", _("All")), *((each, language_name(each)) for each in languages)]
        fields["version"].choices = [("", _("All")), *((number, name) for number, _language, name in versions)]
        fields["column"].choices = [(each.key, str(each.label)) for each in columns if not each.is_sealed]
        self.is_valid()

    @property
    def filters(self) -> Filters:
        """What was chosen and exists."""
        given = self.cleaned_data.get
        by_day = given("since") or given("until")
        own = tuple(given("own") or ())
        return Filters(
            zone=self.page.zone() if by_day else UTC,
            states=tuple(given("state") or ()),
            language=given("language") or "",
            version=given("version"),
            origin=given("origin") or "",
            since=given("since"),
            until=given("until"),
            own_states=own,
            of_own=self.page.in_own_states(own) if own else Q(),
        )

    @property
    def order_by(self) -> tuple[str, str]:
        """The newest first, unless the oldest are asked for."""
        return ("received_at", "pk") if self.is_oldest_first else ("-received_at", "-pk")

    @property
    def is_oldest_first(self) -> bool:
        """Whether the list begins with what came first."""
        return bool(self.cleaned_data.get("order") == "oldest")

    @property
    def preset(self) -> Preset:
        """The chosen columns."""
        return Preset(self.cleaned_data.get("columns") or Preset.ALL)

    def chosen(self, columns: Collection[Question]) -> list[Question]:
        """Those of ``columns`` that are shown; never a sealed one."""
        ordinary = [each for each in columns if not each.is_sealed]
        if self.preset is Preset.DOOR:
            return [each for each in ordinary if each.type in AT_THE_DOOR]
        if self.preset is Preset.INVOICES:
            own = [each for each in ordinary if each.asked_of is AskedOf.REGISTRATION]
            return [each for each in own if each.type in FOR_INVOICES]
        if self.preset is Preset.OWN:
            keys = set(self.cleaned_data.get("column") or ())
            return [each for each in ordinary if each.key in keys]
        return ordinary

    def query(self, **changed: str) -> str:
        """What was chosen as a query for an address, with ``changed`` put in; "" removes."""
        pairs = self.filters.pairs
        if self.preset is not Preset.ALL:
            pairs.append(("columns", str(self.preset)))
            pairs += [("column", key) for key in self.cleaned_data.get("column") or ()]
        if self.is_oldest_first:
            pairs.append(("order", "oldest"))
        kept = [(name, value) for name, value in pairs if name not in changed]
        return urlencode([*kept, *((name, value) for name, value in changed.items() if value)])
