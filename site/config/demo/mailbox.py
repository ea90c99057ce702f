"""The demo's post: every letter becomes a file in a folder instead of leaving the house."""
from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage as ParsedLetter
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

NAME = re.compile(r"\d{8}-\d{6}-[0-9a-f]{8}")


class FolderBackend(BaseEmailBackend):
    """Write each letter to ``settings.EMAIL_FILE_PATH`` as one .eml file that any mail program opens."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            name = f"{timezone.now():%Y%m%d-%H%M%S}-{secrets.token_hex(4)}"
            draft = folder / f"{name}.draft"
            draft.write_bytes(message.message().as_bytes(linesep="\r\n"))
            draft.rename(folder / f"{name}.eml")
        return len(email_messages)


@dataclass(frozen=True)
class Letter:
    """One letter as it lies in the folder."""

    name: str
    parsed: ParsedLetter

    @property
    def subject(self) -> str:
        return str(self.parsed["subject"])

    @property
    def recipient(self) -> str:
        return str(self.parsed["to"])

    @property
    def sent_at(self) -> datetime:
        written = datetime.strptime(self.name[:15], "%Y%m%d-%H%M%S")
        return timezone.make_aware(written, timezone.get_fixed_timezone(0))

    @property
    def text(self) -> str:
        return self._body("plain")

    @property
    def html(self) -> str:
        return self._body("html")

    @property
    def attachments(self) -> list[ParsedLetter]:
        return list(self.parsed.iter_attachments())

    def _body(self, kind: str) -> str:
        part = self.parsed.get_body((kind,))
        return part.get_content() if part else ""


def letters(folder: Path) -> Iterator[Letter]:
    """Every letter in ``folder``, the newest first."""
    for path in sorted(folder.glob("*.eml"), reverse=True):
        yield _read(path)


def letter(folder: Path, name: str) -> Letter | None:
    """The letter called ``name``, or None."""
    path = folder / f"{name}.eml"
    return _read(path) if NAME.fullmatch(name) and path.exists() else None


def _read(path: Path) -> Letter:
    return Letter(path.stem, message_from_bytes(path.read_bytes(), policy=policy.default))
