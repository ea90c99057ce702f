"""Whether a file may be taken: its name, its ending, its declared kind and its content must agree. Pure: no ORM.

Content decides; nothing is unpacked beyond what a check needs, and nothing is changed: a file is a record
and is kept as it was received.
"""
from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, BinaryIO
from uuid import UUID, uuid4

from forms_app.files import archives, pictures
from forms_app.files.bad import BadFile

#: Longer names are shortened, with their ending kept.
LONGEST_NAME = 120
#: Joiners that words of some languages need, and soft hyphens: they are let through or dropped, never a reason.
_JOINERS = {"\u200c", "\u200d"}
_DROPPED = {"\u00ad", "\ufeff"}
#: What a browser says of a file whose kind its computer does not know.
UNKNOWN = ("", "application/octet-stream")
_ACROBAT_LOOKS_AT = 1024  # a PDF reader finds the beginning of a document within so many bytes
_MARKS_AFTER_END = 2048  # line ends and signatures that programs leave after the end of a PDF


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file that is taken.

    ``types``: what browsers declare, the right one first. ``may_be_unknown``: computers without an office
    program do not know the kind and declare nothing.
    """

    key: str
    name: str
    endings: tuple[str, ...]
    types: tuple[str, ...]
    check: Callable[[bytes], None]
    may_be_unknown: bool = False

    @property
    def content_type(self) -> str:
        """As it is handed out."""
        return self.types[0]

    @property
    def ending(self) -> str:
        """The ending under which it lies on the disk."""
        return self.endings[0]


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file that may be taken, and is not stored yet. ``id`` is its name on the disk."""

    name: str
    kind: str
    size: int
    sha256: str
    source: BinaryIO = field(repr=False, compare=False)
    id: UUID = field(default_factory=uuid4, compare=False)

    def content(self) -> bytes:
        """All of it."""
        self.source.seek(0)
        return self.source.read()

    def as_answer(self) -> dict[str, Any]:
        """What stands among the answers of a record."""
        return {"file": str(self.id), "name": self.name, "size": self.size}

    def fingerprint(self) -> list[str]:
        """The same for the same file, however often it is sent."""
        return [self.name, self.sha256]


def judge(source: BinaryIO, *, name: str, declared: str) -> NewFile:
    """The file as it may be stored.

    :param source: the whole content, of bounded size.
    :param name: as the browser sent it.
    :param declared: the kind that the browser declared, or "".
    :raises BadFile: with the reason.
    """
    shown = clean_name(name)
    source.seek(0)
    content = source.read()
    if not content:
        raise BadFile("empty", shown)
    kind = KINDS_BY_ENDING.get(ending_of(shown))
    if kind is None:
        raise BadFile("macros" if ending_of(shown) in archives.WITH_MACROS else "kind", shown)
    declared = declared.partition(";")[0].strip().lower()
    if declared not in kind.types and not (kind.may_be_unknown and declared in UNKNOWN):
        raise BadFile("content", shown)
    try:
        kind.check(content)
    except BadFile as bad:
        raise BadFile(bad.code, shown) from bad
    return NewFile(shown, kind.key, len(content), hashlib.sha256(content).hexdigest(), source)


def clean_name(name: str) -> str:
    """``name`` as it may be shown to anybody: composed letters, plain spaces, of bounded length.

    :raises BadFile: where it names a folder, or holds signs that make it look like another.
    """
    text = unicodedata.normalize("NFC", name)
    text = "".join(" " if unicodedata.category(sign) == "Zs" else sign for sign in text if sign not in _DROPPED)
    if any(sign in "/\\" or not (sign.isprintable() or sign in _JOINERS) for sign in text):
        raise BadFile("name", "")
    text = " ".join(text.split())
    if not text.strip("."):
        raise BadFile("name", "")
    stem, dot, ending = text.rpartition(".")
    return text if len(text) <= LONGEST_NAME else f"{stem[: LONGEST_NAME - 10]}…{dot}{ending[:8]}"


def ending_of(name: str) -> str:
    """The ending in small letters, without its dot; "" where there is none."""
    stem, _dot, ending = name.rpartition(".")
    return ending.lower() if stem else ""


def _pdf(content: bytes) -> None:
    """It begins as one, ends as one, and is nothing else besides."""
    if not content.startswith(b"%PDF-"):
        raise BadFile("content")
    end = content.rfind(b"%%EOF")
    if end < 0 or len(content) - end > _MARKS_AFTER_END:
        raise BadFile("broken")
    if archives.is_archive(content):
        raise BadFile("content")


def _text(content: bytes) -> None:
    """Readable text in UTF-8, and nothing that a program would take for a page or a script."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadFile("content") from None
    if any(ord(sign) < 32 and sign not in "\t\n\r\f" for sign in text):
        raise BadFile("content")
    if text.lstrip().startswith(("<", "#!", "%PDF-", "%!")) or archives.is_archive(content):
        raise BadFile("content")


def _only(check: Callable[[bytes], None]) -> Callable[[bytes], None]:
    """A picture that is not a document or an archive at the same time."""

    def checked(content: bytes) -> None:
        if b"%PDF-" in content[:_ACROBAT_LOOKS_AT] or archives.is_archive(content):
            raise BadFile("content")
        check(content)

    return checked


KINDS: dict[str, FileKind] = {
    kind.key: kind
    for kind in (
        FileKind("pdf", "PDF", ("pdf",), ("application/pdf", "application/x-pdf"), _pdf),
        FileKind("jpeg", "JPEG", ("jpg", "jpeg"), ("image/jpeg", "image/pjpeg"), _only(pictures.jpeg)),
        FileKind("png", "PNG", ("png",), ("image/png", "image/x-png"), _only(pictures.png)),
        FileKind(
            "docx", "Word (.docx)", ("docx",),
            ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
            archives.docx, may_be_unknown=True,
        ),
        FileKind(
            "odt", "OpenDocument (.odt)", ("odt",), ("application/vnd.oasis.opendocument.text",),
            archives.odt, may_be_unknown=True,
        ),
        FileKind("txt", "TXT", ("txt",), ("text/plain",), _text),
    )
}  # fmt: skip
KINDS_BY_ENDING = {ending: kind for kind in KINDS.values() for ending in kind.endings}
#: For a browser, which then offers only such files.
ACCEPT = ",".join(f".{ending}" for ending in KINDS_BY_ENDING)
