"""What an editor can look at before anybody else: the page in every state, the receipt and each mail."""
from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.contrib.forms.models import FormMixin

from forms_app.steps import Step, is_of_participants
from home.languages import facts_for
from privacy import registry

PAGE, ERRORS, RECEIPT, PRINT = "", "errors", "receipt", "print"
#: The pages that follow the first in a form of several steps (``Step``).
PARTICIPANTS, REVIEW = Step.PARTICIPANTS.value, Step.REVIEW.value
#: Begins the name of a mode that shows a mail; the kind of mail follows.
MAIL = "mail."


class Previewing(models.Model):
    """The previews of a page with a form. Nothing is ever written for one.

    Template methods for the floors above: ``letters_sent``, ``preview_states``, ``put_in_state``.
    """

    #: The kinds of mail that answering the form can cause, the usual first.
    letters_sent: tuple[str, ...] = ("submission_received",)

    class Meta:
        abstract = True

    def preview_states(self) -> list[tuple[str, Any]]:
        """The states in which the page can be looked at, by name and in words."""
        return [("not_yet_open", _("Before it opens")), ("closed", _("When it is closed"))]

    def put_in_state(self, state: str, now: datetime) -> None:
        """Let this canonical page, in memory, be in one of its ``preview_states`` at ``now``."""
        page: Any = self  # the times are columns of FormSettings
        if state == "not_yet_open":
            if not page.opens_at or page.opens_at <= now:
                page.opens_at = now + timedelta(days=7)
            page.closes_on = None
        elif state == "closed":
            page.opens_at, page.closes_on = None, timezone.localdate(now, self.zone()) - timedelta(days=1)

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """Everything there is to look at, in the words of an editor. Wagtail offers the sizes of screens beside it."""
        if not self.has_form():
            return [(PAGE, _("The page")), (PRINT, _("On paper"))]
        return [
            (PAGE, _("The page")),
            (ERRORS, _("The form sent empty")),
            *self._later_steps(),
            (RECEIPT, _("The receipt, with example answers")),
            *((f"{MAIL}{kind}", _mail_name(kind)) for kind in self.letters_sent),
            *self.preview_states(),
            (PRINT, _("On paper")),
        ]

    def _later_steps(self) -> list[tuple[str, Any]]:
        """Those of the pages after the first that the form in hand has."""
        page: Any = self
        asks_each = any(is_of_participants(row) for row in page.form_fields.all())
        found = [(PARTICIPANTS, _("The questions to each participant"))] if asks_each else []
        return [*found, (REVIEW, _("The last look, with example answers"))] if page.review_step else found

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The page in a state of its own; what comes after the first page is shown by the floor's views."""
        if mode_name in (RECEIPT, PARTICIPANTS, REVIEW) or mode_name.startswith(MAIL):
            [show] = hooks.get_hooks("preview_what_follows")
            shown: HttpResponse = show(self, request, mode_name.removeprefix(MAIL))
            return shown
        page: Any = super(FormMixin, self)  # Wagtail's form pages have a landing page; these have a receipt
        response: HttpResponse = page.serve_preview(request, mode_name)
        return response

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """As when served; the form judged as if it had been sent empty, the facts those of the state."""
        facts = facts_for(self, preview=True)
        if mode_name in dict(self.preview_states()):
            facts.put_in_state(mode_name, timezone.now())
        form = None
        if mode_name == ERRORS:
            content = self.form_content(facts)
            form = self.form_builder(content.questions).get_form_class()({})
        context: dict[str, Any] = self.get_context(request, facts=facts, form=form)
        return context


def _mail_name(kind: str) -> str:
    return str(_("Mail: %(name)s")) % {"name": registry.mail_name_of(kind)}
