"""Texts that follow a country's law: shipped as files, kept as rows with versions, changed by officers.

A file ``<jurisdiction>.<language>.toml`` is the reference; a body's own wording is a row with a
higher version that is not marked as shipped, and is never overwritten.
"""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from django.core.cache import cache as memory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from privacy.models import LawText
from privacy.runs import slots_of

MINUTE = 60


class LawTexts:
    """One kind of text: its shipped files in ``folder`` and its rows, of ``model``."""

    def __init__(self, model: type[LawText], folder: Path) -> None:
        self.model = model
        self.folder = folder
        self._read: dict[tuple[str, str], dict[str, str]] = {}

    def shipped(self, jurisdiction: str, language: str) -> dict[str, str]:
        """The shipped parts for this law and language; empty when none are shipped."""
        pair = (jurisdiction, language)
        if pair not in self._read:
            path = self.folder / f"{jurisdiction}.{language}.toml"
            self._read[pair] = dict(tomllib.loads(path.read_text())["parts"]) if path.is_file() else {}
        return self._read[pair]

    def shipped_pairs(self) -> list[tuple[str, str]]:
        """Every (jurisdiction, language) that has a shipped wording."""
        return sorted((path.name.split(".")[0], path.name.split(".")[1]) for path in self.folder.glob("*.toml"))

    def install(self) -> None:
        """Store the shipped wordings as rows where there is none, or only an older shipped one."""
        for jurisdiction, language in self.shipped_pairs():
            newest = self.latest(jurisdiction, language)
            parts = self.shipped(jurisdiction, language)
            if newest is None or (newest.shipped and newest.parts != parts):
                self.issue(jurisdiction, language, parts, issued_on=timezone.localdate(), shipped=True)

    def latest(self, jurisdiction: str, language: str) -> Any:
        """The wording in use for this law and language, if there is one."""
        rows = self.model._default_manager.filter(jurisdiction=jurisdiction, language=language)
        return rows.order_by("-version").first()

    def in_use(self, jurisdiction: str, *languages: str) -> Any:
        """The wording in the first of ``languages`` that has one, else in any language.

        Every form that is shown asks for it, so it is remembered for a minute in each process.

        :raises LawText.DoesNotExist: (of the model) when the law has no wording at all.
        """
        for language in dict.fromkeys(languages):
            if found := self._remembered(jurisdiction, language):
                return found
        return self.model._default_manager.filter(jurisdiction=jurisdiction).latest("version")

    def issue(
        self, jurisdiction: str, language: str, parts: dict[str, str], *, issued_on: date, shipped: bool = False
    ) -> Any:
        """Store ``parts`` as the next version.

        :raises ValidationError: when a sentence asks for a slot that the shipped one does not have.
        """
        self.check_slots(parts)
        with transaction.atomic():
            newest = self.latest(jurisdiction, language)
            wording = self.model._default_manager.create(
                jurisdiction=jurisdiction,
                language=language,
                version=newest.version + 1 if newest else 1,
                parts=parts,
                issued_on=issued_on,
                shipped=shipped,
            )
            memory.delete(self._place(jurisdiction, language))
            transaction.on_commit(partial(memory.delete, self._place(jurisdiction, language)))
        return wording

    @cached_property
    def slots_allowed(self) -> dict[str, set[str]]:
        """For each part, the slots that any shipped wording uses there; for a person to choose from."""
        allowed: dict[str, set[str]] = {}
        for pair in self.shipped_pairs():
            for name, sentence in self.shipped(*pair).items():
                allowed.setdefault(name, set()).update(slots_of(sentence))
        return allowed

    def check_slots(self, parts: dict[str, Any]) -> None:
        """Refuse parts that we do not know, and slots that nothing fills.

        :raises ValidationError: naming the part.
        """
        for name, sentence in parts.items():
            unknown = slots_of(str(sentence)) - self.slots_allowed.get(name, set())
            if name not in self.slots_allowed or unknown:
                raise ValidationError(
                    _("The sentence “%(part)s” holds a placeholder that cannot be filled in."),
                    params={"part": name},
                )

    def _remembered(self, jurisdiction: str, language: str) -> Any:
        found = memory.get(self._place(jurisdiction, language))
        if found is None:
            found = [self.latest(jurisdiction, language)]  # in a list, so that "there is none" is remembered too
            memory.set(self._place(jurisdiction, language), found, MINUTE)
        return found[0]

    def _place(self, jurisdiction: str, language: str) -> str:
        return f"privacy.wording.{self.model._meta.model_name}.{jurisdiction}.{language}"
