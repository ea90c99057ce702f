"""The demo's post: every letter becomes a file in a folder instead of leaving the house."""
from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.generator import BytesGenerator
from email.message import EmailMessage as ParsedLetter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

NAME = re.compile(r"\d{8}-\d{6}-[0-9a-f]{8}")


def mail_folder() -> Path:
    """Where the demo keeps its letters; nothing but the demo has such a folder."""
    if settings.KALLELSE_DEMO_MAILS is None:
        raise ImproperlyConfigured("Only the demo keeps letters in a folder.")
    return settings.KALLELSE_DEMO_MAILS


class FolderBackend(BaseEmailBackend):
    """Write each letter to the demo's folder as one .eml file that any mail program opens."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = mail_folder()
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            name = f"{timezone.now():%Y%m%d-%H%M%S}-{secrets.token_hex(4)}"
            draft = folder / f"{name}.draft"
            with draft.open("wb") as file:
                BytesGenerator(file, mangle_from_=False).flatten(message.message(), linesep="\r\n")
            draft.rename(folder / f"{name}.eml")
        return len(email_messages)


@dataclass(frozen=True)
class Attachment:
    """What came with a letter."""

    name: str
    content_type: str
    content: bytes


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
        return datetime.strptime(f"{self.name[:15]}+0000", "%Y%m%d-%H%M%S%z")

    @property
    def text(self) -> str:
        return self._body("plain")

    @property
    def html(self) -> str:
        return self._body("html")

    @property
    def attachments(self) -> list[Attachment]:
        return [_attachment(part) for part in self.parsed.iter_attachments()]

    def _body(self, kind: str) -> str:
        part = self.parsed.get_body((kind,))
        return part.get_content() if part else ""


def letters() -> Iterator[Letter]:
    """Every letter, the newest first."""
    for path in sorted(mail_folder().glob("*.eml"), reverse=True):
        yield _read(path)


def letter(name: str) -> Letter | None:
    """The letter called ``name``, or None."""
    path = mail_folder() / f"{name}.eml"
    return _read(path) if NAME.fullmatch(name) and path.exists() else None


def _attachment(part: ParsedLetter) -> Attachment:
    content: Any = part.get_payload(decode=True)
    return Attachment(part.get_filename() or part.get_content_type(), part.get_content_type(), content)


def _read(path: Path) -> Letter:
    return Letter(path.stem, message_from_bytes(path.read_bytes(), policy=policy.default))
