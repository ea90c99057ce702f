"""Kinds of events and ways to register, in the editor's words. Pure."""
from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from events.registration import Mode


class Kind(TextChoices):
    """What sort of event it is; decides how one usually registers."""

    SEMINAR = "seminar", _("Seminar")
    COURSE = "course", _("Course")
    WORKSHOP = "workshop", _("Workshop")
    CONFERENCE = "conference", _("Conference")
    MEETING = "meeting", _("Meeting")
    TALK = "talk", _("Talk")
    EXHIBITION = "exhibition", _("Exhibition")
    TOUR = "tour", _("Guided tour")
    PERFORMANCE = "performance", _("Performance")
    OTHER = "other", _("Other event")
    NETWORK = "network", _("Network")
    PROGRAMME = "programme", _("Programme")


#: What a page of a single event may be; pages of other types say for themselves.
OF_EVENTS = tuple(kind for kind in Kind if kind not in (Kind.NETWORK, Kind.PROGRAMME))

#: What a page of several meetings may be.
OF_SERIES = (Kind.NETWORK, Kind.COURSE)

#: Kinds to which one usually registers by a form; to the others one just comes.
WITH_FORM = frozenset(
    {Kind.SEMINAR, Kind.COURSE, Kind.WORKSHOP, Kind.CONFERENCE, Kind.MEETING, Kind.NETWORK, Kind.PROGRAMME}
)

#: The empty choice leaves it to the kind of event.
MODES = [
    ("", _("As usual for this type")),
    (Mode.NONE.value, _("No registration needed")),
    (Mode.FORM.value, _("By the form on this page")),
    (Mode.EXTERNAL.value, _("On another website")),
    (Mode.EMAIL.value, _("By e-mail to the contact person")),
]


def usual_mode(kind: str) -> Mode:
    """How one registers for a kind of event when the editor says nothing."""
    return Mode.FORM if kind in WITH_FORM else Mode.NONE
