"""What those who look after a page do with its answers at the desk: states of several or one, undoing, notes."""
from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from forms_app import access, handling
from forms_app.columns import columns_of, versions_of
from forms_app.desk.search import is_number
from forms_app.doors import FormDesk, form_page, submission_for
from forms_app.filters import FilterForm, version_choices
from forms_app.models import FormPageMixin, Handling
from privacy.contracts import Refusal


@method_decorator(require_POST, name="dispatch")
class SetState(FormDesk, View):
    """Several answers get another state; what was done can be undone."""

    may = staticmethod(access.may_handle)

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """Back to the list as it was, with a way to undo."""
        to = request.POST.get("to", "")
        chosen = [UUID(each) for each in request.POST.getlist("chosen") if is_number(each)]
        query = _query_again(self.form_page, request.POST.get("query", ""))
        if to not in Handling.values:
            messages.error(request, _("Choose what the answers are to be marked as."))
            return _list(self.form_page, query)
        try:
            act, changed = handling.set_state(
                page=self.form_page, records=chosen, to=to, by=request.user, now=timezone.now()
            )
        except Refusal as refusal:
            messages.error(request, " ".join(str(reason) for reason in refusal.reasons))
            return _list(self.form_page, query)
        words = {"count": changed, "state": Handling(to).label}
        said = ngettext("%(count)d answer is now: %(state)s.", "%(count)d answers are now: %(state)s.", changed)
        messages.success(request, said % words)
        return _list(self.form_page, query, done=str(act) if changed else "")


@method_decorator(require_POST, name="dispatch")
class Undo(FormDesk, View):
    """What was done with one button is taken back."""

    may = staticmethod(access.may_handle)

    def post(self, request: HttpRequest, page_id: int, act: UUID) -> HttpResponse:
        """Back to the list."""
        count = handling.undo(page=self.form_page, act=act, by=request.user, now=timezone.now())
        said = ngettext("%(count)d answer is as before.", "%(count)d answers are as before.", count)
        messages.success(request, said % {"count": count})
        return _list(self.form_page, _query_again(self.form_page, request.POST.get("query", "")))


@require_POST
def set_one(request: HttpRequest, submission_id: UUID) -> HttpResponse:
    """One answer gets another state, from its own page."""
    submission = submission_for(request.user, submission_id)
    page = form_page(submission.page_id)
    if not access.may_handle(request.user, page):
        raise PermissionDenied
    to = request.POST.get("to", "")
    if to in Handling.values:
        handling.set_state(page=page, records=[submission.pk], to=to, by=request.user, now=timezone.now())
        messages.success(request, _("The answer is now: %(state)s.") % {"state": Handling(to).label})
    return redirect("forms_app_desk:detail", submission.pk)


@require_POST
def write_note(request: HttpRequest, submission_id: UUID) -> HttpResponse:
    """A note is written on one answer."""
    submission = submission_for(request.user, submission_id)
    page = form_page(submission.page_id)
    if not access.may_note(request.user, page):
        raise PermissionDenied
    try:
        handling.write_note(
            page=page, submission=submission, text=request.POST.get("text", ""), by=request.user, now=timezone.now()
        )
    except Refusal as refusal:
        messages.error(request, " ".join(str(reason) for reason in refusal.reasons))
    else:
        messages.success(request, _("The note is written."))
    return redirect(reverse("forms_app_desk:detail", args=[submission.pk]) + "#notes")


def _query_again(page: FormPageMixin, posted: str) -> str:
    """The query of the list that was looked at, read anew so that nothing forged comes back."""
    versions = versions_of(page)
    form = FilterForm(
        QueryDict(posted[:4000]), page=page, columns=columns_of(page, versions), versions=version_choices(versions)
    )
    return form.query()


def _list(page: FormPageMixin, query: str, done: str = "") -> Any:
    """To the list, with the number of what can be undone."""
    pairs = "&".join(each for each in (query, f"done={done}" if done else "") if each)
    address = reverse("forms_app_desk:list", args=[page.pk])
    return redirect(f"{address}?{pairs}" if pairs else address)
