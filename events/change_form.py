"""What an organiser writes before people are told of a change: a sentence in each language, or why nobody is told."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.models.changes import LONGEST_SENTENCE
from events.settling import MOVED, Change

_ROWS = 3


class ChangeForm(forms.Form):
    """One field for each language in which somebody is told; ``seen``: the publication that was looked at."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    asks = forms.BooleanField(
        label=_("Also ask whether they can still come"),
        required=False,
        help_text=_(
            "Each answers yes or no by her link. Who says no cancels; who does not answer keeps her place. "
            "You see the answers on this page."
        ),
    )
    invited = forms.BooleanField(
        label=_("Also tell those who are only invited"),
        required=False,
        help_text=_("Those whose invitation has gone out and who have not answered. Each gets a mail in her language."),
    )
    reason = forms.CharField(
        label=_("Why nobody is told"),
        required=False,
        max_length=LONGEST_SENTENCE,
        help_text=_("For example: I have telephoned all of them. Never a name."),
    )

    def __init__(
        self, languages: Iterable[str], change: Change, data: Any = None, *, has_invited: bool = False
    ) -> None:
        super().__init__(data, initial={"seen": change.newest.pk, "invited": True})
        if change.kind != MOVED:
            del self.fields["asks"]
        if not has_invited:
            del self.fields["invited"]
        self.languages = list(languages)
        for language in self.languages:
            self.fields[self.name_of(language)] = forms.CharField(
                label=_("Your own sentence"),
                required=False,
                max_length=LONGEST_SENTENCE,
                widget=forms.Textarea(attrs={"rows": _ROWS, "lang": language}),
                help_text=_("May be left empty. For example why, or what becomes of the lunch."),
            )

    @property
    def is_asking(self) -> bool:
        """Whether the box is ticked."""
        if not self.is_bound:
            return False
        self.full_clean()
        return bool(self.cleaned_data.get("asks"))

    @property
    def tells_invited(self) -> bool:
        """Whether those who are only invited are told too."""
        return bool(self.is_bound and self.is_valid() and self.cleaned_data.get("invited"))

    @staticmethod
    def name_of(language: str) -> str:
        """The name of the field for the sentence in ``language``."""
        return f"sentence-{language}"

    def sentences(self) -> dict[str, str]:
        """What was written, by language; only what is valid."""
        if not self.is_bound:
            return {}
        self.full_clean()
        given = ((language, self.cleaned_data.get(self.name_of(language), "")) for language in self.languages)
        return {language: text.strip() for language, text in given if text.strip()}
