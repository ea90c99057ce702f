"""Days that only a person can tell."""

from privacy.contracts import Columns, Erase
from privacy.notation import keys, of_record, staff

TABLES: dict[str, Columns] = {
    "privacy.EnteredDate": {
        **keys("id"),
        **of_record("the day from which the time runs for which a form's records, or her own, are kept",
                    "subject", "anchor", "on", erase=Erase.DELETE_ROW),
        **staff("who entered the day, and when", "entered_by", "entered_at", erase=Erase.BLANK),
    },
}  # fmt: skip
