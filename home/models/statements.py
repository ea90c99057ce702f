"""The page that says how accessible the site is: what the law asks for, filled in by the body."""
from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from home import statements
from home.blocks import RICH_TEXT
from home.languages import canonical_of
from home.models.base import BasePage
from home.models.snippets import same_everywhere
from privacy.sections import section_for


class AccessibilityStatementPage(BasePage):
    """An accessibility statement. The law's own sentences come from home/wordings/, by whose law it is.

    The editor fills in what only the body knows; where she writes a text of her own about supervision, it
    stands instead of the one that is shipped.
    """

    class Status(models.TextChoices):
        """How far the service meets the requirements."""

        FULLY = "fully", _("It meets all requirements")
        PARTLY = "partly", _("It meets the requirements in part")
        NOT = "not", _("It does not meet the requirements")

    service = models.CharField(
        _("what the statement is about"),
        max_length=250,
        blank=True,
        help_text=_(
            "The name and address of the site or app. For example: the events of Region North, events.example.org"
        ),
    )
    status = models.CharField(
        _("how accessible it is"),
        max_length=10,
        choices=Status.choices,
        blank=True,
        help_text=_("“In part” when something below does not work yet. Most sites are accessible in part."),
    )
    shortcomings = RichTextField(
        _("what does not work yet"),
        features=RICH_TEXT,
        blank=True,
        help_text=_(
            "One shortcoming on each line: what does not work, for whom, and when it will be put right. "
            "For example: Films from before 2025 have no captions. We add them before the end of June."
        ),
    )
    disproportionate_burden = RichTextField(
        _("what would be too great a burden to put right"),
        features=RICH_TEXT,
        blank=True,
        help_text=_(
            "What you have weighed and cannot adapt now, and why. For example: Maps in the archive cannot be read "
            "aloud. Describing each of the 4,000 maps would take two years of work."
        ),
    )
    not_covered = RichTextField(
        _("what the law does not ask for"),
        features=RICH_TEXT,
        blank=True,
        help_text=_("For example: Scanned programmes from before 2018 are not covered by the law."),
    )
    alternatives = RichTextField(
        _("other ways to get the same"),
        features=RICH_TEXT,
        blank=True,
        help_text=_("For example: We read the programme aloud by telephone, or send it in large print."),
    )
    how_tested = RichTextField(
        _("how it was tested"),
        features=RICH_TEXT,
        blank=True,
        help_text=_(
            "Who tested, how and by which requirements. For example: We have tested it ourselves with a screen "
            "reader and keyboard, and by the criteria of WCAG 2.2, levels A and AA."
        ),
    )
    supervision = RichTextField(
        _("your own text about supervision"),
        features=RICH_TEXT,
        blank=True,
        help_text=_("Leave empty: the text about the supervisory authority in your country is shown."),
    )
    assessed_on = models.DateField(
        _("last assessed on"), null=True, blank=True, help_text=_("The day on which the site was last tested.")
    )
    made_on = models.DateField(
        _("statement made on"), null=True, blank=True, help_text=_("The day of the first statement about the site.")
    )
    renewed_on = models.DateField(
        _("statement updated on"), null=True, blank=True, help_text=_("Go through the statement at least once a year.")
    )
    feedback_email = models.EmailField(
        _("e-mail for feedback"), blank=True, help_text=_("A shared mailbox that somebody reads every day.")
    )
    feedback_telephone = models.CharField(
        _("telephone for feedback"),
        max_length=40,
        blank=True,
        validators=[RegexValidator(r"^\+?[0-9 ()-]{5,40}$", _("Write a telephone number with digits."))],
        help_text=_("For example: +46 40 123 45 67"),
    )
    responsible_unit = models.CharField(
        _("unit responsible"),
        max_length=250,
        blank=True,
        help_text=_("The unit that answers for the site. For example: The communications unit"),
    )

    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        *same_everywhere(
            "status", "assessed_on", "made_on", "renewed_on", "feedback_email", "feedback_telephone"
        ),
    ]
    content_panels = [
        *BasePage.content_panels[:2],
        MultiFieldPanel([FieldPanel("service"), FieldPanel("status")], heading=_("What and how accessible")),
        MultiFieldPanel(
            [FieldPanel("shortcomings"), FieldPanel("disproportionate_burden"), FieldPanel("not_covered"),
             FieldPanel("alternatives")],
            heading=_("What is not accessible"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("how_tested"),
                FieldRowPanel([FieldPanel("assessed_on"), FieldPanel("made_on"), FieldPanel("renewed_on")]),
            ],
            heading=_("How it was tested, and when"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("feedback_email"), FieldPanel("feedback_telephone")]),
                FieldPanel("responsible_unit"),
            ],
            heading=_("Where feedback is sent"),
        ),
        FieldPanel("supervision"),
        *BasePage.content_panels[2:],
    ]
    search_fields = [
        *BasePage.search_fields,
        *(index.SearchField(name) for name in ("shortcomings", "not_covered", "alternatives")),
    ]
    subpage_types: list[str] = []
    page_description = _("How accessible the site is, with the headings the law asks for.")
    template = "home/accessibility_statement_page.html"

    class Meta:
        verbose_name = _("accessibility statement")
        verbose_name_plural = _("accessibility statements")

    def publishing_refusals(self) -> list[str]:
        """The reasons of every page, and what the law asks for that is missing; facts are the original's."""
        original = self if self.pk is None or self.is_canonical else canonical_of(self)
        own = statements.missing_from(original) if original is self else []
        return [*super().publishing_refusals(), *own]

    def get_context(self, request, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Beside what every page has, ``statement``: what home.statements says for the section's country."""
        context = super().get_context(request, *args, **kwargs)
        section = section_for(self)
        controller = section.controller if section else None
        context["statement"] = (
            statements.statement_of(self, context["facts"], controller, context["language"]) if controller else None
        )
        return context
