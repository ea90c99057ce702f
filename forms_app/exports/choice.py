"""The filters of the desk's list, applied to an export: the same code, from the same codes."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.http import QueryDict

from forms_app.columns import columns_of, versions_of
from forms_app.filters import FilterForm, Filters, version_choices
from forms_app.models import FormPageMixin


def pairs(page: FormPageMixin, address: Any) -> list[tuple[str, str]]:
    """The filters that stand in the query of an address, without what is forged or unknown."""
    return _filters(page, address).pairs


def condition(page: FormPageMixin, chosen: Iterable[tuple[str, str]]) -> Q:
    """The filters as a condition on submissions."""
    address = QueryDict(mutable=True)
    for name, value in chosen:
        address.appendlist(name, value)
    return _filters(page, address).condition


def _filters(page: FormPageMixin, address: Any) -> Filters:
    versions = versions_of(page)
    columns = columns_of(page, versions)
    return FilterForm(address, page=page, columns=columns, versions=version_choices(versions)).filters
