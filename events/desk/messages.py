"""Writing to those who registered: to whom and in which words, how it will look, sending, undoing, and who got it.

Every look at whom it reaches is logged.
"""
from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages

from events.desk.doors import EventDesk
from events.letters import mails, whom
from events.letters.form import MessageForm
from events.letters.messages import MESSAGE, Draft, kept, send, undo
from events.letters.reach import Reach
from events.models import OrganiserMessage
from forms_app import access, names
from forms_app.models import Submission
from forms_app.models.answered import with_later_versions
from privacy import audit
from privacy.contracts import Letter, Refusal
from privacy.models import OutboundMessage

#: So many are named of those who get it, or got it.
MOST_NAMED = 200


class OfMessages(EventDesk):
    """A page of the desk about the organiser's own messages, for those who may write."""

    may = staticmethod(access.may_message)
    header_icon = "mail"

    @cached_property
    def found(self) -> OrganiserMessage:
        """The message in the address.

        :raises Http404: when it is of another event, or gone.
        """
        of_event = OrganiserMessage.objects.filter(event_key=self.form_page.translation_key)
        message = of_event.filter(pk=self.kwargs["message_id"]).first()
        if message is None:
            raise Http404
        return message

    def say(self, refusal: Refusal) -> None:
        """The reasons, as messages."""
        for reason in refusal.reasons:
            messages.error(self.request, str(reason))


class WriteMessage(OfMessages, TemplateView):
    """To whom, and the words in each language; looked at before it goes."""

    template_name = "events/admin/message.html"
    crumb = gettext_lazy("Write to them")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The empty form, or with the words of an earlier message."""
        asked = request.GET.get("again", "")
        of_event = OrganiserMessage.objects.filter(event_key=self.form_page.translation_key)
        again = of_event.filter(pk=int(asked)).first() if asked.isdecimal() else None
        return self._shown(MessageForm(self.form_page, self.languages, again=again))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Look at it, or send what was looked at. 422 for what is not whole."""
        form = MessageForm(self.form_page, self.languages, request.POST)
        found = whom.reach(self.form_page, form.draft().whom) if form.is_valid() else None
        if found is not None:
            form.refuse_silence(found)
        if found is None or form.errors:
            return self._shown(form, status=422)
        draft = form.draft()
        if request.POST.get("act") != "send" or form.cleaned_data["seen"] != draft.digest:
            if request.POST.get("act") == "send":
                messages.warning(request, _("You have changed something. Look at it once more before it goes."))
            return self._shown(form, draft=draft, reach=found)
        try:
            message = send(page=self.form_page, draft=draft, by=request.user, now=timezone.now())
        except Refusal as refusal:
            self.say(refusal)
            return self._shown(form, draft=draft, reach=found)
        return redirect("events_desk:message_sent", self.form_page.pk, message.pk)

    @cached_property
    def languages(self) -> list[str]:
        """The languages of everybody who can be written to, the most first."""
        everybody = whom.Whom(tuple(str(state) for state, _words in whom.STATES))
        return list(whom.reach(self.form_page, everybody).by_language)

    def _shown(
        self, form: MessageForm, *, draft: Draft | None = None, reach: Reach | None = None, status: int = 200
    ) -> HttpResponse:
        looked_at = self._looked_at(draft, reach) if draft and reach else {}
        return self.render_to_response(self.get_context_data(form=form, **looked_at), status=status)

    def _looked_at(self, draft: Draft, reach: Reach) -> dict[str, Any]:
        """``reach``, ``seen``, ``people`` that may be named, ``mails``: (language, how many, Letter) as it goes out."""
        audit.record(
            "message.looked_at", actor=self.request.user, subject_type="page", subject_id=self.form_page.pk,
            facts={"rows": reach.mails},
        )  # fmt: skip
        numbers = [pk for records in reach.by_language.values() for pk in records]
        return {
            "reach": reach,
            "seen": draft.digest,
            "people": named(numbers[:MOST_NAMED]),
            "more": max(len(numbers) - MOST_NAMED, 0),
            "mails": [
                (language, len(records), self._sample(draft, language, records[0]))
                for language, records in reach.by_language.items()
            ],
        }

    def _sample(self, draft: Draft, language: str, record: Any) -> Letter | None:
        """The mail to one of them exactly as it goes out; what making it stored is undone: its link opens nothing."""
        with transaction.atomic():
            # A double press may have stored the same form already: the sample needs a row of its own.
            OrganiserMessage.objects.filter(event_key=self.form_page.translation_key, once=draft.once).delete()
            message = kept(self.form_page, draft, by=self.request.user, now=timezone.now())
            letter = mails.message(record, language, message.pk)
            transaction.set_rollback(True)
        return letter

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``sent``: the messages to this event, the latest first, each with to whom in words."""
        found = OrganiserMessage.objects.filter(event_key=self.form_page.translation_key).select_related("by")
        now = timezone.now()
        sent = [(each, _title_of(each), each.may_be_undone(now)) for each in found]
        return super().get_context_data(sent=sent, **kwargs)


class MessageSent(OfMessages, TemplateView):
    """One message: its words, until when it can be undone, and who got it."""

    template_name = "events/admin/message_sent.html"
    crumb = gettext_lazy("Message")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``message``, ``whom`` in words, ``texts``, ``people``: (row of named, its mail), ``undo_ends``."""
        message, now = self.found, timezone.now()
        rows = OutboundMessage.objects.filter(kind=MESSAGE, version=message.pk).order_by("pk")
        by_record = {each.object_id: each for each in rows}
        audit.record(
            "message.opened", actor=self.request.user, subject_type="page", subject_id=self.form_page.pk,
            facts={"message": message.pk, "rows": len(by_record)},
        )  # fmt: skip
        people = named(list(by_record)[:MOST_NAMED])
        return super().get_context_data(
            message=message,
            title=_title_of(message),
            whom=whom.in_words(self.form_page, whom.Whom.of(message.whom)),
            texts=message.texts,
            people=[(name, submission, by_record[submission.pk]) for name, submission in people],
            more=max(len(by_record) - len(people), 0),
            undo_ends=message.undo_ends_at if message.may_be_undone(now) else None,
            **kwargs,
        )


@method_decorator(require_POST, name="dispatch")
class Undo(OfMessages, View):
    """A message is taken back, within two minutes."""

    def post(self, request: HttpRequest, page_id: int, message_id: int) -> HttpResponse:
        """Back to writing, with the words kept; to the message where it was too late."""
        try:
            number = undo(page=self.form_page, message=message_id, by=request.user, now=timezone.now())
        except Refusal as refusal:
            self.say(refusal)
            return redirect("events_desk:message_sent", self.form_page.pk, self.found.pk)
        said = ngettext("Undone: %(count)d mail was taken back.", "Undone: %(count)d mails were taken back.", number)
        messages.success(request, said % {"count": number})
        return redirect(f"{reverse('events_desk:message', args=[self.form_page.pk])}?again={message_id}")


def named(records: list[Any]) -> list[tuple[str, Submission]]:
    """Those of ``records`` that a list may name, with what each is called, by name."""
    found = list(Submission.objects.unrestricted().select_related("version").filter(pk__in=records))
    with_later_versions(found)
    pairs = [(names.called(each), each) for each in found]
    return sorted(pairs, key=lambda pair: (pair[0].casefold(), pair[1].reference))


def _title_of(message: OrganiserMessage) -> tuple[str, str]:
    """A language of a message and its subject in it."""
    return next(((language, words["subject"]) for language, words in message.texts.items()), ("", ""))
