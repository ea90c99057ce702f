"""Ready-made questions that officers add, and what a new page of a type opens with."""
from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from forms_app import options, question_types
from forms_app.questions import AskedOf
from forms_app.ready_made.forms import OpeningForm, ReadyQuestionForm, page_types
from privacy.by_language import TextsField, wording
from privacy.contracts import PrivacyClass

#: As in the check constraint of ``FormField``.
LONGEST = 5000
PRIVACY_CLASSES = [
    (PrivacyClass.PERSONAL.value, _("Personal data")),
    (PrivacyClass.SPECIAL.value, _("Special category (health, diet, religion …)")),
    (PrivacyClass.IDENTITY_NUMBER.value, _("Personal identity number")),
    (PrivacyClass.FREE_TEXT.value, _("Free text")),
    (PrivacyClass.NONE.value, _("Not personal")),
]
ASKED_OF = [
    (AskedOf.REGISTRATION.value, _("The one who registers")),
    (AskedOf.PARTICIPANT.value, _("Each participant")),
]


class ReadyQuestionQuerySet(models.QuerySet["ReadyQuestion"]):
    """Choices of ready-made questions."""

    def offered_on(self, page_type: str) -> list[ReadyQuestion]:
        """Those that an editor may choose on pages of this type, in their order."""
        return [each for each in self.filter(retired=False) if page_type in each.page_types]


class ReadyQuestion(models.Model):
    """A question with its words in every language, its protection and its limits; a form gets a copy of it."""

    labels = TextsField(verbose_name=_("question"), help_text=_("In each language that your pages are written in."))
    helps = TextsField(
        verbose_name=_("help text"), blank=True, help_text=_("Shown under the question, with an example if it helps.")
    )
    errors = TextsField(
        verbose_name=_("own error text"), blank=True, help_text=_("Shown when the answer is missing, if you want.")
    )
    options = TextsField(
        verbose_name=_("options"), blank=True, multiline=True,
        help_text=_("One in each line, in the same order in every language. For lists to choose from only."),
    )
    option_keys = models.JSONField(default=list, editable=False)
    kind = models.CharField(
        _("kind of question"), max_length=16, default="singleline",
        choices=[
            (each.key, each.name)
            for each in question_types.TYPES.values()
            if each.is_asked and not each.takes_files
        ],
        help_text=_("How it is answered. Rules on a ready-made question of the site hold for this one too."),
    )
    required = models.BooleanField(
        _("required"), default=False, help_text=_("An editor may make a required question voluntary, not the reverse.")
    )
    privacy_class = models.CharField(
        _("privacy class"), max_length=16, blank=True, choices=PRIVACY_CLASSES,
        help_text=_("Leave empty: the kind of question decides. Special categories are encrypted and never mailed."),
    )
    autocomplete = models.CharField(
        _("autocomplete"), max_length=40, blank=True,
        help_text=_("What the browser may fill in, as a token of the HTML standard. Leave empty if unsure."),
    )
    max_length = models.PositiveIntegerField(
        _("maximum length"), null=True, blank=True, validators=[MaxValueValidator(LONGEST)],
        help_text=_("Characters. Leave empty for the usual length."),
    )
    asked_of = models.CharField(
        _("asked of"), max_length=12, default=AskedOf.REGISTRATION.value, choices=ASKED_OF,
        help_text=_("When several come together, each participant can have answers of her own, for example on diet."),
    )
    page_types = models.JSONField(
        _("on pages of the type"), default=list, blank=True, help_text=_("Where editors can choose the question.")
    )
    opens = models.BooleanField(
        _("new pages open with it"), default=False, help_text=_("It then stands last among their first questions.")
    )
    order = models.PositiveSmallIntegerField(
        _("order"), default=100, help_text=_("The lowest number comes first, where several stand together.")
    )
    retired = models.BooleanField(
        _("retired"), default=False,
        help_text=_("Not offered any more. Forms that have it keep it as it is; nothing is removed from them."),
    )

    objects = ReadyQuestionQuerySet.as_manager()
    base_form_class = ReadyQuestionForm

    class Meta:
        verbose_name = _("ready-made question")
        verbose_name_plural = _("ready-made questions")
        ordering = ["retired", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(max_length__isnull=True) | models.Q(max_length__lte=LONGEST),
                name="forms_app_ready_length_is_bounded",
            ),
        ]

    def __str__(self) -> str:
        return wording(self.labels).text

    def clean(self) -> None:
        """Options belong to lists, and are as many in every language."""
        super().clean()
        numbers = {len(lines) for lines in self.option_lines().values()}
        if question_types.TYPES[self.kind].has_options and not numbers:
            raise ValidationError({"options": _("Write the options to choose from.")})
        if len(numbers) > 1:
            raise ValidationError({"options": _("Write as many options in each language, in the same order.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Give every option a key, the same in every form that gets the question."""
        most = max((len(lines) for lines in self.option_lines().values()), default=0)
        self.option_keys += [options.new_key() for _number in range(most - len(self.option_keys))]
        super().save(*args, **kwargs)

    def option_lines(self) -> dict[str, list[str]]:
        """language -> its options in order."""
        written = {code: text.split("\n") for code, text in self.options.items()}
        found = {code: [line.strip() for line in lines if line.strip()] for code, lines in written.items()}
        return {code: lines for code, lines in found.items() if lines}

    @admin.display(description=_("Forms that have it"))
    def used(self) -> int:
        """In how many forms there is a question that was made from it, each counted once for all its languages."""
        return self.form_fields.values("page__translation_key").distinct().count()


class PageOpening(models.Model):
    """Which of the site's own ready-made questions a new page of one type opens with."""

    page_type = models.CharField(
        _("type of page"), max_length=100, unique=True, help_text=_("Each type is decided once.")
    )
    kinds = models.JSONField(
        _("opens with"), default=list, blank=True,
        help_text=_("In this order. Without a choice made here, every type opens with what it came with."),
    )

    base_form_class = OpeningForm

    class Meta:
        verbose_name = _("first questions of new pages")
        verbose_name_plural = _("first questions of new pages")
        ordering = ["page_type"]

    def __str__(self) -> str:
        return dict(page_types()).get(self.page_type, self.page_type)

    @admin.display(description=_("Opens with"))
    def in_words(self) -> str:
        """The questions by name."""
        names = [str(question_types.TYPES[kind].name) for kind in self.kinds if kind in question_types.TYPES]
        return ", ".join(names) or "–"
