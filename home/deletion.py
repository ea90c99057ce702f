"""A page is not deleted while other languages of it rest on it."""
from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from privacy.contracts import Refusal


class DeletionRefused(Refusal):
    """``page`` may not be deleted; ``reasons`` say why and what to do first."""

    title = gettext_lazy("This cannot be deleted")
    comfort = gettext_lazy("Nothing has been deleted.")

    def __init__(self, page: Any, reasons: list[Any]) -> None:
        self.page = page
        super().__init__(reasons)


def reasons_against(page: Page) -> list[str]:
    """Why the tree that begins with ``page`` may not be deleted, in whole sentences; empty when it may.

    Each page in the tree has its own say (``deletion_refusals``); an original whose translations lie
    outside the tree keeps it too.
    """
    tree = list(Page.objects.filter(path__startswith=page.path).specific())
    own = [reason for each in tree if hasattr(each, "deletion_refusals") for reason in each.deletion_refusals()]
    return own + _translations_left_behind(page, tree)


def _translations_left_behind(page: Page, tree: list[Any]) -> list[str]:
    others = (
        Page.objects.filter(translation_key__in=[each.translation_key for each in tree])
        .exclude(path__startswith=page.path)
        .select_related("locale")
        .order_by("locale__language_code")
    )
    languages: dict[Any, list[str]] = {}
    for other in others:
        languages.setdefault(other.translation_key, []).append(str(other.locale.get_display_name()))
    return [
        _("“%(title)s” is the original of its pages in these languages: %(languages)s. Delete those first.")
        % {"title": each.get_admin_display_title(), "languages": ", ".join(languages[each.translation_key])}
        for each in tree
        if each.translation_key in languages and getattr(each, "is_canonical", False)
    ]


def refuse_unless_deletable(page: Page) -> None:
    """Let the tree that begins with ``page`` be deleted, or say why not.

    :raises DeletionRefused: with every reason found.
    """
    if reasons := reasons_against(page):
        raise DeletionRefused(page, reasons)
