"""Registering by hand: the real form of the page, for somebody who wrote, called or came."""
from __future__ import annotations

from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages

from forms_app import access, receipts, submissions
from forms_app.admission import Refused
from forms_app.answer_form import AnswerForm
from forms_app.desk.entry_form import EntryForm, as_staff_put, same_person
from forms_app.doors import FormDesk
from forms_app.filters import language_name
from forms_app.models import FormPageMixin, FormVersion
from forms_app.questions import still_fits
from home.languages import language_of


class Enter(FormDesk, TemplateView):
    """The form of the page with how it came and how the notice was given, in the language of the person."""

    template_name = "forms_app/admin/enter.html"
    crumb = gettext_lazy("Register by hand")
    may = staticmethod(access.may_enter)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """An empty form, where the page has one."""
        if not self.form_page.has_form():
            messages.warning(request, _("One does not register by a form on this page."))
            return redirect("forms_app_desk:list", self.form_page.pk)
        form = self._form_class(self.current)(initial={"version": self.current.digest})
        return self._shown(form, self._entry())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The record, or the page once more: its next step, what is wrong, or who is registered already."""
        version = self._version_posted()
        if version is None:
            posted = request.POST.copy()
            posted["version"] = self.current.digest
            form = self._form_class(self.current)(posted, judged=False)
            return self._shown(form, self._entry(request.POST), _("The form has changed. Look through it once more."))
        form, entry = self._form_class(version)(request.POST, in_steps=True), self._entry(request.POST)
        if step := self._step_after(form, entry):
            return self._shown(step, entry)
        answers = form.answers()
        known = same_person(self.form_page, version.content.questions, answers)
        if known and not entry.cleaned_data["anyway"]:
            return self._shown(form, entry, known=known)
        return self._record(form, entry, version, answers)

    def _record(self, form: AnswerForm, entry: EntryForm, version: FormVersion, answers: Any) -> HttpResponse:
        try:
            recorded = submissions.record(
                page=self.form_page, served_page=self.served, version=version, answers=answers,
                persons=form.persons(), now=timezone.now(), by_staff=entry.by(self.request.user),
            )  # fmt: skip
        except Refused:
            return self._shown(form, entry, _("This page takes nobody now: it is cancelled or not published."))
        except OperationalError:
            return self._shown(form, entry, _("It could not be stored just now. Try again in a moment."))
        receipt = reverse("forms_app:receipt", args=[receipts.sign(recorded.submission)])
        messages.success(
            self.request, _("The registration is entered."), [messages.button(receipt, _("The receipt, to print"))]
        )
        return redirect("forms_app_desk:detail", recorded.submission)

    def _step_after(self, form: AnswerForm, entry: EntryForm) -> AnswerForm | None:
        """The form on the step that comes next, or on the one where something is wrong; None when all is there."""
        entered, valid = entry.is_valid(), form.is_valid()
        if not valid:
            return form.show(form.step_with(form.errors))
        if form.opened:
            return form.show(form.step_with(form.opened), form.opened[0])
        if form.next_step is not None:
            return form.show(form.next_step)
        return None if entered else form

    @cached_property
    def served(self) -> FormPageMixin:
        """The page in the language of the person: one of the live translations, by default the original."""
        wanted = self.request.POST.get("language") or self.request.GET.get("language", "")
        return next((page for page in self.pages if language_of(page) == wanted), self.form_page)

    @cached_property
    def pages(self) -> list[Any]:
        """The page in the languages in which it is live, the original first."""
        group = self.form_page.get_translations(inclusive=False).live().specific()
        return [self.form_page, *group]

    @cached_property
    def current(self) -> FormVersion:
        """The version of the form as it is shown now."""
        return FormVersion.objects.keep(self.served.form_content(self.form_page), page_id=self.form_page.pk)

    def _version_posted(self) -> FormVersion | None:
        """The version that was filled in, if it still fits."""
        posted = FormVersion.objects.filter(
            page=self.form_page.pk, language=self.current.language, digest=self.request.POST.get("version", "")
        ).first()
        fits = posted is not None and still_fits(posted.content.questions, self.current.content.questions)
        return posted if fits else None

    def _form_class(self, version: FormVersion) -> type[AnswerForm]:
        questions = as_staff_put(version.content.questions)
        builder = self.served.form_builder(
            questions, largest_party=self.form_page.largest_party, names_later=self.form_page.lets_name_later()
        )
        form_class: type[AnswerForm] = builder.get_form_class()
        return form_class

    def _entry(self, data: Any = None) -> EntryForm:
        now = timezone.now()
        return EntryForm(data, is_open=self.form_page.admission(now).is_open, now=now)

    def _shown(self, form: AnswerForm, entry: EntryForm, problem: str = "", known: Any = ()) -> HttpResponse:
        is_wrong = bool(problem or known or (form.is_bound and form.errors) or (entry.is_bound and entry.errors))
        if problem:
            messages.error(self.request, problem)
        if not known:
            entry.fields.pop("anyway")
        context = self.get_context_data(form=form, entry=entry, known=known)
        return self.render_to_response(context, status=422 if is_wrong else 200)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``notice``, ``language``, ``languages`` to choose among, whether it is ``closed`` or ``asks_files``."""
        languages = [(language_of(page), language_name(language_of(page))) for page in self.pages]
        return super().get_context_data(
            notice=self.current.notice,
            language=self.current.language,
            languages=languages if len(languages) > 1 else [],
            closed="why_closed" in kwargs["entry"].fields,
            asks_files=any(question.kind.takes_files for question in self.current.content.questions),
            **kwargs,
        )
