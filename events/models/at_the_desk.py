"""What the desk of a form shows of an event: its own pages, what can be done with a registration, states and facts."""
from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events import moves
from events.deed_words import DEEDS
from events.models.attendance import Attendance
from events.models.registrations import Registration
from forms_app.models import Submission
from forms_app.ways import Deed, Way


class AtTheDesk(models.Model):
    """Template methods of ``FormPageMixin`` that tell the desk of registrations."""

    class Meta:
        abstract = True

    def desk_ways(self) -> list[Way]:
        """Places, and arrivals on the day."""
        ways = (("places", _("Places"), "group"), ("arrivals", _("Arrivals"), "check"))
        return [Way(name, label, reverse(f"events_desk:{name}", args=[self.pk]), icon) for name, label, icon in ways]

    def desk_deeds(self, submission: Submission) -> list[Deed]:
        """What can be done with her registration in the state it is in."""
        state = Registration.objects.filter(pk=submission.pk).values_list("state", flat=True).first()
        return deeds_for(submission.pk, state or "")

    def record_facts(self, submissions: list[Submission]) -> dict[UUID, list[tuple[str, str]]]:
        """What became of each registration, when that was decided, and when who came with it arrived."""
        found = Registration.objects.filter(submission__in=submissions)
        facts = {
            each.pk: [
                (gettext("Registration"), str(each.get_state_display())),
                (gettext("Decided"), _moment(each.decided_at)),
            ]
            for each in found
        }
        came = Attendance.objects.filter(seat__registration__in=facts).order_by("at", "pk")
        for record, at in came.values_list("seat__registration", "at"):
            facts[record].append((gettext("Arrived"), _moment(at)))
        return facts

    def own_states(self) -> list[tuple[str, Any]]:
        """The states of a registration."""
        return list(moves.State.choices)

    def in_own_states(self, states: Collection[str]) -> models.Q:
        """Those whose registration is in one of them."""
        return models.Q(registration__state__in=states)


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


def _moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")
