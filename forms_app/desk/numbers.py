"""The numbers of a form at the desk: charts that are tables too, read without script and printed."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from forms_app import counted, numbers
from forms_app.columns import columns_of, versions_of
from forms_app.doors import FormDesk
from forms_app.filters import language_name
from forms_app.models import SubmittedPerson
from forms_app.models.submissions import SubmissionQuerySet
from forms_app.needs.counts import assistants_in_words
from forms_app.questions import AskedOf, Question
from forms_app.suppression import LEAST, one_told
from home.languages import text_language
from privacy import audit, bars

_SPANS = {"day": gettext_lazy("Day"), "week": gettext_lazy("Week from"), "month": gettext_lazy("Month")}
_UNDER_BAR = {"day": "j.n", "week": "j.n", "month": "M"}
_IN_TABLE = {"day": "DATE_FORMAT", "week": "DATE_FORMAT", "month": "F Y"}


@dataclass(frozen=True, slots=True)
class Line:
    """A name with its number and its share of the largest, in hundredths."""

    name: str
    number: int
    share: int


class Numbers(FormDesk, TemplateView):
    """How many, when, in which language and state, and what they chose."""

    template_name = "forms_app/admin/numbers.html"
    crumb = gettext_lazy("Numbers")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``spans`` with ``chart``, ``languages``, ``states``, ``questions``, ``special`` and ``assistants``."""
        found, own = self.form_page.get_submissions(), text_language(self.form_page)
        versions = sorted(versions_of(self.form_page), key=lambda version: version.language != own)
        columns = columns_of(self.form_page, versions)
        sealed = [each for each in columns if each.is_sealed and each.meaning not in self.form_page.counted_apart]
        totals = counted.totals(found, Q(), [])
        # What is sensitive is counted for those who come, since it is asked for their sake: for the caterer, say.
        placed = self.form_page.with_place(found)
        of_placed = counted.totals(placed, Q(), _of(sealed, AskedOf.REGISTRATION))
        people = SubmittedPerson.objects.filter(submission__in=placed.order_by().values("pk"))
        of_people = counted.totals_of_participants(people, _of(sealed, AskedOf.PARTICIPANT))
        audit.record(
            "submissions.numbers_opened", actor=self.request.user, subject_type="page", subject_id=self.form_page.pk,
            facts={"rows": totals["all"]},
        )  # fmt: skip
        return super().get_context_data(
            all=totals["all"],
            set_aside=totals["set_aside"],
            assistants=assistants_in_words(self.form_page, self.request.user),
            least=LEAST,
            **over_time(found, self.form_page.zone()),
            languages=lines_of((language_name(code), number) for code, number in numbers.by_language(found)),
            states=lines_of(numbers.by_state(found)),
            questions=[
                (each.question, lines_of(each.options)) for each in numbers.by_option(found, versions, columns)
            ],
            special=[
                (each, one_told(of_kind[each.key], total=of_kind["all"]))
                for asked_of, of_kind in ((AskedOf.REGISTRATION, of_placed), (AskedOf.PARTICIPANT, of_people))
                for each in _of(sealed, asked_of)
            ],
            **kwargs,
        )


def over_time(found: SubmissionQuerySet, zone: ZoneInfo) -> dict[str, Any]:
    """What over_time.html is made of: ``kind``, ``spans`` and ``chart`` of when these came; one statement."""
    kind, spans = numbers.over_time(found, zone)
    return {
        "kind": _SPANS[kind],
        "spans": [(date_format(each.first, _IN_TABLE[kind]), each) for each in spans],
        "chart": bars.chart([(date_format(each.first, _UNDER_BAR[kind]), each.count, 0) for each in spans]),
    }


def _of(sealed: Iterable[Question], asked_of: AskedOf) -> list[Question]:
    """The sensitive questions that are put to these people: of participants each is counted by herself."""
    return [each for each in sealed if each.asked_of is asked_of]


def lines_of(rows: Iterable[tuple[str, int]]) -> list[Line]:
    """The rows with bars beside their numbers."""
    named = list(rows)
    most = max((number for _name, number in named), default=0)
    return [Line(name or _("No words"), number, 100 * number // most if most else 0) for name, number in named]
