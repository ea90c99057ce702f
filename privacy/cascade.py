"""Deleting rows with everything that points to them, by sets: what Django's cascade does, without reading a row."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import CASCADE, SET_NULL, Model, QuerySet


def delete_with_followers(rows: QuerySet[Any]) -> None:
    """Delete ``rows``, the rows of any app that go with them, and the links of those that stay.

    What protects a row still refuses, by the database.
    """
    for relation in rows.model._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one)):
            continue
        pointing = _pointing(relation.related_model, relation.field.name, rows)
        if relation.on_delete is CASCADE:
            delete_with_followers(pointing)
        elif relation.on_delete is SET_NULL:
            pointing.update(**{relation.field.name: None})
    rows._raw_delete(connection.alias)


def _pointing(model: type[Model], field: str, rows: QuerySet[Any]) -> QuerySet[Any]:
    return model._base_manager.filter(**{f"{field}__in": rows.values("pk")})
