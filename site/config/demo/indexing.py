"""Many pages at once: what Wagtail notes of each at every save is noted once, at the end."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management import call_command
from wagtail.signal_handlers import reference_index_auto_update_disabled as switched_off


@contextmanager
def unindexed() -> Iterator[None]:
    """Note nothing in the search index and the index of references at the saves in the block."""
    backend: dict[str, Any] = settings.WAGTAILSEARCH_BACKENDS["default"]
    before = backend.get("AUTO_UPDATE", True)
    backend["AUTO_UPDATE"], switched_off.value = False, True
    try:
        yield
    finally:
        backend["AUTO_UPDATE"] = before
        # A block of Wagtail's own inside this one has taken it away already.
        if hasattr(switched_off, "value"):
            del switched_off.value


@contextmanager
def indexed_at_the_end() -> Iterator[None]:
    """Build the search index and the index of references after the block instead of at each save in it."""
    with unindexed():
        yield
    call_command("rebuild_references_index", verbosity=0)
    call_command("update_index", verbosity=0)
