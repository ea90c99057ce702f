"""What may go live, and what is said when it may not."""
from __future__ import annotations

from privacy.contracts import Refusal


class PublishingRefused(Refusal):
    """The page may not go live; ``reasons`` say why and what to do about it."""


def refuse_unless_publishable(page) -> None:
    """Let the page go live, or say why not.

    :raises PublishingRefused: with every reason found.
    """
    if reasons := page.publishing_refusals():
        raise PublishingRefused(reasons)
