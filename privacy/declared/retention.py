"""Rules of retention."""

from privacy.contracts import Columns, Erase
from privacy.notation import keys, links, staff, technical

TABLES: dict[str, Columns] = {
    "privacy.RetentionRule": {
        **keys("id"),
        **links("activity", "replaces", "authority"),
        **technical("what is kept how long",
                    "selector", "privacy_class", "question_kind", "anchor", "falls_back", "period", "rounding",
                    "action", "fallback_age", "version", "armed_at", "standing_at"),
        **staff("who armed it; the authority that it rests on stays", "armed_by", erase=Erase.BLANK),
        **staff("who approved beforehand what the rule lets go", "standing_by", erase=Erase.BLANK),
    },
}  # fmt: skip
