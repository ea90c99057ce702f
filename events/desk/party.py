"""Staff change who comes with a registration: the form of the registrant's own page, what follows, and the deed."""
from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages

from events.desk.doors import RegistrationDesk
from events.models.reseating import NoRoom, WouldOvertake
from events.models.seating import CannotMove
from events.moves import State
from events.party import by_staff, party
from events.party.form import PartyForm
from events.party.words import CHANGED_MEANWHILE, no_room
from forms_app import names
from forms_app.desk.entry_form import as_staff_put
from forms_app.models import StaffEntry

_OTHERS_WAIT = gettext_lazy(
    "They are on the waiting list, and others wait after them. So that nobody is overtaken, the group cannot become "
    "larger, and nothing has been changed. Register those who join by a registration of their own."
)
_WRONG = gettext_lazy("Something is missing or not right, so nothing has been changed. It is marked below.")
_NOTHING = gettext_lazy("You have changed nothing yet.")
_BUSY = gettext_lazy("We could not do it just now. Please try again in a moment.")
#: What the buttons of the pages are called.
_MORE, _CONFIRMED, _BACK = "more", "confirmed", "back"


class WayForm(forms.Form):
    """By which way staff were asked for the change."""

    channel = forms.ChoiceField(
        label=StaffEntry._meta.get_field("channel").verbose_name,
        help_text=StaffEntry._meta.get_field("channel").help_text,
        choices=[each for each in StaffEntry.Channel.choices if each[0] != StaffEntry.Channel.LIST],
        widget=forms.RadioSelect,
    )


class ChangeParty(RegistrationDesk, TemplateView):
    """Everybody who comes, in their fields; then what follows, with one button; then it is done."""

    template_name = "events/admin/change_party.html"
    header_icon = "group"
    crumb = gettext_lazy("Change who comes")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form; 409 when nothing can be changed any more."""
        if self.party is None:
            return self._too_late()
        return self._asked(PartyForm(party=self.party), WayForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """One more participant, what follows, or the record once it is done.

        409 too late, changed meanwhile or no room, 422 invalid or nothing changed, 503 busy: nothing has changed then,
        and what was written is kept.
        """
        found = self.party
        if found is None:
            return self._too_late()
        if request.POST.get("seen") != found.seen:
            return self._asked(PartyForm(party=found), WayForm(), CHANGED_MEANWHILE, 409)
        if _MORE in request.POST or _BACK in request.POST:
            form = PartyForm(request.POST, party=found, more=_MORE in request.POST, judged=False)
            return self._asked(form, WayForm(initial=request.POST.dict()))
        form, way = PartyForm(request.POST, party=found), WayForm(request.POST)
        entered, valid = way.is_valid(), form.is_valid()
        if not (entered and valid):
            return self._asked(form, way, _WRONG, 422)
        return self._asked(form, way) if form.opened else self._judged(form, way)

    @cached_property
    def party(self) -> party.Party | None:
        """Those who come, as staff may change them; an address is never demanded of who writes a letter."""
        found = party.of(self.registration, self.event, timezone.now(), by_staff=True)
        return replace(found, asked=tuple(as_staff_put(found.asked))) if found else None

    def _judged(self, form: PartyForm, way: WayForm) -> HttpResponse:
        """What follows, or the record when that has been agreed to."""
        asked = {
            "page": self.event, "record": self.submission.pk, "wanted": form.wanted(), "by": self.request.user,
            "channel": way.cleaned_data["channel"], "now": timezone.now(),
        }  # fmt: skip
        try:
            if _CONFIRMED in self.request.POST:
                by_staff.change(**asked)
                said = _("Those who come have been changed.")
                messages.success(self.request, f"{self.submission.reference}: {said}")
                return redirect("forms_app_desk:detail", self.submission.pk)
            foreseen = by_staff.foresee(**asked)
        except CannotMove:
            self.registration.refresh_from_db()
            del self.party
            found = self.party
            return self._asked(PartyForm(party=found), WayForm(), CHANGED_MEANWHILE, 409) if found else self._too_late()
        except NoRoom as refused:
            return self._asked(form, way, no_room(refused.number), 409)
        except WouldOvertake:
            return self._asked(form, way, _OTHERS_WAIT, 409)
        except OperationalError:
            return self._asked(form, way, _BUSY, 503)
        if foreseen.is_nothing:
            return self._asked(form, way, _NOTHING, 422)
        return self._told(foreseen)

    def _told(self, foreseen: by_staff.Foreseen) -> HttpResponse:
        """The page that says what follows; everything that was written goes along unseen."""
        buttons = ("csrfmiddlewaretoken", _MORE, _CONFIRMED, _BACK)
        carried = [
            (name, value) for name, values in self.request.POST.lists() if name not in buttons for value in values
        ]
        return self._shown(
            "events/admin/party_foreseen.html", foreseen=foreseen, carried=carried,
            telephone=names.ordinary(self.submission, ("telephone",)).get("telephone", ""),
        )  # fmt: skip

    def _too_late(self) -> HttpResponse:
        state = State(self.registration.state).label
        problem = _("Who comes cannot be changed now. The registration is: %(state)s.") % {"state": state}
        return self._shown(self.template_name, 409, problem=problem)

    def _asked(self, form: PartyForm, way: WayForm, problem: Any = "", status: int = 200) -> HttpResponse:
        return self._shown(
            self.template_name, status, form=form, way=way, problem=problem,
            waits=self.registration.state == State.WAITING,
        )  # fmt: skip

    def _shown(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        self.log_reading()
        self.template_name = template
        back = reverse("forms_app_desk:detail", args=[self.submission.pk])
        found = self.get_context_data(
            submission=self.submission, event=self.event, name=names.called(self.submission), back=back, **context
        )
        return self.render_to_response(found, status=status)
