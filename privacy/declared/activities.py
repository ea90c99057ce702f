"""Rows of the record of processing."""

from privacy.contracts import Columns
from privacy.notation import keys, links, technical

TABLES: dict[str, Columns] = {
    "privacy.ProcessingActivity": {
        **keys("id"),
        **links("controller"),
        **technical("a row of the record of processing, which names kinds of people and never one",
                    "names", "purpose", "legal_basis", "statute", "special_basis", "special_statute",
                    "joint_controllers", "recipients", "processors", "transfers"),
    },
}  # fmt: skip
