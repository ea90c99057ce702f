"""The amount in a cost that an editor has written in words. Pure."""
from __future__ import annotations

import re

CURRENCIES = {"SEK": r"kr(?:onor)?\b|sek\b", "EUR": r"€|eur(?:o\w*)?\b"}
_AMOUNT = r"(?P<amount>\d[\d\s.,\u00a0\u202f]*)"


def price_in(words: str) -> tuple[str, str] | None:
    """Amount and currency as machines read them, ("800", "SEK"); None unless there is exactly one.

    "8 000 kronor", "8,000 kr", "120,50 euroa", "EUR 15".
    """
    found = {
        (_amount(match["amount"]), currency)
        for currency, names in CURRENCIES.items()
        for pattern in (rf"{_AMOUNT}(?:{names})", rf"(?:{names})\s*{_AMOUNT}")
        for match in re.finditer(pattern, words, re.IGNORECASE)
    }
    return found.pop() if len(found) == 1 and words.count("–") == 0 else None


def _amount(written: str) -> str:
    compact = re.sub(r"\s", "", written).rstrip(".,")
    decimals = re.fullmatch(r"(.*)[.,](\d{2})", compact)
    whole, rest = (decimals[1], f".{decimals[2]}") if decimals else (compact, "")
    return re.sub(r"\D", "", whole) + rest
