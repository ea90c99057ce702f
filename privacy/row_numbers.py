"""The number of a row."""

from __future__ import annotations

from typing import Any

from django.db import models

from privacy import trials


class RowNumber(models.BigAutoField):
    """A big serial number, given by the database; in a trial one below zero, so that no sequence moves.

    A sequence is not part of a transaction: what it has given out stays given out after a rollback.
    Migrations know it as the BigAutoField that it is to the database.
    """

    def get_pk_value_on_save(self, instance: models.Model) -> Any:
        """None, and the database counts on; a number of its own in a trial."""
        return trials.number() if trials.is_on() else super().get_pk_value_on_save(instance)

    def deconstruct(self) -> Any:
        """As a BigAutoField."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.BigAutoField", args, kwargs
