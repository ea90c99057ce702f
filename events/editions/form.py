"""What an editor fills in for the next edition: the first new day, and then every day as it is proposed."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from wagtail.coreutils import find_available_slug

from events.editions import free_days
from events.editions.copying import Chosen
from events.editions.moved_days import address_anew, named_anew, usual
from events.editions.plan import Day, first_of
from events.wording import weekday_words
from home.languages import text_language


def _day_field(**kwargs: Any) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(widget=widget, input_formats=["%Y-%m-%d"], **kwargs)


class FirstDayForm(forms.Form):
    """The one thing that is asked."""

    first = _day_field(
        label=gettext_lazy("The first day next time"),
        help_text=gettext_lazy("All other days are then proposed. You look through them before anything is made."),
    )

    def __init__(self, days: list[Day], data: Any = None) -> None:
        """:param days: those of the old edition; without any, nothing is asked."""
        self.first_before = first_of(days)
        super().__init__(data, initial={"first": self.first_before and usual(self.first_before)}, auto_id="edition-%s")
        if self.first_before is None:
            del self.fields["first"]


@dataclass(frozen=True, slots=True)
class Row:
    """A day as it was and the field for what it becomes; ``warning``: why that is an odd choice, or ""."""

    day: Day
    field: forms.BoundField
    new: str
    warning: str


class EditionForm(forms.Form):
    """Every day, the title in each language, and the address."""

    shown_for = forms.CharField(required=False, widget=forms.HiddenInput)
    slug = forms.CharField(
        label=gettext_lazy("Address"), max_length=255,
        help_text=gettext_lazy("The last part of the address of the new page. Small letters, figures and hyphens."),
    )  # fmt: skip

    def __init__(self, page: Any, pages: list[Any], days: list[Day], first: date | None, data: Any = None) -> None:
        """:param pages: those that are copied, the canonical ``page`` first.

        :param first: the new first day; the days that were posted hold only for the day they were proposed for.
        """
        before = first_of(days)
        shown_for = first.isoformat() if first else ""
        is_same = data is not None and data.get("shown_for") == shown_for
        super().__init__(data if is_same else None, initial={"shown_for": shown_for}, auto_id="edition-%s")
        self.page, self.days, self.languages = page, days, {text_language(each): each for each in pages}
        for day in days:
            becomes = day.becomes(before, first) if before and first else day.day
            self.fields[day.name] = _day_field(label=day.label, required=False, initial=becomes)
        for language, each in self.languages.items():
            title = named_anew(each.title, before, first) if before and first else each.title
            self.fields[f"title-{language}"] = forms.CharField(
                label=each._meta.get_field("title").verbose_name, max_length=255, initial=title,
                widget=forms.TextInput(attrs={"lang": language}),
            )  # fmt: skip
        proposed = address_anew(page.slug, before, first) if before and first else page.slug
        self.fields["slug"].initial = find_available_slug(page.get_parent(), proposed)

    def rows(self, language: str) -> list[Row]:
        """The list to correct, in the words of ``language``."""
        section = self.page.section
        country = section.controller.jurisdiction if section else ""
        return [self._row(day, country, language) for day in self.days]

    def _row(self, day: Day, country: str, language: str) -> Row:
        field = self[day.name]
        chosen = field.value()
        try:
            new = chosen if isinstance(chosen, date) else date.fromisoformat(str(chosen or ""))
        except ValueError:
            return Row(day, field, "", "")
        is_counted = day.relation == "occasions" and country
        with override(language):
            warning = free_days.warning(new, day.day, country, language) if is_counted else ""
            past = new < timezone.localdate(timezone=self.page.zone())
            return Row(day, field, weekday_words(new, language), _("This day has passed.") if past else warning)

    def titles(self) -> Iterator[tuple[str, forms.BoundField]]:
        """The field for the title in each language."""
        for language in self.languages:
            yield language, self[f"title-{language}"]

    def clean_slug(self) -> str:
        """An address that can be one."""
        slug = slugify(self.cleaned_data["slug"])
        if not slug:
            raise forms.ValidationError(_("Write small letters, figures and hyphens."))
        return slug

    def clean(self) -> dict[str, Any]:
        """An occasion does not end before it begins."""
        cleaned = super().clean() or {}
        begins = {day.key: cleaned.get(day.name) for day in self.days if day.field == "first_day"}
        for day in self.days:
            start, end = begins.get(day.key), cleaned.get(day.name)
            if day.field == "last_day" and start and end and end < start:
                self.add_error(day.name, _("It ends before it starts."))
        return cleaned

    def chosen(self) -> Chosen:
        """What a valid form says."""
        written = self.cleaned_data
        return Chosen(
            days={day.name: written[day.name] for day in self.days},
            titles={language: written[f"title-{language}"] for language in self.languages},
            slug=written["slug"],
        )
