"""How files come in with a post: bounded, without a name on the disk, and with the name that was sent."""
from __future__ import annotations

import tempfile
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParser

from forms_app.files import store


class ReceivedFile(UploadedFile):
    """One file of a post. Of one that is too large nothing is kept but that it is."""

    file: BinaryIO

    def __init__(self, file: BinaryIO, *, sent_name: str, content_type: str, size: int, is_too_large: bool) -> None:
        super().__init__(file, "file", content_type, size)
        self.sent_name, self.is_too_large = sent_name, is_too_large


class _ExactNames(MultiPartParser):
    """Django mends a bad name in silence; here a person is told, and nobody guesses what was meant."""

    def sanitize_file_name(self, file_name: str) -> str:
        """The name as it was sent."""
        return file_name


class BoundedFiles(FileUploadHandler):
    """Writes each file to a temporary one that has no name, and stops at the largest size.

    The rest of a file that is too large is read and thrown away, so that the other answers can be given back.
    """

    chunk_size = 64 * 1024

    def handle_raw_input(self, input_data: Any, *args: Any, **kwargs: Any) -> Any:
        """Let the whole post be read with the names that were sent."""
        request: Any = self.request  # given by ``prepare``
        return _ExactNames(request.META, input_data, [_OneFile(request)], request.encoding).parse()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Never called: the post is read above."""

    def file_complete(self, file_size: int) -> None:
        """Never called."""


class _OneFile(FileUploadHandler):
    chunk_size = BoundedFiles.chunk_size

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.file = _without_a_name()
        self.is_too_large = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.is_too_large:
            return
        if start + len(raw_data) > settings.KALLELSE_FILE_SIZE:
            self.is_too_large = True
            self.file.truncate(0)
        else:
            self.file.write(raw_data)

    def file_complete(self, file_size: int) -> ReceivedFile:
        self.file.seek(0)
        return ReceivedFile(
            self.file, sent_name=self.file_name or "", content_type=self.content_type or "", size=file_size,
            is_too_large=self.is_too_large,
        )  # fmt: skip

    def upload_interrupted(self) -> None:
        if hasattr(self, "file"):
            self.file.close()


def _without_a_name() -> Any:
    """A temporary file of which nothing is left when the process ends; the request closes it at its own end."""
    return tempfile.TemporaryFile(dir=store.folder())


def prepare(request: HttpRequest) -> None:
    """Let the files of this post be taken so; before anything reads it."""
    request.upload_handlers = [BoundedFiles(request)]
