"""The one page on which an organiser decides whether those who registered are told of a change. All acts are logged."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages

from events import change_samples, settling, still_coming
from events.change_form import ChangeForm
from events.desk.doors import EventDesk
from events.invitations import invited_sample
from events.models import EventChange, EventPage
from events.old_texts import old_texts
from forms_app import access
from forms_app.tasks import Task
from home.languages import canonical_of
from privacy import audit
from privacy.contracts import Refusal


class OfEvent(EventDesk):
    """A page of the desk about one event with dates, for those who handle its registrations."""

    may = staticmethod(access.may_handle)

    @cached_property
    def event(self) -> EventPage:
        """The canonical page.

        :raises Http404: when what one registers to has no dates of its own.
        """
        if not isinstance(self.form_page, EventPage):
            raise Http404
        return self.form_page


class TellChange(OfEvent, TemplateView):
    """Old and new, how many are told in which language, the mails as they go out, texts that still say the old."""

    template_name = "events/admin/change.html"
    header_icon = "mail"
    crumb = _("Tell of the change")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds what there is to decide, or what was decided last; ``form`` may be passed in bound."""
        now = timezone.now()
        change = settling.open_change(self.event)
        if change is None:
            return super().get_context_data(**self._decided(now), **kwargs)
        reach, invited = settling.reach(change), settling.invited(change)
        form = kwargs.pop("form", None) or self._form(change)
        letters = change_samples.letters_of(
            change, reach.by_language, form.sentences(), now, asks=form.is_asking
        )
        return super().get_context_data(
            change=change,
            words=change.in_words(_language()),
            reach=reach,
            invited=sum(map(len, invited.values())),
            form=form,
            mails=[
                {
                    "language": language,
                    "count": len(reach.by_language.get(language, ())),
                    "letter": letters.get(language),
                    "field": form[form.name_of(language)],
                    "to_invited": invited_sample.letter_of(change, invited.get(language, ()), form.sentences()),
                }
                for language in form.languages
            ],
            old_texts=old_texts(change, self.request.user),
            **kwargs,
        )  # fmt: skip

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Look at the mails again, tell everybody, or tell nobody: once."""
        change = settling.open_change(self.event)
        if change is None:
            messages.warning(request, gettext("This has been decided already. Nothing is sent twice."))
            return self._back()
        form = self._form(change, request.POST)
        act = request.POST.get("act", "look")
        if not form.is_valid() or act == "look":
            return self._again(change)
        try:
            self._do(act, form)
        except Refusal as refusal:
            for reason in refusal.reasons:
                messages.error(request, str(reason))
            return self._again(change)
        return self._back()

    def _again(self, change: settling.Change) -> HttpResponse:
        """The page with what was written, about what is looked at now."""
        posted = self.request.POST.copy()
        posted["seen"] = str(change.newest.pk)
        return self.render_to_response(self.get_context_data(form=self._form(change, posted)))

    def _form(self, change: settling.Change, posted: Any = None) -> ChangeForm:
        """A field for each language in which somebody is told, those who are only invited among them."""
        invited = settling.invited(change)
        languages = dict.fromkeys([*settling.reach(change).by_language, *invited])
        return ChangeForm(languages, change, posted, has_invited=bool(invited))

    def _do(self, act: str, form: ChangeForm) -> None:
        of_act = {"page": self.event, "seen": form.cleaned_data["seen"], "by": self.request.user, "now": timezone.now()}
        if act == "tell":
            number = settling.tell(
                sentences=form.sentences(), asks=form.is_asking, with_invited=form.tells_invited, **of_act
            )
            said = ngettext(
                "%(count)d mail goes out in two minutes.", "%(count)d mails go out in two minutes.", number
            )
            messages.success(self.request, said % {"count": number})
        else:
            settling.leave(reason=form.cleaned_data["reason"], **of_act)
            messages.success(self.request, gettext("Nobody is told by mail."))

    def _decided(self, now: Any) -> dict[str, Any]:
        rows = settling.settled(self.event)
        change = settling.of_rows(self.event, rows) if rows else None
        ends = settling.undo_ends_at(rows) if rows else None
        return {
            "settled": rows[-1] if rows else None,
            "words": change.in_words(_language()) if change else [],
            "undo_ends": ends if ends and now < ends else None,
            "answers": self._answers(rows[-1]) if rows and rows[-1].asks else {},
        }

    def _answers(self, told: EventChange) -> dict[str, still_coming.Answers]:
        """Who can still come; the names are read, so it is logged."""
        if told.settled_at is None:
            return {}
        found = still_coming.answers(self.event, told.settled_at)
        audit.record(
            "registrations.still_coming_opened", actor=self.request.user, subject_type="page",
            subject_id=self.event.pk, facts={"rows": sum(len(each.people) for each in found.values())},
        )  # fmt: skip
        return found

    def _back(self) -> HttpResponse:
        return redirect("events_desk:change", self.event.pk)


@method_decorator(require_POST, name="dispatch")
class Undo(OfEvent, View):
    """What was decided last is taken back, within two minutes."""

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """Back to the page, where it can be decided anew."""
        try:
            number = settling.undo(page=self.event, by=request.user, now=timezone.now())
        except Refusal as refusal:
            for reason in refusal.reasons:
                messages.error(request, str(reason))
        else:
            said = ngettext(
                "Undone: %(count)d mail was taken back.", "Undone: %(count)d mails were taken back.", number
            )
            messages.success(request, said % {"count": number})
        return redirect("events_desk:change", self.event.pk)


def tasks_of(user: Any) -> Iterator[Task]:
    """A task for each change that nobody has decided on, to those who may."""
    keys = EventChange.objects.open().values("event_key")
    for found in EventPage.objects.canonical().filter(translation_key__in=keys).order_by("title"):
        page: Any = found.specific
        change = settling.open_change(page) if access.may_handle(user, page) else None
        if change is None:
            continue
        number = settling.concerned(change).count() + sum(map(len, settling.invited(change).values()))
        said = ngettext(
            "%(title)s: %(count)d person has not been told of the change.",
            "%(title)s: %(count)d people have not been told of the change.",
            number,
        )
        yield Task(said % {"title": page.title, "count": number}, reverse("events_desk:change", args=[page.pk]))


def waits_for(user: Any, page: Any) -> bool:
    """Whether publishing ``page`` has left something that ``user`` may decide on."""
    if not (isinstance(page, EventPage) and page.is_canonical):
        return False
    return access.may_handle(user, canonical_of(page)) and settling.open_change(page) is not None


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE
