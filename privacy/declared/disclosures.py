"""What left the house."""

from privacy.contracts import Columns, Erase
from privacy.notation import keys, links, of_record, staff, technical, writing

TABLES: dict[str, Columns] = {
    "privacy.Disclosure": {
        **keys("id", "group"),
        **links("controller", "activity"),
        **of_record("that a list of the people of a form was handed out, to whom and what for (GDPR 15.1 c, 19); "
                    "codes only, deleted at its own date",
                    "kind", "at", "given_to", "purpose", "columns", "special", "rows", erase=Erase.EXPIRES),
        **staff("a random reference, which names nobody once her row in StaffReference is gone",
                "by", erase=Erase.EXPIRES),
        **writing("the organisation that got it; the form asks for no person and takes no address",
                  "recipient", erase=Erase.EXPIRES),
        **technical("until when it is kept", "keep_until"),
    },
}  # fmt: skip
