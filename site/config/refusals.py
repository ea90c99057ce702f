"""What the admin says when something may not be done: the reasons on a page, by whatever route it was tried."""
from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from wagtail.users.models import UserProfile

from privacy.contracts import Refusal

from . import faces


class Refusals:
    """Turn a refusal that no view has caught into a page with its reasons and the way back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal) or faces.is_public(request):
            return None
        context = {"refusal": exception, "back_url": _back(request)}
        # The admin has already put down the language of its user.
        with translation.override(UserProfile.get_for_user(request.user).get_preferred_language()):
            return render(request, "home/admin/refused.html", context, status=409)


def _back(request: HttpRequest) -> str:
    """The page of the admin from which it was tried, or the start of the admin."""
    came_from = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
    return came_from if came_from and is_ours else faces.ADMIN
