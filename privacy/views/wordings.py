"""Changing the words of notices and letters: each saving is a new version."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.views import generic

from privacy import letter_texts, notice_texts
from privacy.law_texts import LawTexts
from privacy.models import LawText, LetterTemplate, NoticeTemplate
from privacy.views.officers import OfficersViewSet


class WordingForm(forms.ModelForm):
    """One text area for each sentence and term."""

    texts: LawTexts = notice_texts.TEXTS

    class Meta:
        model: type[LawText] = NoticeTemplate
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = self.instance
        shipped = self.texts.shipped(row.jurisdiction, row.language)
        for name, text in (shipped or row.parts).items():
            self.fields[name] = forms.CharField(
                label=name,
                initial=row.parts.get(name, text),
                widget=forms.Textarea(attrs={"rows": 2, "lang": row.language}),
                help_text=_("As shipped: %(text)s") % {"text": text},
                strip=False,
            )

    def clean(self) -> dict[str, Any]:
        """Refuse placeholders that nothing fills."""
        cleaned = super().clean() or self.cleaned_data
        for name, text in list(cleaned.items()):
            try:
                self.texts.check_slots({name: text})
            except ValidationError as error:
                self.add_error(name, error)
        return cleaned


class LetterWordingForm(WordingForm):
    """The same for letters."""

    texts = letter_texts.TEXTS

    class Meta(WordingForm.Meta):
        model = LetterTemplate


class WordingIndex(generic.IndexView):
    """The wordings in use; older versions are kept, not listed."""

    def get_base_queryset(self) -> QuerySet[LawText]:
        rows = self.model._default_manager
        same = rows.filter(jurisdiction=OuterRef("jurisdiction"), language=OuterRef("language"))
        newest = same.order_by("-version").values("version")[:1]
        return rows.filter(version=Subquery(newest)).order_by("jurisdiction", "language")


class WordingEdit(generic.EditView):
    """The form; what is saved is the next version."""

    def save_instance(self) -> LawText:
        """Issue the next version when something was changed."""
        row: LawText = self.object
        if not self.form.changed_data:
            return row
        parts = {**row.parts, **self.form.cleaned_data}
        issued: LawText = self.form.texts.issue(row.jurisdiction, row.language, parts, issued_on=timezone.localdate())
        return issued


class WordingViewSet(OfficersViewSet):
    model: type[LawText] = NoticeTemplate
    name = "privacy_wordings"
    url_prefix = "data-protection/wordings"
    icon = "openquote"
    index_view_class = WordingIndex
    edit_view_class = WordingEdit
    inspect_view_enabled = False
    list_display = ("__str__", "jurisdiction", "language", "version", "shipped", "issued_on")
    form: type[WordingForm] = WordingForm

    def get_form_class(self, for_update: bool = False) -> type[WordingForm]:
        return self.form


class LetterWordingViewSet(WordingViewSet):
    model = LetterTemplate
    name = "privacy_letter_wordings"
    url_prefix = "data-protection/letter-wordings"
    icon = "mail"
    form = LetterWordingForm
