"""What privacy's own tables hold about anybody."""

from __future__ import annotations

from privacy import registry
from privacy.contracts import Column, Columns, Erase, Find, PrivacyClass, SubjectRole
from privacy.notation import keys, links, staff, technical


def _of_record(reason: str, *names: str, erase: Erase = Erase.WITH_RECORD, exported: bool = True) -> Columns:
    """Columns about the person whose record they point to."""
    column = Column(PrivacyClass.PERSONAL, SubjectRole.REGISTRANT, Find.RECORD, erase, exported, reason)
    return dict.fromkeys(names, column)


def _mailbox(reason: str, *names: str) -> Columns:
    """Addresses and numbers of the authority, which in a small one are a person's."""
    column = Column(
        PrivacyClass.PERSONAL, SubjectRole.CONTACT, Find.TEXT_SEARCH, Erase.BY_EDITOR, True, reason
    )
    return dict.fromkeys(names, column)


#: The columns of PrivacyStamp; floors above put them into their own tables.
STAMP: Columns = {
    **links("controller", "activity", "rule"),
    **_of_record(
        "how her record came in, in which language she was informed, and how long it is kept",
        "origin", "stamp_language", "submitted_on", "anchor_on", "due_on", "retention_state",
    ),
    **_of_record("which kinds of data her record holds; tells that she has a diet, not which", "categories"),
    **_of_record("that her identity is protected; keeps her out of lists and badges", "protected"),
}  # fmt: skip

_TABLES: dict[str, Columns] = {
    "privacy.Controller": {
        **keys("id"),
        **technical("the authority itself: its names, its place among others and its law",
                    "names", "parent_names", "language", "sector", "jurisdiction", "record_regime",
                    "time_zone", "postal_address", "archives_authority"),
        **_mailbox("published in every notice so that people can ask", "email", "phone"),
        **_mailbox("the data protection officer, published in every notice (GDPR 13.1 b)",
                   "officer_email", "officer_phone"),
    },
    "privacy.ProcessingActivity": {
        **keys("id"),
        **links("controller"),
        **technical("a row of the record of processing, which names kinds of people and never one",
                    "names", "purpose", "legal_basis", "statute", "special_basis", "special_statute",
                    "recipients", "processors", "transfers"),
    },
    "privacy.DisposalAuthority": {
        **keys("id"),
        **links("controller", "replaced_by"),
        **technical("a public decision and the body that took it",
                    "kind", "reference", "decided_by", "decided_on", "valid_from", "valid_to",
                    "document_type", "classification"),
    },
    "privacy.RetentionRule": {
        **keys("id"),
        **links("activity", "replaces", "authority"),
        **technical("what is kept how long",
                    "selector", "privacy_class", "question_kind", "anchor", "falls_back", "period", "rounding",
                    "action", "fallback_age", "version", "armed_at"),
        **staff("who armed it; the authority that it rests on stays", "armed_by", erase=Erase.BLANK),
    },
    "privacy.SectionDefaults": {
        **keys("id"),
        **links("page", "controller", "activity"),
        **technical("the name of a unit, as the sender of mails", "sender_names"),
        **_mailbox("where answers to mails go: a unit's mailbox, or its organiser's", "reply_to"),
    },
    "privacy.NoticeTemplate": {
        **keys("id"),
        **technical("wordings before anything is filled in",
                    "jurisdiction", "language", "version", "shipped", "issued_on", "parts"),
    },
    "privacy.SubjectKey": {
        **keys("id"),
        **technical("which of our keys made the digest", "key_number"),
        **_of_record("which record the digest finds, and whether it is of an address or a number",
                     "record", "kind", exported=False),
        "digest": Column(
            PrivacyClass.PERSONAL, SubjectRole.REGISTRANT, Find.SUBJECT_KEY, Erase.WITH_RECORD, False,
            "nobody can read it back; the address it was made from is exported with her answers",
        ),
    },
    "privacy.OutboundMessage": {
        **keys("id"),
        **_of_record("that we wrote to her, about what, when, in which language and with what success; "
                     "the text itself is not stored",
                     "object_id", "kind", "version", "language", "state", "created_at", "finished_at"),
        **_of_record("by which the mail is found in her mailbox and in the log of the mail provider",
                     "message_id"),
        **technical("how sending goes on; a problem is the name of an error, never its text",
                    "next_attempt_at", "attempts", "lease", "leased_until", "problem"),
    },
    "privacy.AuditEvent": {
        **keys("id"),
        **_of_record("when her record was read or changed and for what is hers to know (GDPR 15); numbers "
                     "and codes only, deleted at the event's own date",
                     "at", "action", "subject_type", "subject_id", "facts", erase=Erase.EXPIRES),
        **staff("a random reference, which names nobody once her row in StaffReference is gone",
                "actor", erase=Erase.EXPIRES),
        **technical("until when the event is kept", "keep_until"),
    },
    "privacy.StaffReference": {
        **staff("under which reference she stands in the audit log", "ref", "user", erase=Erase.DELETE_ROW),
    },
    "privacy.RefusedPublication": {
        **keys("id"),
        **links("revision"),
        **technical("our own sentences on what a page lacks, and when it was refused",
                    "reasons", "first_refused_at", "last_refused_at"),
    },
    "privacy.Heartbeat": {
        **technical("which timer ran when; a problem is the name of an error, never its text",
                    "job", "started_at", "finished_at", "problem"),
    },
}  # fmt: skip


def declare() -> None:
    """Tell the registry of every column of this app."""
    for model, columns in _TABLES.items():
        registry.declare(model, columns)
