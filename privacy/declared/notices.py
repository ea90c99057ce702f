"""Wordings of notices."""

from privacy.contracts import Columns
from privacy.notation import keys, technical

TABLES: dict[str, Columns] = {
    "privacy.NoticeTemplate": {
        **keys("id"),
        **technical("wordings before anything is filled in",
                    "jurisdiction", "language", "version", "shipped", "issued_on", "parts"),
    },
}  # fmt: skip
