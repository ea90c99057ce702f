"""Who tells search engines of an event or a project: the page and the body it stands under."""
from __future__ import annotations

from typing import Any

from events.schema_org import Teller


def teller_of(page: Any, context: Any, section: Any) -> Teller:
    """The teller of ``page`` by what its template is given; ``section`` answers for it."""
    meta = context["meta"]
    above = [each for each in page.line if each.live]
    body = next(iter(above[1:2] or above[:1]), None)
    return Teller(
        title=page.title,
        lead=str(context["lead"]) or meta.description,
        url=page.full_url or "",
        image=meta.picture.url if meta.picture else "",
        body=section.controller.name_in(context["language"]).text if section else "",
        body_url=(body.full_url or "") if body else "",
    )
