"""Doing something for real and leaving nothing: what an editor tries is undone, to the last byte.

Inside :func:`undone` everything runs as it always does, in a transaction that is rolled back. What a
rollback does not undo is kept from happening in the first place:

- no sequence moves: rows are numbered below zero (``privacy.row_numbers``);
- nothing is counted or remembered in the cache: what is written there stays in the trial's own memory;
- nobody waits: locks that order those who really register are not taken;
- nobody is found: digests of persons are made with a key of the trial's own (``privacy.keyring``), so
  that an editor cannot learn by trying who has registered.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.core.cache import DEFAULT_CACHE_ALIAS, caches
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import transaction

_running: ContextVar[bool] = ContextVar("trial", default=False)
_secret: ContextVar[bytes | None] = ContextVar("key of a trial", default=None)
#: Numbers that every program reads exactly.
_MOST = 2**53


def is_on() -> bool:
    """Whether what is done now will be undone."""
    return _running.get()


def secret() -> bytes | None:
    """32 bytes that nobody has used or will use again; None outside a trial, and in one that finds people."""
    return _secret.get()


def number() -> int:
    """A number for a row of the trial: below zero, where no sequence comes."""
    return -1 - secrets.randbelow(_MOST - 1)


@contextmanager
def undone(*, finds_people: bool = False) -> Iterator[None]:
    """Undo whatever is done inside, in the database and in the cache. Render before leaving.

    :param finds_people: whether those who have registered are found, for a reader who may read who they are.
    :raises RuntimeError: inside another trial.
    """
    if is_on():
        raise RuntimeError("a trial cannot be part of another")
    running, token = _running.set(True), _secret.set(None if finds_people else secrets.token_bytes(32))
    shared = caches[DEFAULT_CACHE_ALIAS]
    caches[DEFAULT_CACHE_ALIAS] = OwnMemory(shared)
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        caches[DEFAULT_CACHE_ALIAS] = shared
        _secret.reset(token)
        _running.reset(running)


class OwnMemory(BaseCache):
    """A cache that reads what others have written and keeps to itself what is written through it."""

    def __init__(self, shared: BaseCache) -> None:
        super().__init__({})
        self.shared = shared
        self.own: dict[Any, Any] = {}
        self.gone: set[Any] = set()

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """The trial's own value, else the one that all share."""
        if key in self.gone:
            return default
        return self.own[key] if key in self.own else self.shared.get(key, default, version)

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Remember until the trial ends, whatever the timeout."""
        self.own[key] = value
        self.gone.discard(key)

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Remember what is not there yet; whether it was not."""
        if self.get(key, self, version) is not self:
            return False
        self.set(key, value)
        return True

    def delete(self, key: Any, version: int | None = None) -> bool:
        """Forget for as long as the trial lasts; whether there was something."""
        was_there = self.get(key, self, version) is not self
        self.own.pop(key, None)
        self.gone.add(key)
        return was_there

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Whether it is there; how long is not this cache's matter."""
        return self.get(key, self, version) is not self
