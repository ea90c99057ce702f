"""The page of a project: its period, what it wants, who takes part and who pays."""
from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, TranslatableMixin
from wagtail.search import index

from events import cards, projects
from events.facts import load_rows
from events.feeds import MOST
from events.models.choices import EventPageQuerySet
from events.models.event import EventPage
from events.models.feeding import EventFeeds
from events.models.writing import EventWritingHelp
from events.project_completeness import refusals, wrong_in_funding, wrong_in_period, wrong_in_result
from events.project_panels import project_panels
from events.project_words import ProjectCard, project_card, project_words
from events.schema_org import project_data
from events.telling import teller_of
from forms_app.admission import Verdict, by_times
from forms_app.models import FormPageMixin
from home.blocks import RICH_TEXT
from home.languages import facts_for
from home.models import BasePage, same_everywhere
from home.models.pages import A_MOMENT
from home.navigation import remembered

ROWS = ("partners", "fundings", "results", "contacts", "related_links")
#: How many of its events a project shows, of those to come and of those past.
MOST_EVENTS = 20


class ProjectPage(EventWritingHelp, EventFeeds, FormPageMixin, BasePage):
    """A project of a body. It is no event, but events may belong to it; a form it has only when asked for."""

    starts_on = models.DateField(_("first day"), null=True, blank=True, help_text=_("For example: 1 January 2027"))
    ends_on = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Leave empty as long as no end is decided.")
    )
    organisation_unit = models.CharField(
        _("unit"), max_length=250, blank=True,
        help_text=_("The part of the organisation that runs the project. For example: Equality"),
    )
    goals = RichTextField(
        _("goals"), features=RICH_TEXT, blank=True,
        help_text=_("What shall be different afterwards. A list reads well here."),
    )
    implementation = RichTextField(
        _("implementation"), features=RICH_TEXT, blank=True,
        help_text=_("What is done in the project, step by step. For example: In the first year we train 20 libraries."),
    )
    last_payment_on = models.DateField(
        _("day of the last payment"), null=True, blank=True,
        help_text=_("From the end of that year the papers of money from the European Union are kept. Never shown."),
    )
    with_form = models.BooleanField(
        _("there is a form on this page"), default=False,
        help_text=_("For example for those who want to hear more. Then add its questions below."),
    )

    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        *FormPageMixin.override_translatable_fields,
        *same_everywhere("starts_on", "ends_on", "last_payment_on", "with_form"),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("organisation_unit"),
        index.SearchField("goals"),
        index.SearchField("implementation"),
        index.RelatedFields("partners", [index.SearchField("name")]),
    ]
    content_panels = project_panels(
        BasePage.content_panels, [*FormPageMixin.question_panels, *FormPageMixin.form_setting_panels]
    )
    #: A project opens without questions: most have no form.
    first_questions = ()
    parent_page_types = ["events.ProjectIndexPage", "home.BodyPage"]
    subpage_types: list[str] = []
    template = "events/project_page.html"
    teaser_template = "components/project_card.html"

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        constraints = [
            models.CheckConstraint(
                name="events_project_ends_after_it_starts",
                condition=models.Q(ends_on__isnull=True)
                | models.Q(starts_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
            )
        ]

    def clean(self) -> None:
        """Refuse what contradicts itself; what is only missing is asked for when publishing."""
        super().clean()
        if wrong := wrong_in_period(self.starts_on, self.ends_on):
            raise ValidationError(wrong)

    # -- the form -------------------------------------------------------------------------------

    def has_form(self) -> bool:
        """Only when the editor wants one."""
        return self.with_form

    def admission(self, now: datetime) -> Verdict:
        """Open until the last day to answer; where none is set, until the project ends."""
        closes_on = self.closes_on or self.ends_on
        return by_times(now, opens_at=self.opens_at, closes_on=closes_on, zone=self.zone())

    def retention_anchors(self) -> dict[str, date | None]:
        """The end of the project, the end of the year of the last payment, and the closing of the form."""
        return {**super().retention_anchors(), **projects.retention_anchors(self.ends_on, self.last_payment_on)}

    def publishing_refusals(self) -> list[str]:
        """The reasons of every page, and what the project lacks; facts are the canonical page's."""
        own = refusals(self) if self.pk is None or self.is_canonical else []
        return [*super().publishing_refusals(), *own]

    # -- serving --------------------------------------------------------------------------------

    @cached_property
    def card(self) -> ProjectCard:
        """The page as a card in a list; lists fill it in for all their pages at once."""
        return project_card(self, facts_for(self), timezone.localdate())

    def read_rows(self, facts: ProjectPage) -> None:
        """Rows of the page and its canonical page, one query for each kind; questions where there is a form."""
        load_rows([facts, self], [*ROWS, "form_fields"] if facts.with_form else ROWS)

    def events(self) -> EventPageQuerySet:
        """The live events in this page's language."""
        return EventPage.objects.live().filter(locale_id=self.locale_id)

    def canonical_events(self) -> EventPageQuerySet:
        """The canonical pages of those that belong to the project."""
        keys = self.events().values("translation_key")
        of_these = EventPage.objects.live().canonical().of_project(self.translation_key)
        return of_these.filter(translation_key__in=keys).select_related("locale")

    def pairs(self, canonical: Iterable[EventPage]) -> list[tuple[EventPage, EventPage]]:
        """The page in this page's language with its canonical page, for some of these, in their order."""
        return self.events().beside(canonical, self.locale_id)

    def listed_events(self) -> dict[str, list[EventPage]]:
        """Those that are ``coming`` and those that are ``past``, each with its card."""
        now = timezone.now()
        today = timezone.localdate(now)
        return {
            "coming": cards.attach(self.pairs(self.canonical_events().upcoming(today)[:MOST_EVENTS]), now),
            "past": cards.attach(self.pairs(self.canonical_events().past(today)[:MOST_EVENTS]), now),
        }

    def feed_pairs(self, request: HttpRequest) -> list[tuple[Any, Any]]:
        """Its events, those to come before those past."""
        today = timezone.localdate()
        events = self.canonical_events()
        return self.pairs([*events.upcoming(today)[:MOST], *events.past(today)[:MOST]][:MOST])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds ``project``: everything the page says of the project in its language; and its ``events``.

        Its events are remembered for a moment, except in previews.
        """
        context = super().get_context(request, *args, **kwargs)
        context["project"] = project_words(self, context["facts"], timezone.localdate())
        is_preview = getattr(request, "is_preview", False)
        context["events"] = (
            self.listed_events()
            if is_preview
            else remembered(f"project.{self.pk}", self.listed_events, A_MOMENT)
        )
        return context

    def machine_data(self, context: Any) -> list[dict[str, Any] | None]:
        """The project by schema.org."""
        facts = context["facts"]
        teller = teller_of(self, context, facts.section)
        data = project_data(context["project"], teller, starts_on=facts.starts_on, ends_on=facts.ends_on)
        return [*super().machine_data(context), data]

    def share_line(self) -> str:
        """Its period."""
        return project_card(self, facts_for(self), timezone.localdate()).period


class Partner(TranslatableMixin, Orderable):
    """An organisation that takes part in a project. It may have a name in each language."""

    page = ParentalKey("events.ProjectPage", on_delete=models.CASCADE, related_name="partners")
    name = models.CharField(_("name"), max_length=250, help_text=_("For example: The Association of Reading Circles"))
    url = models.URLField(
        _("address"), max_length=500, blank=True, help_text=_("For example: https://www.example.org")
    )

    override_translatable_fields = same_everywhere("url", "sort_order")
    panels = [FieldRowPanel([FieldPanel("name"), FieldPanel("url")])]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("partner")
        verbose_name_plural = _("partners")

    def __str__(self) -> str:
        return self.name


class Funding(TranslatableMixin, Orderable):
    """Who pays, out of which programme or fund, and whether the European Union wants to be named for it."""

    class Label(models.TextChoices):
        """The words beside the emblem of the European Union, as its rules on visibility give them."""

        # Regulation (EU) 2021/1060, annex IX; the Commission's guide on the use of the emblem.
        NONE = "", _("No money from the European Union")
        CO_FUNDED = "co_funded", _("Co-funded by the European Union")
        FUNDED = "funded", _("Funded by the European Union")

    page = ParentalKey("events.ProjectPage", on_delete=models.CASCADE, related_name="fundings")
    funder = models.CharField(
        _("funder"), max_length=250, blank=True, help_text=_("For example: The European Union")
    )
    fund = models.CharField(
        _("programme or fund"), max_length=250, blank=True, help_text=_("For example: The European Social Fund Plus")
    )
    label = models.CharField(
        _("label of the European Union"), max_length=10, choices=Label.choices, blank=True, default=Label.NONE,
        help_text=_("Shown with the emblem at the foot of the page. The decision on the grant says which."),
    )

    override_translatable_fields = same_everywhere("label", "sort_order")
    panels = [FieldRowPanel([FieldPanel("funder"), FieldPanel("fund"), FieldPanel("label")])]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("funding")
        verbose_name_plural = _("funding")

    def __str__(self) -> str:
        return self.funder

    def clean(self) -> None:
        """The label and the fund say whose they are."""
        super().clean()
        if wrong := wrong_in_funding(self):
            raise ValidationError(wrong)


class ProjectResult(TranslatableMixin, Orderable):
    """What came out of a project: in words, on a page of this site or elsewhere."""

    page = ParentalKey("events.ProjectPage", on_delete=models.CASCADE, related_name="results")
    title = models.CharField(_("title"), max_length=250, help_text=_("For example: A handbook for reading circles"))
    text = models.TextField(
        _("what it is"), max_length=1000, blank=True,
        help_text=_("For example: Forty methods, tried by twelve libraries."),
    )
    target = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("page of this site"),
        help_text=_("Each reader comes to the page in her own language, where it exists."),
    )
    url = models.URLField(
        _("or an address elsewhere"), max_length=500, blank=True,
        help_text=_("For example: https://www.example.org/handbook"),
    )

    override_translatable_fields = same_everywhere("target", "url", "sort_order")
    panels = [
        FieldPanel("title"),
        FieldPanel("text"),
        FieldRowPanel([PageChooserPanel("target"), FieldPanel("url")]),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("result")
        verbose_name_plural = _("results")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """One link, not two."""
        super().clean()
        if wrong := wrong_in_result(self):
            raise ValidationError(wrong)
