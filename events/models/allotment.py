"""A limited number of seats within an event, for those who choose one answer: a workshop, or in the room."""
from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable, TranslatableMixin

from home.models.snippets import same_everywhere


class Allotment(TranslatableMixin, Orderable):
    """So many seats for those who choose ``option`` ("question key:option key").

    ``translation_key`` is its lasting name: seats know it by that, in every language and revision.
    """

    page = ParentalKey("events.EventPage", on_delete=models.CASCADE, related_name="allotments")
    title = models.CharField(
        _("name"), max_length=150, help_text=_("For example: Workshop A. Only you and your colleagues see it.")
    )
    option = models.CharField(
        _("for those who answer"), max_length=50,
        help_text=_("An answer to choose in one of the questions. Save the page first when the question is new."),
    )
    capacity = models.PositiveIntegerField(_("number of places"), help_text=_("For example: 15"))

    override_translatable_fields = same_everywhere("title", "option", "capacity", "sort_order")
    panels = [FieldPanel("title"), FieldRowPanel([FieldPanel("option"), FieldPanel("capacity")])]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("limited choice")
        verbose_name_plural = _("limited choices")

    def __str__(self) -> str:
        return self.title

    @property
    def question_key(self) -> str:
        """The key of the question in which it is chosen."""
        return self.option.partition(":")[0]

    @property
    def option_key(self) -> str:
        """The key of the option that chooses it."""
        return self.option.partition(":")[2]
