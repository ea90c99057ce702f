"""The digests by which a person is found."""

from privacy.contracts import Column, Columns, Erase, Find, PrivacyClass, SubjectRole
from privacy.notation import keys, of_record, technical

TABLES: dict[str, Columns] = {
    "privacy.SubjectKey": {
        **keys("id"),
        **technical("which of our keys made the digest", "key_number"),
        **of_record("which record the digest finds, and whether it is of an address or a number",
                     "record", "kind", exported=False),
        "digest": Column(
            PrivacyClass.PERSONAL, SubjectRole.REGISTRANT, Find.SUBJECT_KEY, Erase.WITH_RECORD, False,
            "nobody can read it back; the address it was made from is exported with her answers",
        ),
    },
}  # fmt: skip
