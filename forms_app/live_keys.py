"""Keys of questions that are changed while answers lie under them: another kind of question is another question.

A retype that answers survive (one line and several, a list and a few to choose from) keeps the key; any other
gives the question a new one, so that old answers stay under the old key with the words they were given to.
"""
from __future__ import annotations

from typing import Any

from django import forms

from forms_app import options
from forms_app.models.live import answers_under, keys_ever_asked
from forms_app.question_types import TYPES
from forms_app.questions import Condition

#: Controls whose answers mean the same in each other.
_ALIKE = ({"singleline", "multiline"}, {"dropdown", "radio"})


def is_compatible(old: str, new: str) -> bool:
    """Whether answers to a question of type ``old`` are sound answers to one of type ``new``."""
    if old == new:
        return True
    if "persons" in (old, new) or TYPES[old].sealed != TYPES[new].sealed:
        return False
    controls = {TYPES[old].widget, TYPES[new].widget}
    return len(controls) == 1 or any(controls <= alike for alike in _ALIKE)


def keep_apart(page: Any, rows: list[forms.ModelForm]) -> None:
    """Settle the keys of ``rows``, which are valid and stay, against what the stored ``page`` asks and has asked."""
    if not page.pk:
        return
    model = type(page)._meta.get_field("form_fields").related_model
    live = {row.pk: row for row in model.objects.filter(page=page.pk)}
    for row in rows:
        stored = live.get(row.instance.pk)
        if stored is not None and stored.field_type in TYPES and row.instance.field_type in TYPES:
            _settle(page, row, stored, rows)
    _refuse_old_keys(page, [row for row in rows if not row.instance.pk], {row.clean_name for row in live.values()})


def _settle(page: Any, row: forms.ModelForm, stored: Any, rows: list[forms.ModelForm]) -> None:
    key, changed = stored.clean_name, row.instance.clean_name != stored.clean_name
    if is_compatible(stored.field_type, row.instance.field_type):
        if changed:  # she has changed her mind before publishing
            _rekey(row, key, rows)
    elif not changed and answers_under(page, [key])[key].given:
        _rekey(row, options.new_key(), rows)


def _rekey(row: forms.ModelForm, key: str, rows: list[forms.ModelForm]) -> None:
    """Give the row another key, and let the conditions that point at it follow."""
    old = row.instance.clean_name
    give(row, key)
    for other in rows:
        condition = Condition.from_text(other.cleaned_data.get("condition") or "")
        if condition and condition.question == old:
            text = Condition(key, condition.options).as_text()
            other.cleaned_data["condition"] = other.instance.condition = text


def give(row: forms.ModelForm, key: str) -> None:
    """Set the key of a row that is valid already."""
    row.cleaned_data["clean_name"] = row.instance.clean_name = key


def _refuse_old_keys(page: Any, new: list[forms.ModelForm], live: set[str]) -> None:
    """A question that is added never takes over the answers to one that was removed, whatever key was posted."""
    taken = {row.instance.clean_name for row in new} - live
    if taken and (old := taken & keys_ever_asked(page)):
        for row in new:
            if row.instance.clean_name in old:
                give(row, options.new_key())
