"""The security headers that depend on the face of the site."""
from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from . import faces, policies

POLICY = "Content-Security-Policy"


def policy_for(request: HttpRequest) -> str:
    if faces.is_public(request):
        return policies.PUBLIC
    return policies.ACCOUNT if request.path_info.startswith(faces.ACCOUNT) else policies.ADMIN


class ContentPolicy:
    """Send the policy of the face, unless the view has chosen a narrower purpose of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        policy = policy_for(request)
        response.headers.setdefault(POLICY, policy)
        if policy == policies.ADMIN:
            # What its frame-ancestors say, for browsers that read only this.
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
        return response
