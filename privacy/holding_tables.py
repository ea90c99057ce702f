"""Which models hold stamped records, and what hangs on them and goes with them."""

from __future__ import annotations

from django.db import models

from privacy import registry


def models_of_holdings() -> set[type[models.Model]]:
    """The models of every holding's records, and those whose rows are deleted with a row of these."""
    known: set[type[models.Model]] = set()
    grown: set[type[models.Model]] = {holding.stamped for holding in registry.holdings()}
    while grown:
        known |= grown
        grown = {
            relation.related_model
            for model in grown
            for relation in model._meta.related_objects
            if relation.on_delete is models.CASCADE
        } - known
    return known
