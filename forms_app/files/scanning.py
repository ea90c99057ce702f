"""The seam for a scanner of the body's own. It fails closed: without a clear answer no file is taken."""
from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.utils.module_loading import import_string

from forms_app.files.bad import BadFile
from forms_app.files.judging import NewFile

log = logging.getLogger(__name__)


class NoAnswer(Exception):
    """The scanner is missing, failed, or took too long; nobody knows whether the file is harmless."""


def scan(file: NewFile) -> None:
    """Ask the scanner that ``KALLELSE_FILE_SCANNER`` names, if it names one.

    It is called with the content (bytes) and answers True for a harmless file and False for a harmful one.

    :raises BadFile: when it finds something harmful.
    :raises NoAnswer: when it says nothing else than True or False within ``KALLELSE_FILE_SCANNER_SECONDS``.
    """
    if not settings.KALLELSE_FILE_SCANNER:
        return
    verdict = _asked(file)
    if verdict is False:
        raise BadFile("infected", file.name)
    if verdict is not True:
        raise NoAnswer


def _asked(file: NewFile) -> object:
    # Not a context manager: leaving one would wait for a scanner that hangs.
    worker = ThreadPoolExecutor(max_workers=1)
    try:
        asked = worker.submit(_call_scanner, file.content())
        problem = asked.exception(settings.KALLELSE_FILE_SCANNER_SECONDS)
    except TimeoutError as late:
        problem = late
    finally:
        worker.shutdown(wait=False, cancel_futures=True)
    if problem is not None:
        # What it says may quote the file; its kind says enough.
        log.error("The scanner of files gave no answer: %s", type(problem).__name__)
        raise NoAnswer
    return asked.result()


def _call_scanner(content: bytes) -> object:
    answer: object = import_string(settings.KALLELSE_FILE_SCANNER)(content)
    return answer
