"""The ledger of what was destroyed."""

from privacy.contracts import Column, Columns, Erase, Find, PrivacyClass, SubjectRole
from privacy.notation import keys, technical

TABLES: dict[str, Columns] = {
    "privacy.ErasureLedger": {
        **keys("id"),
        **technical("how, why and when something was destroyed, and how long a backup could bring it back",
                    "step", "key_number", "holding", "fields", "cause", "at", "keep_until"),
        "digest": Column(
            PrivacyClass.PERSONAL, SubjectRole.REGISTRANT, Find.RECORD, Erase.EXPIRES, False,
            "the keyed digest of the id of a record that is gone: finds it again only when a backup brings it back",
        ),
    },
}  # fmt: skip
