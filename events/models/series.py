"""The page of a network or another series: several meetings that one joins together."""
from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from events.chosen import KEY, RegistersFor, question_of
from events.edit_form import SeriesPageForm
from events.event_panels import series_panels
from events.facts import TEXTS, EventWords, load_rows, occasions_of, places_of
from events.feeds import FEEDS
from events.kinds import OF_SERIES
from events.meetings import timeline, whole_period
from events.models.admitting import AdmittingMixin
from events.models.event import EventPage
from forms_app.questions import Question
from home.languages import Laid, text_language
from home.models import BasePage
from home.models.snippets import same_everywhere


class SeriesPage(EventPage):
    """A network, or a course in several meetings. One registration is for all, or for those chosen."""

    class CostPer(models.TextChoices):
        """For whom the cost is."""

        PERSON = "person", _("Each person")
        ORGANISATION = "organisation", _("Each organisation")

    rhythm = models.CharField(
        _("how often"),
        max_length=250,
        blank=True,
        help_text=_("For example: Three meetings a year, five in all, with work at home in between."),
    )
    requirements = models.TextField(
        _("requirements to join"),
        max_length=1000,
        blank=True,
        help_text=_("For example: Your board has decided to take part."),
    )
    commitment = models.TextField(
        _("what taking part means"),
        max_length=1000,
        blank=True,
        help_text=_("For example: You try out methods at home between the meetings and share what you learn."),
    )
    cost_per = models.CharField(
        _("the cost is for"),
        max_length=12,
        choices=CostPer.choices,
        blank=True,
        help_text=_(
            "The page then says “8,000 kronor per person for all meetings”; where one chooses meetings, “per person "
            "and meeting”."
        ),
    )
    invoice_text = models.TextField(
        _("about the invoice"),
        max_length=500,
        blank=True,
        help_text=_("For example: We send the invoice after the first meeting. Give your reference when you register."),
    )
    next_step = models.TextField(
        _("what happens after registering"),
        max_length=500,
        blank=True,
        help_text=_("For example: We call you to hear whether you have any questions."),
    )

    reminds_of_each = True
    registers_for = models.CharField(
        _("one registration is for"),
        max_length=4,
        choices=RegistersFor.choices,
        default=RegistersFor.ALL,
        help_text=_("When she chooses, the form asks for it first. Mails, calendar and lists then follow her choice."),
    )

    override_translatable_fields = [
        *EventPage.override_translatable_fields, *same_everywhere("cost_per", "registers_for")
    ]
    search_fields = [
        *EventPage.search_fields,
        index.SearchField("requirements"),
        index.SearchField("commitment"),
        index.RelatedFields("occasions", [index.SearchField("title"), index.SearchField("documentation")]),
    ]
    content_panels = series_panels(BasePage.content_panels, AdmittingMixin.question_panels)
    base_form_class = SeriesPageForm
    template = "events/series_page.html"
    feeds = FEEDS
    kinds = OF_SERIES
    texts = (*TEXTS, "rhythm", "requirements", "commitment", "invoice_text", "next_step")

    class Meta:
        verbose_name = _("network or series")
        verbose_name_plural = _("networks and series")

    def words_for(self, page: Any, now: datetime) -> EventWords:
        """The words of every event; the cost says for whom and for what, and the receipt repeats what one agrees to."""
        words = super().words_for(page, now)
        with translation.override(words.language):
            lines = [
                (gettext("What taking part means"), [words.texts["commitment"]]),
                (gettext("About the invoice"), [words.texts["invoice_text"]]),
                (gettext("What happens next"), [words.texts["next_step"]]),
            ]
        return replace(
            words,
            texts={**words.texts, "cost": self._whole_cost(words)},
            meetings=timeline(words.occasions, now, words.language),
            period=whole_period(words.occasions, words.language),
            lines=lines,
        )

    def own_questions(self, facts: Any) -> tuple[Question, ...]:
        """Which meetings one comes to, where one chooses."""
        if facts.registers_for == RegistersFor.ALL:
            return ()
        language = text_language(self)
        load_rows([facts, self], ["occasions"])
        occasions = occasions_of(self, facts, language, places_of([facts], language))
        with translation.override(language):
            found = question_of(occasions, facts.registers_for, timezone.now())
        return (found,) if found else ()

    def own_question_keys(self) -> tuple[str, ...]:
        """That of the question which meetings one comes to."""
        return () if self.registers_for == RegistersFor.ALL else (KEY,)

    def _whole_cost(self, words: EventWords) -> Laid:
        cost = words.texts["cost"]
        if not (cost and self.cost_per):
            return cost
        is_for_all = self.registers_for == RegistersFor.ALL
        patterns = {
            (self.CostPer.PERSON, True): _("%(cost)s per person for all meetings"),
            (self.CostPer.PERSON, False): _("%(cost)s per person and meeting"),
            (self.CostPer.ORGANISATION, True): _("%(cost)s per organisation for all meetings"),
            (self.CostPer.ORGANISATION, False): _("%(cost)s per organisation and meeting"),
        }
        with translation.override(cost.lang or words.language):
            return Laid(str(patterns[self.CostPer(self.cost_per), is_for_all]) % {"cost": cost}, cost.lang)
