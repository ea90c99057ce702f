"""The desk of evaluations: results, links, texts to look through. All readings are logged, and all refusals."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from forms_app.evaluations import access, answering, links, mails
from forms_app.evaluations import review as evaluation_review
from forms_app.evaluations.notice import FEWEST
from forms_app.evaluations.results import as_table, results_of
from forms_app.models import EvaluationAnswer, EvaluationPage
from home.languages import canonical_of, language_of
from privacy import audit, spreadsheets

#: How many answers are looked through on one page.
AT_A_TIME = 20


class Evaluations(WagtailAdminTemplateMixin, TemplateView):
    """The evaluations whose results the reader may see."""

    template_name = "forms_app/admin/evaluations.html"
    page_title = _("Evaluations")
    header_icon = "clipboard-list"
    _show_breadcrumbs = True
    breadcrumbs_items = [{"url": "", "label": _("Evaluations")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``evaluations``: (page, titles of what it is about, whether it is open)."""
        now = timezone.now()
        found = access.readable_evaluations(self.request.user)
        rows = [(page, page.about_words(now), page.admission(now).is_open) for page in found]
        return super().get_context_data(evaluations=rows, **kwargs)


class OfEvaluation(WagtailAdminTemplateMixin, TemplateView):
    """A view of one evaluation: who may not is refused, and both are logged."""

    header_icon = "clipboard-list"
    _show_breadcrumbs = True
    #: What is logged when it is opened, and who may.
    opened = ""
    may: Callable[..., bool] = staticmethod(access.may_read_results)
    label: Any = ""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Only for those who may."""
        self.page = evaluation_for(request.user, kwargs["evaluation_id"], self.may)
        kind, number = self.subject()
        audit.record(self.opened, actor=request.user, subject_type=kind, subject_id=number)
        return super().dispatch(request, *args, **kwargs)

    def subject(self) -> tuple[str, object]:
        """Of what the log says that it was opened."""
        return "page", self.page.pk

    def get_page_title(self) -> str:
        """The title of the evaluation."""
        return self.page.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Back to the evaluations, and to the results from what lies beyond."""
        results = reverse("forms_app_desk:evaluation", args=[self.page.pk]) if self.label else ""
        above = [
            {"url": reverse("forms_app_desk:evaluations"), "label": gettext("Evaluations")},
            {"url": results, "label": self.page.title},
        ]
        return [*above, {"url": "", "label": self.label}] if self.label else above

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``evaluation``, ``about`` and the ``heading``."""
        about = self.page.about_words(timezone.now())
        heading = self.label or self.page.title
        return super().get_context_data(evaluation=self.page, about=about, heading=heading, **kwargs)


class ResultsView(OfEvaluation):
    """Counts, shares, means and texts; from five answers on, when the evaluation is over."""

    template_name = "forms_app/admin/evaluation_results.html"
    opened = "evaluation.results_opened"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``results``, ``fewest``, and which ways lead on."""
        user = self.request.user
        return super().get_context_data(
            results=results_of(self.page, timezone.now()),
            fewest=FEWEST,
            language=language_of(self.page),
            is_over=self.page.is_over(timezone.now()),
            may_prepare=access.may_prepare(user, self.page),
            may_read_records=access.may_read_records(user),
            **kwargs,
        )


class Links(OfEvaluation):
    """Making links: a sheet or a list, and mails to those who registered."""

    template_name = "forms_app/admin/evaluation_links.html"
    opened = "evaluation.links_page_opened"
    may = staticmethod(access.may_prepare)
    label = _("Links")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``form``, ``is_over`` and ``invited``: how many may be mailed to, None where nobody registers."""
        about = self.page.about()
        kwargs.setdefault("form", links.LinksForm())
        return super().get_context_data(
            is_over=self.page.is_over(timezone.now()) or not self.page.live,
            to_invite=about.to_invite().count() if about else None,
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The links themselves are in the answer to this request and nowhere else."""
        if self.page.is_over(timezone.now()) or not self.page.live:
            return self.render_to_response(self.get_context_data(), status=409)
        if "invite" in request.POST:
            return self._invite(request)
        form = links.LinksForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        number, way = form.cleaned_data["number"], form.cleaned_data["way"]
        codes = answering.make_links(self.page, number)
        audit.record(
            "evaluation.links_made", actor=request.user, subject_type="page", subject_id=self.page.pk,
            facts={"number": number, "way": way},
        )  # fmt: skip
        if way == "list":
            rows = [[gettext("Link")], *([answering.full_address_of(self.page, code)] for code in codes)]
            return spreadsheets.answer(rows, gettext("links") + ".csv")
        self.template_name = "forms_app/admin/evaluation_sheet.html"
        slips = links.slips(self.page, codes)
        response = self.render_to_response(self.get_context_data(slips=list(slips), language=language_of(self.page)))
        response["Cache-Control"] = "no-store"
        return response

    def _invite(self, request: HttpRequest) -> HttpResponse:
        about = self.page.about()
        number = mails.invite(self.page, about.to_invite().select_related("version")) if about else 0
        audit.record(
            "evaluation.invited", actor=request.user, subject_type="page", subject_id=self.page.pk,
            facts={"number": number},
        )  # fmt: skip
        said = ngettext("%(number)d mail is on its way.", "%(number)d mails are on their way.", number)
        messages.success(request, said % {"number": number})
        return redirect("forms_app_desk:evaluation_links", self.page.pk)


class Review(OfEvaluation):
    """The texts that nobody has looked through yet."""

    template_name = "forms_app/admin/evaluation_review.html"
    opened = "evaluation.texts_opened"
    may = staticmethod(access.may_prepare)
    label = _("Texts to look through")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``forms``, one for each answer, and ``left``: how many more there are."""
        wrong = kwargs.pop("wrong", None)
        unread = evaluation_review.to_look_through(self.page, timezone.now())
        forms = [
            wrong if wrong and wrong.answer == each else evaluation_review.ReviewForm(each)
            for each in unread[:AT_A_TIME]
        ]
        return super().get_context_data(forms=forms, left=max(0, len(unread) - AT_A_TIME), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """One answer has been looked through."""
        wanted = request.POST.get("answer", "")
        unread = evaluation_review.to_look_through(self.page, timezone.now())
        answer = next((each for each in unread if str(each.pk) == wanted), None)
        if answer is None:
            messages.info(request, gettext("Somebody else has looked through it already."))
            return redirect("forms_app_desk:evaluation_texts", self.page.pk)
        form = evaluation_review.ReviewForm(answer, request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(wrong=form), status=422)
        review = form.keep(by=request.user, today=timezone.localdate())
        audit.record(
            "evaluation.text_reviewed", actor=request.user, subject_type="evaluation_answer", subject_id=answer.pk,
            facts={"hidden": sum(len(places) for places in review.hidden.values())},
        )  # fmt: skip
        return redirect("forms_app_desk:evaluation_texts", self.page.pk)


@require_safe
def export(request: HttpRequest, evaluation_id: int) -> HttpResponseBase:
    """The compiled result for a spreadsheet; 404 before it is shown."""
    page = evaluation_for(request.user, evaluation_id, access.may_read_results)
    results = results_of(page, timezone.now())
    if not results.is_shown:
        raise Http404
    audit.record(
        "evaluation.exported", actor=request.user, subject_type="page", subject_id=page.pk,
        facts={"answers": results.number},
    )  # fmt: skip
    return spreadsheets.answer(as_table(results), f"{page.slug}.csv")


class Records(OfEvaluation):
    """Single answers, word by word, for when somebody asks for a public record. Officers only."""

    template_name = "forms_app/admin/evaluation_records.html"
    opened = "evaluation.records_opened"
    may = staticmethod(lambda user, page: access.may_read_records(user))
    label = _("Single answers")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``answers`` in the order of their random keys.

        Without their days: those left over when it closed may be few, and a day of their own would tell who came last.
        """
        return super().get_context_data(answers=EvaluationAnswer.objects.to(self.page).only("pk"), **kwargs)


class Record(OfEvaluation):
    """One answer as it was written."""

    template_name = "forms_app/admin/evaluation_record.html"
    opened = "evaluation.record_opened"
    may = staticmethod(lambda user, page: access.may_read_records(user))
    label = _("One answer")

    def subject(self) -> tuple[str, object]:
        """The answer."""
        return "evaluation_answer", self.kwargs["answer_id"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``answer``, its ``lines`` (question, words) and ``written_in``."""
        found = EvaluationAnswer.objects.to(self.page).select_related("version")
        answer = get_object_or_404(found, pk=kwargs.pop("answer_id"))
        with translation.override(answer.version.language):
            lines = [(each, answer.received(each)) for each in answer.version.content.questions if each.kind.is_asked]
        return super().get_context_data(answer=answer, lines=lines, written_in=answer.version.language, **kwargs)


def evaluation_for(user: Any, number: int, may: Callable[..., bool]) -> EvaluationPage:
    """The canonical evaluation with this number, if ``user`` may.

    :raises Http404: when there is none.
    :raises PermissionDenied: when she may not; the door of the desk logs it (forms_app.doors).
    """
    page: EvaluationPage = canonical_of(get_object_or_404(EvaluationPage, pk=number))
    if not may(user, page):
        raise PermissionDenied
    return page
