"""When the database is away, busy or locked: a page that says so, in the visitor's language."""
from __future__ import annotations

from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from . import errors


class DatabaseTrouble:
    """Answer 503 where a view could not get at the database (lock timeouts included).

    A view that has a visitor's answers in hand catches the exception itself, to give them back.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, OperationalError | InterfaceError):
            return errors.unavailable(request)
        return None
