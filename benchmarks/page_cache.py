"""Pages and forms from the page cache, against a bare Django view; a post of the form against one of Wagtail's own.

    python benchmarks/page_cache.py [--requests 3000]

Asks through the WSGI handler in one process, on a PostgreSQL of its own that is thrown away. Prints requests a second
and ratios, and ends with an error when a goal is not reached.
"""
from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django  # noqa: E402  (the settings must be named first)

LEAST_OF_FORM, LEAST_OF_PAGE = 0.8, 0.9


def main() -> int:
    """Measure and print; 0 when the numbers are reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=3000)
    many = parser.parse_args().requests
    django.setup()
    from django.test.utils import override_settings

    from tests.databases import Postgres, default_database, find_postgres

    settings, stop = find_postgres()
    databases = Postgres(settings, f"bench{os.getpid()}")
    try:
        with (
            tempfile.TemporaryDirectory() as folder,
            override_settings(
                ALLOWED_HOSTS=["testserver"], DEBUG=False, KALLELSE_PAGE_CACHE=32_000_000,
                KALLELSE_GENERATION=Path(folder) / "generation",
            ),
            default_database(databases.clone("page_cache")),
        ):
            return measure(many)
    finally:
        databases.drop_all()
        stop()


def measure(many: int) -> int:
    from django.test.utils import override_settings

    from tests.factories import a_form_page, address_of

    form = a_form_page()
    page = form.get_parent()
    ours = handler()
    with override_settings(MIDDLEWARE=[], ROOT_URLCONF=__name__):
        bare_handler = handler()
        bare = rate(lambda: ask(bare_handler, "/bare/"), many)
    found = {"page": rate(lambda: ask(ours, page.get_url_parts()[2]), many)}
    found["form page"] = rate(lambda: ask(ours, address_of(form)), many)
    with override_settings(KALLELSE_PAGE_CACHE=0):
        made_anew = handler()
        found["form page, made anew"] = rate(lambda: ask(made_anew, address_of(form)), max(many // 30, 20))
    print(f"a bare view of 10 kB: {bare:,.0f} requests a second")
    for name, number in found.items():
        print(f"{name}: {number:,.0f} a second, {number / bare:.2f} of the bare view")
    return 0 if found["page"] >= LEAST_OF_PAGE * bare and found["form page"] >= LEAST_OF_FORM * bare else 1


def handler() -> Any:
    from django.core.handlers.wsgi import WSGIHandler

    return WSGIHandler()


def ask(application: Any, path: str) -> bytes:
    """GET ``path`` as a web server would, and read the body to its end."""
    found: list[str] = []
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": unquote(path).encode().decode("latin-1"), "QUERY_STRING": "",
        "SERVER_NAME": "testserver", "SERVER_PORT": "80", "HTTP_HOST": "testserver",
        "wsgi.url_scheme": "http", "wsgi.input": BytesIO(), "wsgi.errors": sys.stderr,
    }  # fmt: skip
    response = application(environ, lambda status, headers: found.append(status))
    body = b"".join(response)
    response.close()
    if not found[0].startswith("200"):
        raise RuntimeError(f"{path}: {found[0]}")
    return body


def rate(act: Callable[[], Any], many: int) -> float:
    """How often a second ``act`` can be done: the best of three turns, after one that warms up."""
    act()
    best = 0.0
    for _turn in range(3):
        started = time.perf_counter()
        for _time in range(many):
            act()
        best = max(best, many / (time.perf_counter() - started))
    return best


def bare_view(request: Any) -> Any:
    from django.http import HttpResponse

    return HttpResponse(b"x" * 10_000)


def __getattr__(name: str) -> Any:
    """The addresses of the bare site; Django asks this module for them."""
    if name != "urlpatterns":
        raise AttributeError(name)
    from django.urls import path

    return [path("bare/", bare_view)]


if __name__ == "__main__":
    sys.exit(main())
