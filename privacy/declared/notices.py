"""Wordings of notices and letters."""

from privacy.contracts import Columns
from privacy.notation import keys, technical

_WORDING: Columns = {
    **keys("id"),
    **technical("wordings before anything is filled in",
                "jurisdiction", "language", "version", "shipped", "issued_on", "parts"),
}  # fmt: skip

TABLES: dict[str, Columns] = {
    "privacy.LetterTemplate": _WORDING,
    "privacy.NoticeTemplate": _WORDING,
}
