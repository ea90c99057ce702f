"""Scheduled pages that were refused."""

from privacy.contracts import Columns
from privacy.notation import keys, links, technical

TABLES: dict[str, Columns] = {
    "privacy.RefusedPublication": {
        **keys("id"),
        **links("revision"),
        **technical("our own sentences on what a page lacks, and when it was refused",
                    "reasons", "first_refused_at", "last_refused_at"),
    },
}  # fmt: skip
