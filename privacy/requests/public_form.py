"""The form of the public request page. Nothing in it depends on what is stored about anybody."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.conf import settings
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from privacy import subject_keys
from privacy.models import Controller, RequestKind, SubjectKey

#: What one can ask, in the words of a person who asks.
WORDS = {
    RequestKind.ACCESS: _("See what you have stored about me, and get a copy"),
    RequestKind.RECTIFICATION: _("Have something that is wrong corrected"),
    RequestKind.ERASURE: _("Have my data erased"),
    RequestKind.RESTRICTION: _("Have the use of my data restricted while something is looked into"),
    RequestKind.OBJECTION: _("Object to your use of my data"),
    RequestKind.WITHDRAWAL: _("Take back a consent that I have given"),
    RequestKind.PORTABILITY: _("Get my data in a form that another service can read"),
}
MOST_ADDRESSES = 10
_BETWEEN = re.compile(r"[\n,;]+")


class RequestForm(forms.Form):
    """What a person fills in to ask about her data."""

    kind = forms.ChoiceField(
        label=_("What do you want to ask for?"),
        choices=list(WORDS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you want to ask for.")},
    )
    controller = forms.ModelChoiceField(
        label=_("Which authority do you ask?"),
        queryset=Controller.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choose which authority you ask.")},
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name.")},
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_(
            "The one you gave us, if you can still read mail there. We send a link to it, and later the answer."
        ),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Write your e-mail address."),
            "invalid": _("Write the e-mail address in full, for example name@example.org."),
        },
    )
    others = forms.CharField(
        label=_("Other addresses and numbers you may have given us"),
        help_text=_("Earlier e-mail addresses or telephone numbers, one on each line. We look for them too."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    text = forms.CharField(
        label=_("What is it about?"),
        help_text=_("For example an event, a date or what is to be corrected. Leave out what is sensitive."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    language = forms.ChoiceField(label=_("In which language do you want the answer?"), widget=forms.RadioSelect)
    webbplats = forms.CharField(
        required=False,
        label=_("Leave this field empty"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args: Any, controllers: list[Controller], **kwargs: Any) -> None:
        """:param controllers: whom one can ask; with one alone nobody is asked which."""
        kwargs.setdefault("auto_id", "begaran-%s")
        super().__init__(*args, **kwargs)
        self.only = controllers[0] if len(controllers) == 1 else None
        if self.only:
            del self.fields["controller"]
        else:
            choice: Any = self.fields["controller"]
            choice.queryset = Controller.objects.filter(pk__in=[each.pk for each in controllers])
            choice.label_from_instance = _name_of
        language: Any = self.fields["language"]
        language.choices = [(code, format_html('<span lang="{}">{}</span>', code, name)) for code, name in own_names()]
        language.initial = translation.get_language()

    @property
    def trap(self) -> forms.BoundField:
        """The bound field that a person never sees."""
        return self["webbplats"]

    def rows(self) -> list[forms.BoundField]:
        """The fields that a person fills in, in order."""
        return [self[name] for name in self.fields if name != "webbplats"]

    def clean_webbplats(self) -> str:
        """Refuse, visibly, what only a robot fills in: nothing is stored, nothing is swallowed."""
        if self.cleaned_data["webbplats"]:
            raise forms.ValidationError(
                _("A field that people do not see was filled in. Empty it and send again."), code="trap"
            )
        return ""

    def clean_email(self) -> str:
        """An address that can be looked for."""
        email: str = self.cleaned_data["email"]
        if subject_keys.normalise(SubjectKey.Kind.EMAIL, email) is None:
            raise forms.ValidationError(self.fields["email"].error_messages["invalid"], code="invalid")
        return email

    def clean_others(self) -> list[tuple[str, str]]:
        """The other addresses and numbers, each with its kind."""
        written = [each.strip() for each in _BETWEEN.split(self.cleaned_data["others"]) if each.strip()]
        if len(written) > MOST_ADDRESSES:
            raise forms.ValidationError(_("Write at most ten. You can tell us of more when we answer."))
        found = [(_kind_of(each), each) for each in written]
        if any(subject_keys.normalise(kind, each) is None for kind, each in found):
            raise forms.ValidationError(
                _("Write each e-mail address or telephone number on a line of its own and nothing else there.")
            )
        return found

    def whom(self) -> Controller:
        """Whom the valid form asks."""
        return self.only or self.cleaned_data["controller"]

    def addresses(self) -> list[tuple[str, str]]:
        """The address that the answer goes to, then the others, each with its kind and once."""
        first = (str(SubjectKey.Kind.EMAIL), self.cleaned_data["email"])
        return list(dict.fromkeys([first, *self.cleaned_data["others"]]))


def own_names() -> list[tuple[str, str]]:
    """The languages of the site, each by its own name."""
    return [(code, translation.get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES]


def _name_of(controller: Controller) -> str:
    """The authority's name, marked with its language where that is not the one spoken."""
    text, lang = controller.name_in(translation.get_language() or "")
    return format_html('<span lang="{}">{}</span>', lang, text)


def _kind_of(written: str) -> str:
    return str(SubjectKey.Kind.EMAIL if "@" in written else SubjectKey.Kind.PHONE)
