"""The columns that every stored personal record carries; each model puts them into its own table."""

from privacy.contracts import Columns
from privacy.notation import links, of_record

STAMP: Columns = {
    **links("controller", "activity", "rule"),
    **of_record(
        "how her record came in, in which language she was informed, and how long it is kept",
        "origin", "stamp_language", "submitted_on", "anchor_on", "due_on", "retention_state",
    ),
    **of_record("which kinds of data her record holds; tells that she has a diet, not which", "categories"),
    **of_record("that her identity is protected; keeps her out of lists and badges", "protected"),
}  # fmt: skip
TABLES: dict[str, Columns] = {}
