"""Advice on what is written on a page: whole sentences that say what to do, and where. It refuses nothing."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Locale

from home import translations, writing_rules
from home.languages import language_of


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to look at. ``target`` is the id of its place in the edit form, or ``url`` where it is mended."""

    text: str
    target: str = ""
    url: str = ""


def advice_on_texts(page: Any) -> list[Advice]:
    """What can be better in the title, the lead and the body of ``page``."""
    language = language_of(page)
    body = list(page.body)
    return [
        *_on_title(page),
        *_on_lead(page),
        *_on_pictures(body),
        *_on_links(body, language),
        *_on_headings(body),
    ]


def _on_title(page: Any) -> Iterator[Advice]:
    if writing_rules.is_shouted(page.title):
        yield Advice(_("Write the title in small letters: words in capitals are hard to read."), "id_title")


def _on_lead(page: Any) -> Iterator[Advice]:
    length, most = len(page.lead), writing_rules.LONGEST_LEAD
    if length > most:
        yield Advice(
            _("Shorten the lead to about %(most)d characters: it has %(length)d. The rest belongs in the body.")
            % {"most": most, "length": length},
            "id_lead",
        )
    if not (page.lead.strip() or page.search_description.strip()):
        yield Advice(_("Write a lead. Lists and search engines have nothing to show about the page."), "id_lead")


def _on_pictures(body: list[Any]) -> Iterator[Advice]:
    for block in body:
        if block.block_type != "image":
            continue
        alt, credit = block.value.get("alt") or "", block.value.get("credit") or ""
        if not alt.strip() or writing_rules.is_file_name(alt):
            yield Advice(_("Say what the picture shows, for those who do not see it."), place_of(block))
        if not credit.strip():
            yield Advice(_("Say who made the picture. The law asks for the name."), place_of(block))


def _on_links(body: list[Any], language: str) -> Iterator[Advice]:
    for block in body:
        for words in _empty_links_in(block, language):
            yield Advice(
                _("Let the words of the link “%(words)s” say where it leads. Many hear or see the links alone.")
                % {"words": words},
                place_of(block),
            )


def _empty_links_in(block: Any, language: str) -> Iterator[str]:
    if block.block_type == "text":
        yield from writing_rules.empty_links(block.value.source, language)
    elif block.block_type == "accordion":
        for entry in block.value["entries"]:
            yield from writing_rules.empty_links(entry["text"].source, language)
    elif block.block_type in ("link_list", "call_to_action"):
        links = block.value["links"] if block.block_type == "link_list" else [block.value["link"]]
        labels = [link.get("label") or "" for link in links]
        yield from (label for label in labels if writing_rules.says_nothing(label, language))


def _on_headings(body: list[Any]) -> Iterator[Advice]:
    headings = [block for block in body if block.block_type == "heading"]
    for place in writing_rules.skipped([int(block.value["level"]) for block in headings]):
        yield Advice(
            _("Make the heading “%(heading)s” a section: there is no section above it that it could be a part of.")
            % {"heading": headings[place].value["text"]},
            place_of(headings[place]),
        )


def advice_on_languages(page: Any) -> list[Advice]:
    """Which languages of the site lack the stored original ``page``, or some of its words."""
    if not page.is_canonical:
        return []
    others = {each.locale_id: each for each in page.get_translations()}
    return [
        found
        for locale in Locale.objects.exclude(pk=page.locale_id).order_by("pk")
        for found in _on_language(page, others.get(locale.pk), locale.get_display_name())
    ]


def _on_language(page: Any, translated: Any | None, language: str) -> Iterator[Advice]:
    if translated is None:
        address = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
        yield Advice(_("Translate the page into %(language)s.") % {"language": language}, url=address)
        return
    address = reverse("wagtailadmin_pages:edit", args=[translated.pk])
    gaps = translations.gaps_of(translated)
    yield from (Advice(gap, url=address) for gap in gaps)
    if not (translated.live or gaps):
        yield Advice(
            _("Publish the page in %(language)s too: it is translated.") % {"language": language}, url=address
        )


def place_of(block: Any) -> str:
    """The id of a block of a body in the edit form."""
    return f"block-{block.id}-section"


def searchable(page: Any, *names: str) -> list[str]:
    """The texts of a page, without mark-up: its title, lead and body, and the fields of plain text named."""
    own = [page.title, page.lead, page.simple_text, *(getattr(page, name) for name in names)]
    return [*own, *page.body.stream_block.get_searchable_content(page.body)]
