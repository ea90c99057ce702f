"""The authority."""

from privacy.contracts import Columns
from privacy.notation import keys, mailbox, technical

TABLES: dict[str, Columns] = {
    "privacy.Controller": {
        **keys("id"),
        **technical("the authority itself: its names, its place among others and its law",
                    "names", "parent_names", "language", "sector", "jurisdiction", "record_regime",
                    "time_zone", "postal_address", "archives_authority", "court"),
        **technical("how the authority works: how many persons, whether by the clock, how long backups are kept",
                    "two_persons_runs", "two_persons_cases", "runs_by_clock", "backup_days"),
        **mailbox("published in every notice so that people can ask", "email", "phone"),
        **mailbox("the data protection officer, published in every notice (GDPR 13.1 b)",
                  "officer_email", "officer_phone"),
    },
}  # fmt: skip
