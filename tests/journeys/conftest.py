"""Whole stories on the demo's content, told over HTTP."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from tests.journeys.visitor import Visitor
from tests.mail_sink import Sink, start


@pytest.fixture
def mails(settings: Any) -> Iterator[Sink]:
    """A real mail server and what it has received."""
    sink = Sink()
    server = start(sink)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.hostname, server.port
    yield sink
    server.stop()


@pytest.fixture
def visitor(demo_db: None) -> Visitor:
    """Somebody with a browser that keeps no cookies and runs no scripts."""
    return Visitor(Client(SERVER_NAME="localhost"))
