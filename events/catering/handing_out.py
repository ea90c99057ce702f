"""The numbers as a file for the caterer, those that everybody may see; that they left the house is written down."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.catering.tables import WRITTEN, Diets, Numbers
from forms_app.access import may_export
from forms_app.exports.form import organisation_name
from forms_app.restriction import NotYours
from forms_app.suppression import LEAST
from privacy import audit, disclosures
from privacy.contracts import Refusal
from privacy.models import DisclosedTo, Disclosure, DisclosureKind, DisclosurePurpose


class CatererForm(forms.Form):
    """Who gets the numbers."""

    recipient = forms.CharField(
        label=gettext_lazy("Who gets the numbers?"),
        max_length=120,
        help_text=gettext_lazy(
            "For example: Congress Hall Ltd. The name of the organisation only: no person, no address."
        ),
    )

    def clean_recipient(self) -> str:
        """The name of an organisation."""
        return organisation_name(self.cleaned_data["recipient"])


def hand_out(*, page: Any, numbers: Numbers, recipient: str, by: Any, at: datetime) -> list[list[str]]:
    """The rows of the file, in the active language, once it is written down who gets them.

    :param numbers: those that tell of nobody, whoever downloads them.
    :param at: aware; when they were counted.
    :raises NotYours: for those who may take nothing out of the house.
    :raises Refusal: where no section says who answers for the data.
    """
    if not may_export(by, page):
        raise NotYours([_("Only those who look after this page may do this.")])
    if page.section is None:
        raise Refusal([_("No section says who answers for the data of this page.")])
    rows = list(_rows(numbers))
    with transaction.atomic():
        disclosure: Disclosure = disclosures.record(
            activity=page.section.activity, group=page.translation_key, kind=DisclosureKind.NUMBERS,
            purpose=DisclosurePurpose.CATERING, given_to=DisclosedTo.ORGANISATION, recipient=recipient,
            columns=_codes(numbers), special=False, rows=len(rows), by=by, at=at,
        )  # fmt: skip
        audit.record(
            "registrations.caterer_told", actor=by, subject_type="page", subject_id=page.pk,
            facts={"rows": len(rows), "disclosure": disclosure.pk},
        )  # fmt: skip
    return [[_("When"), _("What"), _("How many")], *rows]


def in_words(number: int | None) -> str:
    """A number as it is told, in the active language."""
    return _("fewer than %(least)s, or too few others") % {"least": LEAST} if number is None else str(number)


def name_of(key: str, name: str) -> str:
    """A kind of diet, or those who have written freely, in the active language."""
    return _("Wrote something in their own words") if key == WRITTEN else name


def _rows(numbers: Numbers) -> Iterator[list[str]]:
    """Numbers as cells that a reader can add up, words where there is none."""
    for table in numbers.tables:
        when = "; ".join(part.called for part in table.parts)
        yield [when, _("Portions in all"), str(table.portions)]
        if table.set_aside:
            yield [when, _("More portions: ask the case officer"), str(table.set_aside)]
        yield from _of_diets(when, table.diets)
    yield from _of_diets(_("All meetings together"), numbers.together)


def _of_diets(when: str, diets: Diets | None) -> Iterator[list[str]]:
    if diets is None:
        return
    for line in diets.lines:
        yield [when, name_of(line.key, line.name), in_words(line.number)]
    yield [when, _("Have told of a special diet"), in_words(diets.some)]
    yield [when, _("Have told of none"), in_words(diets.nothing)]


def _codes(numbers: Numbers) -> list[str]:
    """What the file has, as codes: the portions, and each kind of diet by its key."""
    found = [diets for table in numbers.tables if (diets := table.diets)]
    told = found or ([numbers.together] if numbers.together else [])
    return ["portions", *dict.fromkeys(line.key for diets in told for line in diets.lines)]
