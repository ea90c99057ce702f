"""Mails on their way."""

from privacy.contracts import Columns
from privacy.notation import keys, of_record, technical

TABLES: dict[str, Columns] = {
    "privacy.OutboundMessage": {
        **keys("id"),
        **of_record("that we wrote to her, about what, when, in which language and with what success; "
                     "the text itself is not stored",
                     "object_id", "kind", "version", "language", "state", "created_at", "finished_at"),
        **of_record("whether it reached her, as the mail provider told",
                     "returned", "return_reason", "returned_at", "return_settled_at"),
        **of_record("by which the mail is found in her mailbox and in the log of the mail provider",
                     "message_id"),
        **technical("how sending goes on; a problem is the name of an error, never its text",
                    "next_attempt_at", "attempts", "lease", "leased_until", "problem"),
    },
}  # fmt: skip
