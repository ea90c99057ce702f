"""The hash chain over the audit log."""

from privacy.contracts import Columns
from privacy.notation import keys, links, technical

TABLES: dict[str, Columns] = {
    "privacy.AuditSeal": {
        **keys("number"),
        **technical("digests over events that name nobody, and how many they are",
                    "previous", "events", "contents", "digest"),
        **technical("when a link was made, and until when it and its events are kept",
                    "sealed_at", "events_until", "keep_until"),
    },
    "privacy.AuditLeaf": {
        **links("event", "seal"),
        **technical("the place of an event in its link, its digest, and until when they are kept",
                    "position", "digest", "keep_until"),
    },
}  # fmt: skip
