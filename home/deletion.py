"""A page is not deleted while other languages of it rest on it."""
from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from privacy.contracts import Refusal
from wagtail.models import Page


class DeletionRefused(Refusal):
    """``page`` may not be deleted; ``reasons`` say why and what to do first."""

    def __init__(self, page: Any, reasons: list[Any]) -> None:
        self.page = page
        super().__init__(reasons)


def translations_left_behind(page: Page) -> list[tuple[Page, list[Page]]]:
    """The canonical pages in the tree below ``page`` (itself included) with the translations that would be orphaned.

    Translations that lie in the same tree go with it and are not counted.
    """
    tree = list(Page.objects.filter(path__startswith=page.path).specific())
    outside: dict[Any, list[Page]] = {}
    keys = [each.translation_key for each in tree]
    others = Page.objects.filter(translation_key__in=keys).exclude(path__startswith=page.path)
    for other in others.select_related("locale").order_by("locale__language_code"):
        outside.setdefault(other.translation_key, []).append(other)
    return [
        (each, outside[each.translation_key])
        for each in tree
        if each.translation_key in outside and getattr(each, "is_canonical", False)
    ]


def deletion_refusals(page: Page) -> list[str]:
    """Why the tree that begins with ``page`` may not be deleted, in whole sentences; empty when it may."""
    return [
        _("“%(title)s” is the original of its pages in these languages: %(languages)s. Delete those first.")
        % {
            "title": original.get_admin_display_title(),
            "languages": ", ".join(other.locale.get_display_name() for other in others),
        }
        for original, others in translations_left_behind(page)
    ]


def refuse_unless_deletable(page: Page) -> None:
    """Let the tree that begins with ``page`` be deleted, or say why not.

    :raises DeletionRefused: with every reason found.
    """
    if reasons := deletion_refusals(page):
        raise DeletionRefused(page, reasons)
