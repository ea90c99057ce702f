"""Whole stories on the demo's content, told over HTTP."""
from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from tests.journeys.visitor import Visitor
from tests.mail_sink import Keeper, mail_server


@pytest.fixture
def mails() -> Iterator[Keeper]:
    """A real mail server and what it has received."""
    with mail_server() as keeper:
        yield keeper


@pytest.fixture
def visitor(demo_db: None) -> Visitor:
    """Somebody with a browser that keeps no cookies and runs no scripts."""
    return Visitor(Client(SERVER_NAME="localhost"))
