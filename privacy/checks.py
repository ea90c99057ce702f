"""Nobody forgets a column: every column of every installed model is declared, and nothing else is.

At run time a gap warns, so that an upgrade of somebody else's app never stops ``migrate``; under
``check --deploy``, and so in the gate, the same gap is an error.
"""
from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, Warning

from privacy import registry


class Flaw(StrEnum):
    """What may be wrong between the declarations and the models; the value is the number of the check."""

    UNDECLARED_MODEL = "001"
    UNDECLARED_COLUMN = "002"
    GONE = "003"


_WORDS = {
    Flaw.UNDECLARED_MODEL: "Nothing is declared about the model %s.",
    Flaw.UNDECLARED_COLUMN: "Nothing is declared about the column %s.",
    Flaw.GONE: "A declaration speaks of %s, which does not exist.",
}
_HINTS = {
    Flaw.UNDECLARED_MODEL: "Declare its columns in the app's personal_data.py, or in privacy/upstream.",
    Flaw.UNDECLARED_COLUMN: "Declare it in the app's personal_data.py, or in privacy/upstream.",
    Flaw.GONE: "Take the declaration away, or give the column its new name there.",
}


@dataclass(frozen=True, slots=True, order=True)
class Gap:
    """One place where declarations and models disagree. ``column`` is empty for a whole model."""

    model: str
    column: str
    flaw: Flaw

    @property
    def place(self) -> str:
        """The model, or the column with its model, in dots."""
        return f"{self.model}.{self.column}" if self.column else self.model


def undeclared() -> list[Gap]:
    """Every installed model and column of which nothing is declared, sorted."""
    gaps = []
    for label, columns in _installed().items():
        declared = registry.columns_of(label)
        if declared is None:
            gaps.append(Gap(label, "", Flaw.UNDECLARED_MODEL))
        else:
            gaps += [Gap(label, name, Flaw.UNDECLARED_COLUMN) for name in columns - declared.keys()]
    return sorted(gaps)


def gone() -> list[Gap]:
    """Every declared model and column that no longer exists, sorted."""
    installed = {label.lower(): columns for label, columns in _installed().items()}
    gaps = []
    for label in registry.declared_models():
        if label not in installed:
            gaps.append(Gap(label, "", Flaw.GONE))
        else:
            declared = registry.columns_of(label) or {}
            gaps += [Gap(label, name, Flaw.GONE) for name in declared.keys() - installed[label]]
    return sorted(gaps)


def _installed() -> dict[str, set[str]]:
    """Every model that has a table -> names of its own columns, those of many-to-many tables included."""
    return {
        model._meta.label: {field.name for field in model._meta.local_concrete_fields}
        for model in apps.get_models(include_auto_created=True)
        if not model._meta.proxy
    }


def warn_of_gaps(**kwargs: Any) -> list[CheckMessage]:
    """privacy.W001 to W003, at every check."""
    return [_message(Warning, "W", gap) for gap in undeclared() + gone()]


def refuse_gaps(**kwargs: Any) -> list[CheckMessage]:
    """privacy.E001 to E003, under ``check --deploy``."""
    return [_message(Error, "E", gap) for gap in undeclared() + gone()]


def _message(kind: type[Error] | type[Warning], letter: str, gap: Gap) -> CheckMessage:
    return kind(
        _WORDS[gap.flaw] % gap.place, hint=_HINTS[gap.flaw], obj=gap.place, id=f"privacy.{letter}{gap.flaw}"
    )
