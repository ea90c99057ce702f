"""What holds for a part of the site."""

from privacy.contracts import Columns
from privacy.notation import keys, links, mailbox, technical

TABLES: dict[str, Columns] = {
    "privacy.SectionDefaults": {
        **keys("id"),
        **links("page", "controller", "activity"),
        **technical("the name of a unit, as the sender of mails", "sender_names"),
        **mailbox("where answers to mails go: a unit's mailbox, or its organiser's", "reply_to"),
    },
}  # fmt: skip
