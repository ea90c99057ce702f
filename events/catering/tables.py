"""The numbers for the kitchen: once, or for each meeting where people choose among them; exact, or to be seen by all.

Who sees them exactly, and why: domain.md section 2. What others see is hidden by ``forms_app.suppression``; where the
people of two meetings overlap, a number of the one could be computed from the other, so that diets are then told for
all meetings together.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any
from uuid import UUID

from events.catering.people import Eater
from events.models.occasion import Mode
from events.parts import Part, named
from forms_app.diets import Asked
from forms_app.suppression import told_of_several

#: Beside the keys of choices, which are longer: those who have written freely.
WRITTEN = "text"


@dataclass(frozen=True, slots=True)
class Line:
    """A kind of diet, or ``WRITTEN`` with an empty name; ``number``: None where it is not told; its share of all."""

    key: str
    name: str
    number: int | None
    share: int = 0


@dataclass(frozen=True, slots=True)
class Diets:
    """What ``people`` have told: ``lines``, how many have told anything (``some``) and nothing; None: not told.

    ``texts``: what was written, for those who may read it, in the order of the alphabet, which tells nothing of who.
    """

    people: int
    lines: list[Line]
    some: int | None
    nothing: int | None
    texts: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Table:
    """One serving: ``parts`` of the event at which the same people eat, how many, and of them not named yet.

    ``set_aside``: how many more, of whom only the case officer may tell. ``diets``: None where it is told only for all
    servings together, or where nobody comes.
    """

    parts: list[Part]
    portions: int
    set_aside: int
    unnamed: int
    diets: Diets | None


def served_at(page: Any) -> list[Any]:
    """The occasions at which one eats: not those that are online only. Steps of a programme are all kept."""
    return [each for each in page.attended_rows() if getattr(each, "mode", "") != Mode.ONLINE]


@dataclass(frozen=True, slots=True)
class Numbers:
    """Every serving, and ``together``: the diets of everybody who eats, where they are not told for each serving."""

    tables: list[Table]
    together: Diets | None = None


def numbers_of(
    page: Any, eaters: Sequence[Eater], aside: Sequence[frozenset[UUID] | None], asked: Asked, *, exact: bool
) -> Numbers:
    """A table for each group of meetings to which the same people come; one where everybody comes to everything."""
    groups = _groups(page, eaters, aside)
    told_apart = exact or _are_apart([people for _rows, people, _more in groups])
    tables = [
        Table(
            named(page, rows),
            len(people),
            more,
            sum(not eaters[place].is_named for place in people),
            diets_of([eaters[place] for place in sorted(people)], asked, exact=exact) if told_apart else None,
        )
        for rows, people, more in groups
    ]
    if told_apart:
        return Numbers(tables)
    eating = frozenset().union(*(people for _rows, people, _more in groups))
    return Numbers(tables, diets_of([eaters[place] for place in sorted(eating)], asked, exact=exact))


def diets_of(eaters: Sequence[Eater], asked: Asked, *, exact: bool) -> Diets | None:
    """What these people have told of their diets; None where nobody comes, or nothing is asked."""
    if not eaters or not asked:
        return None
    names = {**asked.choices, **({WRITTEN: ""} if asked.is_written else {})}
    told = [_kinds(each) & names.keys() for each in eaters]
    counted = Counter(key for kinds in told for key in kinds)
    some = sum(bool(kinds) for kinds in told)
    counts: Mapping[str, int | None] = {key: counted[key] for key in names}
    told_some: int | None = some
    if not exact:
        shown = told_of_several({key: counted[key] for key in names}, some=some, total=len(eaters))
        counts, told_some = shown.counts, shown.some
    return Diets(
        len(eaters),
        [Line(key, name, counts[key], 100 * (counts[key] or 0) // len(eaters)) for key, name in names.items()],
        told_some,
        None if told_some is None else len(eaters) - told_some,
        sorted((text for each in eaters for text, _alone in each.told.texts), key=str.casefold) if exact else [],
    )


def _kinds(eater: Eater) -> set[str]:
    """What she counts among: whatever she chose, and those who wrote freely."""
    return {*eater.told.kinds, *(WRITTEN for _text, stands_alone in eater.told.texts if stands_alone)}


def _groups(
    page: Any, eaters: Sequence[Eater], aside: Sequence[frozenset[UUID] | None]
) -> list[tuple[list[Any], frozenset[int], int]]:
    """The occasions at which the same people eat, together: (rows, their places in ``eaters``, how many more).

    Where nothing has been set yet it is one serving for everybody.
    """
    if not page.attended_rows():
        return [([], frozenset(range(len(eaters))), len(aside))]
    found: dict[tuple[frozenset[int], frozenset[int]], list[Any]] = {}
    for row in served_at(page):
        key = row.translation_key
        people = frozenset(place for place, each in enumerate(eaters) if each.comes_to(key))
        more = frozenset(place for place, chosen in enumerate(aside) if chosen is None or key in chosen)
        found.setdefault((people, more), []).append(row)
    return [(together, people, len(more)) for (people, more), together in found.items()]


def _are_apart(groups: Sequence[frozenset[int]]) -> bool:
    """Whether nobody is in two of them, so that none tells anything of another."""
    return not any(one & other for one, other in combinations(groups, 2))
