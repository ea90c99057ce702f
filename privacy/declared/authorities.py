"""Decisions on disposal."""

from privacy.contracts import Columns
from privacy.notation import keys, links, technical

TABLES: dict[str, Columns] = {
    "privacy.DisposalAuthority": {
        **keys("id"),
        **links("controller", "replaced_by"),
        **technical("a public decision and the body that took it",
                    "kind", "reference", "decided_by", "decided_on", "valid_from", "valid_to",
                    "document_type", "classification"),
    },
}  # fmt: skip
