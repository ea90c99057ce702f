"""Asking those who are registered already: preview with numbers and the mail, sending, and one reminder."""
from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages

from forms_app import access
from forms_app.doors import FormDesk, form_page
from forms_app.later import mails
from forms_app.later import rounds as later_rounds
from forms_app.models import LaterRound
from forms_app.questions import Question
from home.languages import text_language
from privacy.contracts import Refusal


class AskLater(FormDesk, TemplateView):
    """The questions that may be put to those who are registered already, and how it went with earlier ones."""

    template_name = "forms_app/admin/ask_later.html"
    header_icon = "mail"
    may = staticmethod(access.may_message)
    crumb = _("Ask those who are registered already")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``questions`` and ``rounds`` (round, label, numbers, whether a reminder may be sent)."""
        now = timezone.now()
        labels = {each.key: each.label for each in self.form_page.questions(self.form_page)}
        rounds = [
            (each, labels.get(each.key), later_rounds.numbers(each), later_rounds.may_remind(each, now))
            for each in LaterRound.objects.filter(page_id=self.form_page.pk)
        ]
        questions = later_rounds.askable(self.form_page)
        return super().get_context_data(questions=questions, rounds=rounds, **kwargs)


class PreviewAsking(AskLater):
    """One question: whom it reaches in which language, whom not and why, and the mail; sent by the button."""

    template_name = "forms_app/admin/ask_later_preview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``question``, ``reach`` and ``sample``, the mail in the language of the page."""
        return {
            **super().get_context_data(**kwargs),
            "question": self._question(),
            "reach": later_rounds.reach(self.form_page, self._question()),
            "sample": mails.sample(self.form_page, self._question()),
            "language": text_language(self.form_page),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask."""
        question = self._question()
        try:
            asked = later_rounds.ask(page=self.form_page, question=question, by=request.user, now=timezone.now())
        except Refusal as refusal:
            _say(request, refusal)
        else:
            number = asked.asks.count()
            messages.success(request, gettext("The question is on its way. Mails: %(number)d.") % {"number": number})
        return redirect("forms_app_desk:ask_later", self.form_page.pk)

    def _question(self) -> Question:
        """:raises Http404: when the live form does not ask it."""
        key, asked = self.kwargs["key"], self.form_page.questions(self.form_page)
        found = next((each for each in asked if each.key == key and each.kind.is_asked), None)
        if found is None:
            raise Http404
        return found


@require_POST
def remind(request: HttpRequest, page_id: int, round_id: int) -> HttpResponse:
    """Send the one reminder."""
    page = form_page(page_id)
    if not access.may_message(request.user, page):
        raise PermissionDenied
    asked = get_object_or_404(LaterRound, pk=round_id, page_id=page.pk)
    try:
        number = later_rounds.remind(asked=asked, by=request.user, now=timezone.now())
    except Refusal as refusal:
        _say(request, refusal)
    else:
        messages.success(request, gettext("The reminder is on its way. Mails: %(number)d.") % {"number": number})
    return redirect("forms_app_desk:ask_later", page.pk)


def _say(request: HttpRequest, refusal: Refusal) -> None:
    for reason in refusal.reasons:
        messages.error(request, str(reason))
