"""The editor's form for a page with questions: what the rows are together, and clear refusals."""
from __future__ import annotations

from typing import Any

from django import forms
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from forms_app import live_keys, options
from forms_app.condition_rules import faults, in_words
from forms_app.ready_made import follow_ups
from forms_app.ready_made.copying import offered_on, opening_of
from home.edit_form import BasePageForm
from home.languages import language_of


class FormPageForm(BasePageForm):
    """The page's form: a new page opens with ready-made questions; keys and labels are unique.

    A ready-made question that is added brings its follow-ups with it (``forms_app.ready_made.follow_ups``).
    """

    added: tuple[str, ...] = ()
    taken_out: frozenset[follow_ups.Opened] = frozenset()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        instance = kwargs.get("instance")
        if instance is not None and instance._state.adding and not instance.pk and not instance.form_fields.all():
            instance.form_fields = first_questions(instance)
        super().__init__(*args, **kwargs)
        formset = self.formsets.get("form_fields")
        if formset is not None:
            formset.form_kwargs |= {
                "offered": offered_on(self.instance), "gives_places": self.instance.gives_places,
            }  # fmt: skip
            _offer_conditions(formset.forms)

    def clean(self) -> dict[str, Any]:
        """Refuse what cannot be told apart or cannot hold; keep keys apart from those that answers lie under."""
        cleaned = super().clean()
        formset = self.formsets.get("form_fields")
        if formset is not None:
            # A ready-made question speaks the language of the page, not the editor's.
            with translation.override(self.instance.locale.language_code):
                valid = [row for row in formset.forms if row.is_valid()]
            rows = [row for row in valid if not row.cleaned_data.get("DELETE")]
            live_keys.keep_apart(self.instance, rows)
            _separate_keys(rows)
            _refuse_same_labels(rows)
            if len(valid) == len(formset.forms):
                self._check_conditions(formset.forms, rows)
            # Until they are stored, a save whose screen does not show the follow-ups yet drops them: put in anew.
            self.added = tuple(row.instance.clean_name for row in rows if not row.instance.pk)
            deleted = [row.instance for row in valid if row.cleaned_data.get("DELETE")]
            self.taken_out = frozenset(follow_ups.taken_out(self.instance.form_fields.all(), deleted))
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """Put the follow-ups of what is added behind it, in the language of the page."""
        page = super().save(commit=commit)
        if self.added and follow_ups.put_in(page, self.added, self.taken_out) and commit:
            page.form_fields.commit()
        return page

    def _check_conditions(self, every: list[forms.ModelForm], rows: list[forms.ModelForm]) -> None:
        """Say beside the question that depends on another what keeps it from doing so."""
        in_turn = sorted(rows, key=lambda row: row.cleaned_data.get("ORDER") or every.index(row) + 1)
        language = language_of(self.instance)
        questions = [row.instance.in_language(None, language, language) for row in in_turn]
        by_key = {row.instance.clean_name: row for row in rows}
        labels = {row.instance.clean_name: row.instance.label for row in every}
        gone = {key: label for row in every for key, label in options.parse(row.initial.get("choices") or "")}
        for fault in faults(questions):
            by_key[fault.later].add_error("condition", in_words(fault, labels, gone))


def first_questions(page: Any) -> list[Any]:
    """The ready-made questions that a new ``page`` opens with, in its language; officers may choose for its type."""
    model = type(page)._meta.get_field("form_fields").related_model
    opening = opening_of(page)
    with translation.override(page.locale.language_code):
        rows = [model(field_type=kind, required=model.TYPES[kind].required) for kind in opening.kinds]
        for row in rows:
            row.complete()
        rows += [each.as_row(model) for each in opening.own]
        rows = follow_ups.with_follow_ups(rows)
    for order, row in enumerate(rows):
        row.sort_order, row.locale = order, page.locale
    return rows


def _offer_conditions(rows: list[forms.ModelForm]) -> None:
    """Tell each row which questions stand before it in the form, with what can be chosen there."""
    before: list[dict[str, Any]] = []
    for row in rows:
        if "condition" in row.fields:
            row.fields["condition"].widget.before = list(before)
        before.append({name: row[name].value() or "" for name in ("clean_name", "field_type", "label", "choices")})


def _separate_keys(rows: list[forms.ModelForm]) -> None:
    seen: set[str] = set()
    for row in rows:
        if row.instance.clean_name in seen:
            live_keys.give(row, options.new_key())
        seen.add(row.instance.clean_name)


def _refuse_same_labels(rows: list[forms.ModelForm]) -> None:
    same = options.repeated(row.cleaned_data.get("label", "") for row in rows)
    if same:
        first, second, label = same
        sentence = _("Questions %(first)d and %(second)d have the same words, “%(label)s”. Change one of them.")
        rows[second].add_error("label", sentence % {"first": first + 1, "second": second + 1, "label": label})
