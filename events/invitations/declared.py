"""What the tables of invitations hold about anybody."""
from __future__ import annotations

from privacy.contracts import Column, Columns, Erase, Find, PrivacyClass, SubjectRole
from privacy.notation import keys, of_record, staff
from privacy.personal_data import STAMP

#: Whom an invitation is about has not registered: yet she is found, told and erased like one who has.
_OF_INVITED = Column(
    PrivacyClass.PERSONAL, SubjectRole.REGISTRANT, Find.SUBJECT_KEY, Erase.WITH_RECORD, True,
    "whom staff, or another invited person, want to invite; goes 7 days after the event",
)
_SOURCE = Column(
    PrivacyClass.FREE_TEXT, SubjectRole.REGISTRANT, Find.RECORD, Erase.WITH_RECORD, True,
    "where her address comes from, as she was told (GDPR 14.2 f)",
)

INVITATIONS: Columns = {
    **STAMP,
    **keys("id"),
    **dict.fromkeys(
        (
            "page", "language", "name", "organisation", "email", "added_at", "sent_at", "reminded_at", "withdrawn_at",
            "answer", "answered_at", "submission", "named_by", "restricted_at", "corrected", "erased",
        ),
        _OF_INVITED,
    ),
    "source": _SOURCE,
    **staff("the colleague who put somebody on the list", "added_by", erase=Erase.BLANK),
}  # fmt: skip
INVITATION_LINKS: Columns = {
    **keys("id", "digest"),
    **of_record("that a link was made for her, and when", "invitation", "made_at"),
}
