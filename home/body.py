"""A body is made ready for being read: its links and contact persons in the language of the page."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue

from home.blocks import LinkValue
from home.navigation import in_language
from home.people import contacts


def prepare(body: StreamValue, language: str) -> None:
    """Turn links and contact persons to ``language``; two queries at most, however many there are."""
    structs = list(_structs(body))
    links = [each for each in structs if isinstance(each, LinkValue)]
    _turn_links(links, language)
    asked = [each for each in structs if each.get("person")]
    _turn_persons(asked, language)


def _structs(value: Any) -> Iterator[StructValue]:
    if isinstance(value, StreamValue | ListValue):
        for child in value if isinstance(value, StreamValue) else value.bound_blocks:
            yield from _structs(child.value)
    elif isinstance(value, StructValue):
        yield value
        for child in value.values():
            yield from _structs(child)


def _turn_links(links: list[LinkValue], language: str) -> None:
    chosen = {link["page"].pk: link["page"] for link in links if link.get("page")}
    turned = {page.translation_key: page for page in in_language(chosen.values(), language)}
    for link in links:
        page = link.get("page")
        link.target = turned.get(page.translation_key) if page else None


def _turn_persons(asked: list[StructValue], language: str) -> None:
    persons = {each["person"].translation_key: each["person"] for each in asked}
    shown = {contact.key: contact for contact in contacts(persons.values(), language)}
    for each in asked:
        each["person"] = shown.get(each["person"].translation_key)
