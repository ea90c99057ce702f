"""The form of a party: each person with the answers that may be changed, and everybody who is to join."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from events.party.changing import Wanted
from events.party.party import Party
from forms_app import conditions, participants
from forms_app.builder import QuestionFormBuilder
from forms_app.later.form import named
from forms_app.put_form import NOTHING, for_participant
from forms_app.questions import Question

Row = tuple[Question, forms.BoundField | None]


class PartyForm(forms.Form):
    """Fields of a person are named ``key-number``; a ticked ``leaves-number`` takes her out, or leaves her out.

    What a join's answers open is put on the next page and is not wrong before that.

    :param more: whether one more is to join than the page that was sent had room for.
    """

    seen = forms.CharField(widget=forms.HiddenInput, max_length=400)
    joining = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    put_before = forms.CharField(widget=forms.HiddenInput, required=False)
    _errors: Any

    def __init__(self, data: Any = None, *, party: Party, more: bool = False, judged: bool = True) -> None:
        super().__init__(data, auto_id="fraga-%s", initial={"seen": party.seen})
        self.party, self.judged = party, judged
        self.put: dict[int, tuple[Question, ...]] = {}
        posted = self._posted_joining()
        self.new = range(party.next_number, party.next_number + posted + (more and posted < self._room()))
        self.unnamed = [each.ordinal for each in party.unnamed]
        for person in party.persons:
            if person.is_named:
                self.put[person.ordinal] = party.free[person.ordinal]
                self._take(person.ordinal)
                for question in self.put[person.ordinal]:
                    self.initial[named(question.key, person.ordinal)] = person.answer(question)
        for number in (*self.unnamed, *self.new):
            values = self._raw(number)
            self.put[number] = conditions.put(party.asked, values, dict(party.earlier))
            self._take(number)

    @property
    def may_grow(self) -> bool:
        """Whether one more may join."""
        return len(self.new) < self._room()

    @cached_property
    def opened(self) -> tuple[str, ...]:
        """The names of fields that her answers have opened: put now for the first time."""
        before = str(self.data.get("put_before", "")).split() if self.is_bound else []
        posted = [number for number in self.new if number < self.party.next_number + self._posted_joining()]
        now = [name for number in (*self.unnamed, *posted) for name in self._names(number)] if self.is_bound else []
        return tuple(name for name in now if name not in before)

    def parts(self) -> Iterator[tuple[str, list[Row], forms.BoundField]]:
        """(heading, rows, whether she leaves) of each, those who join last."""
        for person in self.party.persons:
            yield participants.heading(person), self._rows(person.ordinal), self[_leaves(person.ordinal)]
        for number in self.new:
            heading = _("Participant %(number)d, new") % {"number": number}
            yield heading, self._rows(number), self[_leaves(number)]

    def carried(self) -> list[tuple[str, str]]:
        """Names and values of what goes along unseen."""
        names = " ".join(name for number in (*self.unnamed, *self.new) for name in self._names(number))
        seen = str(self.data.get("seen", "")) if self.is_bound else self.party.seen
        return [("seen", seen), ("joining", str(len(self.new))), ("put_before", names)]

    def wanted(self) -> Wanted:
        """What the valid form says."""
        staying = [each.ordinal for each in self.party.persons if not self._has_left(each.ordinal)]
        coming = [number for number in self.new if not self._has_left(number)]
        return Wanted(
            seen=self.cleaned_data["seen"],
            leaving=frozenset(each.ordinal for each in self.party.persons if self._has_left(each.ordinal)),
            given={number: self._given(number) for number in staying},
            joining=[self._given(number) for number in coming],
        )

    def full_clean(self) -> None:
        """Judge what was put; who does not come needs no answers, and what has only come up is not wrong yet."""
        super().full_clean()
        if not self.is_bound:
            return
        for name in list(self._errors or ()):
            number = int(name.rpartition("-")[2]) if "-" in name else 0
            if not self.judged or name in self.opened or (number and not self._is_asked(number)):
                del self._errors[name]

    def clean(self) -> dict[str, Any]:
        """Refuse a party of nobody; how many it is at most is said by the fields that there are."""
        cleaned: dict[str, Any] = super().clean() or {}
        if self.judged and not self.party.aside and all(self._has_left(number) for number in self.put):
            self.add_error(
                None, _("Somebody has to stay. If nobody comes, go back and cancel the registration instead.")
            )
        coming = self.party.aside + sum(not self._has_left(number) for number in self.put)
        if self.judged and coming > self.party.most:
            words = _("No more than %(number)d can come with one registration.")
            self.add_error(None, words % {"number": self.party.most})
        return cleaned

    def _room(self) -> int:
        """How many may join at most: those who leave by the same change make room."""
        leaving = sum(self._has_left(each.ordinal) for each in self.party.persons)
        return max(self.party.most - self.party.aside - len(self.party.persons) + leaving, 0)

    def _posted_joining(self) -> int:
        text = str(self.data.get("joining", "")) if self.is_bound else ""
        return min(int(text), self.party.most) if text.isascii() and text.isdigit() and len(text) < 3 else 0

    def _take(self, number: int) -> None:
        for question in self.put[number]:
            if question.kind.is_asked:
                self.fields[named(question.key, number)] = for_participant(self._field(question, number), number)
        is_new = number in self.new
        label = _("Leave this participant out after all") if is_new else _("This participant does not come any more")
        self.fields[_leaves(number)] = forms.BooleanField(label=label, required=False)

    def _field(self, question: Question, number: int) -> forms.Field:
        """An option that is not to be chosen any more stays with whoever has chosen it."""
        is_to_be_named = number in self.new or number in self.unnamed
        return (self._of_joining if is_to_be_named else self._of_staying)[question.key]

    @cached_property
    def _of_staying(self) -> dict[str, forms.Field]:
        asked = {each.key: each for free in self.party.free.values() for each in free}
        return dict(QuestionFormBuilder(list(asked.values())).formfields)

    @cached_property
    def _of_joining(self) -> dict[str, forms.Field]:
        fields = QuestionFormBuilder(self.party.asked).formfields
        return {each.key: fields[each.key] for each in self.party.asked if each.kind.is_asked}

    def _names(self, number: int) -> list[str]:
        return [named(each.key, number) for each in self.put[number] if each.kind.is_asked]

    def _rows(self, number: int) -> list[Row]:
        shown = conditions.with_something_under(self.put[number], self.party.asked)
        return [(each, self[named(each.key, number)] if each.kind.is_asked else None) for each in shown
                if each.kind.is_asked or each.kind.widget == "heading"]  # fmt: skip

    def _given(self, number: int) -> dict[str, Any]:
        if not self._is_asked(number):
            return {}
        return {each.key: self.cleaned_data.get(named(each.key, number)) for each in self.put[number]
                if each.kind.is_asked}  # fmt: skip

    def _has_left(self, number: int) -> bool:
        return bool(self.is_bound and self.data.get(_leaves(number)))

    def _is_asked(self, number: int) -> bool:
        """Whether she needs answers: not when she does not come, nor as long as she may be named later."""
        if self._has_left(number):
            return False
        may_wait = number in self.unnamed or (number in self.new and self.party.names_later)
        return not may_wait or any(value not in NOTHING for value in self._raw(number).values())

    def _raw(self, number: int) -> dict[str, Any]:
        """What was posted of somebody who is to be named."""
        if not self.is_bound:
            return {}
        return {
            key: field.widget.value_from_datadict(self.data, {}, named(key, number))
            for key, field in self._of_joining.items()
        }


def _leaves(number: int) -> str:
    return f"leaves-{number}"
