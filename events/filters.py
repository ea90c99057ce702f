"""What a visitor may choose among events: a plain GET form, forgiving of anything it does not know."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from urllib.parse import urlencode

from django import forms
from django.utils import dateformat
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from events.kinds import Kind
from events.times import last_of_month
from home.searching import words_of

MONTHS_AHEAD = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that was chosen, in words; ``query`` is the rest of the address when it is taken back."""

    name: str
    words: str
    query: str


class EventFilter(forms.Form):
    """The choices; an empty or unknown one does not narrow the list."""

    q = forms.CharField(
        label=_("Words, people or places"), required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    kind = forms.ChoiceField(label=_("Type"), required=False)
    audience = forms.ChoiceField(label=_("For whom"), required=False)
    place = forms.ChoiceField(label=_("Place"), required=False)
    month = forms.ChoiceField(label=_("Month"), required=False)
    language = forms.ChoiceField(label=_("Language spoken"), required=False)
    online = forms.BooleanField(label=_("Online"), required=False)
    free = forms.BooleanField(label=_("Free of charge"), required=False)
    past = forms.BooleanField(label=_("Past events"), required=False)

    def __init__(
        self,
        data: Any,
        *,
        kinds: Sequence[str],
        audiences: Sequence[tuple[str, str]],
        places: Sequence[tuple[str, str]],
        languages: Sequence[tuple[str, str]],
        today: date,
    ) -> None:
        asked = {"q": words_of(data.get("q", ""))}
        super().__init__(asked, label_suffix="", use_required_attribute=False)
        self._offer("kind", [(kind.value, kind.label) for kind in Kind if kind in kinds])
        self._offer("audience", audiences)
        self._offer("place", places)
        self._offer("language", languages)
        self._offer("month", [(f"{first:%Y-%m}", month_words(first)) for first in months_from(today)])
        asked |= {name: data[name] for name in self.fields if name != "q" and self._knows(name, data.get(name))}

    def wanted(self) -> dict[str, Any]:
        """What was chosen, unknown choices left out; a month as its first and last day."""
        self.is_valid()
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        if month := chosen.get("month"):
            first = date.fromisoformat(f"{month}-01")
            chosen["month"] = (first, last_of_month(first.year, first.month))
        return chosen

    def query(self, without: str = "") -> str:
        """What was chosen as the query of an address, in the order of the fields; what is unknown is left out."""
        self.is_valid()
        spoken = {name: self._spoken(name) for name in self.fields if name != without}
        return urlencode({name: value for name, value in spoken.items() if value})

    def choices(self) -> list[Choice]:
        """What was chosen, in words of the active language; not whether past events are shown."""
        self.is_valid()
        return [
            Choice(name, self._words(name), self.query(without=name))
            for name in self.fields
            if name != "past" and self.cleaned_data.get(name)
        ]

    def _spoken(self, name: str) -> str:
        value = self.cleaned_data.get(name) or ""
        return "on" if value is True else str(value)

    def _words(self, name: str) -> str:
        value, field = self.cleaned_data[name], self.fields[name]
        if value is True:
            return str(field.label)
        if name == "q":
            return gettext("“%(words)s”") % {"words": value}
        return str(dict(cast(Any, field).choices)[value])

    def _knows(self, name: str, value: Any) -> bool:
        field = self.fields[name]
        return bool(value) and (not isinstance(field, forms.ChoiceField) or field.valid_value(value))

    def _offer(self, name: str, choices: Sequence[Any]) -> None:
        if choices:
            cast(forms.ChoiceField, self.fields[name]).choices = [("", _("All")), *choices]
        else:
            del self.fields[name]


def months_from(today: date) -> list[date]:
    """The first days of this month and those that follow."""
    start = today.year * 12 + today.month - 1
    return [date(month // 12, month % 12 + 1, 1) for month in range(start, start + MONTHS_AHEAD)]


def month_words(first: date) -> str:
    """A month and year, such as "February 2027", in the active language."""
    return dateformat.format(first, pgettext("date format", "F Y"))
