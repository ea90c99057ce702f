"""The submissions desk: which forms, what came in, one answer as it was seen. All readings are logged."""
from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, F, Max, Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from forms_app import access
from forms_app.columns import columns_of
from forms_app.models import FormPageMixin, Submission
from forms_app.questions import Question, Words
from privacy import audit

PER_PAGE = 50
#: Of the submissions of a page: those that may be counted (``SubmissionQuerySet.unrestricted``).
_SHOWN = Q(submissions__restricted_at=None, submissions__protected=False)


class FormsIndex(WagtailAdminTemplateMixin, TemplateView):
    """The forms whose answers the reader may open, with how many there are."""

    template_name = "forms_app/admin/forms.html"
    page_title = _("Submissions")
    header_icon = "form"
    _show_breadcrumbs = True
    breadcrumbs_items = [{"url": "", "label": _("Submissions")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``forms``: pages with ``count`` and ``latest``."""
        forms = access.readable_forms(self.request.user).annotate(
            count=Count("submissions", filter=_SHOWN),
            latest=Max("submissions__received_at", filter=_SHOWN),
        )
        return super().get_context_data(forms=forms.order_by(F("latest").desc(nulls_last=True)), **kwargs)


class SubmissionList(WagtailAdminTemplateMixin, TemplateView):
    """What came in to one form, in all languages, ordinary answers only."""

    template_name = "forms_app/admin/submissions.html"
    header_icon = "form"
    _show_breadcrumbs = True

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Only for those who may read; every opening is logged."""
        self.form_page = form_page(kwargs["page_id"])
        if not access.may_read(request.user, self.form_page):
            audit.record("submissions.refused", actor=request.user, subject_type="page", subject_id=self.form_page.pk)
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        """The title of the form's page."""
        return self.form_page.title

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Back to the forms."""
        return [
            {"url": reverse("forms_app_desk:index"), "label": gettext("Submissions")},
            {"url": "", "label": self.form_page.title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``columns``, ``rows``, ``special`` (counts of answers that are not shown here) and ``set_aside``.

        Records set aside are a number for organisers; officers find the way to each.
        """
        found = self.form_page.get_submissions().unrestricted().select_related("version")
        aside = self.form_page.get_submissions().set_aside()
        page_of_rows = Paginator(found, PER_PAGE).get_page(self.request.GET.get("p"))
        columns = columns_of(self.form_page)
        ordinary = [question for question in columns if not question.is_sealed]
        rows = [(each, [_cell(each, question) for question in ordinary]) for each in page_of_rows]
        audit.record(
            "submissions.list_opened",
            actor=self.request.user,
            subject_type="page",
            subject_id=self.form_page.pk,
            facts={"rows": len(rows), "page": page_of_rows.number},
        )
        return super().get_context_data(
            columns=ordinary, rows=rows, page_obj=page_of_rows, form_page=self.form_page,
            special=_counts(found, [q for q in columns if q.is_sealed]),
            set_aside=aside.count(),
            opened=aside.only("reference") if access.may_read_restricted(self.request.user) else [],
            **kwargs,
        )


class SubmissionDetail(WagtailAdminTemplateMixin, TemplateView):
    """One submission as the person saw it: questions, wording and notice of its version."""

    template_name = "forms_app/admin/submission.html"
    header_icon = "form"
    _show_breadcrumbs = True

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Only for those who may read the form; every opening is logged, special answers by name of class."""
        self.submission = submission_for(request.user, kwargs["submission_id"])
        self.form_page = form_page(self.submission.page_id)
        if not access.may_read(request.user, self.form_page):
            audit.record(
                "submission.refused", actor=request.user, subject_type="submission", subject_id=self.submission.pk
            )
            raise PermissionDenied
        self.sealed = access.may_read_special(request.user, self.form_page)
        audit.record(
            "submission.opened",
            actor=request.user,
            subject_type="submission",
            subject_id=self.submission.pk,
            facts={"special": self.sealed},
        )
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        """The reference number."""
        return self.submission.reference

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Back to the list."""
        return [
            {"url": reverse("forms_app_desk:index"), "label": gettext("Submissions")},
            {"url": reverse("forms_app_desk:list", args=[self.form_page.pk]), "label": self.form_page.title},
            {"url": "", "label": self.submission.reference},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``lines`` (question, words, corrections) in the wording she saw, and ``notice``."""
        return super().get_context_data(
            submission=self.submission,
            lines=[
                (question, words, self._history(question), question.key in self.submission.erased)
                for question, words in self.submission.lines(sealed=self.sealed)
            ],
            may_change=access.may_change(self.request.user),
            hidden=not self.sealed and any(q.is_sealed for q in self.submission.version.content.questions),
            notice=self.submission.version.notice,
            form_page=self.form_page,
            **kwargs,
        )

    def _history(self, question: Question) -> list[dict[str, Any]]:
        """Every correction of an answer, the first first, with what stood there before."""
        return [
            {"change": change, "before": change.words("old", question)}
            for change in self.submission.changes.all()
            if change.key == question.key
        ]


def submission_for(user: Any, submission_id: UUID) -> Submission:
    """The submission, if ``user`` may meet it at all: one whose use is restricted is for officers.

    :raises Http404: when there is none for this user.
    """
    all_of_them = access.may_read_restricted(user)
    found = Submission.objects.all() if all_of_them else Submission.objects.unrestricted()
    related = found.select_related("version", "rule").prefetch_related("changes__by")
    return get_object_or_404(related, pk=submission_id)


def form_page(page_id: int) -> FormPageMixin:
    """The canonical page with a form.

    :raises Http404: when there is none with this number.
    """
    page = get_object_or_404(Page, pk=page_id).specific
    if not isinstance(page, FormPageMixin):
        raise PermissionDenied
    return page


def _cell(submission: Submission, column: Question) -> list[Words]:
    """The answer in the words of the version it was given in, whatever the column is called now."""
    asked = {question.key: question for question in submission.version.content.questions}
    question = asked.get(column.key)
    if question is None or question.is_sealed:
        return []
    return submission.words(question)


def _counts(found: Any, special: list[Question]) -> list[tuple[Question, int]]:
    """How many answered each special question: a number, never the answers."""
    answered = {question.key: 0 for question in special}
    for stored in found.values_list("answers", flat=True).iterator(2000):
        for key in answered:
            answered[key] += bool(stored.get(key))
    return [(question, answered[question.key]) for question in special]
