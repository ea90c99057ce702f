"""The page of an anonymous evaluation. It asks, and knows of no submission."""
from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail_localize.fields import SynchronizedField

from forms_app.admission import Verdict, by_times, closing_moment
from forms_app.evaluations import notice as evaluation_notice
from forms_app.evaluations.entry import CodeForm
from forms_app.evaluations.form import TEXTS, EvaluationFormBuilder
from forms_app.models.asking import Asking
from forms_app.models.evaluations import EvaluationAnswer, EvaluationRecord, EvaluationWaiting
from forms_app.models.pages import FormPageMixin
from forms_app.models.versions import FormVersion
from forms_app.page_form import FormPageForm
from forms_app.question_panels import QuestionsPanel
from forms_app.questions import Question
from home.languages import NotPublished, canonical_of, facts_for
from home.models import BasePage
from home.page_templates import FORM
from privacy import stamps

#: What an anonymous evaluation may ask with: nothing that is there to find a person again.
TYPES = ("radio", "dropdown", "checkboxes", "checkbox", "number", "singleline", "multiline", "heading")


class EvaluationPage(Asking, BasePage):
    """Questions to those who took part, answered by single-use links; nobody can tell who answered what.

    It is about the page above it: an event, a network, a programme. A module of a programme names it as its own.
    """

    opens_at = models.DateTimeField(
        _("opens"), null=True, blank=True, help_text=_("Leave empty to open when the page is published.")
    )
    closes_on = models.DateField(
        _("last day to answer"), null=True, blank=True,
        help_text=_("The whole day counts. Answers that still wait for others are written when it is over."),
    )
    button_text = models.CharField(
        _("text on the button"), max_length=80, blank=True,
        help_text=_("For example “Send my answers”. Leave empty for the usual text."),
    )
    thank_you_text = models.TextField(
        _("thank-you text"), max_length=1000, blank=True,
        help_text=_("For example what you will do with the answers. Leave empty for the usual text."),
    )

    base_form_class = FormPageForm
    form_builder = EvaluationFormBuilder
    #: A new evaluation opens without questions: what is ready-made asks who somebody is.
    first_questions: tuple[str, ...] = ()
    content_panels = [
        *BasePage.content_panels,
        QuestionsPanel("form_fields", heading=_("Questions"), label=_("Question")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_on")]),
                FieldPanel("button_text"),
                FieldPanel("thank_you_text"),
            ],
            heading=_("More about the evaluation"),
        ),
    ]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        *(SynchronizedField(name, overridable=False) for name in ("opens_at", "closes_on")),
    ]
    subpage_types: list[str] = []
    page_description = _("Anonymous questions to those who took part. Each answers once, by a link of her own.")
    template = "forms_app/evaluation_page.html"
    template_place, template_icon = FORM, "clipboard-list"

    class Meta:
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")

    def clean(self) -> None:
        """Opening comes before closing."""
        super().clean()
        opens_on = timezone.localdate(self.opens_at) if self.opens_at else None
        if opens_on and self.closes_on and opens_on > self.closes_on:
            raise ValidationError({"closes_on": _("The last day is before the evaluation opens.")})

    # -- what it is about ---------------------------------------------------------------------

    def about(self) -> FormPageMixin | None:
        """The canonical page that the evaluation is about; None where it stands alone."""
        above = self.get_parent()
        page = above.specific if above else None
        return canonical_of(page) if isinstance(page, FormPageMixin) else None

    def about_words(self, now: datetime) -> list[str]:
        """What it is about in the language of this page: the title of the page above and its part, if any."""
        above = self.get_parent()
        page = above.specific if above else None
        if not isinstance(page, FormPageMixin):
            return []
        return [page.title, *page.part_evaluated_by(self)]

    # -- when ---------------------------------------------------------------------------------

    def admission(self, now: datetime) -> Verdict:
        """Whether an answer is taken at ``now`` (aware), by this canonical page's facts."""
        verdict = by_times(now, opens_at=self.opens_at, closes_on=self.closes_on, zone=self.zone())
        return Verdict(verdict.state, verdict.is_open and self.live, verdict.opens_at, verdict.closes_at)

    def is_over(self, now: datetime) -> bool:
        """Whether no more answers can come: what waits is then written, however few they are."""
        closes_at = closing_moment(self.closes_on, self.zone())
        return closes_at is not None and now >= closes_at

    def is_complete(self, now: datetime) -> bool:
        """Whether every answer that ever comes has been written. Only then does nothing tell the last ones apart."""
        waiting = EvaluationWaiting.objects.filter(page__translation_key=self.translation_key)
        return self.is_over(now) and not waiting.exists()

    # -- words --------------------------------------------------------------------------------

    def notice_in(self, language: str, questions: tuple[Question, ...]) -> dict[str, Any]:
        """That it is anonymous, how, and that each answer is a public record."""
        has_texts = any(question.kind.widget in TEXTS for question in questions)
        return evaluation_notice.notice(self.section, language, has_texts=has_texts)

    def usual_button_text(self) -> str:
        """What the button does."""
        return gettext("Send my answers")

    # -- serving ------------------------------------------------------------------------------

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page that tells of the evaluation; questions are shown behind a link only."""
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return super().serve(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds ``admission``, ``about`` (titles), ``code_form`` and, in a preview, ``form`` and ``form_content``."""
        context = super().get_context(request, *args, **kwargs)
        facts = context["facts"]
        context["admission"] = facts.admission(timezone.now())
        context["about"] = self.about_words(timezone.now())
        context["code_form"] = CodeForm()
        if getattr(request, "is_preview", False):
            content = self.form_content(facts)
            context["form_content"] = content
            context["form"] = self.form_builder(content.questions).get_form_class()()
        return context

    # -- publishing and deleting --------------------------------------------------------------

    def publishing_refusals(self) -> list[str]:
        """The reasons of every page, and what would make the evaluation less than anonymous."""
        reasons = super().publishing_refusals()
        if not self.closes_on:
            reasons.append(gettext("The evaluation needs a last day to answer: then the last answers are written."))
        reasons += self._reopening_refusals()
        rows = list(self.form_fields.all())
        if not any(row.kind.is_asked for row in rows):
            reasons.append(gettext("The evaluation needs at least one question."))
        return reasons + [reason for row in rows for reason in _refusals_of(row)]

    def _reopening_refusals(self) -> list[str]:
        """Who has seen the results would see afterwards what the few said who answered later."""
        now = timezone.now()
        stored = type(self).objects.filter(pk=self.pk).first()
        if stored is None or not stored.is_over(now) or self.is_over(now):
            return []
        if EvaluationAnswer.objects.to(self).count() < evaluation_notice.FEWEST:
            return []
        return [
            gettext(
                "The evaluation is over and its results are shown. More answers would stand out from those: keep the "
                "last day, and make a new evaluation."
            )
        ]

    def went_live(self) -> None:
        """Keep the version of every language, so that no visitor's moment is noted with it.

        When the last day has moved, the day on which the answers may go moves with it.
        """
        super().went_live()
        page = type(self).objects.get(pk=self.pk)
        for translated in page.get_translations(inclusive=True).live() if page.is_canonical else [page]:
            translated.specific.keep_version()
        if page.is_canonical:
            kept = EvaluationRecord.objects.filter(page=page)
            stamps.restamp(kept, page.retention_anchors(), today=timezone.localdate(timezone=page.zone()))

    def keep_version(self) -> FormVersion | None:
        """The row of the form as it is shown now; None while the original is not live."""
        try:
            facts = facts_for(self)
        except NotPublished:
            return None
        return FormVersion.objects.keep(self.form_content(facts), page_id=facts.pk)

    def deletion_refusals(self) -> list[str]:
        """Why this page, in any of its languages, may not be deleted: answers are public records."""
        waiting = EvaluationWaiting.objects.filter(page__translation_key=self.translation_key)
        if not (EvaluationAnswer.objects.to(self).exists() or waiting.exists()):
            return super().deletion_refusals()
        return [
            *super().deletion_refusals(),
            gettext(
                "The answers to this evaluation are public records, although they are anonymous. They must be "
                "disposed of under a disposal authority before the page can be deleted. Unpublish the page instead."
            ),
        ]

    def retention_anchors(self) -> dict[str, date | None]:
        """The dates from which a period may run."""
        return {"registration_closed": self.closes_on}


def _refusals_of(row: Any) -> list[str]:
    """Why an anonymous evaluation may not ask this."""
    words = {"label": row.label}
    reasons = []
    if row.field_type not in TYPES:
        reasons.append(
            gettext("The question “%(label)s” asks who somebody is. An anonymous evaluation cannot ask it.") % words
        )
    elif row.privacy_class in ("special", "identity_number"):
        reasons.append(
            gettext(
                "The question “%(label)s” is marked as sensitive. An anonymous evaluation asks for nothing sensitive: "
                "leave it out, or ask in another way."
            )
            % words
        )
    if row.asked_of != "registration" or row.asked_when != "at_once" or row.condition:
        reasons.append(
            gettext("The question “%(label)s” must be asked of everybody at once in an anonymous evaluation.") % words
        )
    if row.kind.has_options and not row.choices.strip():
        reasons.append(gettext("The question “%(label)s” needs options to choose from.") % words)
    return reasons
