"""Who may make the next edition of an event."""
from __future__ import annotations

from typing import Any


def may_be_followed(user: Any, page: Any) -> bool:
    """Whether ``user`` may make the next edition of the canonical ``page``: it has been, and she may copy it there."""
    has_been = page.first_published_at is not None
    return has_been and bool(page.permissions_for_user(user).can_copy_to(page.get_parent()))
