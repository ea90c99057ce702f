"""A new key: the operator puts it before those that there are, which stay in the list."""
from __future__ import annotations

import base64
from typing import Any

#: As it is written in the settings.
SECOND = "2:" + base64.b64encode(b"b" * 32).decode()


def put_a_new_key_first(settings: Any, purpose: str) -> None:
    """Let :data:`SECOND` be the key for what is written now for ``purpose`` (``privacy.keyring.Purpose``)."""
    keys = settings.KALLELSE_KEYS
    settings.KALLELSE_KEYS = {**keys, purpose: [SECOND, *keys[purpose]]}
