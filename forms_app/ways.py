"""What a page of the floors above shows at the desk of its form: pages of its own, and what can be done. Pure."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Way:
    """The way to a page beside the list; ``name`` is its own, ``icon`` one of Wagtail's.

    ``is_for_handlers``: it is shown only to those who look after the form, not to those who only read.
    """

    name: str
    label: Any
    url: str
    icon: str
    is_for_handlers: bool = False


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that can be done with one submission, as a button on it.

    ``is_asked_about``: a page of its own says first what follows; otherwise it is sent at once. ``changes``: the key of
    the question whose answer it changes, telling her of it, which a correction does not.
    """

    label: Any
    url: str
    is_asked_about: bool = False
    changes: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptWay:
    """Something that can be done from a receipt: its words and where; ``is_kept``: an address to write down."""

    words: Any
    url: str
    is_kept: bool = False
