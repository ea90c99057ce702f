"""What a receipt and a mail repeat of the event."""
from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from events.facts import EventWords, OccasionWords, when_with_status
from home.languages import Laid


def receipt_lines(words: EventWords) -> list[tuple[str, list[Laid]]]:
    """Name and values of the facts a receipt repeats, in the language of ``words``."""
    with translation.override(words.language):
        where: list[Laid] = []
        for each in words.occasions:
            where += [one for one in _where(each) if one not in where]
        return _filled(
            [
                (_("When"), [Laid(in_full(each)) for each in words.occasions]),
                (_("Where"), where),
                (_("Included"), [words.texts["included"]]),
                (_("To prepare"), [words.texts["preparation"]]),
                (_("Cost"), [words.texts["cost"]]),
                *words.lines,
            ]
        )


def _filled(lines: list[tuple[str, list[Laid]]]) -> list[tuple[str, list[Laid]]]:
    found = [(term, [value for value in values if value]) for term, values in lines]
    return [(term, values) for term, values in found if values]


def in_full(each: OccasionWords) -> str:
    """Its name, when, and what became of it; a name in another language is left out."""
    when = when_with_status(each)
    if not each.title or each.title.lang:
        return when
    return _("%(meeting)s: %(when)s") % {"meeting": each.title, "when": when}


def _where(each: OccasionWords) -> list[Laid]:
    if each.is_only_online or each.place is None:
        return [each.where]
    return [each.place.name, each.room, each.place.address]
