"""The audit log."""

from privacy.contracts import Columns, Erase
from privacy.notation import keys, of_record, staff, technical

TABLES: dict[str, Columns] = {
    "privacy.AuditEvent": {
        **keys("id"),
        **of_record("when her record was read or changed and for what is hers to know (GDPR 15); numbers "
                     "and codes only, deleted at the event's own date",
                     "at", "action", "subject_type", "subject_id", "facts", erase=Erase.EXPIRES),
        **staff("a random reference, which names nobody once her row in StaffReference is gone",
                "actor", erase=Erase.EXPIRES),
        **technical("until when the event is kept", "keep_until"),
    },
    "privacy.StaffReference": {
        **staff("under which reference she stands in the audit log", "ref", "user", erase=Erase.DELETE_ROW),
    },
}  # fmt: skip
