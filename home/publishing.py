"""What may go live, and what is said when it may not."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from home import translations
from privacy.contracts import Refusal
from privacy.sections import missing_for, section_for


class PublishingRefused(Refusal):
    """``page`` may not go live; ``reasons`` say why and what to do about it, in whole sentences."""

    title = _("This cannot be published yet")
    comfort = _("Nothing has been published, and nothing you wrote before is lost.")

    def __init__(self, page: Any, reasons: Iterable[Any]) -> None:
        self.page = page
        super().__init__(reasons)


def refuse_unless_publishable(page: Any) -> None:
    """Let the page go live, or say why not.

    :raises PublishingRefused: with every reason found.
    """
    if reasons := page.publishing_refusals():
        raise PublishingRefused(page, reasons)


def refuse_unless_movable(page: Any, destination: Any) -> None:
    """Let a tree with live pages be moved below ``destination``, unless nothing would hold for it there.

    :raises PublishingRefused: with what the new place lacks.
    """
    section = section_for(page)
    brings_its_own = section is not None and section.page.translation_key == page.translation_key
    has_live_pages = Page.objects.live().filter(path__startswith=page.path).exists()
    if has_live_pages and not brings_its_own and (reasons := missing_for(destination)):
        raise PublishingRefused(page, reasons)


def refuse_untranslated(page: Any) -> None:
    """Let the words of a live translation be written, unless some of them are not translated yet.

    wagtail-localize writes the live row before it publishes, with the original's words in every gap.

    :raises PublishingRefused: with every gap found.
    """
    if reasons := translations.gaps_of(page):
        raise PublishingRefused(page, reasons)


def is_going_live(page: Any) -> bool:
    """Whether saving ``page`` now publishes a revision: it is live, with another revision than before.

    Every way of publishing ends in such a save, those that never call ``publish()`` included.
    """
    if not (page.live and page.live_revision_id and page.pk):
        return False
    before = type(page)._base_manager.filter(pk=page.pk).values_list("live", "live_revision_id").first()
    return before is not None and before != (True, page.live_revision_id)
