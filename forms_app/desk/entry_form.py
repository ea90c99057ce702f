"""The two forms of an entry by staff: how it came, and the page's own questions as they are put to staff."""
from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forms_app.by_staff import ByStaff
from forms_app.models import FormPageMixin, StaffEntry, Submission
from forms_app.models.answered import ADDRESSES
from forms_app.questions import Question
from forms_app.submissions import name_of
from privacy import subject_keys

_AT = "%Y-%m-%dT%H:%M"
#: Those that only a list brings along.
_OF_LISTS = (StaffEntry.Channel.LIST, StaffEntry.NoticeGiven.EARLIER)


class EntryForm(forms.ModelForm):
    """By which way it came, when, how the notice was given; and why, where the form takes no answers."""

    came_at = forms.DateTimeField(
        label=StaffEntry._meta.get_field("came_at").verbose_name,
        help_text=StaffEntry._meta.get_field("came_at").help_text,
        input_formats=[_AT],
        widget=forms.DateTimeInput(format=_AT, attrs={"type": "datetime-local"}),
    )
    once = forms.UUIDField(widget=forms.HiddenInput)
    anyway = forms.BooleanField(
        label=gettext_lazy("Register her all the same"),
        required=False,
        help_text=gettext_lazy("For example because it is another person, or because she comes twice."),
    )

    class Meta:
        model = StaffEntry
        fields = ("channel", "came_at", "notice_given", "why_closed")
        widgets = {"channel": forms.RadioSelect, "notice_given": forms.RadioSelect}

    def __init__(self, *args: Any, is_open: bool, now: datetime, **kwargs: Any) -> None:
        """:param is_open: whether the form takes answers from the public at ``now``."""
        kwargs.setdefault("initial", {"came_at": timezone.localtime(now), "once": uuid.uuid4()})
        kwargs.setdefault("auto_id", "entry-%s")
        super().__init__(*args, **kwargs)
        self.now = now
        for name in ("channel", "notice_given"):
            field: Any = self.fields[name]
            field.choices = [each for each in field.choices if each[0] and each[0] not in _OF_LISTS]
        if is_open:
            del self.fields["why_closed"]
        else:
            self.fields["why_closed"].required = True

    def clean_came_at(self) -> datetime:
        """Nothing has come in tomorrow."""
        came_at: datetime = self.cleaned_data["came_at"]
        if came_at > self.now:
            raise ValidationError(_("This is in the future."))
        return came_at

    def by(self, user: Any) -> ByStaff:
        """What was said, as the door takes it."""
        given = self.cleaned_data
        return ByStaff(
            channel=given["channel"],
            came_at=given["came_at"],
            notice_given=given["notice_given"],
            why_closed=given.get("why_closed", ""),
            by=user,
            once=str(given["once"]),
        )


def as_staff_put(questions: Iterable[Question]) -> list[Question]:
    """The questions as staff put them: an address or a number is never demanded of who writes a letter.

    No file is asked for: what comes in on paper or by mail is a document of its own, and is registered as one.
    """
    put = [each for each in questions if not each.kind.takes_files]
    return [replace(each, required=False) if each.kind.widget in ADDRESSES else each for each in put]


def same_person(page: FormPageMixin, questions: tuple[Question, ...], answers: dict[str, Any]) -> list[Submission]:
    """The stored answers of who gave the same address or number and the same name; those that lists may show."""
    name = name_of(questions, answers)
    addresses = [(each.kind.widget, answers.get(each.key)) for each in questions if each.kind.widget in ADDRESSES]
    records = [
        record for widget, value in addresses if value
        for record in subject_keys.records_with(ADDRESSES[widget], value)
    ]  # fmt: skip
    if not records:
        return []
    found = page.get_submissions().unrestricted().filter(pk__in=records).select_related("version")
    return [each for each in found if name is None or _name_in(each) == name]


def _name_in(submission: Submission) -> str | None:
    asked = submission.version.content.questions
    return name_of(asked, {each.key: submission.answer(each) for each in asked if each.type == "name"})
