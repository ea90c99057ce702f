"""The types of question an editor may choose between, and what each implies.

A ready-made question is a type with a meaning: its label, privacy class, autocomplete token and
length come with it, so that the editor has nothing to decide. Pure: no ORM.
"""
from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from privacy.contracts import PrivacyClass

LINE_LENGTH = 200
TEXT_LENGTH = 2000


@dataclass(frozen=True, slots=True)
class QuestionType:
    """One type of question.

    ``widget`` is the kind of control ("singleline", "multiline", ...); ``autocomplete`` a token of
    the HTML standard (WCAG 1.3.5) or ""; ``max_length`` in characters. ``options`` are what can be chosen, as
    (key, words). ``opened_by``: the type and the option's key of the ready-made question that it goes with, as that
    one's follow-up: it has its meaning too. ``speaks_of``: the ready-made question that asks for the same in another
    way, where there is one.
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
    options: tuple[tuple[str, str | Promise], ...] = ()
    opened_by: tuple[str, str] = ("", "")
    speaks_of: str = ""

    @property
    def meaning(self) -> str:
        """The type of ready-made question on which rules may speak: its own, or that of the one it goes with."""
        return self.speaks_of or self.opened_by[0] or self.key

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


class Need(StrEnum):
    """What somebody may need so as to take part: the options of the ready-made question on access."""

    INTERPRETER = "interpreter"
    WRITTEN = "writtentext"
    LOOP = "hearingloop"
    WHEELCHAIR = "wheelchair"
    EASY_READ = "easyread"
    ASSISTANT = "assistant"
    GUIDE_DOG = "guidedog"
    OTHER = "otherneed"


class Diet(StrEnum):
    """What somebody may eat or not: the options of the ready-made question on diet that a kitchen can count."""

    VEGETARIAN = "vegetarian"
    VEGAN = "vegandiet"
    GLUTEN_FREE = "glutenfree"
    LACTOSE_FREE = "lactosefree"
    MILK_FREE = "milkfree"
    NO_PORK = "nopork"
    NUTS = "nutallergy"
    FISH = "fishallergy"
    OTHER = "otherdiet"


_DIETS = (
    (Diet.VEGETARIAN.value, _("Vegetarian")),
    (Diet.VEGAN.value, _("Vegan")),
    (Diet.GLUTEN_FREE.value, _("Gluten-free")),
    (Diet.LACTOSE_FREE.value, _("Lactose-free")),
    (Diet.MILK_FREE.value, _("Milk-free")),
    (Diet.NO_PORK.value, _("No pork")),
    (Diet.NUTS.value, _("Nut allergy")),
    (Diet.FISH.value, _("Allergy to fish or shellfish")),
    (Diet.OTHER.value, _("Something else")),
)
_NEEDS = (
    (Need.INTERPRETER.value, _("Sign-language interpreter")),
    (Need.WRITTEN.value, _("Written interpretation")),
    (Need.LOOP.value, _("Hearing loop")),
    (Need.WHEELCHAIR.value, _("Place for a wheelchair")),
    (Need.EASY_READ.value, _("Material in easy language")),
    (Need.ASSISTANT.value, _("An assistant comes with me")),
    (Need.GUIDE_DOG.value, _("A guide dog or an assistance dog comes with me")),
    (Need.OTHER.value, _("Something else")),
)
_SIGN_LANGUAGES = (
    ("swedishsign", _("Swedish Sign Language")),
    ("finnishsign", _("Finnish Sign Language")),
    ("finlandswedish", _("Finland-Swedish Sign Language")),
    ("othersign", _("Another sign language, or tactile signing")),
)

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
        "diet_kinds",
        _("Choose special diet or food allergy"),
        "checkboxes",
        privacy_class=PrivacyClass.SPECIAL,
        ready_made=True,
        required=False,
        help=_("Choose one or more. You need not answer."),
        options=_DIETS,
        speaks_of="diet",
    ),
    QuestionType(
        "diet_other",
        _("What else should the kitchen know?"),
        "singleline",
        privacy_class=PrivacyClass.SPECIAL,
        ready_made=True,
        help=_("Write what you do not eat. You need not say why."),
        opened_by=("diet_kinds", Diet.OTHER.value),
        speaks_of="diet",
    ),
    QuestionType(
        "access",
        _("Access needs"),
        "checkboxes",
        privacy_class=PrivacyClass.SPECIAL,
        ready_made=True,
        required=False,
        help=_("What you need so as to take part. You need not answer."),
        options=_NEEDS,
    ),
    QuestionType(
        "sign_language",
        _("Which sign language?"),
        "radio",
        privacy_class=PrivacyClass.SPECIAL,
        ready_made=True,
        options=_SIGN_LANGUAGES,
        opened_by=("access", Need.INTERPRETER.value),
    ),
    QuestionType(
        "access_other",
        _("What else do you need?"),
        "multiline",
        privacy_class=PrivacyClass.SPECIAL,
        max_length=500,
        ready_made=True,
        help=_("Write what we can do for you. You need not say why."),
        opened_by=("access", Need.OTHER.value),
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

#: The types that go with a ready-made question, as its follow-ups.
FOLLOW_UPS: dict[str, tuple[str, ...]] = {
    first: tuple(each.key for each in _READY if each.opened_by[0] == first)
    for first in dict.fromkeys(each.opened_by[0] for each in _READY if each.opened_by[0])
}

#: The five questions that a new event opens with.
FIRST_QUESTIONS = ("name", "title", "organisation", "email", "diet")
