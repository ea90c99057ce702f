"""What every page tells machines of itself."""
from __future__ import annotations

from typing import Any

from home.structured_data import breadcrumb_list


class FoundByMachines:
    """Goes before Page. Template methods: ``machine_data``, ``share_line``."""

    def machine_data(self: Any, context: Any) -> list[dict[str, Any] | None]:
        """What the page is by schema.org, by what its template is given; here, where it stands."""
        line = [*(each for each in self.line if each.live), self]
        return [breadcrumb_list((each.title, each.full_url or "") for each in line)]

    def share_line(self) -> str:
        """A line above the title in the picture of a shared link: a date, for example."""
        return ""
