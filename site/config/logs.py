"""What may stand in a log: no address that opens a record, no answer, no name."""
from __future__ import annotations

import logging
import re
from typing import Any

#: A part of an address that nobody wrote by hand: a signed or random token. Slugs have no capitals or colons.
TOKEN = re.compile(r"(?<=/)(?=[^/\s?]*[A-Z:])[\w:.=~%-]{16,}")
QUERY = re.compile(r"\?[^\s\"']*")
#: Whoever answers an evaluation leaves no line in a log.
EVALUATION = re.compile(r"/(?:evaluation|utvardering|arviointi)/")


def masked(text: str) -> str:
    """``text`` with every token and query string of an address made unreadable."""
    return QUERY.sub("?…", TOKEN.sub("…", text))


class WithoutPersons(logging.Filter):
    """Mask the addresses in a record, keep values out of its traceback, and drop the record of an evaluation."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if EVALUATION.search(message):
            return False
        record.msg, record.args = masked(message), None
        if record.exc_info and record.exc_info[1]:
            record.exc_text = where(record.exc_info[1])
        # Django's own records carry the request along; no handler of ours needs it.
        record.__dict__.pop("request", None)
        return True


def where(exception: BaseException) -> str:
    """Where it happened and what kind it was, not its message: a database puts the row's values into that."""
    kind, traceback = type(exception), exception.__traceback__
    lines = [f"{kind.__module__}.{kind.__qualname__}"]
    while traceback:
        code = traceback.tb_frame.f_code
        lines.append(f"  {code.co_filename}:{traceback.tb_lineno} {code.co_name}")
        traceback = traceback.tb_next
    return "\n".join(lines)


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"persons": {"()": "config.logs.WithoutPersons"}},
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["persons"], "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # Django's default would also mail whole requests to the administrators.
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
        # At a lower level this one writes every statement with its values.
        "django.db.backends": {"level": "WARNING"},
    },
}
