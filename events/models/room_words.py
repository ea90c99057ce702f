"""Which seats somebody lacks, and that said to staff: how many are free."""
from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import ngettext

from events import seats
from events.models.seating import Standing
from events.seats import Key


def lacking_for(needs: Mapping[Key, int], standing: Standing) -> list[Key]:
    """What is needed beyond what is free. By hand one may be let past others, never beyond what there is."""
    return [key for key, number in needs.items() if not seats.fits({key: number}, standing.free)]


def no_room_in_words(
    page: Any, standing: Standing, needs: Mapping[Key, int], lacking: Collection[Key]
) -> list[str]:
    """A sentence for the event itself and each limited choice in which a party does not fit: how many are free."""
    titles = {each.translation_key: each.title for each in page.allotments.all()}
    said = []
    for key in lacking:
        free = max(standing.free.get(key) or 0, 0)
        words = {"free": free, "needed": needs[key], "title": titles.get(key, "")}
        if key is None:
            sentence = ngettext(
                "%(free)d place is free, and this registration needs %(needed)d.",
                "%(free)d places are free, and this registration needs %(needed)d.",
                free,
            )
        else:
            sentence = ngettext(
                "%(title)s: %(free)d place is free, and this registration needs %(needed)d.",
                "%(title)s: %(free)d places are free, and this registration needs %(needed)d.",
                free,
            )
        said.append(sentence % words)
    return said
