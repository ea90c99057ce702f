"""Building the demo's pages of plain text and of events."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from wagtail.models import Page

from config.demo.content import pictures
from config.demo.content.dates import weekday_in
from config.demo.content.keys import body, fixed, question_key
from config.demo.content.specs import EventSpec, OccasionSpec, TextPage
from config.demo.content.world import World
from events.models import Appearance, EventContact, EventIndexPage, EventPage, Occasion, RelatedLink
from forms_app.models import FormField
from forms_app.options import join
from home.models import StandardPage


def publish(page: Page) -> Page:
    """Save a revision of ``page``, publish it, and give it back as stored."""
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def add(parent: Page, page: Page, key: str, world: World) -> Page:
    """``page`` under ``parent`` as a draft, with a fixed identity."""
    page.translation_key = fixed(key)
    page.locale = world.locale
    page.owner = world.editor
    page.live = False
    return parent.add_child(instance=page)


def text_page(parent: Page, spec: TextPage, world: World) -> Page:
    """A published page of text."""
    blocks: list[tuple[str, Any]] = [("text", paragraph) for paragraph in spec.paragraphs]
    if spec.table:
        blocks.append(("table", _table(*spec.table)))
    if spec.accordion:
        blocks.append(("accordion", {"entries": _items(spec)}))
    page = StandardPage(
        title=spec.title, slug=spec.key, lead=spec.lead, body=body(spec.key, *blocks), show_in_menus=True
    )
    return publish(add(parent, page, spec.key, world))


def _items(spec: TextPage) -> list[dict[str, Any]]:
    return [
        {"type": "item", "value": {"heading": heading, "text": text}, "id": str(fixed(f"{spec.key}/item/{number}"))}
        for number, (heading, text) in enumerate(spec.accordion)
    ]


def _table(caption: str, headings: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> dict[str, Any]:
    return {
        "caption": caption,
        "columns": [{"type": "text", "heading": heading} for heading in headings],
        "rows": [{"values": list(row)} for row in rows],
    }


def event_index(parent: Page, title: str, lead: str, slug: str, world: World) -> EventIndexPage:
    """A published list of events."""
    page = EventIndexPage(title=title, slug=slug, lead=lead, show_in_menus=True)
    return publish(add(parent, page, f"{world.body_key}/events", world))


def event(index: EventIndexPage, spec: EventSpec, world: World, today: date) -> EventPage:
    """A published event; what lies in the past was published before it took place."""
    page = EventPage(
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
        opens_at=_opening(spec, world, today),
        first_published_at=_published(spec, today),
    )
    page.occasions = [_occasion(spec.key, n, each, world, today) for n, each in enumerate(spec.occasions)]
    page.appearances = [
        Appearance(name=name, title=title, role=role, sort_order=n, **_known(f"{spec.key}/who/{n}", world))
        for n, (name, title, role) in enumerate(spec.appearances)
    ]
    page.contacts = [
        EventContact(person=world.people[who], sort_order=n, **_known(f"{spec.key}/contact/{n}", world))
        for n, who in enumerate(spec.contacts)
    ]
    page.related_links = [
        RelatedLink(title=title, url=url, sort_order=n, **_known(f"{spec.key}/link/{n}", world))
        for n, (title, url) in enumerate(spec.links)
    ]
    page.form_fields = [_question(spec.key, n, each, world) for n, each in enumerate(spec.questions)]
    page.organisers = [world.organiser] if spec.questions else []
    page.audiences = [world.audiences[key] for key in spec.audiences]
    page = add(index, page, spec.key, world)
    _remember_moves(page, spec, today)
    return publish(page)


def _remember_moves(page: EventPage, spec: EventSpec, today: date) -> None:
    """As if it had been published with the time before; a page that is new has no time before."""
    for occasion, each in zip(page.occasions.all(), spec.occasions, strict=True):
        if each.was:
            occasion.previous_day, occasion.previous_time = weekday_in(*each.was, today), occasion.start_time
            occasion.sequence = 1


def _known(name: str, world: World) -> dict[str, Any]:
    return {"translation_key": fixed(name), "locale": world.locale}


def _opening(spec: EventSpec, world: World, today: date) -> datetime | None:
    if spec.opens_in_weeks is None:
        return None
    day = weekday_in(spec.opens_in_weeks, 0, today)
    return datetime.combine(day, time(9), tzinfo=ZoneInfo(world.zone))


def _published(spec: EventSpec, today: date) -> datetime | None:
    first = weekday_in(spec.occasions[0].weeks, spec.occasions[0].weekday, today)
    if first >= today:
        return None
    return datetime.combine(first - timedelta(weeks=8), time(9), tzinfo=ZoneInfo("UTC"))


def _occasion(page: str, number: int, spec: OccasionSpec, world: World, today: date) -> Occasion:
    return Occasion(
        first_day=weekday_in(spec.weeks, spec.weekday, today),
        precision=spec.precision,
        start_time=time.fromisoformat(spec.start) if spec.start else None,
        end_time=time.fromisoformat(spec.end) if spec.end else None,
        place=world.places.get(spec.place),
        room=spec.room,
        mode=spec.mode,
        join_link=spec.join_link,
        status=spec.status,
        sort_order=number,
        **_known(f"{page}/occasion/{number}", world),
    )


def _question(page: str, number: int, spec: tuple, world: World) -> FormField:
    kind, label, options = (*spec, "", ())[:3] if len(spec) < 3 else spec
    row = FormField(
        field_type=kind,
        clean_name=question_key(page, number),
        label=label,
        sort_order=number,
        choices=join([(question_key(f"{page}/{number}", n), text) for n, text in enumerate(options)]),
        **_known(f"{page}/question/{number}", world),
    )
    row.required = row.kind.required
    with world.speaking():
        row.complete()
    return row


def _blocks(spec: EventSpec, world: World) -> list[tuple[str, Any]]:
    blocks: list[tuple[str, Any]] = [
        (
            "image",
            {
                "image": pictures.picture(f"{world.body_key}-{spec.picture.key}", spec.picture.draw, world.sky),
                "alt": spec.picture.alt,
                "caption": spec.picture.caption,
                "credit": pictures.CREDIT,
            },
        )
    ]
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
