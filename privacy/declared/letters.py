"""Letters of cases, and the copies of data that are fetched."""

from privacy.contracts import Column, Columns, Erase, Find, PrivacyClass, SubjectRole
from privacy.notation import keys, links, of_record, staff, technical

TABLES: dict[str, Columns] = {
    "privacy.DecisionLetter": {
        **keys("id"),
        **links("request"),
        **technical("which letter it is, by which wording, and how it was sent",
                    "kind", "authoritative", "template_version", "digest", "sent_by_post"),
        **of_record("in which language and when we answered her", "language", "made_at", "frozen_at"),
        "html": Column(
            PrivacyClass.FREE_TEXT, SubjectRole.REQUESTER, Find.RECORD, Erase.WITH_RECORD, True,
            "the letter as she got it; a public record that goes with its case",
        ),
        **staff("who sent it; her name stands in the letter as the law asks", "signed_by", erase=Erase.BLANK),
    },
}  # fmt: skip
