"""What an editor sets about a form beside its questions: when, in which words, who looks after it."""
from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail_localize.fields import SynchronizedField

from forms_app.panels import PrivacySentencePanel


class FormSettings(models.Model):
    """Settings of the form of a page; every one has a working default."""

    opens_at = models.DateTimeField(
        _("opens"), null=True, blank=True, help_text=_("Leave empty to open when the page is published.")
    )
    closes_on = models.DateField(
        _("last day to answer"), null=True, blank=True, help_text=_("The whole day counts, until 23:59.")
    )
    button_text = models.CharField(
        _("text on the button"),
        max_length=80,
        blank=True,
        help_text=_("For example “Register”. Leave empty for the usual text."),
    )
    thank_you_text = models.TextField(
        _("thank-you text"),
        max_length=1000,
        blank=True,
        help_text=_("Shown on the receipt. Leave empty for the usual text."),
    )
    not_open_text = models.TextField(
        _("text before it opens"), max_length=1000, blank=True, help_text=_("Leave empty for the usual text.")
    )
    closed_text = models.TextField(
        _("text when closed"),
        max_length=1000,
        blank=True,
        help_text=_("For example whom to call. Leave empty for the usual text."),
    )
    review_step = models.BooleanField(
        _("let people look through their answers before they send"),
        default=False,
        help_text=_("A page with all answers and a way to change each comes before the last button."),
    )
    largest_party = models.PositiveSmallIntegerField(
        _("most participants in one registration"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(50)],
        help_text=_("Counts only where a question is put to each participant."),
    )
    organisers = ParentalManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="+",
        verbose_name=_("organisers"),
        help_text=_("May read the ordinary answers, besides you who made the page."),
    )
    special_reader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("responsible for diet and access"),
        help_text=_("The one person who may read answers on special diet and access needs."),
    )

    in_digest = models.BooleanField(
        _("digest for the organisers"),
        default=True,
        help_text=_("A mail at eight in the morning, on days when something has happened here or on her other pages."),
    )
    access_by = models.DateField(
        _("day to tell access needs by"),
        null=True,
        blank=True,
        help_text=_(
            "Stands beside the question on access needs. After it one may still ask, and is told that it may not be "
            "possible. Leave empty for the usual day: two weeks before the first meeting, or the last day to answer."
        ),
    )

    override_translatable_fields = [
        SynchronizedField(name, overridable=False)
        for name in (
            "opens_at", "closes_on", "access_by", "special_reader", "review_step", "largest_party", "in_digest",
        )
    ]

    form_setting_panels = [
        PrivacySentencePanel(),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_on")]),
                FieldPanel("review_step"),
                FieldPanel("largest_party"),
                FieldPanel("button_text"),
                FieldPanel("thank_you_text"),
                FieldPanel("not_open_text"),
                FieldPanel("closed_text"),
                FieldPanel("organisers"),
                FieldPanel("special_reader"),
                FieldPanel("access_by"),
                FieldPanel("in_digest"),
            ],
            heading=_("More about the form"),
            classname="collapsed",
        ),
    ]

    class Meta:
        abstract = True

    @classmethod
    def may_close(cls, since: date, until: date) -> models.Q:
        """As a condition on pages: those whose list may close between these days. Rather one too many."""
        return models.Q(closes_on__range=(since, until))

    #: Whether the one who looks at the desk now may read of access needs; set by its door.
    shows_needs = False

    @property
    def asks_of_needs(self) -> bool:
        """Whether the form asks what people need so as to take part; one query."""
        page: Any = self
        return bool(page.form_fields.filter(field_type="access").exists())

    def tell_needs_by(self) -> date | None:
        """Until which day access needs can surely be met; None where nothing says so."""
        return self.access_by or self.closes_on

    def question_notes(self, today: date) -> dict[str, str]:
        """What stands beside questions of a type ``today``, in the active language: until when needs are told."""
        by = self.tell_needs_by()
        if by is None:
            return {}
        words = (
            gettext("Tell us by %(day)s, so that we can arrange it.")
            if today <= by
            else gettext(
                "The day to tell us was %(day)s. Tell us all the same: we do what we can, but it may not be possible."
            )
        )
        return {"access": words % {"day": date_format(by, "DATE_FORMAT")}}

    def clean(self) -> None:
        """Opening comes before closing."""
        super().clean()
        opens_on = timezone.localdate(self.opens_at) if self.opens_at else None
        if opens_on and self.closes_on and opens_on > self.closes_on:
            raise ValidationError({"closes_on": _("The last day is before the form opens.")})
