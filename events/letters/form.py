"""What an organiser fills in to write to those who registered: to whom, and the words in each of their languages."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import get_language_info, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from events.letters import placeholders
from events.letters.messages import Draft
from events.letters.reach import Reach
from events.letters.whom import PRESENCES, STATES, Whom, choices_of
from events.models import OrganiserMessage
from events.moves import State

LONGEST_SUBJECT, LONGEST_TEXT = 120, 4000
_ROWS = 8


class MessageForm(forms.Form):
    """``once``: the number of this form; ``seen``: by which one knows that what is sent was looked at."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=32)
    states = forms.MultipleChoiceField(
        label=gettext_lazy("By how their registration stands"), choices=STATES, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Who has cancelled, or was refused, is not written to."),
    )
    choice = forms.ChoiceField(
        label=gettext_lazy("By what they chose"), required=False,
        help_text=gettext_lazy("Sensitive answers cannot be chosen by."),
    )
    presence = forms.ChoiceField(label=gettext_lazy("By whether they came"), choices=PRESENCES, required=False)

    def __init__(self, page: Any, languages: Iterable[str], data: Any = None, again: Any = None) -> None:
        """:param again: a message whose words are taken up again, or None."""
        self.languages = list(languages)
        usual = {"once": uuid4(), "states": [State.CONFIRMED.value]}
        super().__init__(data, initial=usual | (_values_of(again) if again else {}))
        fields: dict[str, Any] = self.fields
        fields["choice"].choices = [("", _("Whatever they chose")), *choices_of(page)]
        for language in self.languages:
            self._add(language)

    def _add(self, language: str) -> None:
        name = name_of(language)
        self.fields[f"subject-{language}"] = forms.CharField(
            label=_("Subject"), required=False, max_length=LONGEST_SUBJECT,
            widget=forms.TextInput(attrs={"lang": language}),
            help_text=_("The reference number is put before it."),
        )  # fmt: skip
        self.fields[f"text-{language}"] = forms.CharField(
            label=_("Text"), required=False, max_length=LONGEST_TEXT,
            widget=forms.Textarea(attrs={"lang": language, "rows": _ROWS}),
            help_text=_(
                "{reference} becomes her number and {title} the name of the event. Write nothing about a single "
                "person: everybody reads it, and it is a public record."
            ),
        )  # fmt: skip
        others = [(each, _("The text in %(language)s") % {"language": name_of(each)})
                  for each in self.languages if each != language]  # fmt: skip
        if others:
            self.fields[f"instead-{language}"] = forms.ChoiceField(
                label=_("Or send them another text"), required=False, choices=[("", "–"), *others],
                help_text=_("When you write nothing in %(language)s.") % {"language": name},
            )  # fmt: skip

    def rows(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """(language, its fields) of each language."""
        for language in self.languages:
            names = (f"subject-{language}", f"text-{language}", f"instead-{language}")
            yield language, [self[name] for name in names if name in self.fields]

    def clean(self) -> dict[str, Any]:
        """Subject and text go together; what stands in braces is known; nobody is sent elsewhere and written to."""
        cleaned: dict[str, Any] = super().clean() or {}
        for language in self.languages:
            subject, text = cleaned.get(f"subject-{language}", ""), cleaned.get(f"text-{language}", "")
            if bool(subject) != bool(text):
                lacking = f"text-{language}" if subject else f"subject-{language}"
                if lacking not in self.errors:
                    self.add_error(lacking, _("Write both a subject and a text."))
            for name, words in ((f"subject-{language}", subject), (f"text-{language}", text)):
                if wrong := placeholders.wrong_in(words):
                    said = {"wrong": ", ".join(wrong)}
                    self.add_error(name, _("Only {reference} and {title} can stand in braces, not: %(wrong)s") % said)
        return cleaned

    def draft(self) -> Draft:
        """What is to be sent; only of a valid form."""
        given = self.cleaned_data
        texts = {
            each: {"subject": given[f"subject-{each}"], "text": given[f"text-{each}"]}
            for each in self.languages if given[f"text-{each}"]
        }  # fmt: skip
        instead = {
            each: given[f"instead-{each}"] for each in self.languages
            if each not in texts and given.get(f"instead-{each}")
        }  # fmt: skip
        whom = Whom(tuple(given["states"]), given["choice"], given["presence"])
        return Draft(whom, given["once"], texts, instead)

    def refuse_silence(self, found: Reach) -> None:
        """Say beside each text that is missing how many read that language."""
        for language in self.draft().lacks(found):
            number = len(found.by_language[language])
            said = ngettext(
                "%(count)d person reads %(language)s. Write it in that language, or choose which text is sent.",
                "%(count)d people read %(language)s. Write it in that language, or choose which text is sent.",
                number,
            )
            field = f"text-{language}" if language in self.languages else None
            self.add_error(field, said % {"count": number, "language": name_of(language)})


def name_of(language: str) -> str:
    """A language by its name in the active one."""
    return str(get_language_info(language)["name_translated"])


def _values_of(message: OrganiserMessage) -> dict[str, Any]:
    whom = Whom.of(message.whom)
    values: dict[str, Any] = {"states": list(whom.states), "choice": whom.choice, "presence": whom.presence}
    for language, words in message.texts.items():
        values |= {f"{part}-{language}": words[part] for part in ("subject", "text")}
    return values | {f"instead-{language}": other for language, other in message.instead.items()}
