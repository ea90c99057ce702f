"""Why a file is not taken, in words for the person who chose it."""
from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

#: A reason by its code; ``name`` is the file's cleaned name, ``kinds`` what is taken, ``size`` how large it may be.
REASONS: dict[str, Any] = {
    "empty": _("“%(name)s” is empty. Choose another file."),
    "too_large": _("“%(name)s” is larger than %(size)s. Choose a smaller file."),
    "name": _("The name of the file holds signs that we do not take. Rename the file and choose it again."),
    "kind": _("“%(name)s” is not of a kind that we take. Choose a file of one of these kinds: %(kinds)s."),
    "content": _("The content of “%(name)s” is not what its name says. Save it once more, for example as a PDF."),
    "packed": _("“%(name)s” holds more than a document should, so it is not safe to open. Save it as a PDF."),
    "macros": _("“%(name)s” may hold macros, which we do not take. Save it without macros, or as a PDF."),
    "pixels": _("“%(name)s” has more than 50 million pixels. Choose a smaller picture."),
    "broken": _("“%(name)s” is damaged and cannot be opened. Save it once more and choose the new file."),
    "infected": _("Our scanner has found something harmful in “%(name)s”, so we did not take it."),
}


class BadFile(Exception):
    """A file that is not taken; ``code`` is a key of ``REASONS``, ``name`` may be shown to whoever chose it."""

    def __init__(self, code: str, name: str = "") -> None:
        super().__init__(code)
        self.code, self.name = code, name
