"""A real SMTP server in a thread, that can be told to misbehave."""

from __future__ import annotations

import asyncio
import email
import email.policy
import socket
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


class Sink:
    """Keeps what it accepts. ``mode``: accept, refuse, reject (550), slow, drop (after DATA, before its answer)."""

    def __init__(self) -> None:
        self.mode = "accept"
        self.messages: list[EmailMessage] = []
        self.attempts = 0
        self.seconds = 0.0

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        self.attempts += 1
        if self.mode == "refuse":
            return "451 Try again later"
        if self.mode == "reject":
            return "550 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.mode == "slow":
            await asyncio.sleep(self.seconds)
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.messages.append(message)  # type: ignore[arg-type]
        if self.mode == "drop":
            server.transport.abort()
        return "250 Kept"


def start(sink: Sink) -> Controller:
    """Start the server on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    return controller
