"""What helps an editor to write about something in time: usual hours and questions, and advice on dates."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wagtail.models import Page

from events.advice import advice_on_contacts
from events.models.occasion import Occasion
from events.models.people import EventContact
from events.page_templates import BY_MODEL, EventTemplate
from home.advice import Advice
from home.models.writing import WritingHelp
from home.page_templates import PageTemplate


class EventWritingHelp(WritingHelp):
    """Beside what every page has: the templates of its model with their rows, and advice on whom to ask."""

    @classmethod
    def page_templates(cls) -> Sequence[PageTemplate]:
        """Those of events.page_templates for this very model."""
        model: Any = cls
        return BY_MODEL.get(model._meta.label) or super().page_templates()

    def begin(self, template: PageTemplate, parent: Page) -> None:
        """Take place, contact persons and way of registering from the latest page of the same kind beside it."""
        super().begin(template, parent)
        if isinstance(template, EventTemplate):
            begin(self, template, _latest_like(self, parent))

    def advice(self) -> list[Advice]:
        """What holds for every page, and whom to ask."""
        return [*super().advice(), *advice_on_contacts(self)]


def begin(page: Any, template: EventTemplate, latest: Any | None) -> None:
    """Give the new ``page`` the rows of ``template``, and what ``latest`` had, if there is any."""
    if template.questions is not None:
        page.first_questions = template.questions
    if template.occasions:
        page.occasions = [_occasion(template, latest, number) for number in range(template.occasions)]
    if latest is not None:
        page.contacts = [
            EventContact(person=row.person, sort_order=row.sort_order, locale=page.locale)
            for row in latest.contacts.select_related("person")
        ]
        if hasattr(page, "registration_mode"):
            page.registration_mode = latest.registration_mode


def _latest_like(page: Any, parent: Page) -> Any | None:
    beside = type(page).objects.child_of(parent)
    if hasattr(page, "kind"):
        beside = beside.filter(kind=page.kind)
    return beside.order_by("-latest_revision_created_at", "-pk").first()


def _occasion(template: EventTemplate, latest: Any | None, number: int) -> Occasion:
    occasion = Occasion(precision=template.precision.value, sort_order=number)
    if template.hours:
        occasion.start_time, occasion.end_time = template.hours
    before = latest.occasions.first() if latest is not None and hasattr(latest, "occasions") else None
    if before is not None:
        occasion.place, occasion.room, occasion.mode = before.place, before.room, before.mode
    return occasion
