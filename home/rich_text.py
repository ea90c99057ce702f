"""Links inside rich text, at no cost per link: where each leads is remembered for a minute."""
from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.cache import cache
from django.utils import translation
from django.utils.html import escape
from wagtail.documents import get_document_model
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from home.languages import MINUTE
from home.navigation import in_language, memory_key


class TurnedPageLinks(PageLinkHandler):
    """Leads to the live page in the language being read, else to the page chosen; to nothing when it is not live."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        """The opening tag of each link."""
        language = translation.get_language() or ""
        return _tags(f"link.{language}", attrs_list, partial(_addresses, language=language))


class RememberedDocumentLinks(DocumentLinkHandler):
    """Leads to the document; to nothing when it is gone."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        """The opening tag of each link."""
        return _tags("document", attrs_list, _documents)


def _tags(kind: str, attrs_list: list[dict[str, Any]], find: Callable[[set[int]], dict[int, str]]) -> list[str]:
    numbers = [int(attrs["id"]) for attrs in attrs_list]
    keys = {number: memory_key(f"{kind}.{number}") for number in numbers}
    known = cache.get_many(keys.values())
    unknown = {number for number, key in keys.items() if key not in known}
    if unknown:
        found = {keys[number]: address for number, address in find(unknown).items()}
        cache.set_many(found, MINUTE)
        known |= found
    return [f'<a href="{escape(known[keys[number]])}">' if known[keys[number]] else "<a>" for number in numbers]


def _documents(numbers: set[int]) -> dict[int, str]:
    found = get_document_model().objects.in_bulk(numbers)
    return {number: found[number].url if number in found else "" for number in numbers}


def _addresses(numbers: set[int], language: str) -> dict[int, str]:
    chosen = list(Page.objects.filter(pk__in=numbers))
    turned = {page.translation_key: page.url for page in in_language(chosen, language)}
    addresses = {page.pk: turned.get(page.translation_key) or "" for page in chosen}
    return {number: addresses.get(number, "") for number in numbers}
