"""What the desk of a form shows of an event: its own pages, what can be done with a registration, states and facts."""
from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from events import chosen, moves, news
from events.deed_words import DEEDS
from events.models.attendance import Attendance
from events.models.registrations import Registration
from events.models.reseating import seats_following
from forms_app.models import Submission
from forms_app.questions import AskedOf
from forms_app.ways import Deed, Way


class AtTheDesk(models.Model):
    """Template methods of ``FormPageMixin`` that tell the desk of registrations."""

    class Meta:
        abstract = True

    def attended_rows(self) -> list[Any]:
        """What one comes to: the occasions that take place or took place, in their order."""
        page: Any = self
        return [each for each in page.occasions.all() if not each.is_cancelled]

    def lost_attendance(self, gone: Collection[UUID] | None = None) -> list[str]:
        """Why these occasions and steps may not go: people came to them. One statement, or two where there are any.

        :param gone: their lasting keys; by default whatever people came to that the page in hand lacks.
        """
        page: Any = self
        counted = Attendance.objects.of_event(page.translation_key).by_occasion() if page.pk else Counter()
        kept = () if gone is not None else {each.translation_key for each in page.all_parts()}
        lost = [key for key in counted if (key in gone if gone is not None else key not in kept)]
        stored = type(page).objects.get(pk=page.pk).all_parts() if lost else []
        called = {each.translation_key: str(each.title or each) for each in stored}
        return [_has_been_attended(called.get(key, "–"), counted[key]) for key in lost]

    def lost_choices(self, gone: Collection[UUID] | None = None) -> list[str]:
        """Why these occasions may not go: somebody has registered for them. No statement where nobody chooses.

        :param gone: as for :meth:`lost_attendance`.
        """
        page: Any = self
        if not (page.pk and page.own_question_keys()):
            return []
        stored = type(page).objects.get(pk=page.pk).all_parts()
        kept = {each.translation_key for each in page.all_parts()}
        live = page.get_submissions().filter(registration__state__in=moves.LIVE)
        lost = [each for each in stored if (each.translation_key in gone if gone is not None
                                            else each.translation_key not in kept)]  # fmt: skip
        counted = [(each, chosen.number_for(live, each.translation_key)) for each in lost]
        return [chosen.cannot_go(str(each.title or each), number) for each, number in counted if number]

    def all_parts(self) -> list[Any]:
        """Every occasion, cancelled ones too."""
        page: Any = self
        return list(page.occasions.all())

    def desk_ways(self) -> list[Way]:
        """Places, the invited, arrivals, the kitchen, and who came to what where one comes to more than one thing."""
        ways = [
            ("places", _("Places"), "group"), ("invitations", _("Invitations"), "mail"),
            ("arrivals", _("Arrivals"), "check"),
        ]  # fmt: skip
        if len(self.attended_rows()) > 1:
            ways.append(("presence", _("Attendance"), "calendar-check"))
        ways.append(("catering", _("Caterer"), "clipboard-list"))
        found = [Way(name, label, reverse(f"events_desk:{name}", args=[self.pk]), icon) for name, label, icon in ways]
        message = reverse("events_desk:message", args=[self.pk])
        return [*found, Way("message", _("Write to them"), message, "mail", is_for_handlers=True)]

    def desk_deeds(self, submission: Submission) -> list[Deed]:
        """What can be done with her registration in the state it is in; and who comes, where she registers several."""
        state = Registration.objects.filter(pk=submission.pk).values_list("state", flat=True).first()
        found = deeds_for(submission.pk, state or "")
        page: Any = self
        put = submission.version.content.put_to(AskedOf.PARTICIPANT)
        if state in moves.CHANGEABLE and page.largest_party != 1 and any(each.kind.is_asked for each in put):
            address = reverse("events_desk:party", args=[submission.pk])
            found.insert(0, Deed(_("Change who comes"), address, is_asked_about=True))
        if state in moves.CHANGEABLE and page.own_question_keys():
            address = reverse("events_desk:meetings", args=[submission.pk])
            found.insert(0, Deed(_("Change which meetings"), address, is_asked_about=True, changes=chosen.KEY))
        return found

    def record_facts(self, submissions: list[Submission]) -> dict[UUID, list[tuple[str, str]]]:
        """What became of each registration, when that was decided, and when who came with it arrived."""
        found = Registration.objects.filter(submission__in=submissions)
        facts = {
            each.pk: [
                (gettext("Registration"), str(each.get_state_display())),
                (gettext("Decided"), _moment(each.decided_at)),
                *_still_coming(each),
            ]
            for each in found
        }
        came = Attendance.objects.filter(seat__registration__in=facts).order_by("at", "pk")
        titles = self._titles() if came else {}
        for record, key, at in came.values_list("seat__registration", "occasion_key", "at"):
            noted = gettext("%(title)s (noted %(when)s)") % {"title": titles[key], "when": _moment(at)}
            facts[record].append((gettext("Present"), noted if titles.get(key) else _moment(at)))
        return facts

    def _titles(self) -> dict[UUID, str]:
        """What each of several things to come to is called; the only one needs no name."""
        rows = self.all_parts()
        return {each.translation_key: str(each.title or each) if len(rows) > 1 else "" for each in rows}

    def correcting(
        self, submission: UUID, key: str, *, by: Any, now: datetime
    ) -> AbstractContextManager[None]:
        """Seats follow what staff correct."""
        return seats_following(self, submission, key, by=by, now=now)

    def happened(self, since: datetime, until: datetime) -> list[str]:
        """What became of registrations, and how many are new."""
        page: Any = self
        return news.happened(page.translation_key, since, until)

    def own_address(self, submission: Submission, now: datetime) -> str:
        """To the page of her registration."""
        registration = Registration.objects.select_related("submission__version").filter(pk=submission.pk).first()
        return registration.new_address(now) if registration else ""

    def own_states(self) -> list[tuple[str, Any]]:
        """The states of a registration; where one chooses, also the occasions."""
        page: Any = self
        rows = self.all_parts() if page.own_question_keys() else []
        said = [
            (each.translation_key.hex, gettext("Comes to: %(meeting)s") % {"meeting": each.title or each})
            for each in rows
        ]
        return [*moves.State.choices, *said]

    def in_own_states(self, states: Collection[str]) -> models.Q:
        """Those whose registration is in one of the states among them, and for one of the occasions."""
        page: Any = self
        named = [each for each in states if each in moves.State.values]
        keys = [UUID(each) for each in states if each not in moves.State.values]
        wanted = models.Q(registration__state__in=named) if named else models.Q()
        if keys:
            wanted &= models.Q(pk__in=chosen.of_those_for(page.get_submissions(), keys).order_by().values("pk"))
        return wanted


def deeds_for(record: UUID, state: str) -> list[Deed]:
    """What staff can do with a registration in ``state``, as buttons."""
    return [
        Deed(
            DEEDS[each].label,
            reverse("events_desk:deed", args=[record, each]),
            is_asked_about=each in moves.ASKED_ABOUT,
        )
        for each in moves.deeds_open(state)
    ]


def _has_been_attended(title: str, number: int) -> str:
    said = ngettext(
        "“%(title)s” cannot be removed: %(count)d person is noted as present. Keep it, or take the mark back first.",
        "“%(title)s” cannot be removed: %(count)d persons are noted as present. Keep it, or take the marks back first.",
        number,
    )
    return said % {"title": title, "count": number}


def _still_coming(registration: Registration) -> list[tuple[str, str]]:
    if registration.asked_at is None:
        return []
    asked = (gettext("Asked whether she can still come"), _moment(registration.asked_at))
    said = registration.still_coming_at
    return [asked, (gettext("Said that she still comes"), _moment(said))] if said else [asked]


def _moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")
