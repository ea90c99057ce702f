"""Handing out the links of an evaluation: a sheet of slips, a list, or a mail to each who registered."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from forms_app.evaluations import answering
from forms_app.models import EvaluationPage
from forms_app.squares import square_of

#: So many at a time: two hundred slips are twenty-five sheets of paper.
MOST = 200


@dataclass(frozen=True, slots=True)
class Slip:
    """One link on paper: the code, its whole address, and the address as a square of dots (an SVG path)."""

    code: str
    url: str
    side: int
    path: str


class LinksForm(forms.Form):
    """How many links, and how they are handed out."""

    WAYS = (
        ("sheet", _("A sheet of slips to cut, each with a code and a square to point a telephone at")),
        ("list", _("A list of links to download")),
    )
    number = forms.IntegerField(
        label=_("How many"), min_value=1, max_value=MOST, initial=20,
        help_text=_("One for each who took part. You can make more later."),
    )
    way = forms.ChoiceField(
        label=_("How you hand them out"), choices=WAYS, initial="sheet", widget=forms.RadioSelect,
        help_text=_("Let people draw a slip themselves: then nobody knows who has which."),
    )


def slips(page: EvaluationPage, codes: list[str]) -> Iterator[Slip]:
    """The slips of these codes, in the language of ``page``."""
    for code in codes:
        square = square_of(answering.full_address_of(page, code))
        yield Slip(code, square.url, square.side, square.path)
