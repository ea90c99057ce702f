"""The one signal receiver of the house: what must be there after every ``migrate``."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.recorder import MigrationRecorder

from privacy import frozen_letters, letter_texts, notice_texts, role_groups, triggers


def restore(sender: Any = None, using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """Make the triggers, the groups of the roles and the shipped wordings of notices and letters (again)."""
    triggers.create(using)
    frozen_letters.create(using)
    if using == DEFAULT_DB_ALIAS and _all_tables_exist(using):
        role_groups.create_groups()
        notice_texts.install()
        letter_texts.TEXTS.install()


def _all_tables_exist(using: str) -> bool:
    """Whether nothing is left to migrate: ``migrate <app> <number>`` may leave half a schema."""
    if not MigrationRecorder(connections[using]).has_table():
        return False
    existing = set(connections[using].introspection.table_names())
    return all(model._meta.db_table in existing for model in apps.get_models() if model._meta.managed)
