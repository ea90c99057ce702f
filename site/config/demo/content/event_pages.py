"""Building the demo's events, its networks and its programme."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from config.demo.content.dates import outside_summer, weekday_in
from config.demo.content.keys import body, question_key
from config.demo.content.pages import add, contacts, known, picture_block, publish, related_links
from config.demo.content.specs import EventSpec, OccasionSpec, ProgrammeSpec, SeriesSpec
from config.demo.content.world import World
from events.models import (
    Appearance,
    EventIndexPage,
    EventPage,
    FollowUp,
    Module,
    Occasion,
    ProgrammePage,
    SeriesPage,
)
from forms_app.models import FormField
from forms_app.options import join

MODELS = {EventSpec: EventPage, SeriesSpec: SeriesPage, ProgrammeSpec: ProgrammePage}


def event(index: EventIndexPage, spec: EventSpec, world: World, today: date) -> EventPage:
    """A published event; what lies in the past was published before it took place."""
    page = MODELS[type(spec)](
        title=spec.title,
        slug=spec.key,
        lead=spec.lead,
        simple_text=spec.simple,
        body=body(spec.key, *_blocks(spec, world)),
        kind=spec.kind,
        registration_mode=spec.mode,
        registration_url=spec.registration_url,
        target_group=spec.target_group,
        preparation=spec.preparation,
        included=spec.included,
        cost=spec.cost,
        thank_you_text=spec.thank_you,
        review_step=spec.review,
        capacity=spec.capacity,
        opens_at=_opening(spec, world, today),
        first_published_at=_published(spec, today),
        project=world.projects.get(spec.key),
        **_own_words(spec),
    )
    page.occasions = [_occasion(spec.key, n, each, world, today) for n, each in enumerate(spec.occasions)]
    page.appearances = [
        Appearance(name=name, title=title, role=role, sort_order=n, **known(f"{spec.key}/who/{n}", world))
        for n, (name, title, role) in enumerate(spec.appearances)
    ]
    page.contacts = contacts(spec.key, spec.contacts, world)
    page.related_links = related_links(spec.key, spec.links, world)
    page.form_fields = [question(spec.key, n, each, world) for n, each in enumerate(spec.questions)]
    page.organisers = [world.organiser] if spec.questions else []
    page.audiences = [world.audiences[key] for key in spec.audiences]
    if isinstance(spec, ProgrammeSpec):
        _add_steps(page, spec, world)
    page = add(index, page, spec.key, world)
    _remember_moves(page, spec, today)
    return publish(page)


def _own_words(spec: EventSpec) -> dict[str, str]:
    """What a network or a programme says beside what every event says."""
    common = {each.name for each in fields(EventSpec)}
    own = {each.name: getattr(spec, each.name) for each in fields(spec) if each.name not in common}
    return {name: value for name, value in own.items() if isinstance(value, str)}


def _add_steps(page: EventPage, spec: ProgrammeSpec, world: World) -> None:
    page.modules = [
        Module(kind=kind, title=title, length=length, text=text, sort_order=n,
               **known(f"{spec.key}/module/{n}", world))
        for n, (kind, title, length, text) in enumerate(spec.modules)
    ]
    page.follow_ups = [
        FollowUp(months=months, title=title, text=text, sort_order=n, **known(f"{spec.key}/follow-up/{n}", world))
        for n, (months, title, text) in enumerate(spec.follow_ups)
    ]


def _remember_moves(page: EventPage, spec: EventSpec, today: date) -> None:
    """As if it had been published with the time before; a page that is new has no time before."""
    occasions = list(page.occasions.all())
    for occasion, each in zip(occasions, spec.occasions, strict=True):
        if each.was:
            occasion.previous_day, occasion.previous_time = weekday_in(*each.was, today), occasion.start_time
            occasion.sequence = 1
    page.occasions = occasions


def _opening(spec: EventSpec, world: World, today: date) -> datetime | None:
    if spec.opens_in_weeks is None:
        return None
    day = weekday_in(spec.opens_in_weeks, 0, today)
    return datetime.combine(day, time(9), tzinfo=ZoneInfo(world.zone))


def _published(spec: EventSpec, today: date) -> datetime | None:
    if not spec.occasions:
        return None
    first = weekday_in(spec.occasions[0].weeks, spec.occasions[0].weekday, today)
    if first >= today:
        return None
    return datetime.combine(first - timedelta(weeks=8), time(9), tzinfo=ZoneInfo("UTC"))


def _occasion(page: str, number: int, spec: OccasionSpec, world: World, today: date) -> Occasion:
    return Occasion(
        first_day=_day_of(spec, today),
        precision=spec.precision,
        title=spec.title,
        documentation=spec.documentation,
        start_time=time.fromisoformat(spec.start) if spec.start else None,
        end_time=time.fromisoformat(spec.end) if spec.end else None,
        place=world.places.get(spec.place),
        room=spec.room,
        mode=spec.mode,
        join_link=spec.join_link,
        status=spec.status,
        sort_order=number,
        **known(f"{page}/occasion/{number}", world),
    )


def _day_of(spec: OccasionSpec, today: date) -> date:
    if spec.precision in ("month", "term"):
        return outside_summer(weekday_in(spec.weeks, spec.weekday, today))
    return weekday_in(spec.weeks, spec.weekday, today)


def question(page: str, number: int, spec: tuple, world: World) -> FormField:
    """The question of a page with this number, with a fixed identity."""
    kind, label, options, facts = (*spec, *("", (), {})[len(spec) - 1 :])
    facts = dict(facts)
    if earlier := facts.pop("only_if", None):
        first, option = earlier
        # An option of a ready-made question goes by its own key.
        key = option if isinstance(option, str) else question_key(f"{page}/{first}", option)
        facts["condition"] = f"{question_key(page, first)}:{key}"
    row = FormField(
        field_type=kind,
        clean_name=question_key(page, number),
        label=label,
        sort_order=number,
        choices=join([(question_key(f"{page}/{number}", n), text) for n, text in enumerate(options)]),
        **facts,
        **known(f"{page}/question/{number}", world),
    )
    row.required = row.kind.required
    with world.speaking():
        row.complete()
    return row


def _blocks(spec: EventSpec, world: World) -> list[tuple[str, Any]]:
    blocks = [picture_block(spec.picture, world)]
    blocks += [("text", paragraph) for paragraph in spec.paragraphs]
    if spec.quote:
        text, name, role = spec.quote
        blocks.append(("quote", {"text": text, "name": name, "role": role}))
    return blocks + list(_sections(spec.sections))


def _sections(sections: tuple[tuple[str, ...], ...]) -> Iterator[tuple[str, Any]]:
    for heading, *paragraphs in sections:
        if heading:
            yield "heading", {"text": heading, "level": "2"}
        yield from (("text", paragraph) for paragraph in paragraphs)
