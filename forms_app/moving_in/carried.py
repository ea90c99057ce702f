"""A list on its way through the screens: encrypted in the page itself, so that nothing of it lies on the server."""
from __future__ import annotations

import base64
import json
import zlib
from datetime import datetime, timedelta
from typing import Any

from forms_app.models import FormPageMixin
from forms_app.moving_in.lists import MOST_BYTES, Sheet
from privacy import cipher, keyring

VALID = timedelta(hours=1)


class Gone(Exception):
    """The list is too old, altered, or belongs to somebody else or another form."""


def carried(sheet: Sheet, *, page: FormPageMixin, user: Any, now: datetime) -> str:
    """``sheet`` as text that only ``user`` can bring back, to the form of ``page``, within the hour."""
    content = json.dumps([now.timestamp(), sheet.headings, sheet.rows], ensure_ascii=False)
    packed = base64.b64encode(zlib.compress(content.encode())).decode()
    return json.dumps(cipher.seal(packed, record=page.translation_key, question=_place(user)))


def brought_back(text: str, *, page: FormPageMixin, user: Any, now: datetime) -> Sheet:
    """The list that :func:`carried` made.

    :raises Gone: when it cannot be brought back.
    """
    try:
        sealed = json.loads(text)
        if not cipher.is_sealed(sealed):
            raise Gone
        packed = cipher.unseal(sealed, record=page.translation_key, question=_place(user))
        at, headings, rows = json.loads(zlib.decompressobj().decompress(base64.b64decode(packed), 12 * MOST_BYTES))
    except (ValueError, cipher.CannotUnseal, keyring.NoKey) as error:
        raise Gone from error
    if now.timestamp() - at > VALID.total_seconds():
        raise Gone
    return Sheet(tuple(headings), tuple((number, tuple(cells)) for number, cells in rows))


def _place(user: Any) -> str:
    return f"a list of {user.pk}"
