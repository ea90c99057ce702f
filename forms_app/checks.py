"""Whoever takes files from the public should have them looked at."""
from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning


def files_are_scanned(**kwargs: Any) -> list[CheckMessage]:
    """forms_app.W001: files are taken, and nothing looks for what is harmful in them."""
    if not settings.KALLELSE_FILES or settings.KALLELSE_FILE_SCANNER:
        return []
    return [
        Warning(
            "Forms may ask for files, and no scanner looks at them.",
            hint="Set KALLELSE_FILE_SCANNER to the dotted path of a scanner, as docs/operator.md says.",
            id="forms_app.W001",
        )
    ]
