"""The door to the submissions desk: who may not enter is answered 403 and it is logged, whichever page it was."""
from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic.base import ContextMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from forms_app import access
from forms_app.models import FormPageMixin, Submission
from home.languages import canonical_of
from privacy import audit

View = Callable[..., HttpResponse]
Crumb = dict[str, Any]


def behind_the_door(view: View) -> View:
    """``view``, with whoever is refused answered 403 and the refusal in the audit."""

    @wraps(view)
    def enter(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except PermissionDenied:
            return refuse(request, **kwargs)

    return enter


def refuse(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """Note the refusal and answer 403 in the admin's frame, where Wagtail would send the reader to the start page."""
    if "submission_id" in kwargs:
        action, kind, thing = "submission.refused", "submission", kwargs["submission_id"]
    else:
        page_id = kwargs.get("page_id", kwargs.get("evaluation_id", ""))
        action, kind, thing = "submissions.refused", "page", page_id
    audit.record(action, actor=request.user, subject_type=kind, subject_id=thing, facts={"method": request.method})
    title = _("These answers are for others")
    context = {"header_title": title, "page_title": title}
    return TemplateResponse(request, "forms_app/admin/not_yours.html", context, status=403)


class FormDesk(WagtailAdminTemplateMixin, ContextMixin):
    """A page of the desk about one form, the canonical page in ``form_page``; put it before the view.

    ``may`` says who comes in.
    """

    header_icon = "form"
    _show_breadcrumbs = True
    may: Callable[[Any, FormPageMixin], bool] = staticmethod(access.may_read)
    #: The last crumb; None where the page is the form's own.
    crumb: Any = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Let in those who may.

        :raises PermissionDenied: for everybody else.
        """
        self.form_page = form_page(kwargs["page_id"])
        if not self.may(request.user, self.form_page):
            raise PermissionDenied
        self.form_page.shows_needs = access.may_read_special(request.user, self.form_page)
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        """The title of the form's page."""
        return str(self.form_page.title)

    def get_breadcrumbs_items(self) -> list[Crumb]:
        """The forms, this form, and this page where it is not the form's own."""
        way = reverse("forms_app_desk:list", args=[self.form_page.pk])
        here = [{"url": "", "label": self.crumb}] if self.crumb else []
        form = {"url": way if here else "", "label": self.form_page.title}
        return [{"url": reverse("forms_app_desk:index"), "label": _("Submissions")}, form, *here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``form_page``, ``may_enter`` and ``may_export``."""
        may_enter = access.may_enter(self.request.user, self.form_page) and self.form_page.has_form()
        may_export = access.may_export(self.request.user, self.form_page)
        return super().get_context_data(
            form_page=self.form_page, may_enter=may_enter, may_export=may_export, **kwargs
        )


def submission_for(user: Any, submission_id: UUID) -> Submission:
    """The submission, if ``user`` may meet it at all: one whose use is restricted is for officers.

    :raises Http404: when there is none for this user.
    """
    all_of_them = access.may_read_restricted(user)
    found = Submission.objects.all() if all_of_them else Submission.objects.for_organisers()
    related = found.select_related("version", "rule", "entry").prefetch_related("changes__by")
    return get_object_or_404(related, pk=submission_id)


def form_page(page_id: int) -> FormPageMixin:
    """The canonical page of the form with this number, whichever of its languages the number is of.

    Who looks after a form stands on the canonical page: a translator is not let in for having made the translation.

    :raises Http404: when there is none with this number.
    :raises PermissionDenied: when the page has no form.
    """
    kinds = _kinds_of_forms()
    page = get_object_or_404(Page.objects.select_related(*kinds), pk=page_id)
    for kind in kinds:
        form: Any = getattr(page, kind, None)
        if form is not None:
            # A kind of event of its own, such as a programme, is read as what it is.
            canonical: FormPageMixin = canonical_of(form).specific
            return canonical
    raise PermissionDenied


def _kinds_of_forms() -> list[str]:
    """What a page calls its own row in each model of pages with a form: they are read with it in one statement."""
    forms: list[Any] = [model for model in apps.get_models() if issubclass(model, FormPageMixin)]
    return [model._meta.get_field("page_ptr").remote_field.get_accessor_name() for model in forms]
