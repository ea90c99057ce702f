"""A friendly word, once, when a personal identity number stands in a text that asks for none."""
from __future__ import annotations

from datetime import date
from typing import Any

from django.forms import BoundField
from django.utils.crypto import salted_hmac

from forms_app import identity_numbers
from forms_app.stepped_form import SteppedForm
from privacy.contracts import PrivacyClass

_TEXTS = ("singleline", "multiline")


class NumberWarnings(SteppedForm):
    """A form that warns of such numbers. ``warned`` are the names of the fields where one stands.

    What has been warned of and is sent again unchanged is hers to send: a digest of it goes along.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.warned: tuple[str, ...] = ()

    def look_for_numbers(self, *, on: date) -> tuple[str, ...]:
        """The fields she has filled in, valid, in which a number stands that nobody warned her of yet.

        :param on: today.
        """
        left_in = set(self.sent("left_in").split())
        self.warned = tuple(
            name for name in self._with_numbers(on) if self._digest(name) not in left_in and name not in self.opened
        )
        for name in self.warned:
            field = self[name]
            self.fields[name].is_warned = True
            described = [f"{field.auto_id}_helptext"] if field.help_text else []
            self.fields[name].widget.attrs["aria-describedby"] = " ".join([*described, f"{field.auto_id}_warning"])
        return self.warned

    @property
    def warned_fields(self) -> list[BoundField]:
        """The bound fields of ``warned``."""
        return [self[name] for name in self.warned]

    def left_in(self) -> str:
        """For a hidden field: digests of the answers that she has been warned of."""
        new = [self._digest(name) for name in self.warned]
        return " ".join(dict.fromkeys([*self.sent("left_in").split()[:200], *new]))

    def _with_numbers(self, on: date) -> list[str]:
        found = []
        for name in self.fields:
            question = self.question_of(name)
            if question and question.kind.widget in _TEXTS:
                is_asked_for = question.privacy_class is PrivacyClass.IDENTITY_NUMBER
                if not is_asked_for and identity_numbers.stands_in(str(self.cleaned_data.get(name) or ""), on=on):
                    found.append(name)
        return found

    def _digest(self, name: str) -> str:
        value = f"{name}:{self.cleaned_data.get(name)}"
        return salted_hmac("forms_app.left_in", value, algorithm="sha256").hexdigest()[:24]
