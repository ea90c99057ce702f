"""A short text in each of the site's languages, for the models that officers fill in.

The texts stand in one JSON column, ``{"sv": "…", "fi": "…"}``, so that a language is added by the
setting WAGTAIL_CONTENT_LANGUAGES alone. docs/decisions/texts-by-language.md says why.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _


class Wording(NamedTuple):
    """A text and the language it is written in."""

    text: str
    lang: str


def languages() -> list[tuple[str, Any]]:
    """The languages of the site's content, the default language first."""
    ordered = sorted(
        settings.WAGTAIL_CONTENT_LANGUAGES,
        key=lambda pair: pair[0] != settings.LANGUAGE_CODE,
    )
    return [(code, name) for code, name in ordered]


def wording(texts: Mapping[str, str], *preferred: str) -> Wording:
    """The text in the first language of ``preferred`` that has one, else in any language."""
    for language in (*preferred, *(code for code, _name in languages()), *texts):
        if texts.get(language):
            return Wording(texts[language], language)
    return Wording("", "")


def validate_texts(value: Any) -> None:
    """Refuse what is not a text for each of some languages."""
    sound = isinstance(value, dict) and all(isinstance(k, str) and isinstance(v, str) for k, v in value.items())
    if not sound:
        raise ValidationError(_("Give one text for each language."), code="not_texts")


class TextsWidget(forms.MultiWidget):
    """One input per language, each named by its language."""

    def __init__(
        self,
        codes: list[str],
        multiline: bool = False,
        attrs: dict[str, Any] | None = None,
    ):
        inner = forms.Textarea(attrs={"rows": 3}) if multiline else forms.TextInput()
        super().__init__(dict.fromkeys(codes, inner), attrs)
        self.codes = codes

    def decompress(self, value: dict[str, str] | None) -> list[str]:
        return [(value or {}).get(code, "") for code in self.codes]

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        context = self.get_context(name, value, attrs)
        names = dict(languages())
        for code, subwidget in zip(self.codes, context["widget"]["subwidgets"], strict=True):
            subwidget["attrs"]["lang"] = code
            subwidget["language"] = names.get(code, code)
        return render_to_string("privacy/widgets/texts.html", context)


class TextsFormField(forms.MultiValueField):
    """Asks for a text in each language; required means: in the site's default language."""

    def __init__(self, *, multiline: bool = False, max_length: int = 500, **kwargs: Any):
        self.codes = [code for code, _name in languages()]
        for unused in ("encoder", "decoder"):
            kwargs.pop(unused, None)
        kwargs["widget"] = TextsWidget(self.codes, multiline)
        required = kwargs.get("required", True)
        fields = [
            forms.CharField(
                required=required and code == settings.LANGUAGE_CODE,
                max_length=max_length,
            )
            for code in self.codes
        ]
        super().__init__(fields, require_all_fields=False, **kwargs)

    def compress(self, values: list[str]) -> dict[str, str]:
        return {code: text for code, text in zip(self.codes, values or [], strict=False) if text}

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(super().has_changed(self.widget.decompress(initial), data))


class TextsField(models.JSONField):
    """A text in each language. ``multiline`` chooses the input."""

    def __init__(self, *args: Any, multiline: bool = False, **kwargs: Any):
        self.multiline = multiline
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)
        self.validators = [*self.validators, validate_texts]

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if self.multiline:
            kwargs["multiline"] = True
        return name, path, args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        options: dict[str, Any] = {
            "required": not self.blank,
            "label": capfirst(self.verbose_name),
            "help_text": self.help_text,
            "multiline": self.multiline,
            "max_length": 2000 if self.multiline else 200,
            **{key: kwargs[key] for key in ("required", "label", "help_text", "initial") if key in kwargs},
        }
        return TextsFormField(**options)
