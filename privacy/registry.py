"""What every app has declared: columns of personal data and renderers of mails.

Filled from ``AppConfig.ready()`` of each app; privacy knows only the contract. Standard library only.
"""
from __future__ import annotations

from privacy.contracts import Columns, Renderer

_columns: dict[str, Columns] = {}
_renderers: dict[str, Renderer] = {}


class AlreadyDeclared(Exception):
    """Two apps, or one app twice, speak for the same model or the same kind of mail."""


def declare(model: str, columns: Columns) -> None:
    """Declare every column of ``model`` ("app_label.ModelName").

    :raises AlreadyDeclared: when the model has been declared before.
    """
    if model.lower() in _columns:
        raise AlreadyDeclared(model)
    _columns[model.lower()] = dict(columns)


def columns_of(model: str) -> Columns | None:
    """The declared columns of ``model`` ("app_label.ModelName"), or None when it is undeclared."""
    return _columns.get(model.lower())


def declared_models() -> list[str]:
    """Every declared model, lower case, sorted."""
    return sorted(_columns)


def register_renderer(kind: str, renderer: Renderer) -> None:
    """Register the renderer of one kind of outbound message.

    :raises AlreadyDeclared: when the kind has a renderer.
    """
    if kind in _renderers:
        raise AlreadyDeclared(kind)
    _renderers[kind] = renderer


def renderer_of(kind: str) -> Renderer:
    """The renderer of ``kind``.

    :raises KeyError: when no app has registered one.
    """
    return _renderers[kind]
