"""What an editor sets about a form beside its questions: when, in which words, who looks after it."""
from __future__ import annotations

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
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

    override_translatable_fields = [
        SynchronizedField(name, overridable=False)
        for name in ("opens_at", "closes_on", "special_reader", "review_step", "largest_party", "in_digest")
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

    def clean(self) -> None:
        """Opening comes before closing."""
        super().clean()
        opens_on = timezone.localdate(self.opens_at) if self.opens_at else None
        if opens_on and self.closes_on and opens_on > self.closes_on:
            raise ValidationError({"closes_on": _("The last day is before the form opens.")})
