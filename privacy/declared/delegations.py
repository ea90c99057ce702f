"""Who may decide in the authority's name, and where else it keeps data about people."""

from privacy.contracts import Columns, Erase
from privacy.notation import keys, links, staff, technical

TABLES: dict[str, Columns] = {
    "privacy.Delegation": {
        **keys("id"),
        **links("controller"),
        **staff("who may decide, under which title; a public decision that letters refer to",
                "user", "title", "number", "valid_from", "valid_to", erase=Erase.KEPT),
    },
    "privacy.OutsideSource": {
        **keys("id"),
        **links("controller"),
        **technical("a place and the unit that looks there, never a person", "name", "asked", "in_use"),
    },
}  # fmt: skip
