"""What somebody ordered, as a value: codes only, so that it can stand in the log and wait in the database."""
from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Format(StrEnum):
    """The kind of file."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"


class Preset(StrEnum):
    """A choice of columns. Special categories are in none: they are ticked apart."""

    DOOR = "door"
    INVOICES = "invoices"
    ORDINARY = "ordinary"


class RowOf(StrEnum):
    """What a row is."""

    REGISTRATION = "registration"
    PARTICIPANT = "participant"


#: The kind of file as a browser is told.
CONTENT_TYPES = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.JSON: "application/json",
}


@dataclass(frozen=True, slots=True)
class Order:
    """One export. ``filters`` are those of the desk as its address has them: codes, numbers and days.

    ``language`` is that of headings and states; every answer stays in the wording it was given in.
    """

    format: Format
    preset: Preset
    row_of: RowOf
    special: bool
    purpose: str
    given_to: str
    recipient: str
    language: str
    filters: tuple[tuple[str, str], ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """For JSON; ``from_dict`` is its inverse."""
        return {**asdict(self), "filters": [list(pair) for pair in self.filters]}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Order:
        """The order that ``as_dict`` described."""
        return cls(**{
            **data,
            "format": Format(data["format"]),
            "preset": Preset(data["preset"]),
            "row_of": RowOf(data["row_of"]),
            "filters": tuple((name, value) for name, value in data["filters"]),
        })  # fmt: skip

    @property
    def facts(self) -> dict[str, Any]:
        """For the audit log: codes, never the name of the organisation."""
        return {
            "format": str(self.format), "preset": str(self.preset), "special": self.special, "purpose": self.purpose,
            "filters": [f"{name}:{value}" for name, value in self.filters],
        }  # fmt: skip
