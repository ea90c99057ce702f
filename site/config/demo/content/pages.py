"""Building the demo's pages: what all have in common, pages of text, and lists."""
from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

from wagtail.models import Page

from config.demo.content import pictures
from config.demo.content.dates import TUESDAY, weekday_in
from config.demo.content.keys import body, fixed
from config.demo.content.specs import Picture, StatementSpec, TextPage
from config.demo.content.world import World
from events.models import EventContact, EventIndexPage, RelatedLink
from home.models import AccessibilityStatementPage, StandardPage


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


def statement(parent: Page, spec: StatementSpec, world: World, today: date) -> AccessibilityStatementPage:
    """A published accessibility statement, tested and renewed lately."""
    words = {each.name: getattr(spec, each.name) for each in fields(spec) if each.name not in ("key", "in_english")}
    page = AccessibilityStatementPage(
        slug=spec.key,
        assessed_on=weekday_in(-11, TUESDAY, today),
        made_on=weekday_in(-60, TUESDAY, today),
        renewed_on=weekday_in(-10, TUESDAY, today),
        **words,
    )
    return publish(add(parent, page, spec.key, world))


def event_index(parent: Page, world: World, title: str, lead: str, slug: str) -> EventIndexPage:
    """A published list of events."""
    page = EventIndexPage(title=title, slug=slug, lead=lead, show_in_menus=True)
    return publish(add(parent, page, f"{world.body_key}/events", world))


def known(name: str, world: World) -> dict[str, Any]:
    """The fixed identity of a row of a page."""
    return {"translation_key": fixed(name), "locale": world.locale}


def picture_block(picture: Picture, world: World) -> tuple[str, Any]:
    """A picture with its words, as the first block of a body."""
    return (
        "image",
        {
            "image": pictures.picture(f"{world.body_key}-{picture.key}", picture.draw, world.sky),
            "alt": picture.alt,
            "caption": picture.caption,
            "credit": pictures.CREDIT,
        },
    )


def contacts(page: str, names: tuple[str, ...], world: World) -> list[EventContact]:
    """The contact persons of a page."""
    return [
        EventContact(person=world.people[who], sort_order=n, **known(f"{page}/contact/{n}", world))
        for n, who in enumerate(names)
    ]


def related_links(page: str, links: tuple[tuple[str, str], ...], world: World) -> list[RelatedLink]:
    """The related links of a page, from words and addresses."""
    return [
        RelatedLink(title=title, url=url, sort_order=n, **known(f"{page}/link/{n}", world))
        for n, (title, url) in enumerate(links)
    ]
