"""A list on its way through the screens: encrypted in the page itself, so that nothing of it lies on the server.

With a dry run that goes in pieces, what has become of the rows so far travels along.
"""
from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from forms_app.models import FormPageMixin
from forms_app.moving_in.lists import MOST_BYTES, Sheet
from forms_app.moving_in.rows import Fate, Result
from privacy import cipher, keyring

VALID = timedelta(hours=1)
_LIST, _TRIED = "a list", "a dry run"


class Gone(Exception):
    """The list is too old, altered, or belongs to somebody else or another form."""


def carried(sheet: Sheet, *, page: FormPageMixin, user: Any, now: datetime) -> str:
    """``sheet`` as text that only ``user`` can bring back, to the form of ``page``, within the hour."""
    return _packed([sheet.headings, sheet.rows], _LIST, page, user, now)


def brought_back(text: str, *, page: FormPageMixin, user: Any, now: datetime) -> Sheet:
    """The list that :func:`carried` made.

    :raises Gone: when it cannot be brought back.
    """
    headings, rows = _unpacked(text, _LIST, page, user, now)
    return Sheet(tuple(headings), tuple((number, tuple(cells)) for number, cells in rows))


def tried(results: Iterable[Result], *, page: FormPageMixin, user: Any, now: datetime) -> str:
    """What a dry run has found so far, as text that only ``user`` can bring back."""
    rows = [(each.number, each.fate, each.reasons, each.row, each.person) for each in results]
    return _packed(rows, _TRIED, page, user, now)


def tried_before(text: str, *, page: FormPageMixin, user: Any, now: datetime) -> list[Result]:
    """The results that :func:`tried` made text of.

    :raises Gone: when they cannot be brought back.
    """
    found = _unpacked(text, _TRIED, page, user, now)
    return [
        Result(number, Fate(fate), tuple((label, reason) for label, reason in reasons), row, person)
        for number, fate, reasons, row, person in found
    ]


def _packed(content: Any, what: str, page: FormPageMixin, user: Any, now: datetime) -> str:
    text = json.dumps([now.timestamp(), content], ensure_ascii=False)
    packed = base64.b64encode(zlib.compress(text.encode())).decode()
    return json.dumps(cipher.seal(packed, record=page.translation_key, question=f"{what} of {user.pk}"))


def _unpacked(text: str, what: str, page: FormPageMixin, user: Any, now: datetime) -> Any:
    try:
        sealed = json.loads(text)
        if not cipher.is_sealed(sealed):
            raise Gone
        packed = cipher.unseal(sealed, record=page.translation_key, question=f"{what} of {user.pk}")
        at, content = json.loads(zlib.decompressobj().decompress(base64.b64decode(packed), 12 * MOST_BYTES))
    except (ValueError, cipher.CannotUnseal, keyring.NoKey) as error:
        raise Gone from error
    if now.timestamp() - at > VALID.total_seconds():
        raise Gone
    return content
