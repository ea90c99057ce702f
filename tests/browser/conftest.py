"""A Chromium on the demo's site, served on loopback from a database of its own.

Without a Chromium every test here is skipped, and the last lines of the run say so (tests/conftest.py).
"""
from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.browser import form_in_steps, form_of_all_kinds
from tests.browser.visitor import Visitor
from tests.conftest import kind_of_database, worker_of
from tests.databases import default_database


@pytest.fixture(scope="package")
def demo_site(
    request: pytest.FixtureRequest, browser: Browser, django_test_environment: None, django_db_blocker: Any
) -> Iterator[str]:
    """The address of a server that shows the demo's content; the database is the default one meanwhile.

    The browser is asked for first: where there is none, nothing else is started.
    """
    kind = kind_of_database(request.config)
    with django_db_blocker.unblock():
        settings = kind.clone(f"{worker_of(request.config)}_demo", world="demo_db")
        try:
            with default_database(settings), _served() as address:
                yield address
        finally:
            kind.drop(settings)


@contextmanager
def _served() -> Iterator[str]:
    form_of_all_kinds.publish_in_both_languages()
    form_in_steps.publish_in_both_languages()
    server = LiveServer("localhost")
    try:
        yield server.url
    finally:
        server.stop()


@pytest.fixture
def visitor(browser: Browser, demo_site: str) -> Iterator[Callable[..., Visitor]]:
    """Makes visitors: ``visitor(width=320, scheme="dark", javascript=False)``."""
    contexts = []

    def arrive(*, width: int = 1280, scheme: str = "light", javascript: bool = True) -> Visitor:
        context = browser.new_context(
            base_url=demo_site,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=javascript,
            reduced_motion="reduce",
        )
        contexts.append(context)
        return Visitor(context.new_page(), demo_site)

    yield arrive
    for context in contexts:
        context.close()
