"""One question of a form: the row behind the form builder."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.forms.models import AbstractFormField
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField
from wagtail_localize.segments import StringSegmentValue

from forms_app import options, question_types
from forms_app.models.ready_questions import ASKED_OF, LONGEST, PRIVACY_CLASSES
from forms_app.panels import MorePanel
from forms_app.questions import AskedOf, AskedWhen, Condition, Option, Question, Words
from forms_app.widgets import ConditionWidget, OpaqueKeyWidget, OptionsWidget, QuestionKindWidget
from home.languages import language_of
from privacy.contracts import PrivacyClass


class KeyedOptionsField(models.TextField):
    """Options as ``key=label`` lines; each label is a segment of its own for translation."""

    def get_translatable_segments(self, value: str) -> list[StringSegmentValue]:
        """One segment per option, named by its key: survives reordering, adding and removing."""
        return [StringSegmentValue(key, label) for key, label in options.parse(value) if key]

    def restore_translated_segments(self, value: str, segments: Iterable[StringSegmentValue]) -> str:
        """The source's options with translated labels; an untranslated one keeps the source's."""
        labels = {segment.path: segment.render_text() for segment in segments}
        return options.join([(key, labels.get(key) or label) for key, label in options.parse(value)])


class FormField(TranslatableMixin, AbstractFormField):
    """One question on a page of any type. ``clean_name`` is its opaque key."""

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="form_fields")
    clean_name = models.CharField(_("key"), max_length=16, blank=True, default="")
    label = models.CharField(
        _("question"),
        max_length=500,
        blank=True,
        help_text=_("A ready-made question brings its own words; write others if you like."),
    )
    field_type = models.CharField(
        _("kind of question"), max_length=16, choices=question_types.CHOICES, default="singleline",
        help_text=_("A ready-made question comes with its words, its length and its protection of data."),
    )
    field_type.required_on_save = True
    choices = KeyedOptionsField(_("options"), blank=True, help_text=_("One answer in each row."))
    help_text = models.CharField(
        _("help text"),
        max_length=500,
        blank=True,
        help_text=_("Shown under the question. For example: “Write first and last name.”"),
    )
    error_text = models.CharField(
        _("own error text"),
        max_length=500,
        blank=True,
        help_text=_("Shown when the answer is missing. Leave empty for the usual text."),
    )
    max_length = models.PositiveIntegerField(
        _("maximum length"), null=True, blank=True, validators=[MaxValueValidator(LONGEST)],
        help_text=_("Characters. Leave empty for the usual length."),
    )
    autocomplete = models.CharField(
        _("autocomplete"),
        max_length=40,
        blank=True,
        help_text=_("What the browser may fill in, as a token of the HTML standard. Leave empty if unsure."),
    )
    privacy_class = models.CharField(
        _("privacy class"),
        max_length=16,
        blank=True,
        choices=PRIVACY_CLASSES,
        help_text=_("Leave empty: the kind of question decides. Special categories are encrypted and never mailed."),
    )
    in_receipt = models.BooleanField(
        _("show in the receipt"),
        default=True,
        help_text=_("Special categories are never mailed, whatever you choose here."),
    )

    asked_of = models.CharField(
        _("asked of"),
        max_length=12,
        default=AskedOf.REGISTRATION.value,
        choices=ASKED_OF,
        help_text=_("When several come together, each participant can have answers of her own, for example on diet."),
    )
    asked_when = models.CharField(
        _("asked when"),
        max_length=12,
        default=AskedWhen.AT_ONCE.value,
        choices=[
            (AskedWhen.AT_ONCE.value, _("With the other questions")),
            (AskedWhen.WITH_PLACE.value, _("Afterwards, of those who have got a place")),
        ],
        help_text=_("What is asked afterwards is asked by a link in the mail that confirms the place."),
    )
    condition = models.CharField(
        _("asked only if"),
        max_length=300,
        blank=True,
        help_text=_("The answer to an earlier question that opens this one. Leave empty to ask everybody."),
    )
    ready_question = models.ForeignKey(
        "forms_app.ReadyQuestion", on_delete=models.SET_NULL, null=True, blank=True, editable=False,
        related_name="form_fields", verbose_name=_("made from"),
    )  # fmt: skip

    most_files = models.PositiveSmallIntegerField(
        _("most files"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(3)],
        help_text=_("How many files may be sent along, at most three. Counts only for that kind of question."),
    )

    TYPES = question_types.TYPES

    panels = [
        FieldPanel("clean_name", widget=OpaqueKeyWidget, classname="w-hidden"),
        FieldPanel("field_type", widget=QuestionKindWidget, required_on_save=True),
        FieldPanel("label"),
        FieldPanel("required", help_text=_("Ask for no more than you need: what may be left out is not required.")),
        FieldPanel("choices", widget=OptionsWidget, classname="question-options"),
        MorePanel(
            [
                FieldPanel("help_text"),
                FieldPanel("error_text"),
                FieldPanel("default_value", help_text=_("What stands in the field from the start. Usually nothing.")),
                FieldPanel("max_length"),
                FieldPanel("most_files"),
                FieldPanel("autocomplete"),
                FieldPanel("privacy_class"),
                FieldPanel("in_receipt"),
                FieldPanel("asked_of"),
                FieldPanel("asked_when"),
                FieldPanel("condition", widget=ConditionWidget),
            ],
        ),
    ]

    translatable_fields = [
        TranslatableField("label"),
        TranslatableField("help_text"),
        TranslatableField("error_text"),
        TranslatableField("choices"),
        *(
            SynchronizedField(name, overridable=False)
            for name in (
                "sort_order",
                "clean_name",
                "field_type",
                "required",
                "default_value",
                "max_length",
                "autocomplete",
                "privacy_class",
                "in_receipt",
                "asked_of",
                "asked_when",
                "condition",
                "ready_question",
                "most_files",
            )
        ),
    ]

    class Meta(TranslatableMixin.Meta, AbstractFormField.Meta):
        abstract = False
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [
            models.UniqueConstraint(fields=["page", "clean_name"], name="forms_app_question_key_unique_on_page"),
            models.CheckConstraint(
                condition=models.Q(max_length__isnull=True) | models.Q(max_length__lte=LONGEST),
                name="forms_app_question_length_is_bounded",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def get_field_clean_name(self) -> str:
        """A new opaque key (Wagtail would make one from the label)."""
        return options.new_key()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Complete what is blank, in the language of the page, then save."""
        if self.locale_id is None:
            self.locale = self.get_default_locale()
        self.complete()
        super().save(*args, **kwargs)

    def complete(self, known: dict[str, str] | None = None) -> None:
        """Fill in, where blank: the key, the ready-made label and options, keys of options, server defaults.

        :param known: keys of options by label, of the latest revision.
        """
        if not self.clean_name:
            self.clean_name = options.new_key()
        if not self.label and self.kind.ready_made:
            with translation.override(language_of(self) if self.locale_id else get_language()):
                self.label = str(self.kind.name)
                self.help_text = self.help_text or str(self.kind.help)
        if not self.choices.strip() and self.kind.options:
            with translation.override(language_of(self) if self.locale_id else get_language()):
                self.choices = options.standard(self.kind.options)
        self.choices = options.keyed(self.choices, known)

    @property
    def kind(self) -> question_types.QuestionType:
        """The type with all that it implies."""
        return question_types.TYPES[self.field_type]

    def in_language(self, translated: FormField | None, source: str, language: str) -> Question:
        """This row's facts with the words of ``translated`` laid over.

        :param translated: the same question on the page in ``language``, or None.
        :param source: the language of this row.

        A word that is missing in the translation falls back to this row's, marked with ``source``.
        """
        fallback = "" if source == language else source

        def words(own: str, laid: str) -> Words:
            return Words(laid) if laid else Words(own, fallback if own else "")

        labels = dict(options.parse(translated.choices)) if translated else {}
        return Question(
            key=self.clean_name,
            type=self.field_type,
            label=words(self.label, translated.label if translated else ""),
            help=words(self.help_text, translated.help_text if translated else ""),
            error=words(self.error_text, translated.error_text if translated else ""),
            required=self.required and self.kind.is_asked,
            options=tuple(
                Option(key, words(label, labels.get(key, ""))) for key, label in options.parse(self.choices)
            )
            if self.kind.has_options
            else (),
            default=self.default_value,
            autocomplete=self.autocomplete or self.kind.autocomplete,
            max_length=self.max_length or self.kind.max_length,
            privacy_class=PrivacyClass(self.privacy_class or self.kind.privacy_class),
            in_receipt=self.in_receipt,
            asked_of=AskedOf(self.asked_of),
            asked_when=AskedWhen(self.asked_when),
            condition=Condition.from_text(self.condition),
            most_files=self.most_files,
        )
