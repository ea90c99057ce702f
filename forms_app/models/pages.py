"""What every page with a form has, and the page that is only a form."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.contrib.forms.models import FormMixin
from wagtail.models import Page

from forms_app.admission import Decision, Refused, Verdict, by_times, closing_moment
from forms_app.answer_form import AnswerForm
from forms_app.models.asking import Asking
from forms_app.models.building import FormBuilding
from forms_app.models.form_settings import FormSettings
from forms_app.models.from_the_desk import FromTheDesk
from forms_app.models.persons import SubmittedPerson
from forms_app.models.previewing import Previewing
from forms_app.models.submissions import Submission, SubmissionQuerySet
from forms_app.models.versions import FormVersion
from forms_app.page_form import FormPageForm
from forms_app.question_panels import TriedQuestionsPanel
from forms_app.questions import Question
from forms_app.squares import Square
from forms_app.ways import ReceiptWay
from home.languages import NotPublished, facts_for
from home.models import BasePage
from home.page_templates import FORM
from privacy import stamps
from privacy.effects import Effect
from privacy.retention import effect_of_moving
from privacy.rules import Selector


class FormPageMixin(Previewing, FormBuilding, Asking, FromTheDesk, FormMixin, FormSettings):
    """A page with a form. Facts come from the canonical page, words from the page in hand.

    Template methods for the floors above: ``has_form``, ``admission``, ``decide``, ``accept``,
    ``gives_place``, ``standing``, ``with_place``, ``later_closes_at``, ``retention_anchors``, ``receipt_facts``,
    ``receipt_news``, ``receipt_ways``, ``receipt_code``, and those of ``FromTheDesk``.
    """

    base_form_class = FormPageForm
    landing_page_template = ""
    #: Ready-made questions that a new page opens with.
    first_questions: tuple[str, ...] = ("name", "email")

    question_panels = [TriedQuestionsPanel("form_fields", heading=_("Questions"), label=_("Question"))]

    class Meta:
        abstract = True

    # -- template methods ---------------------------------------------------------------------

    def has_form(self) -> bool:
        """Whether this canonical page takes answers at all."""
        return True

    def admission(self, now: datetime) -> Verdict:
        """Whether an answer is taken at ``now`` (aware), by this canonical page's facts."""
        return by_times(now, opens_at=self.opens_at, closes_on=self.closes_on, zone=self.zone())

    def decide(
        self,
        *,
        questions: tuple[Question, ...],
        answers: dict[str, Any],
        persons: Sequence[dict[str, Any]] = (),
        now: datetime,
        by_staff: bool = False,
    ) -> Decision:
        """What becomes of valid answers, under whatever lock the page needs; inside the transaction.

        :param answers: of the one who registers, by question key.
        :param persons: the same of each participant, in order.
        :param by_staff: entered in somebody's name: opening and closing do not bind.
        :raises Refused: when the form is not open.
        """
        verdict = self.admission(now)
        if not (verdict.is_open or by_staff):
            raise Refused(verdict)
        return Decision(state="received", letter="submission_received")

    def accept(self, submission: Submission, decision: Decision, now: datetime) -> None:
        """What else to store with ``submission``, in the same transaction. Here: nothing."""

    def gives_place(self, decision: Decision) -> bool:
        """Whether she has got a place by it, and is asked what is asked only of those who have."""
        return not decision.minor

    def standing(self, submissions: SubmissionQuerySet) -> SubmissionQuerySet:
        """Those of ``submissions`` that stand for somebody, without repeats and the like."""
        return submissions.exclude(rule__selector=Selector.MINOR)

    def with_place(self, submissions: SubmissionQuerySet) -> SubmissionQuerySet:
        """Those of ``submissions`` who have a place: they get a badge, are looked for at the door, and eat."""
        return self.standing(submissions)

    def later_closes_at(self, asked_at: datetime) -> datetime:
        """When what was asked later, at ``asked_at``, can no longer be answered: with the form, else 30 days after."""
        closes_at = closing_moment(self.closes_on, self.zone())
        return closes_at if closes_at and closes_at > asked_at else asked_at + timedelta(days=30)

    def retention_anchors(self) -> dict[str, date | None]:
        """The dates from which periods run, by anchor name: here those that every form has."""
        published = self.last_published_at
        return {
            "registration_closed": self.closes_on,
            "last_published": timezone.localdate(published, self.zone()) if published else None,
            "manual": getattr(self.section, "entered_on", None),
        }

    def effect_of_publishing(self, now: datetime) -> Effect:
        """What publishing the page in hand does to the dates of stored answers."""
        today = timezone.localdate(now, self.zone())
        anchors = {**self.retention_anchors(), "last_published": today}
        return effect_of_moving(self.records(), anchors, today=today)

    def receipt_facts(self, page: Page, submission: Submission | None = None) -> list[dict[str, Any]]:
        """Facts for the receipt, of ``submission``, in the language of ``page``: {"term": ..., "values": [Words]}."""
        return []

    def receipt_news(self, submission: Submission) -> tuple[str, str]:
        """What the receipt says first, and under it, where it is not the usual thanks; in the active language."""
        return "", ""

    def receipt_ways(self, submission: Submission, token: str, now: datetime) -> list[ReceiptWay]:
        """Where one gets from the receipt, whose address has ``token``, to change something."""
        return []

    def receipt_code(self, submission: Submission) -> Square | None:
        """A square of dots to show at the door, on the receipt and her own page. Here: none."""
        return None

    def part_evaluated_by(self, evaluation: Page) -> list[str]:
        """The titles of those parts of this page, in its language, that name ``evaluation`` as theirs. Here: none."""
        return []

    def to_invite(self) -> models.QuerySet[Submission]:
        """Whose opinion an evaluation of this canonical page asks for: those whose answer is in use."""
        return self.get_submissions().unrestricted()

    def takes_files(self) -> bool:
        """Whether files may come with a post to this page's form."""
        if not settings.KALLELSE_FILES:
            return False
        try:
            facts = facts_for(self)
        except NotPublished:
            return False
        return facts.has_form() and any(row.kind.takes_files for row in facts.form_fields.all())

    # -- submissions --------------------------------------------------------------------------

    def form_class(self, questions: tuple[Question, ...]) -> type[AnswerForm]:
        """The form of ``questions`` with the settings of this canonical page."""
        asks_of_needs = any(each.type == "access" for each in questions)
        notes = self.question_notes(timezone.localdate(timezone=self.zone())) if asks_of_needs else {}
        builder = self.form_builder(
            questions, largest_party=self.largest_party, review=self.review_step,
            names_later=self.lets_name_later(), notes=notes,
        )
        return builder.get_form_class()

    def get_submission_class(self) -> type[Submission]:
        """Our own submission, not Wagtail's."""
        return Submission

    def get_submissions(self) -> SubmissionQuerySet:
        """All submissions of the form, whatever language they came in."""
        return Submission.objects.of_form(self)

    def records(self) -> list[Any]:
        """Every record of the form by kind: participants before the submissions, which go after them."""
        return [SubmittedPerson.objects.of_form(self), self.get_submissions()]

    # -- serving ------------------------------------------------------------------------------

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page; answers are taken by ``forms_app.views`` before it comes here."""
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return super(FormMixin, self).serve(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds ``admission``, and where the form is open ``form``, ``form_content``, ``notice``.

        ``form`` may be passed in bound to a post; the version shown is kept as a row, but never
        for a preview. Adds ``trial`` where an editor only tries it (forms_app.trying.views). A request with a
        ``form_address`` has the form posted there instead of to the page.
        """
        form = kwargs.pop("form", None)
        context = super().get_context(request, *args, **kwargs)
        facts = context.get("facts") or facts_for(self, preview=getattr(request, "is_preview", False))
        if not facts.has_form():
            return context
        verdict = facts.admission(timezone.now())
        context["admission"] = verdict
        why = "not_open_text" if verdict.state == "not_yet_open" else "closed_text"
        context["closed_text"] = self._text(why, facts)
        if verdict.is_open or form is not None:
            content = self.form_content(facts)
            if not getattr(request, "is_preview", False):
                FormVersion.objects.keep(content, page_id=facts.pk)
            if form is None:
                form = facts.form_class(content.questions)(initial={"version": content.digest})
            context.update(form=form, form_content=content, notice=content.notice)
        if context.get("form") and (address := getattr(request, "form_address", "")):
            context["form"].address = address
        if trial := getattr(request, "trial", None):
            context["trial"] = trial
            if context.get("form"):
                context["form"].address, context["form"].token = trial.address, trial.token
        return context

    # -- publishing and deleting --------------------------------------------------------------

    def publishing_refusals(self) -> list[str]:
        """The reasons of every page, and those of a form that could not be answered safely."""
        reasons = super().publishing_refusals()
        if self.has_form():
            reasons += self.form_refusals()
        return reasons

    def went_live(self) -> None:
        """Keep the version of every language that the change is seen in, and count stored answers anew.

        When a date from which a period runs has moved, their due dates move with it: later at once,
        earlier with at least seven days' grace.
        """
        super().went_live()
        page = type(self).objects.get(pk=self.pk)
        group = page.get_translations(inclusive=True).live() if page.is_canonical else [page]
        for translated in group:
            translated.specific.keep_version()
        if page.is_canonical:
            today = timezone.localdate(timezone=page.zone())
            for records in page.records():
                stamps.restamp(records, page.retention_anchors(), today=today)

    def keep_version(self) -> None:
        """Store the form as it is shown now, if it is shown."""
        try:
            facts = facts_for(self)
        except NotPublished:
            return
        if facts.has_form():
            FormVersion.objects.keep(self.form_content(facts), page_id=facts.pk)

    def deletion_refusals(self) -> list[str]:
        """Why this page, in any of its languages, may not be deleted: answers are public records."""
        count = self.get_submissions().count()
        if not count:
            return super().deletion_refusals()
        return [
            *super().deletion_refusals(),
            ngettext(
                "%(count)d answer to the form of this page is a public record. It must be disposed of under a "
                "disposal authority before the page can be deleted. Unpublish the page instead.",
                "%(count)d answers to the form of this page are public records. They must be disposed of under a "
                "disposal authority before the page can be deleted. Unpublish the page instead.",
                count,
            )
            % {"count": count},
        ]


class FormPage(FormPageMixin, BasePage):
    """A page that is only a form."""

    content_panels = [*BasePage.content_panels, *FormPageMixin.question_panels, *FormPageMixin.form_setting_panels]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        *FormPageMixin.override_translatable_fields,
    ]
    page_description = _("Questions to answer, without an event. For example an order or a notice of interest.")
    template = "forms_app/form_page.html"
    template_place, template_icon = FORM, "form"

    class Meta:
        verbose_name = _("form page")
        verbose_name_plural = _("form pages")
