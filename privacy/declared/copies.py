"""Files that are to be destroyed where they were downloaded to."""

from privacy.contracts import Columns, Erase
from privacy.notation import keys, links, staff, technical

TABLES: dict[str, Columns] = {
    "privacy.CopyToDestroy": {
        **keys("id"),
        **links("disclosure", "run"),
        **staff("the colleague who said that her file is destroyed", "destroyed_by", erase=Erase.BLANK),
        **technical("when a file was asked for and when it was said to be destroyed; goes with the disclosure",
                    "asked_at", "destroyed_at"),
    },
}  # fmt: skip
