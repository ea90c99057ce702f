"""What privacy's own tables hold about anybody; the tables themselves stand in ``privacy.declared``."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from privacy import declared, registry
from privacy.declared.stamps import STAMP

__all__ = ["STAMP", "declare"]


def declare() -> None:
    """Tell the registry of every column of this app."""
    for module in iter_modules(declared.__path__):
        for model, columns in import_module(f"privacy.declared.{module.name}").TABLES.items():
            registry.declare(model, columns)
