"""The picture of a shared link, at an address below its page."""
from __future__ import annotations

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from home.frame import frame_for
from home.languages import facts_for
from home.routing import route
from home.share_images import Words, draw

HOUR = 3600


@require_safe
@cache_control(public=True, max_age=HOUR)
def share_image(request: HttpRequest, path: str) -> HttpResponse:
    """The picture of the live page at ``path`` that everybody may read; drawn once an hour at most."""
    found = route(request, path)
    page = found.page if found and not found.args and not found.kwargs else None
    if page is None or not hasattr(page, "share_line") or page.get_view_restrictions().exists():
        raise Http404
    facts_for(page)
    request.shown_page = page  # the frame is that of the page
    frame = frame_for(request)
    words = Words(page.title, page.share_line(), frame.name, frame.profile)
    drawn = cache.get_or_set(f"home.share.{words.digest}", lambda: draw(words), HOUR)
    return HttpResponse(drawn, content_type="image/png")
