"""The language of the pages about one's own account: the one chosen in the admin."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from wagtail.users.models import UserProfile

from config import faces


class PreferredLanguage:
    """Speak the language of whoever is signed in; the browser's before that. The admin does so by itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        if request.path_info.startswith(faces.ACCOUNT) and request.user.is_authenticated:
            translation.activate(UserProfile.get_for_user(request.user).get_preferred_language())
            request.LANGUAGE_CODE = translation.get_language()
