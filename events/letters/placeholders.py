"""What an organiser may put into the words of a message, to be filled in for each who gets it. Pure."""
from __future__ import annotations

import re
from collections.abc import Mapping

#: The names that may stand in braces.
NAMES = ("reference", "title")
_BRACES = re.compile(r"\{([^{}]*)\}")


def wrong_in(text: str) -> list[str]:
    """What stands in braces and is none of the names, and braces without their other half; as they were written."""
    unknown = [f"{{{name}}}" for name in _BRACES.findall(text) if name not in NAMES]
    lone = [sign for sign in "{}" if sign in _BRACES.sub("", text)]
    return [*dict.fromkeys(unknown), *lone]


def filled(text: str, values: Mapping[str, str]) -> str:
    """``text`` with each name in braces replaced by its value; what is unknown stays as it stands."""
    return _BRACES.sub(lambda found: values.get(found[1], found[0]), text)
