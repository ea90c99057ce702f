"""Disposal runs, their lists and their protocols."""

from privacy.contracts import Column, Columns, Erase, Find, PrivacyClass, SubjectRole
from privacy.notation import keys, links, staff, technical

TABLES: dict[str, Columns] = {
    "privacy.DisposalRun": {
        **keys("id", "number"),
        **links("controller"),
        **technical("how far the run has come and what the sweep after it found, in numbers",
                    "as_of", "state", "by_clock", "proposed_at", "approved_at", "started_at", "heartbeat_at",
                    "finished_at", "listed", "protocol_digest"),
        **staff("who proposed, approved and executed it; the frozen protocol keeps their names as its signatures",
                "proposed_by", "approved_by", "executed_by", erase=Erase.BLANK),
        **staff("names and titles of the officials who disposed, frozen: a public record of what they did in office",
                "facts", "protocol", erase=Erase.KEPT),
    },
    "privacy.DisposalItem": {
        **keys("id"),
        **links("run", "rule"),
        **technical("what is to be done with it", "holding", "key", "privacy_class", "due_on"),
        "record": Column(
            PrivacyClass.PERSONAL, SubjectRole.REGISTRANT, Find.RECORD, Erase.WITH_RECORD, False,
            "that a decision about her record waits to be carried out; gone in the act that does",
        ),
    },
    "privacy.DisposalRecord": {
        **keys("id"),
        **links("run", "rule"),
        **technical("how many were destroyed or kept, never which",
                    "holding", "action", "privacy_class", "outcome", "reason", "count", "first_due_on", "last_due_on"),
    },
    "privacy.KeptNumber": {
        **keys("id"),
        **links("run"),
        **technical("how many gave an answer; never fewer than five, and nobody's",
                    "holding", "group", "key", "answer", "number"),
    },
}  # fmt: skip
