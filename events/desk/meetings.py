"""Staff choose other meetings for somebody who asked them to: the registrant's own form and action."""
from __future__ import annotations

from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages

from events import changing, chosen
from events.desk.doors import RegistrationDesk
from events.models.reseating import NoRoom, WouldOvertake
from events.models.seating import CannotMove
from events.party.words import no_room
from forms_app import names
from forms_app.later.asking import Put
from forms_app.later.form import LaterForm
from forms_app.submissions import address_of

_OTHERS_WAIT = gettext_lazy(
    "She is on the waiting list, and others wait after her. So that nobody is overtaken, she cannot have what they "
    "wait for too, and nothing has been changed."
)
_TOO_LATE = gettext_lazy("There is no meeting to choose any more, or it was too late. Nothing has been changed.")


class ChangeMeetings(RegistrationDesk, TemplateView):
    """The meetings that are still to come, hers ticked; posted, the record once they are others."""

    template_name = "events/admin/change_meetings.html"
    header_icon = "calendar-alt"
    crumb = gettext_lazy("Change which meetings")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form; 409 when nothing can be chosen any more."""
        if self.put is None:
            return self._shown(None, _TOO_LATE, 409)
        return self._shown(self._form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Back to the record. 409 too late or no place, 422 nothing chosen, 503 busy: nothing has changed then."""
        if self.put is None:
            return self._shown(None, _TOO_LATE, 409)
        form = self._form(request.POST)
        return self._taken(form) if form.is_valid() else self._shown(form, status=422)

    @cached_property
    def put(self) -> Put | None:
        """What she may choose among, in the language she registered in."""
        with translation.override(self.submission.version.language):
            question = changing.open_meetings(self.registration, self.event, timezone.now(), by_staff=True)
        return Put(self.registration.submission, 0, (question,), {}) if question else None

    def _form(self, data: Any = None) -> LaterForm:
        put = self.put
        initial = {chosen.KEY: put.record.answer(put.questions[0])} if put else {}
        return LaterForm(data, waiting=[put] if put else [], initial=initial)

    def _taken(self, form: LaterForm) -> HttpResponse:
        try:
            is_other = changing.change_meetings(
                page=self.event, record=self.submission.pk, given=form.given()[0][chosen.KEY], by=self.request.user,
                now=timezone.now(),
            )  # fmt: skip
        except CannotMove:
            return self._shown(None, _TOO_LATE, 409)
        except NoRoom as refused:
            return self._shown(form, no_room(refused.number), 409)
        except WouldOvertake:
            return self._shown(form, _OTHERS_WAIT, 409)
        except OperationalError:
            return self._shown(form, _("We could not do it just now. Please try again in a moment."), 503)
        said = _("The meetings have been changed.") if is_other else _("The meetings are the same as before.")
        messages.success(self.request, f"{self.submission.reference}: {said}")
        return redirect("forms_app_desk:detail", self.submission.pk)

    def _shown(self, form: LaterForm | None, problem: Any = "", status: int = 200) -> HttpResponse:
        self.log_reading()
        found = self.get_context_data(
            form=form, field=form[chosen.KEY] if form else None, problem=problem, submission=self.submission,
            event=self.event, name=names.called(self.submission), is_written_to=bool(address_of(self.submission)),
            back=reverse("forms_app_desk:detail", args=[self.submission.pk]),
        )  # fmt: skip
        return self.render_to_response(found, status=status)
