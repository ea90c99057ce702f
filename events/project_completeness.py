"""What a project lacks before it may be published, in the editor's words. Pure but for the rows it is given."""
from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _


def wrong_in_period(starts_on: date | None, ends_on: date | None) -> dict[str, str]:
    """What cannot be about the period: field name -> what to do."""
    if starts_on and ends_on and ends_on < starts_on:
        return {"ends_on": _("The project ends before it starts.")}
    return {}


def wrong_in_funding(funding: Any) -> dict[str, str]:
    """What does not fit together in one row of funding: field name -> what to do."""
    if funding.funder:
        return {}
    if funding.label:
        return {"funder": _("Name the funder: the label of the European Union does not stand alone.")}
    if funding.fund:
        return {"funder": _("Name the funder whose programme or fund it is.")}
    return {"funder": _("Name the funder, or remove the row.")}


def wrong_in_result(result: Any) -> dict[str, str]:
    """What does not fit together in one result: field name -> what to do."""
    if result.target_id and result.url:
        return {"url": _("Choose a page of this site or give an address elsewhere, not both.")}
    return {}


def refusals(page: Any) -> list[str]:
    """Why the project may not be published yet, as whole sentences."""
    found = [] if page.starts_on else [_("Give the first day of the project.")]
    found += wrong_in_period(page.starts_on, page.ends_on).values()
    for row in page.fundings.all():
        found += wrong_in_funding(row).values()
    for row in page.results.all():
        found += wrong_in_result(row).values()
    return list(dict.fromkeys(found))
