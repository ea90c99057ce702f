"""What may not be destroyed for now."""

from privacy.contracts import Column, Columns, Erase, Find, PrivacyClass, SubjectRole
from privacy.notation import keys, links, of_record, staff, technical

TABLES: dict[str, Columns] = {
    "privacy.Hold": {
        **keys("id"),
        **links("controller", "activity", "case"),
        **technical("which form is held; never a person", "group"),
        **technical("why nothing may be destroyed, as a code and the number of a case, and since when",
                    "scope", "reason", "reference", "placed_at", "released_at"),
        **of_record("which record of hers may not be destroyed; gone with the record", "holding", "record",
                    erase=Erase.DELETE_ROW),
        "kind": Column(PrivacyClass.PERSONAL, SubjectRole.REGISTRANT, Find.SUBJECT_KEY, Erase.DELETE_ROW, False,
                       "whether the digests are of an address or a number"),
        "digests": Column(PrivacyClass.PERSONAL, SubjectRole.REGISTRANT, Find.SUBJECT_KEY, Erase.DELETE_ROW, False,
                          "nobody can read them back; find the records that are held, until the hold is released"),
        **staff("who placed and who released it", "placed_by", "released_by", erase=Erase.BLANK),
    },
}  # fmt: skip
