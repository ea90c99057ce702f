"""Documents that are ZIP archives inside: looked through entry by entry, never unpacked to the disk. Pure.

What is refused: more than a document needs (entries, size, ratio), names that lead out of a folder, links,
encryption, archives inside, macros. What an entry says of its own size is not believed.
"""
from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator

from forms_app.files.bad import BadFile

MOST_ENTRIES = 1000
#: Bytes of all entries together, as they unpack.
LARGEST_UNPACKED = 60 * 1024 * 1024
#: An entry may unpack to so many times its packed size; prose packs ten times, tables some fifty.
LARGEST_RATIO = 150
_SMALL = 256 * 1024  # below this the ratio harms nobody
_BLOCK = 64 * 1024
_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_COMPRESSIONS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
#: Endings of office files with macros.
WITH_MACROS = {"docm", "dotm", "xlsm", "pptm"}
_MACRO_PARTS = ("vbaproject.bin", "vbadata.xml", "activex")
_MACRO_FOLDERS = ("basic/", "scripts/")
_ODT = b"application/vnd.oasis.opendocument.text"
_DOCX_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def is_archive(content: bytes) -> bool:
    """Whether a program would open it as a ZIP archive, wherever in it the archive begins."""
    return zipfile.is_zipfile(io.BytesIO(content))


def docx(content: bytes) -> None:
    """:raises BadFile: for what is not a Word document without macros."""
    with _opened(content) as archive:
        names = _names(archive)
        if not {"[Content_Types].xml", "word/document.xml"} <= names:
            raise BadFile("content")
        if any(part in name.lower() for name in names for part in _MACRO_PARTS):
            raise BadFile("macros")
        parts = _look_through(archive, keep="[Content_Types].xml")
    if b"macroenabled" in parts.lower():
        raise BadFile("macros")
    if _DOCX_MAIN not in parts:
        raise BadFile("content")


def odt(content: bytes) -> None:
    """:raises BadFile: for what is not an OpenDocument text without macros."""
    with _opened(content) as archive:
        names = _names(archive)
        if "content.xml" not in names or archive.infolist()[0].filename != "mimetype":
            raise BadFile("content")
        if any(name.lower().startswith(_MACRO_FOLDERS) for name in names):
            raise BadFile("macros")
        if _look_through(archive, keep="mimetype").strip() != _ODT:
            raise BadFile("content")


def _opened(content: bytes) -> zipfile.ZipFile:
    if not content.startswith(b"PK\x03\x04"):
        raise BadFile("content")
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
        raise BadFile("broken") from None


def _names(archive: zipfile.ZipFile) -> set[str]:
    """The names of the entries, each once and each inside the document."""
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise BadFile("packed")
    for entry in entries:
        leads_out = ".." in entry.orig_filename.split("/") or entry.orig_filename.startswith("/")
        if leads_out or any(sign in entry.orig_filename for sign in "\\\0:"):
            raise BadFile("packed")
        is_link = stat.S_ISLNK(entry.external_attr >> 16)
        if is_link or entry.flag_bits & 0x1 or entry.compress_type not in _COMPRESSIONS:
            raise BadFile("packed")
    names = {entry.filename for entry in entries}
    if len(names) < len(entries):
        raise BadFile("packed")
    return names


def _look_through(archive: zipfile.ZipFile, *, keep: str) -> bytes:
    """Read every entry to its end within the limits; the content of the one called ``keep``."""
    total, kept = 0, b""
    for entry in archive.infolist():
        size = 0
        for block in _blocks(archive, entry):
            if not size and block.startswith(_ARCHIVES):
                raise BadFile("packed")
            size += len(block)
            total += len(block)
            if total > LARGEST_UNPACKED or size > max(_SMALL, entry.compress_size * LARGEST_RATIO):
                raise BadFile("packed")
            if entry.filename == keep and size <= _SMALL:
                kept += block
    return kept


def _blocks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    try:
        with archive.open(entry) as file:
            while block := file.read(_BLOCK):
                yield block
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError):
        raise BadFile("broken") from None
