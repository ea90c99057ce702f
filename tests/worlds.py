"""Content that many tests begin with: made once in a template of its own, from which databases are cloned.

A test gets the world whose fixture it asks for; what it does to it is undone, or thrown away with its clone.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable

from django.core.management import call_command


def _demo() -> None:
    call_command("load_demo", verbosity=0, nobody_registered=True)


def _seminar() -> None:
    from tests.events import seminars

    seminars.make_seminar()


def _seminar_in_finnish() -> None:
    from tests.events import seminars

    seminars.the_seminar_in_finnish()


def _kultur() -> None:
    from tests import factories

    factories.a_form_page()


#: Name of a fixture -> what it finds. The first whose fixture a test asks for is the test's world.
WORLDS: dict[str, Callable[[], None]] = {
    "demo_db": _demo,
    "seminar_in_finnish": _seminar_in_finnish,
    "seminar": _seminar,
    "kultur": _kultur,
}
#: Databases without any content but that of the migrations.
EMPTY = ""


def world_of(fixtures: Iterable[str]) -> str:
    """The world of a test that asks for these fixtures."""
    asked = set(fixtures)
    return next((name for name in WORLDS if name in asked), EMPTY)
