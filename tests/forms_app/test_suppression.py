"""Which numbers about sensitive answers are told: none that is small, none from which a small one can be computed."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import product

import pytest

from forms_app.suppression import Several, one_told, told, told_of_several


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ({"a": 30, "b": 20}, set()),
        ({"a": 30, "b": 3}, {"a", "b"}),
        ({"a": 30, "b": 3, "c": 9}, {"b", "c"}),
        ({"a": 30, "b": 3, "c": 1}, {"b", "c"}),
        ({"a": 30, "b": 4, "c": 4, "d": 9}, {"b", "c", "d"}),
        ({"a": 30, "b": 0, "c": 0}, {"a", "b", "c"}),
    ],
)
def test_a_small_number_is_hidden_with_so_many_others_that_it_cannot_be_computed(counts, hidden):
    shown = told(counts, total=sum(counts.values()))
    assert {name for name, number in shown.items() if number is None} == hidden


def test_a_number_that_leaves_few_over_is_not_told_either():
    assert [one_told(number, total=100) for number in (4, 5, 50, 95, 96, 100)] == [None, 5, 50, 95, None, None]


def of_several(*counts: int, some: int, total: int = 40) -> list[int | None]:
    """What is told of each group, and then of those who are in at least one."""
    found = told_of_several({str(place): number for place, number in enumerate(counts)}, some=some, total=total)
    return [*found.counts.values(), found.some]


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("nothing is small", (of_several(12, 9, some=18), [12, 9, 18])),
        ("a small group is hidden, and the others tell nothing of it", (of_several(12, 3, some=13), [12, None, 13])),
        ("all but two of the small group", (of_several(12, 4, some=14), [12, None, 14])),
        ("the small group would be at least three", (of_several(12, 4, some=15), [12, None, None])),
        ("two small groups hide each other", (of_several(12, 4, 3, some=18), [12, None, None, 18])),
        ("two small groups, of which all that is left is", (of_several(12, 4, 4, some=20), [12, None, None, None])),
        ("few are in none, as their sum would tell exactly", (of_several(16, 20, some=36), [None, 20, None])),
        ("few are in none", (of_several(20, 20, some=36), [20, 20, None])),
        ("nearly everybody is in a group", (of_several(37, 9, some=38), [None, 9, None])),
        ("there are few in all", (of_several(4, 5, some=6, total=9), [None, None, None])),
        ("nobody is in any", (of_several(0, 0, some=0), [None, None, None])),
        ("there is no group", (of_several(some=0), [None])),
    ],
)
def test_of_several_groups_that_overlap(told, shown):
    assert shown[0] == shown[1], told


def everything_possible(groups: int, total: int) -> Iterator[tuple[tuple[int, ...], int]]:
    """Each way in which ``total`` people can be in so many groups: the sizes, and how many are in at least one."""
    for sizes in product(range(total + 1), repeat=groups):
        for some in range(max(sizes), min(total, sum(sizes)) + 1):
            yield sizes, some


def given_away(groups: int, total: int, rule=told_of_several) -> list[Several]:
    """What the rule tells where a reader who knows it can compute something that it hides."""
    behind: dict[tuple, list[tuple]] = defaultdict(list)
    for sizes, some in everything_possible(groups, total):
        shown = rule({str(place): number for place, number in enumerate(sizes)}, some=some, total=total)
        behind[(*shown.counts.values(), shown.some)].append((*sizes, some))
    return [
        shown
        for shown, possible in behind.items()
        if any(cell is None and len({each[place] for each in possible}) < 2 for place, cell in enumerate(shown))
    ]


@pytest.mark.parametrize(
    ("groups", "total"), [*((1, total) for total in range(1, 16)), *((2, total) for total in range(8, 17)), (3, 12)]
)
def test_nothing_hidden_can_be_computed_whatever_the_numbers_are(groups, total):
    assert given_away(groups, total) == []


def test_a_rule_that_hides_only_what_is_small_is_seen_to_give_something_away():
    def plain(counts, *, some, total):
        return Several({name: number if number >= 5 else None for name, number in counts.items()}, some)

    assert given_away(2, 15, plain) != []
