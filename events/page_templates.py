"""Templates of pages about what happens in time, by the model they make. Pure."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from django.utils.translation import gettext_lazy as _

from events.kinds import Kind
from events.times import Precision
from home.page_templates import PageTemplate


@dataclass(frozen=True, slots=True)
class EventTemplate(PageTemplate):
    """A template that also knows the usual hours and questions.

    ``occasions`` is how many are begun, ``hours`` when they usually start and end, ``precision`` how much of
    their dates is usually decided. ``questions`` None means those of the model.
    """

    occasions: int = 1
    hours: tuple[time, time] | None = None
    precision: Precision = Precision.EXACT
    questions: tuple[str, ...] | None = None


_SEMINAR = EventTemplate(
    key="seminar",
    name=_("Seminar"),
    description=_("Half a day or a day with several speakers. One registers by a form with five ready-made questions."),
    icon="calendar-alt",
    place=10,
    values={"kind": Kind.SEMINAR},
    hours=(time(10), time(15)),
    examples={
        "title": _("For example: Reading aloud for those who have just arrived"),
        "lead": _(
            "For example: A day for school and public libraries on how to choose books and meet new readers. "
            "You take home three methods to try."
        ),
    },
)
_TALK = EventTemplate(
    key="lunch_talk",
    name=_("Lunch talk"),
    description=_("An hour at noon with one or two guests. Nobody has to register."),
    icon="openquote",
    place=20,
    values={"kind": Kind.TALK},
    hours=(time(12), time(13)),
    questions=(),
    examples={
        "title": _("For example: What the lake remembers. A talk over lunch"),
        "lead": _(
            "For example: A researcher tells what the mud at the bottom says about a thousand years. Bring your lunch."
        ),
    },
)
_COURSE = EventTemplate(
    key="course",
    name=_("Course or workshop"),
    description=_("People learn or make something together. One registers by a form; places are often few."),
    icon="edit",
    place=30,
    values={"kind": Kind.WORKSHOP},
    hours=(time(9), time(12)),
    questions=("name", "email", "telephone", "diet", "access"),
    examples={
        "title": _("For example: Write so that everybody understands"),
        "lead": _("For example: A morning of practice with texts of your own. For all who write to the public."),
    },
)
_OTHER = EventTemplate(
    key="other_event",
    name=_("Other event"),
    description=_("An exhibition, a guided tour, a performance, a conference, a meeting: you choose the type."),
    icon="date",
    place=40,
    values={"kind": Kind.OTHER},
    questions=(),
    examples={"title": _("For example: A winter evening in the open store")},
)
_NETWORK = EventTemplate(
    key="network",
    name=_("Network"),
    description=_("A group that meets several times, perhaps over years. One registers once for all meetings."),
    icon="group",
    place=50,
    values={"kind": Kind.NETWORK},
    occasions=3,
    precision=Precision.MONTH,
    questions=("name", "title", "organisation", "email", "telephone", "invoice"),
    examples={
        "title": _("For example: A network for those who lead change in schools"),
        "lead": _(
            "For example: Over two years we meet five times, try out methods at home and share what we learn. "
            "For municipalities that want to get further together."
        ),
    },
)
_PROGRAMME = EventTemplate(
    key="programme",
    name=_("Programme"),
    description=_("A course in modules with workshops, a certificate and follow-ups afterwards."),
    icon="list-ol",
    place=60,
    values={"kind": Kind.PROGRAMME},
    occasions=0,
    examples={
        "title": _("For example: Certified guide in the archive"),
        "lead": _("For example: Four modules and work of your own. After half a year we see what has come of it."),
    },
)
_PROJECT = EventTemplate(
    key="project",
    name=_("Project"),
    description=_("What you do during some years, with whom and with whose money. May carry a form."),
    icon="folder-open-1",
    place=70,
    occasions=0,
    questions=(),
    examples={
        "title": _("For example: Warm rooms. Libraries against loneliness"),
        "lead": _("For example: Six libraries test evening openings together with associations, from 2027 to 2029."),
    },
)

#: A model that is not named here has one template by its own name.
BY_MODEL: dict[str, tuple[EventTemplate, ...]] = {
    "events.EventPage": (_SEMINAR, _TALK, _COURSE, _OTHER),
    "events.SeriesPage": (_NETWORK,),
    "events.ProgrammePage": (_PROGRAMME,),
    "events.ProjectPage": (_PROJECT,),
}
