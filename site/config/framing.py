"""What base.html needs around every page, for whoever renders it."""
from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from home.frame import frame_for


def frame(request: HttpRequest) -> dict[str, Any]:
    """``frame``: name, look, menu and footer of the body whose page is shown; asked for only where used."""
    return {"frame": SimpleLazyObject(lambda: frame_for(request))}
