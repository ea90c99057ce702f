"""What may stand in braces in an organiser's words."""
import pytest

from events.letters.placeholders import filled, wrong_in


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Hej! Ditt nummer är {reference}.", []),
        ("{title}, {name}, {name} och {}", ["{name}", "{}"]),
        ("Ta med {reference", ["{"]),
        ("reference} {title}", ["}"]),
    ],
)
def test_what_is_unknown_or_not_closed_is_named(text, wrong):
    assert wrong_in(text) == wrong


def test_each_gets_her_own_and_braces_in_what_is_put_in_mean_nothing():
    values = {"reference": "KRTM-4827", "title": "Om {reference}"}
    assert filled("{reference}: {title} {name}", values) == "KRTM-4827: Om {reference} {name}"
