"""The page of a programme: what happens step by step, when a certificate is given, and how it is followed up."""
from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail.models import Orderable, Page, TranslatableMixin
from wagtail.search import index

from events.advice import advice_on_follow_ups
from events.facts import TEXTS, load_rows
from events.follow_ups import MOST_MONTHS, day_after
from events.kinds import Kind
from events.models.event import EventPage
from events.models.following import FollowedFrom, FollowUpDeed
from events.programme_panels import programme_panels
from events.programme_words import programme_words
from forms_app.models import Submission
from forms_app.ways import Way
from home.advice import Advice
from home.models import BasePage, same_everywhere

#: Rows of a programme beside those of every event.
ROWS = ("modules", "follow_ups")


class ProgrammePage(EventPage):
    """An event of several steps, given to one organisation at a time; it may have no date of its own."""

    kinds = (Kind.PROGRAMME,)
    needs_occasion = False
    reminds_of_each = True
    #: Those of an organisation that asks for the programme; nobody is served lunch yet.
    first_questions = ("name", "title", "organisation", "email", "telephone")
    texts = (*TEXTS, "group_size", "group_task", "certificate_rule", "evaluation_note", "other_note")

    group_size = models.CharField(
        _("size of the working group"), max_length=120, blank=True, help_text=_("For example: About 3 to 8 persons")
    )
    group_task = models.TextField(
        _("task of the working group"), max_length=1000, blank=True,
        help_text=_("For example: The group writes an action plan with goals that can be measured."),
    )
    certificate_rule = models.TextField(
        _("when the certificate is given"), max_length=1000, blank=True,
        help_text=_("For example: When we have approved the action plan. Leave empty when there is no certificate."),
    )
    follow_ups_from = models.DateField(
        _("follow-ups are counted from"), null=True, blank=True,
        help_text=_(
            "For example the day of the certificate. Leave empty when it differs between organisations: "
            "then the page says “After 6 months”."
        ),
    )
    evaluation_note = models.TextField(
        _("how it is evaluated"), max_length=1000, blank=True,
        help_text=_("For example: Each day is evaluated on the spot, and anonymously afterwards."),
    )
    other_note = models.TextField(
        _("other things to know"), max_length=1000, blank=True,
        help_text=_("For example: The steps can be fitted to what your organisation needs."),
    )

    override_translatable_fields = [
        *EventPage.override_translatable_fields,
        *same_everywhere("follow_ups_from"),
    ]
    search_fields = [
        *EventPage.search_fields,
        index.RelatedFields("modules", [index.SearchField("title"), index.SearchField("text")]),
    ]
    content_panels = programme_panels(BasePage.content_panels, EventPage.question_panels)
    template = "events/programme_page.html"

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")

    def usual_button_text(self) -> str:
        """What the button does: without any day one asks for the programme."""
        return super().usual_button_text() if self.occasions.all() else gettext("Register interest")

    def retention_anchors(self) -> dict[str, date | None]:
        """The last follow-up too; None while its day differs between those who take part (events.followed)."""
        known = super().retention_anchors()
        months = [row.months for row in self.follow_ups.all()]
        if not months or self.terms().is_cancelled:
            return known
        last = day_after(self.follow_ups_from, max(months)) if self.follow_ups_from else None
        days = (last, known["last_occasion_end"])
        return {**known, "last_follow_up": max(day for day in days if day) if last else None}

    def advice(self) -> list[Advice]:
        """Whether registrations are kept as long as they are followed up."""
        today = timezone.localdate(timezone=self.zone())
        return [*super().advice(), *(advice_on_follow_ups(self, today) if self.is_canonical else [])]

    def attended_rows(self) -> list[Any]:
        """Its steps, whose days are agreed with each organisation; without steps what every event has."""
        return list(self.modules.all()) or super().attended_rows()

    def desk_ways(self) -> list[Way]:
        """Follow-ups too, where there are any or a certificate is given."""
        own = Way("follow_ups", _("Follow-ups"), reverse("events_desk:follow_ups", args=[self.pk]), "calendar-alt")
        return [*super().desk_ways(), *([own] if self.certificate_rule or self.follow_ups.all() else [])]

    def record_facts(self, submissions: list[Submission]) -> dict[UUID, list[tuple[str, str]]]:
        """From which day each is followed up, and what was done: the mails and notes themselves."""
        facts = super().record_facts(submissions)
        for each in FollowedFrom.objects.filter(registration__in=facts):
            facts[each.registration_id].append((gettext("Followed up from"), date_format(each.on, "DATE_FORMAT")))
        for deed in FollowUpDeed.objects.filter(registration__in=facts).order_by("at", "pk"):
            words = [deed.title, str(deed.get_outcome_display()), deed.subject, deed.text, deed.note]
            facts[deed.registration_id].append((gettext("Follow-up"), "\n".join(filter(None, words))))
        return facts

    def all_parts(self) -> list[Any]:
        """Its steps too."""
        return [*self.modules.all(), *super().all_parts()]

    def part_evaluated_by(self, evaluation: Page) -> list[str]:
        """The titles of the steps, in this page's language, that name ``evaluation`` as theirs."""
        steps = self.modules.filter(evaluation__translation_key=evaluation.translation_key)
        return list(steps.values_list("title", flat=True))

    def read_rows(self, facts: EventPage) -> None:
        """Modules and follow-ups too, one query for each kind of row."""
        super().read_rows(facts)
        load_rows([facts, self], ROWS)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds ``programme``: modules, working group, certificate and follow-ups in the page's language."""
        context = super().get_context(request, *args, **kwargs)
        context["programme"] = programme_words(self, context["facts"])
        return context


class Module(TranslatableMixin, Orderable):
    """A step of a programme, in the order the editor gave."""

    class Kind(models.TextChoices):
        """What sort of step it is."""

        MODULE = "module", _("Module")
        WORKSHOP = "workshop", _("Workshop")

    #: No days of its own: they are agreed with each organisation.
    first_day: date | None = None
    last_day: date | None = None

    page = ParentalKey("events.ProgrammePage", on_delete=models.CASCADE, related_name="modules")
    kind = models.CharField(
        _("kind of step"), max_length=10, choices=Kind.choices, default=Kind.MODULE,
        help_text=_("In a module one learns; in a workshop one works on something of one's own."),
    )
    title = models.CharField(_("title"), max_length=250, help_text=_("For example: To know one another"))
    length = models.CharField(_("length"), max_length=120, blank=True, help_text=_("For example: Half a day"))
    text = models.TextField(
        _("what happens"), max_length=2000, blank=True,
        help_text=_("For example: We look at your own organisation: who fits in, and whose rules hold?"),
    )
    evaluation = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("evaluation"), help_text=_("The page on which those who took part say what they thought."),
    )

    override_translatable_fields = same_everywhere("kind", "evaluation", "sort_order")
    panels = [
        FieldRowPanel([FieldPanel("title"), FieldPanel("kind"), FieldPanel("length")]),
        FieldPanel("text"),
        PageChooserPanel("evaluation"),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("step of a programme")
        verbose_name_plural = _("steps of a programme")

    def __str__(self) -> str:
        return self.title

    def begin_anew(self) -> None:
        """Be a step of another year: what was thought of the old one is said on a page of its own."""
        self.evaluation = None


class FollowUp(TranslatableMixin, Orderable):
    """What is looked at so many months after."""

    page = ParentalKey("events.ProgrammePage", on_delete=models.CASCADE, related_name="follow_ups")
    months = models.PositiveSmallIntegerField(
        _("months after"), validators=[MinValueValidator(1), MaxValueValidator(MOST_MONTHS)],
        help_text=_("For example: 6, 18 or 36"),
    )
    title = models.CharField(_("title"), max_length=250, help_text=_("For example: First follow-up of the action plan"))
    text = models.TextField(
        _("what happens"), max_length=1000, blank=True,
        help_text=_("For example: We look together at how far you have come."),
    )

    override_translatable_fields = same_everywhere("months", "sort_order")
    panels = [FieldRowPanel([FieldPanel("months"), FieldPanel("title")]), FieldPanel("text")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        constraints = [
            models.CheckConstraint(
                name="events_follow_up_comes_after", condition=models.Q(months__gte=1, months__lte=MOST_MONTHS)
            )
        ]

    def __str__(self) -> str:
        return self.title
