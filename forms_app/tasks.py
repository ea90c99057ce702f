"""What waits for somebody at the desk, told by the floors above: the hook ``desk_tasks``."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wagtail import hooks


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do, as a whole sentence without anybody's data, and where it is done."""

    text: str
    url: str


def tasks_for(user: Any) -> list[Task]:
    """Everything that waits for ``user``. Each hook gets the user and gives her tasks."""
    return [task for tell in hooks.get_hooks("desk_tasks") for task in tell(user)]
