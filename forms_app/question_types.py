"""The types of question an editor may choose between, and what each implies.

A ready-made question is a type with a meaning: its label, privacy class, autocomplete token and
length come with it, so that the editor has nothing to decide. Pure: no ORM.
"""
from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from privacy.contracts import PrivacyClass

LINE_LENGTH = 200
TEXT_LENGTH = 2000


@dataclass(frozen=True, slots=True)
class QuestionType:
    """One type of question.

    ``widget`` is the kind of control ("singleline", "multiline", ...); ``autocomplete`` a token of
    the HTML standard (WCAG 1.3.5) or ""; ``max_length`` in characters.
    """

    key: str
    name: str | Promise
    widget: str
    privacy_class: PrivacyClass = PrivacyClass.PERSONAL
    autocomplete: str = ""
    max_length: int = LINE_LENGTH
    ready_made: bool = False
    required: bool = True
    help: str | Promise = ""

    @property
    def is_asked(self) -> bool:
        """Whether the type takes an answer from the visitor."""
        return self.widget not in ("heading", "hidden")

    @property
    def has_options(self) -> bool:
        """Whether the answer is chosen from the question's options."""
        return self.widget in ("dropdown", "radio", "checkboxes")

    @property
    def takes_files(self) -> bool:
        """Whether the answer is files, which a body takes only where it has said so (``KALLELSE_FILES``)."""
        return self.widget == "file"

    @property
    def sealed(self) -> bool:
        """Whether answers are encrypted at rest."""
        return self.privacy_class in (PrivacyClass.SPECIAL, PrivacyClass.IDENTITY_NUMBER)


_READY = (
    QuestionType("name", _("Name"), "singleline", autocomplete="name", ready_made=True),
    QuestionType("title", _("Title"), "singleline", autocomplete="organization-title", ready_made=True),
    QuestionType("organisation", _("Organisation"), "singleline", autocomplete="organization", ready_made=True),
    QuestionType("email", _("E-mail"), "email", autocomplete="email", max_length=254, ready_made=True),
    QuestionType("telephone", _("Telephone"), "telephone", autocomplete="tel", max_length=32, ready_made=True),
    QuestionType(
        "diet",
        _("Special diet"),
        "singleline",
        privacy_class=PrivacyClass.SPECIAL,
        ready_made=True,
        required=False,
        help=_("For example vegetarian or an allergy. You need not answer."),
    ),
    QuestionType(
        "access",
        _("Access needs"),
        "multiline",
        privacy_class=PrivacyClass.SPECIAL,
        max_length=TEXT_LENGTH,
        ready_made=True,
        required=False,
        help=_("For example a sign-language interpreter, a hearing loop or step-free access."),
    ),
    QuestionType(
        "invoice",
        _("Invoice details"),
        "multiline",
        max_length=TEXT_LENGTH,
        ready_made=True,
        help=_("Address, reference and, if you have one, e-invoice address."),
    ),
    QuestionType(
        "next_time",
        _("Tell me about next time"),
        "checkbox",
        ready_made=True,
        required=False,
        help=_("You can withdraw this whenever you like."),
    ),
    QuestionType("statement", _("Statement to agree to"), "checkbox", ready_made=True),
)

_OWN = (
    QuestionType("singleline", _("One line of text"), "singleline"),
    QuestionType(
        "multiline",
        _("Several lines of text"),
        "multiline",
        privacy_class=PrivacyClass.FREE_TEXT,
        max_length=TEXT_LENGTH,
    ),
    QuestionType("number", _("Number"), "number", max_length=20),
    QuestionType("date", _("Date"), "date", max_length=10),
    QuestionType("dropdown", _("Choose one from a list"), "dropdown"),
    QuestionType("radio", _("Choose one of a few"), "radio"),
    QuestionType("checkboxes", _("Choose several"), "checkboxes"),
    QuestionType("checkbox", _("Yes or no"), "checkbox", required=False),
    QuestionType("persons", _("Number of persons"), "number", max_length=3),
    QuestionType("file", _("Files to send along"), "file", privacy_class=PrivacyClass.FREE_TEXT, required=False),
    QuestionType("heading", _("Heading between questions"), "heading", PrivacyClass.NONE, required=False),
    QuestionType("hidden", _("Hidden value set by the site"), "hidden", PrivacyClass.NONE, required=False),
)

TYPES: dict[str, QuestionType] = {each.key: each for each in (*_READY, *_OWN)}

CHOICES = [
    (_("Ready-made questions"), [(each.key, each.name) for each in _READY]),
    (_("Own questions"), [(each.key, each.name) for each in _OWN]),
]

#: The five questions that a new event opens with.
FIRST_QUESTIONS = ("name", "title", "organisation", "email", "diet")
