"""A real mail server on loopback that keeps what it gets, and can refuse, dawdle or hang up."""
from __future__ import annotations

import email
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from django.test import override_settings


class Keeper:
    """Handles deliveries; ``refusing`` answers 451, ``dawdle`` waits so many seconds, ``hang_up`` drops after DATA."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.refusing = False
        self.hang_up = False
        self.dawdle = 0.0

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  (aiosmtpd's own name)
        """Keep the mail unless told otherwise."""
        if self.refusing:
            return "451 Try again later"
        if self.dawdle:
            time.sleep(self.dawdle)
        self.mails.append(email.message_from_bytes(envelope.content, policy=default))
        if self.hang_up:
            server.transport.abort()
        return "250 OK"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def mail_server() -> Iterator[Keeper]:
    """Run the server on a free port and point Django's SMTP backend at it."""
    keeper = Keeper()
    port = _free_port()
    controller = Controller(keeper, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        with override_settings(
            EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
            EMAIL_HOST="127.0.0.1",
            EMAIL_PORT=port,
            EMAIL_USE_TLS=False,
            EMAIL_USE_SSL=False,
            EMAIL_HOST_USER="",
            EMAIL_HOST_PASSWORD="",
            EMAIL_TIMEOUT=2,
        ):
            yield keeper
    finally:
        controller.stop()
