"""Following up a programme at the desk: who is followed up when, and dealing with one of them. Reading is logged."""
from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from events import door
from events.desk.doors import EventDesk, event_page
from events.followed import deeds, due
from events.followed.draft import Draft, draft_for
from events.followed.form import FollowUpForm
from events.models import Attendance, FollowUpDeed, ProgrammePage, Registration
from events.parts import parts_of
from events.presence import Party, parties_of
from events.settling import UNDO_LASTS
from forms_app import access, names, submissions
from forms_app.doors import submission_for
from privacy import audit
from privacy.contracts import Refusal

PER_PAGE = 25


class FollowUps(EventDesk, TemplateView):
    """Everybody who is followed up, with the day it is counted from and every follow-up."""

    template_name = "events/admin/follow_ups.html"
    crumb = gettext_lazy("Follow-ups")

    @cached_property
    def programme(self) -> ProgrammePage:
        """The canonical page.

        :raises Http404: when it is no programme.
        """
        if not isinstance(self.form_page, ProgrammePage):
            raise Http404
        return self.form_page

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``page_obj`` of (Course, what it is called, marks, most marks), ``rows`` and ``set_aside``."""
        everybody = due.courses_of(self.programme, timezone.now())
        courses: Any = Paginator(everybody, PER_PAGE).get_page(self.request.GET.get("p"))
        audit.record(
            "registrations.follow_ups_opened", actor=self.request.user, subject_type="page",
            subject_id=self.programme.pk, facts={"rows": len(courses)},
        )  # fmt: skip
        marks, seats = self._marks([each.registration for each in courses])
        steps = len(self.programme.attended_rows())
        courses.object_list = [
            (each, _called(each.registration), marks[each.registration.pk], seats[each.registration.pk] * steps)
            for each in courses
        ]
        return super().get_context_data(
            page_obj=courses,
            rows=sorted(self.programme.follow_ups.all(), key=lambda row: row.months),
            set_aside=due.set_aside(self.programme),
            may_handle=access.may_handle(self.request.user, self.programme),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Set the days that were changed, and back to the same page.

        :raises PermissionDenied: for those who only read.
        """
        if not access.may_handle(request.user, self.programme):
            raise PermissionDenied
        changed, wrong = 0, 0
        for course in due.courses_of(self.programme, timezone.now()):
            record = course.registration.pk
            given, was = request.POST.get(f"day-{record}"), request.POST.get(f"was-{record}", "")
            if given is None or given == was:
                continue
            day = _day(given)
            if given and day is None:
                wrong += 1
                continue
            deeds.set_day(page=self.programme, record=record, on=day, by=request.user, now=timezone.now())
            changed += 1
        said = ngettext("%(count)d day is changed.", "%(count)d days are changed.", changed) % {"count": changed}
        messages.success(request, said)
        if wrong:
            messages.error(request, _("What is not a date has not been saved. Write it as 2027-03-31."))
        number = request.GET.get("p", "")
        here = reverse("events_desk:follow_ups", args=[self.programme.pk])
        return redirect(f"{here}?p={number}" if number.isdecimal() else here)

    @staticmethod
    def _marks(registrations: list[Registration]) -> tuple[Counter[UUID], Counter[UUID]]:
        """By registration how many marks of attendance there are, and how many persons."""
        noted = Attendance.objects.filter(seat__registration__in=registrations).values_list("seat__registration")
        held = Registration.objects.filter(pk__in=[each.pk for each in registrations], seats__allotment_key=None)
        return Counter(pk for (pk,) in noted), Counter(held.values_list("pk", flat=True))


class FollowUp(WagtailAdminTemplateMixin, TemplateView):
    """One follow-up of one registration: whom to ask, what she came to, and a mail to send or a note to write."""

    template_name = "events/admin/follow_up.html"
    header_icon = "mail"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Only for those who look after the programme.

        :raises PermissionDenied: for everybody else.
        :raises Http404: when there is no such follow-up, or she stands in no list.
        """
        self.submission = submission_for(request.user, kwargs["submission_id"])
        self.programme = event_page(self.submission.page_id)
        if not access.may_handle(request.user, self.programme):
            raise PermissionDenied
        if not isinstance(self.programme, ProgrammePage):
            raise Http404
        self._read(kwargs["follow_up"])
        return super().dispatch(request, *args, **kwargs)

    def _read(self, key: UUID) -> None:
        courses = due.courses_of(self.programme, timezone.now(), only=self.submission.pk)
        self.course = next(iter(courses), None)
        found = [each for each in (self.course.followed if self.course else []) if each.row.translation_key == key]
        if not found:
            raise Http404
        self.one = found[0]

    @cached_property
    def draft(self) -> Draft:
        """The mail before anybody has touched it."""
        return draft_for(self.programme, self.submission, self.one.row)

    def form(self, data: Any = None) -> FollowUpForm:
        """The fields, as prefilled or as posted."""
        initial = {"subject": self.draft.subject, "text": self.draft.text}
        return FollowUpForm(data, language=self.submission.version.language, initial=initial)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds what the page is made of; ``form`` may be passed in bound."""
        audit.record(
            "submission.opened", actor=self.request.user, subject_type="submission", subject_id=self.submission.pk,
            facts={"special": False},
        )  # fmt: skip
        others = FollowUpDeed.objects.filter(registration=self.submission.pk).select_related("by").order_by("at")
        return super().get_context_data(
            programme=self.programme,
            submission=self.submission,
            one=self.one,
            name=_called(self.one.registration),
            contact=names.ordinary(self.submission, ("name", "title", "telephone")),
            address=submissions.address_of(self.submission),
            party=self._party(),
            earlier=[each for each in others if each != self.one.deed],
            draft=self.draft,
            form=kwargs.pop("form", None) or self.form(),
            undo_ends=self._undo_ends(),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send the mail, or note that there is none; or take it back. 409 when a colleague was quicker."""
        act, now = request.POST.get("act", ""), timezone.now()
        of_act = {
            "page": self.programme, "record": self.submission.pk, "key": self.one.row.translation_key,
            "by": request.user,
        }  # fmt: skip
        form = self.form(request.POST)
        if act not in ("undo", *FollowUpDeed.Outcome.values) or (act != "undo" and not form.is_valid()):
            return self.render_to_response(self.get_context_data(form=form))
        try:
            if act == "undo":
                deeds.undo(**of_act)
            elif act == FollowUpDeed.Outcome.SENT:
                given = form.cleaned_data
                deeds.send(subject=given["subject"].strip(), text=given["text"].strip(), now=now, **of_act)
            else:
                deeds.close(outcome=act, note=form.cleaned_data["note"].strip(), now=now, **of_act)
        except Refusal as refusal:
            self._read(self.one.row.translation_key)
            context = self.get_context_data(form=form, problems=refusal.reasons)
            return self.render_to_response(context, status=409)
        messages.success(request, _DONE[act])
        return redirect("events_desk:follow_up", self.submission.pk, self.one.row.translation_key)

    def get_page_title(self) -> str:
        """The reference number."""
        return str(self.submission.reference)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The forms, this programme, its follow-ups, and this one."""
        return [
            {"url": reverse("forms_app_desk:index"), "label": _("Submissions")},
            {"url": reverse("forms_app_desk:list", args=[self.programme.pk]), "label": self.programme.title},
            {"url": reverse("events_desk:follow_ups", args=[self.programme.pk]), "label": _("Follow-ups")},
            {"url": "", "label": self.submission.reference},
        ]

    def _party(self) -> Party | None:
        """Those who come with the registration, and what each came to."""
        guests = [each for each in door.people_of(self.programme)
                  if each.seat.registration_id == self.submission.pk]  # fmt: skip
        return next(iter(parties_of(guests, parts_of(self.programme))), None)

    def _undo_ends(self) -> Any:
        """Until when what was done can be taken back; None when it cannot. A note can at any time."""
        deed = self.one.deed
        if deed is None or deed.outcome != FollowUpDeed.Outcome.SENT:
            return None
        ends = deed.at + UNDO_LASTS
        return ends if timezone.now() < ends else None


_DONE = {
    "sent": gettext_lazy("The mail goes out in two minutes."),
    "done": gettext_lazy("Noted that it is done."),
    "not_needed": gettext_lazy("Noted that it does not apply."),
    "undo": gettext_lazy("Taken back. The follow-up waits again."),
}


def _called(registration: Registration) -> str:
    own = names.ordinary(registration.submission, ("organisation", "name"))
    return own.get("organisation") or own.get("name") or str(registration.submission.reference)


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return None
    return day if 2000 <= day.year < 2200 else None
