"""When timers ran."""

from privacy.contracts import Columns
from privacy.notation import technical

TABLES: dict[str, Columns] = {
    "privacy.Heartbeat": {
        **technical("which timer ran when; a problem is the name of an error, never its text",
                    "job", "started_at", "finished_at", "problem"),
    },
}  # fmt: skip
