"""Files for the tests: sound ones, and those that somebody sends who means no good."""
from __future__ import annotations

import io
import struct
import time
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
TEXT = "Verksamhetsberättelse för Lövkojans kör, med planerna för våren.\n".encode()
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT_TYPE = "application/vnd.oasis.opendocument.text"
_CONTENT_TYPES = (
    '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.wordprocessingml.document.main+xml"/></Types>'
)


def a_picture(kind: str = "PNG", size: tuple[int, int] = (8, 8)) -> bytes:
    """A small grey picture."""
    made = io.BytesIO()
    Image.new("RGB", size, "grey").save(made, kind)
    return made.getvalue()


def an_archive(entries: Mapping[str, bytes | str]) -> bytes:
    """A ZIP archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def a_docx(text: str = "Hej", **more: bytes | str) -> bytes:
    """A Word document; ``more`` entries under names where __ stands for a slash and _dot_ for a dot."""
    named = {name.replace("__", "/").replace("_dot_", "."): content for name, content in more.items()}
    return an_archive({"[Content_Types].xml": _CONTENT_TYPES, "word/document.xml": f"<w>{text}</w>", **named})


def an_odt(text: str = "Hej", extra: Mapping[str, bytes] | None = None) -> bytes:
    """An OpenDocument text."""
    return an_archive({"mimetype": ODT_TYPE, "content.xml": f"<o>{text}</o>", **(extra or {})})


def a_huge_png(width: int = 60_000, height: int = 60_000) -> bytes:
    """A picture of some hundred bytes that says it has billions of pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")


def a_bomb() -> bytes:
    """A document of some kilobytes that unpacks to a hundred megabytes."""
    return a_docx(word__styles_dot_xml=b"\0" * 100_000_000)


def upload(content: bytes = PDF, name: str = "plan.pdf", declared: str = "application/pdf") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content, declared)


def multipart(fields: Mapping[str, Any], files: list[tuple[str, str, str, bytes]]) -> tuple[bytes, str]:
    """Body and content type of a post; files are (field, name as it is sent, declared type, content)."""
    parts = []
    for name, value in fields.items():
        parts.append(f'--grens\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode())
    for field, name, declared, content in files:
        head = f'--grens\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n'
        parts.append(head.encode() + f"Content-Type: {declared}\r\n\r\n".encode() + content + b"\r\n")
    return b"".join(parts) + b"--grens--\r\n", "multipart/form-data; boundary=grens"


#: What the scanner of the tests has been given.
scanned: list[bytes] = []


def a_scanner(content: bytes) -> object:
    """What a body's own scanner may say, or do instead of saying it."""
    scanned.append(content)
    if b"broken" in content:
        raise RuntimeError(content.decode())
    if b"slow" in content:
        time.sleep(1)
    return "maybe" if b"unsure" in content else b"EICAR" not in content
