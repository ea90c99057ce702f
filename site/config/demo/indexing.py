"""Many pages at once: what Wagtail notes of each at every save is noted once, at the end."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management import call_command
from wagtail.signal_handlers import disable_reference_index_auto_update


@contextmanager
def indexed_at_the_end() -> Iterator[None]:
    """Build the search index and the index of references after the block instead of at each save in it."""
    backend: dict[str, Any] = settings.WAGTAILSEARCH_BACKENDS["default"]
    before = backend.get("AUTO_UPDATE", True)
    backend["AUTO_UPDATE"] = False
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        backend["AUTO_UPDATE"] = before
    call_command("rebuild_references_index", verbosity=0)
    call_command("update_index", verbosity=0)
