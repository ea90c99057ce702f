"""When single values are due."""

from privacy.contracts import Columns
from privacy.notation import keys, links, of_record

TABLES: dict[str, Columns] = {
    "privacy.FieldExpiry": {
        **keys("id"),
        **links("rule"),
        **of_record("how long one of her answers is kept; tells of what kind the answer is, not what it says",
                    "holding", "record", "key", "privacy_class", "question_kind", "anchor_on", "due_on",
                    "retention_state"),
    },
}  # fmt: skip
