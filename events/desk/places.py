"""The places of an event at the desk: how many are taken, and everybody who waits for something. Reading is logged."""
from __future__ import annotations

from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.views.generic import TemplateView

from events import places
from events.desk.doors import EventDesk
from events.editions.following import may_be_followed
from events.models import EventPage
from events.models.seating import promotion_stop, standing_of
from events.moves import State
from events.seats import Promotion
from events.wording import moment_words
from forms_app import access
from forms_app.desk.numbers import over_time
from home.languages import text_language
from privacy import audit


class Places(EventDesk, TemplateView):
    """Seats in numbers, those who wait for approval, offers, the waiting list, and when registrations came."""

    template_name = "events/admin/places.html"
    crumb = gettext_lazy("Places")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``lines``, the three lists, ``to_call``, ``set_aside`` and what over_time.html is made of."""
        page: Any = self.form_page
        standing = standing_of(page)
        lists = {
            name: places.rows_of(page, state, standing)
            for name, state in (
                ("pending", State.PENDING_APPROVAL), ("offered", State.OFFERED), ("waiting", State.WAITING),
                ("unplaced", State.NOT_PLACED),
            )
        }  # fmt: skip
        audit.record(
            "registrations.places_opened", actor=self.request.user, subject_type="page", subject_id=page.pk,
            facts={"rows": sum(map(len, lists.values()))},
        )  # fmt: skip
        stop = promotion_stop(page)
        came = page.get_submissions().filter(registration__isnull=False).exclude(registration__state=State.REPEATED)
        return super().get_context_data(
            lines=places.lines_of(page),
            to_call=[each for each in lists["offered"] if not each.is_written_to],
            set_aside=places.set_aside(page),
            shown=places.SHOWN if any(len(rows) == places.SHOWN for rows in lists.values()) else 0,
            may_handle=access.may_handle(self.request.user, page),
            may_follow=isinstance(page, EventPage) and may_be_followed(self.request.user, page),
            is_by_hand=page.promotion == Promotion.BY_HAND,
            stop=moment_words(stop, page.zone(), get_language() or text_language(page)) if stop else "",
            **lists,
            **over_time(came, page.zone()),
            **kwargs,
        )
