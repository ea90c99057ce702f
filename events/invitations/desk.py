"""The organiser's list of invitations: how it stands, sending, reminding, taking back. Readings and acts are logged."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages

from events.desk.doors import EventDesk
from events.invitations import mails, rows, sending
from events.models import Invitation
from forms_app import access
from privacy import audit
from privacy.contracts import Letter, Refusal

PER_PAGE = 100


class InvitationList(EventDesk, TemplateView):
    """Everybody who is invited, how many stand how, and the next thing to do."""

    template_name = "events/admin/invitations.html"
    header_icon = "mail"
    crumb = gettext_lazy("Invitations")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``counts`` (status, words, meaning, number), ``bar``, a page of rows, and what can be done now."""
        page, now = self.form_page, timezone.now()
        everybody = rows.rows_of(page)
        counts = rows.counts_of(everybody)
        chosen = self.request.GET.get("status", "")
        shown = [row for row in everybody if not chosen or row.status == chosen]
        page_of_rows = Paginator(shown, PER_PAGE).get_page(self.request.GET.get("p"))
        audit.record(
            "invitations.list_opened", actor=self.request.user, subject_type="page", subject_id=page.pk,
            facts={"rows": len(page_of_rows)},
        )  # fmt: skip
        ends = sending.undo_ends_at(page)
        return super().get_context_data(
            counts=[(status, *rows.WORDS[status], number) for status, number in counts.items() if number],
            bar=rows.bar_of(counts),
            wide=rows.WIDE,
            everybody=len(everybody),
            chosen=chosen if chosen in list(rows.Status) else "",
            page_obj=page_of_rows,
            elided_page_range=page_of_rows.paginator.get_elided_page_range(page_of_rows.number),
            set_aside=rows.set_aside(page),
            may_handle=access.may_handle(self.request.user, page),
            unsent=counts[rows.Status.NOT_SENT],
            unanswered=counts[rows.Status.WAITING],
            is_over=sending.is_over(page, now),
            undo_ends=ends if ends and now < ends else None,
            **kwargs,
        )


@dataclass(frozen=True, slots=True)
class Sample:
    """The mail in one language, as one of those whom it reaches gets it, and how many get it."""

    language: str
    count: int
    letter: Letter


class SendInvitations(EventDesk, TemplateView):
    """How many mails in which language, and each mail; sent by the button."""

    template_name = "events/admin/send_invitations.html"
    header_icon = "mail"
    may = staticmethod(access.may_handle)
    crumb = gettext_lazy("Send invitations")
    kind = sending.INVITED

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``reach``, ``samples``, ``is_reminder`` and ``is_over``."""
        now = timezone.now()
        whom = sending.reach(self.form_page, self.kind, now)
        return super().get_context_data(
            reach=whom,
            samples=[self._sample(language, records) for language, records in whom.by_language.items()],
            is_reminder=self.kind == sending.REMINDED,
            is_over=sending.is_over(self.form_page, now),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send, and back to the list."""
        try:
            number = sending.send(self.form_page, self.kind, by=request.user, now=timezone.now())
        except Refusal as refusal:
            _say(request, refusal)
        else:
            said = ngettext(
                "%(count)d mail goes out in two minutes. Until then you can undo it.",
                "%(count)d mails go out in two minutes. Until then you can undo it.",
                number,
            )
            messages.success(request, said % {"count": number})
        return redirect("events_desk:invitations", self.form_page.pk)

    def _sample(self, language: str, records: list[UUID]) -> Sample:
        """To an invented person, with the words about their source that the first of them gets."""
        first = Invitation.objects.select_related("controller", "activity", "rule").get(pk=records[0])
        first.name, first.email = "Maja Ström", "maja@example.org"
        page: Any = self.form_page
        url = f"{settings.WAGTAILADMIN_BASE_URL}/…/"
        letter = mails.written(first, mails.page_in(page, language), self.kind, url)
        return Sample(language, len(records), letter)


class RemindInvited(SendInvitations):
    """The same for those who have not answered."""

    crumb = gettext_lazy("Remind")
    kind = sending.REMINDED


@method_decorator(require_POST, name="dispatch")
class UndoSending(EventDesk, View):
    """What was sent last is taken back, within two minutes."""

    may = staticmethod(access.may_handle)

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """Back to the list."""
        try:
            number = sending.undo(self.form_page, by=request.user, now=timezone.now())
        except Refusal as refusal:
            _say(request, refusal)
        else:
            said = ngettext(
                "Undone: %(count)d mail was taken back.", "Undone: %(count)d mails were taken back.", number
            )
            messages.success(request, said % {"count": number})
        return redirect("events_desk:invitations", self.form_page.pk)


@method_decorator(require_POST, name="dispatch")
class TakeBack(EventDesk, View):
    """One person is invited no more."""

    may = staticmethod(access.may_handle)

    def post(self, request: HttpRequest, page_id: int, invitation_id: UUID) -> HttpResponse:
        """Back to the list."""
        ours = Invitation.objects.of_event(self.form_page).unrestricted()
        found = get_object_or_404(ours, pk=invitation_id)
        sending.take_back(found.pk, by=request.user, now=timezone.now())
        messages.success(request, gettext_lazy("The invitation is taken back. Its link leads nowhere any more."))
        return redirect("events_desk:invitations", self.form_page.pk)


def _say(request: HttpRequest, refusal: Refusal) -> None:
    for reason in refusal.reasons:
        messages.error(request, str(reason))
