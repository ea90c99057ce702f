"""What staff do with one registration, or approve with several: first what follows and which mail goes out."""
from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import OperationalError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages

from events import organising
from events.deed_words import DEEDS, DeedWords
from events.desk.doors import EventDesk, RegistrationDesk
from events.models import Registration, Seat
from events.models.seating import CannotMove
from events.moves import DEEDS as MOVES
from events.moves import Deed, State, deeds_open
from forms_app import access, names
from forms_app.desk.search import is_number
from privacy import registry
from privacy.contracts import Letter, Refusal


class DoDeed(RegistrationDesk, TemplateView):
    """One thing that staff can do with one registration; GET says what follows, POST does it."""

    template_name = "events/admin/deed.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Only for those who may handle the registration.

        :raises PermissionDenied: for everybody else.
        :raises Http404: when there is no such registration or nothing is called that.
        """
        if kwargs["deed"] not in list(Deed):
            raise Http404
        self.deed = Deed(kwargs["deed"])
        self.crumb = self.words.label
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What follows, with one button; 409 when it cannot be done any more."""
        if self.deed not in deeds_open(self.registration.state):
            return self._refused([self._too_late()])
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, and back to where it was asked for. 409 too late or no room, 503 busy: nothing has changed then."""
        try:
            organising.perform(
                self.deed, page=self.event, record=self.submission.pk, by=request.user, now=timezone.now()
            )
        except CannotMove:
            self.registration.refresh_from_db()
            return self._refused([self._too_late()])
        except Refusal as refusal:
            return self._refused([*refusal.reasons, refusal.comfort])
        except OperationalError:
            return self._refused([_("We could not do it just now. Please try again in a moment.")], status=503)
        messages.success(request, f"{self.submission.reference}: {self.words.done}")
        return redirect(self.back)

    @property
    def words(self) -> DeedWords:
        """The deed in words."""
        return DEEDS[self.deed]

    @property
    def is_from_places(self) -> bool:
        """Whether the button was pressed among the places of the event, not on the registration itself."""
        asked: Any = self.request.POST if self.request.method == "POST" else self.request.GET
        return bool(asked.get("back") == "places")

    @property
    def back(self) -> str:
        """Where the button was pressed."""
        if self.is_from_places:
            return reverse("events_desk:places", args=[self.event.pk])
        return reverse("forms_app_desk:detail", args=[self.submission.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``words``, ``name``, ``persons``, ``letter`` (None when none can be sent) and ``back``."""
        self.log_reading()
        kind = MOVES[self.deed].value.letter
        persons = Seat.objects.filter(registration=self.registration, allotment_key=None).count()
        return super().get_context_data(
            words=self.words,
            submission=self.submission,
            registration=self.registration,
            event=self.event,
            name=names.called(self.submission),
            persons=persons,
            ahead=self._ahead(),
            sends=bool(kind),
            letter=letter_as_sent(kind, self.submission) if kind else None,
            telephone=names.ordinary(self.submission, ("telephone",)).get("telephone", ""),
            back=self.back,
            is_from_places=self.is_from_places,
            **kwargs,
        )

    def _ahead(self) -> int:
        """How many would be passed by who is given a place by hand."""
        number = self.registration.queue_number
        if self.deed is not Deed.PROMOTE or number is None:
            return 0
        queue = Registration.objects.of_event(self.registration.event_key).in_queue()
        return int(queue.filter(queue_number__lt=number).count())

    def _too_late(self) -> str:
        state = State(self.registration.state).label
        return _("It was too late for that, and nothing has changed. The registration is now: %(state)s.") % {
            "state": state
        }

    def _refused(self, problems: list[Any], status: int = 409) -> HttpResponse:
        context = self.get_context_data(problems=[each for each in problems if each])
        response = self.render_to_response(context)
        response.status_code = status
        return response


@method_decorator(require_POST, name="dispatch")
class Approve(EventDesk, View):
    """Several registrations are approved with one button."""

    may = staticmethod(access.may_handle)

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """Back to the places of the event, with how many were approved."""
        chosen = [UUID(each) for each in request.POST.getlist("chosen") if is_number(each)]
        try:
            count = organising.approve_all(
                page=self.form_page, records=chosen, by=request.user, now=timezone.now()
            )
        except Refusal as refusal:
            messages.error(request, " ".join(str(reason) for reason in refusal.reasons))
        except OperationalError:
            messages.error(request, _("We could not do it just now. Please try again in a moment."))
        else:
            said = ngettext("%(count)d registration is approved.", "%(count)d registrations are approved.", count)
            messages.success(request, said % {"count": count})
        return redirect("events_desk:places", self.form_page.pk)


def letter_as_sent(kind: str, submission: Any) -> Letter | None:
    """The mail of a kind as it would be sent now; None when there is no address. What making it stored is undone."""
    with transaction.atomic():
        letter = registry.renderer_of(kind)(submission.pk, submission.version.language)
        transaction.set_rollback(True)
    return letter
