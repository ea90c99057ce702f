"""What every app has declared: columns of personal data, renderers of mails, timers, permissions.

Filled from ``AppConfig.ready()`` of each app; privacy knows only the contract. Standard library only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from privacy.contracts import Columns, FormCounter, Holding, Letter, Renderer, Timer, VersionRenderer

_columns: dict[str, Columns] = {}
_renderers: dict[str, Renderer] = {}
_version_renderers: dict[str, VersionRenderer] = {}
_mail_names: dict[str, Any] = {}
_timers: dict[str, Timer] = {}
_permissions: dict[str, set[str]] = {}
_holdings: dict[str, Holding] = {}
_form_counters: list[FormCounter] = []


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


def register_renderer(kind: str, renderer: Renderer, name: Any = "") -> None:
    """Register the renderer of one kind of outbound message; ``name`` is what people call such a mail.

    :raises AlreadyDeclared: when the kind has a renderer.
    """
    _name_mail(kind, name)
    _renderers[kind] = renderer


def register_version_renderer(kind: str, renderer: VersionRenderer, name: Any = "") -> None:
    """As :func:`register_renderer`, of a kind whose version says what the mail tells: which occasion, which message.

    :raises AlreadyDeclared: when the kind has a renderer.
    """
    _name_mail(kind, name)
    _version_renderers[kind] = renderer


def letter_of(kind: str, object_id: UUID, language: str, version: int) -> Letter | None:
    """The letter of one outbound message; None when there is nothing left to send.

    :raises KeyError: when no app has registered a renderer of the kind.
    """
    if kind in _version_renderers:
        return _version_renderers[kind](object_id, language, version)
    return _renderers[kind](object_id, language)


def _name_mail(kind: str, name: Any) -> None:
    if kind in _renderers or kind in _version_renderers:
        raise AlreadyDeclared(kind)
    _mail_names[kind] = name or kind


def renderer_of(kind: str) -> Renderer:
    """The renderer of ``kind``.

    :raises KeyError: when no app has registered one.
    """
    return _renderers[kind]


def mail_name_of(kind: str) -> str:
    """What mails of this kind are called, in the active language; the kind itself where nobody said."""
    return str(_mail_names.get(kind, kind))


def register_timer(name: str, timer: Timer) -> None:
    """Register something to be done at every run of the periodic command.

    :raises AlreadyDeclared: when the name is taken.
    """
    if name in _timers:
        raise AlreadyDeclared(name)
    _timers[name] = timer


def timers() -> Mapping[str, Timer]:
    """Every registered timer by name, in the order of registration."""
    return dict(_timers)


def register_holding(holding: Holding) -> None:
    """Register a kind of record that an app keeps about people.

    :raises AlreadyDeclared: when the name is taken.
    """
    if holding.name in _holdings:
        raise AlreadyDeclared(holding.name)
    _holdings[holding.name] = holding


def holding_of(name: str) -> Holding:
    """The holding called ``name``.

    :raises KeyError: when no app has registered it.
    """
    return _holdings[name]


def holdings() -> list[Holding]:
    """Every registered holding, in the order of registration."""
    return list(_holdings.values())


def register_form_counter(counter: FormCounter) -> None:
    """Register what tells how many published forms of an app ask for something."""
    _form_counters.append(counter)


def form_counters() -> list[FormCounter]:
    """Every registered counter of forms."""
    return list(_form_counters)


def permit(role: str, *permissions: str) -> None:
    """Give the group of ``role`` (``privacy.roles.Role``) more permissions ("app_label.codename")."""
    _permissions.setdefault(str(role), set()).update(permissions)


def permissions_of(role: str) -> set[str]:
    """The permissions that apps above have asked for on behalf of ``role``."""
    return set(_permissions.get(str(role), ()))
