"""What case officers change at the desk: an answer, with the reason, and whether a record may be used."""
from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from forms_app import access, corrections, restriction
from forms_app.builder import QuestionFormBuilder
from forms_app.doors import submission_for
from forms_app.models import Submission, SubmissionChange, SubmittedPerson
from forms_app.models.answered import Answered
from forms_app.questions import Question
from forms_app.ways import Deed
from privacy import audit
from privacy.contracts import Refusal

#: What is done with the use of a record: address -> (action, what is said when it is done).
_USES: dict[str, tuple[Any, Any]] = {
    "restrict": (
        lambda record, by, of: restriction.restrict(record=record, by=by, of=of, now=timezone.now()),
        gettext_lazy("The use is restricted. The record is gone from lists, mails and numbers; its place is kept."),
    ),
    "lift": (restriction.lift, gettext_lazy("The restriction is lifted. The record is used like others again.")),
    "protect": (
        restriction.protect,
        gettext_lazy("The identity is protected. The record is gone from lists, mails and numbers."),
    ),
    "unprotect": (restriction.unprotect, gettext_lazy("The identity is not marked as protected any more.")),
}


#: Reasons that come with another way of changing an answer.
_NOT_HERE = (SubmissionChange.Why.CASE, SubmissionChange.Why.HERSELF)


class CorrectionForm(forms.Form):
    """The answer as the question takes it, with the reason."""

    why = forms.ChoiceField(
        label=gettext_lazy("Why"),
        widget=forms.RadioSelect,
        choices=[choice for choice in SubmissionChange.Why.choices if choice[0] not in _NOT_HERE],
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("For example: By telephone, 3 February. No more than needed."),
    )

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answer = QuestionFormBuilder([question]).formfields[question.key]
        self.fields = {"answer": answer, **self.fields}


class Correct(WagtailAdminTemplateMixin, FormView):
    """One answer to be corrected: what was received stays beside it."""

    form_class = CorrectionForm
    template_name = "forms_app/admin/correct.html"
    page_title = gettext_lazy("Correct an answer")
    header_icon = "edit"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """For case officers; the reading is logged."""
        if not access.may_change(request.user):
            raise PermissionDenied
        self.submission = submission_for(request.user, kwargs["submission_id"])
        self.record = record_in(self.submission, kwargs.get("ordinal", 0))
        self.question = _question(self.record, kwargs["key"])
        audit.record(
            "submission.opened", actor=request.user, subject_type="submission", subject_id=self.submission.pk,
            facts={"special": self.question.is_sealed},
        )  # fmt: skip
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Back to the record."""
        return [
            {"url": reverse("forms_app_desk:index"), "label": _("Submissions")},
            {"url": self.get_success_url(), "label": self.submission.reference},
            {"url": "", "label": _("Correct an answer")},
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        """The question, and the answer as it stands."""
        return {
            **super().get_form_kwargs(),
            "question": self.question,
            "initial": {"answer": self.record.answer(self.question)},
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``question``, ``received``, what she sent, and ``deed``, which changes it and tells her."""
        received = self.record.received_words(self.question)
        return super().get_context_data(
            question=self.question,
            received=received,
            submission=self.submission,
            deed=self._deed(),
            submit_button_label=_("Correct the answer"),
            **kwargs,
        )

    def _deed(self) -> Deed | None:
        page = self.submission.page.specific
        if self.record != self.submission or not access.may_handle(self.request.user, page):
            return None
        deeds = page.desk_deeds(self.submission)
        return next((each for each in deeds if each.changes == self.question.key), None)

    def get_success_url(self) -> str:
        """The record."""
        return reverse("forms_app_desk:detail", args=[self.submission.pk])

    def form_valid(self, form: CorrectionForm) -> HttpResponse:
        """Correct the answer, or say why not."""
        given = form.cleaned_data
        try:
            corrections.correct(
                record=self.record.pk, key=self.question.key, value=given["answer"], by=self.request.user,
                why=given["why"], note=given["note"], now=timezone.now(), of=type(self.record),
            )  # fmt: skip
        except Refusal as refusal:
            for reason in refusal.reasons:
                form.add_error("answer", str(reason))
            return self.form_invalid(form)
        messages.success(self.request, _("The answer is corrected. What was received is kept beside it."))
        return super().form_valid(form)


@require_POST
def change_use(request: HttpRequest, submission_id: Any, use: str, ordinal: int = 0) -> HttpResponse:
    """Restrict, lift, protect or unprotect; for case officers."""
    if use not in _USES:
        raise Http404
    if not access.may_change(request.user):
        raise PermissionDenied
    submission = submission_for(request.user, submission_id)
    act, said = _USES[use]
    record = record_in(submission, ordinal)
    act(record=record.pk, by=request.user, of=type(record))
    messages.success(request, said)
    return redirect("forms_app_desk:detail", submission.pk)


def record_in(submission: Submission, ordinal: int) -> Answered:
    """The submission, or the participant of it with this number.

    :raises Http404: when there is none.
    """
    if not ordinal:
        return submission
    people = submission.persons.select_related("submission__version")
    person: SubmittedPerson = get_object_or_404(people, ordinal=ordinal)
    return person


def _question(record: Answered, key: str) -> Question:
    """The question of the form as she saw it.

    :raises Http404: when it was not asked, or its answer has been erased.
    """
    asked = {question.key: question for question in record.questions}
    if key not in asked or key in record.erased:
        raise Http404
    return asked[key]
