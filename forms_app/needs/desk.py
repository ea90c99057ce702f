"""Access needs at the desk: for whoever looks after them, and officers. Opening the list is logged."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.models import Page

from forms_app import access, names
from forms_app.desk.search import is_number
from forms_app.doors import FormDesk
from forms_app.exports.form import organisation_name
from forms_app.models import AccessTask, NeedState, Submission
from forms_app.models.needs import OPEN
from forms_app.needs import arranging, rows, tasks
from forms_app.tasks import Task
from privacy import audit
from privacy.contracts import Refusal

_CALLED_OFF, _NOTE, _WRITE = "called_off", "note", "write"


class Needs(FormDesk, TemplateView):
    """Who needs what, what waits first, and what has been done about it."""

    template_name = "forms_app/admin/needs.html"
    crumb = gettext_lazy("Access needs")
    may = staticmethod(access.may_read_special)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``groups``, ``by`` (until when needs are told), ``set_aside``, ``states`` and ``may_arrange``."""
        groups = rows.groups_of(self.form_page)
        audit.record(
            "needs.opened", actor=self.request.user, subject_type="page", subject_id=self.form_page.pk,
            facts={"rows": sum(len(group.rows) for group in groups)},
        )  # fmt: skip
        return super().get_context_data(
            groups=groups,
            by=self.form_page.tell_needs_by(),
            set_aside=AccessTask.objects.of_form(self.form_page).set_aside().count(),
            states=[(state.value, state.label) for state in OPEN],
            may_arrange=access.may_arrange(self.request.user, self.form_page),
            longest=tasks.LONGEST_NOTE,
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """One act on one need, or a mail about all of one registration; then back to the list.

        :raises PermissionDenied: for those who only read.
        :raises Http404: when there is no such need in this form, or no such act.
        """
        if not access.may_arrange(request.user, self.form_page):
            raise PermissionDenied
        act = request.POST.get("act", "")
        try:
            said = self._write() if act == _WRITE else self._work_on(self._task(), act)
        except Refusal as refusal:
            messages.error(request, " ".join(str(reason) for reason in refusal.reasons))
        else:
            messages.success(request, said)
        return redirect("forms_app_desk:needs", self.form_page.pk)

    def _work_on(self, task: AccessTask, act: str) -> str:
        about: dict[str, Any] = {
            "task": task, "page": self.form_page, "by": self.request.user, "now": timezone.now(),
        }  # fmt: skip
        if act in OPEN:
            tasks.set_state(**about, to=act)
            return _("%(number)s is now: %(state)s.") % {
                "number": task.submission.reference, "state": NeedState(act).label,
            }  # fmt: skip
        if act == _CALLED_OFF:
            tasks.called_off(**about)
            return _("It is written down that nothing is booked any more.")
        if act == _NOTE:
            tasks.write_note(**about, text=self.request.POST.get("text", ""))
            return _("The note is written.")
        raise Http404

    def _write(self) -> str:
        number = self.request.POST.get("submission", "")
        found = Submission.objects.unrestricted().of_form(self.form_page).select_related("version")
        submission = get_object_or_404(found, pk=UUID(number)) if is_number(number) else None
        if submission is None:
            raise Http404
        arranging.write(submission=submission, page=self.form_page, by=self.request.user)
        return _("A mail to her is on its way. It does not say what she needs.")

    def _task(self) -> AccessTask:
        return one_need(self.form_page, self.request.POST.get("need", ""))


def one_need(form_page: Any, number: str) -> AccessTask:
    """A need told in this form by somebody who may stand in lists.

    :raises Http404: when there is none.
    """
    if not is_number(number):
        raise Http404
    found = AccessTask.objects.of_form(form_page).unrestricted()
    related = found.select_related("submission__version", "submission__page", "person__submission__version")
    task: AccessTask = get_object_or_404(related, pk=UUID(number))
    return task


class OrderForm(forms.Form):
    """To whom something is given for one person, and what."""

    recipient = forms.CharField(
        label=gettext_lazy("Which organisation"),
        max_length=120,
        help_text=gettext_lazy(
            "For example: Interpreters of the Region. The name of the organisation only: no person, no address."
        ),
    )
    columns = forms.MultipleChoiceField(
        label=gettext_lazy("What of her answers do they get?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("No more than they need."),
    )

    def clean_recipient(self) -> str:
        """The name of an organisation."""
        return organisation_name(self.cleaned_data["recipient"])


class Order(FormDesk, FormView):
    """Something is ordered outside the house for one person: written down, so that she and they can be told."""

    template_name = "forms_app/admin/need_order.html"
    form_class = OrderForm
    crumb = gettext_lazy("Book outside")
    may = staticmethod(access.may_arrange)

    @cached_property
    def task(self) -> AccessTask:
        """The need."""
        return one_need(self.form_page, str(self.kwargs["need_id"]))

    def get_form(self, form_class: Any = None) -> Any:
        """The form with her answers to choose from; the need itself is ticked."""
        form = super().get_form(form_class)
        questions = arranging.columns_of(self.task)
        form.fields["columns"].choices = [(each.key, str(each.label)) for each in questions]
        form.fields["columns"].initial = [each.key for each in questions if each.is_sealed]
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``row``, the need in words; opening it is logged."""
        audit.record(
            "submission.opened", actor=self.request.user, subject_type="submission",
            subject_id=self.task.submission_id, facts={"special": True},
        )  # fmt: skip
        row = rows.row_of(self.task, self.form_page)
        return super().get_context_data(row=row, who=names.called(self.task.person or self.task.submission), **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Write it down; the need is booked."""
        try:
            arranging.order(
                task=self.task, page=self.form_page, recipient=form.cleaned_data["recipient"],
                columns=form.cleaned_data["columns"], by=self.request.user, now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            for reason in refusal.reasons:
                form.add_error(None, str(reason))
            return self.form_invalid(form)
        messages.success(self.request, _("The booking is written down."))
        return redirect("forms_app_desk:needs", self.form_page.pk)


def tasks_of(user: Any) -> Iterator[Task]:
    """A task for each form in which needs wait: to whoever is named on the page, or to officers where nobody is.

    Those with the earliest day come first.
    """
    waiting = AccessTask.objects.unrestricted().waiting().order_by().values_list("submission__page")
    numbers = dict(waiting.annotate(number=Count("pk")))
    pages: list[Any] = list(Page.objects.filter(pk__in=numbers).specific()) if numbers else []
    mine = [
        page
        for page in pages
        if page.special_reader_id == user.pk or (page.special_reader_id is None and access.may_arrange(user, page))
    ]
    for page in sorted(mine, key=lambda page: (page.tell_needs_by() is None, page.tell_needs_by(), page.pk)):
        yield Task(_task_in_words(page, numbers[page.pk]), reverse("forms_app_desk:needs", args=[page.pk]))


def _task_in_words(page: Any, number: int) -> str:
    by = page.tell_needs_by()
    if by is None:
        said = ngettext(
            "%(title)s: %(count)d access need waits.", "%(title)s: %(count)d access needs wait.", number
        )
        return said % {"title": page.title, "count": number}
    said = ngettext(
        "%(title)s: %(count)d access need waits. The day to tell them by is %(day)s.",
        "%(title)s: %(count)d access needs wait. The day to tell them by is %(day)s.",
        number,
    )
    return said % {"title": page.title, "count": number, "day": date_format(by, "DATE_FORMAT")}


urls = [
    path("form/<int:page_id>/needs/", Needs.as_view(), name="needs"),
    path("form/<int:page_id>/needs/<uuid:need_id>/order/", Order.as_view(), name="need_order"),
]
