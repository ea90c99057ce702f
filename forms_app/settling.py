"""The page between an editor and publishing: what shall happen to the answers to questions that are taken out."""
from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from forms_app import access, removed_questions
from forms_app.doors import form_page
from forms_app.models import Fate, QuestionRemoval
from forms_app.models.live import answers_under, questions_ever_asked
from privacy.disposal import of_question
from privacy.role_groups import OFFICERS
from privacy.roles import Role, has_role

_PREPARERS = (Role.CASE_OFFICER, Role.ARCHIVIST)


class OfForm(WagtailAdminTemplateMixin, TemplateView):
    """A page about the removed questions of one form."""

    header_icon = "form"
    _show_breadcrumbs = True

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the canonical page with the form."""
        super().setup(request, *args, **kwargs)
        self.form_page = form_page(kwargs["page_id"])
        self.now = timezone.now()

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """By way of the page's own form."""
        address = reverse("wagtailadmin_pages:edit", args=[self.form_page.pk])
        return [{"url": address, "label": self.form_page.title}, {"url": "", "label": str(self.page_title)}]


class Settle(OfForm):
    """Ask whoever publishes what shall happen to the answers, then publish what she saw."""

    template_name = "forms_app/admin/settle.html"
    page_title = gettext_lazy("What shall happen to the answers?")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """For those who may publish the page; back to its form when there is nothing to ask, or it was changed again.

        :raises PermissionDenied: for everybody else.
        """
        if not self.form_page.permissions_for_user(request.user).can_publish():
            raise PermissionDenied
        self.revision = get_object_or_404(self.form_page.revisions, pk=kwargs["revision_id"])
        asked = removed_questions.keys_asked(self.revision.as_object())
        self.removed = removed_questions.undecided(self.form_page, asked, self.now)
        if self.revision.pk != self.form_page.latest_revision_id or not self.removed:
            messages.warning(request, _("The page has been changed meanwhile. Look at it and publish it again."))
            return redirect("wagtailadmin_pages:edit", self.form_page.pk)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``removed``: each with its question, its numbers and what may be erased; and the choices."""
        return super().get_context_data(
            removed=self.removed, form_page=self.form_page, kept=Fate.KEPT, erased=Fate.ERASED, **kwargs
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep the decisions and publish, or neither."""
        given = {each.question.key: request.POST.get(f"fate-{each.question.key}", "") for each in self.removed}
        fates = {key: fate for key, fate in given.items() if fate in Fate.values}
        with transaction.atomic():
            removed_questions.decide(self.form_page, self.removed, fates, by=request.user, now=self.now)
            self.revision.publish(user=request.user)
        page = form_page(self.form_page.pk)
        answers = [tell(request, page) for tell in hooks.get_hooks("after_publish_page")]
        if led_on := next((each for each in answers if each is not None), None):
            response: HttpResponse = led_on
            return response
        messages.success(request, self._done() % {"title": page.title})
        if Fate.ERASED in fates.values():
            return redirect("forms_app_desk:removed", page.pk)
        return redirect("wagtailadmin_explore", page.get_parent().pk)

    def _done(self) -> str:
        """What is told afterwards."""
        goes_live_at = self.revision.as_object().go_live_at
        if goes_live_at and goes_live_at > self.now:
            return _("Page “%(title)s” will be published at its time.")
        return _("Page “%(title)s” has been published.")


class RemovedQuestions(OfForm):
    """What was decided on the answers to removed questions; who prepares disposal makes the list from here."""

    template_name = "forms_app/admin/removed.html"
    page_title = gettext_lazy("Removed questions")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """For those who publish the page, read its answers or are officers; only who prepares disposal may post.

        :raises PermissionDenied: for everybody else.
        """
        may_look = (
            has_role(request.user, *OFFICERS)
            or access.may_read(request.user, self.form_page)
            or self.form_page.permissions_for_user(request.user).can_publish()
        )
        self.may_propose = has_role(request.user, *_PREPARERS)
        if not (self.may_propose if request.method == "POST" else may_look):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``rows``: each decision with its question, how many answers there are still and the outlook."""
        known = questions_ever_asked(self.form_page)
        decided = list(QuestionRemoval.objects.of_form(self.form_page).select_related("decided_by"))
        left = answers_under(self.form_page, [each.key for each in decided])
        today = removed_questions.today_of(self.form_page, self.now)
        rows = [
            {
                "removal": each,
                "question": known.get(each.key),
                "left": left[each.key],
                "outlook": of_question.outlook(removed_questions.values_of(self.form_page, each.key), today=today),
            }
            for each in decided
        ]
        return super().get_context_data(
            rows=rows, form_page=self.form_page, may_propose=self.may_propose, erased=Fate.ERASED, **kwargs
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make the list of one decision; a refusal is said by the page of refusals."""
        wanted = QuestionRemoval.objects.of_form(self.form_page).filter(fate=Fate.ERASED)
        removal = get_object_or_404(wanted, key=request.POST.get("key", ""))
        run = removed_questions.propose(self.form_page, removal, by=request.user, now=self.now)
        messages.success(request, _("The list is made and waits for approval."))
        return redirect("privacy_runs:detail", run.pk)
