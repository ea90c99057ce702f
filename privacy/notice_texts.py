"""The wordings of notices: shipped as files, kept as rows with versions, changed by officers.

A file ``wordings/<jurisdiction>.<language>.toml`` is the reference; a body's own wording is a row
with a higher version that is not marked as shipped, and is never overwritten.
"""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

from django.core.cache import cache as memory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from privacy.models import NoticeTemplate
from privacy.runs import slots_of

FOLDER = Path(__file__).parent / "wordings"
MINUTE = 60


@cache
def shipped(jurisdiction: str, language: str) -> dict[str, str]:
    """The shipped parts for this law and language; empty when none are shipped."""
    path = FOLDER / f"{jurisdiction}.{language}.toml"
    return dict(tomllib.loads(path.read_text())["parts"]) if path.is_file() else {}


def shipped_pairs() -> list[tuple[str, str]]:
    """Every (jurisdiction, language) that has a shipped wording."""
    return sorted((path.name.split(".")[0], path.name.split(".")[1]) for path in FOLDER.glob("*.toml"))


def install() -> None:
    """Store the shipped wordings as rows where there is none, or only an older shipped one."""
    for jurisdiction, language in shipped_pairs():
        newest = latest(jurisdiction, language)
        parts = shipped(jurisdiction, language)
        if newest is None or (newest.shipped and newest.parts != parts):
            issue(jurisdiction, language, parts, issued_on=timezone.localdate(), shipped=True)


def latest(jurisdiction: str, language: str) -> NoticeTemplate | None:
    """The wording in use for this law and language, if there is one."""
    rows = NoticeTemplate.objects.filter(jurisdiction=jurisdiction, language=language)
    return rows.order_by("-version").first()


def in_use(jurisdiction: str, *languages: str) -> NoticeTemplate:
    """The wording in the first of ``languages`` that has one, else in any language.

    Every form that is shown asks for it, so it is remembered for a minute in each process.

    :raises NoticeTemplate.DoesNotExist: when the law has no wording at all.
    """
    for language in dict.fromkeys(languages):
        if found := _remembered(jurisdiction, language):
            return found
    return NoticeTemplate.objects.filter(jurisdiction=jurisdiction).latest("version")


def _remembered(jurisdiction: str, language: str) -> NoticeTemplate | None:
    found = memory.get(_place(jurisdiction, language))
    if found is None:
        found = [latest(jurisdiction, language)]  # in a list, so that "there is none" is remembered too
        memory.set(_place(jurisdiction, language), found, MINUTE)
    wording: NoticeTemplate | None = found[0]
    return wording


def _place(jurisdiction: str, language: str) -> str:
    return f"privacy.wording.{jurisdiction}.{language}"


def issue(
    jurisdiction: str, language: str, parts: dict[str, str], *, issued_on: date, shipped: bool = False
) -> NoticeTemplate:
    """Store ``parts`` as the next version.

    :raises ValidationError: when a sentence asks for a slot that the shipped one does not have.
    """
    check_slots(parts)
    with transaction.atomic():
        newest = latest(jurisdiction, language)
        wording = NoticeTemplate.objects.create(
            jurisdiction=jurisdiction,
            language=language,
            version=newest.version + 1 if newest else 1,
            parts=parts,
            issued_on=issued_on,
            shipped=shipped,
        )
        memory.delete(_place(jurisdiction, language))
        transaction.on_commit(partial(memory.delete, _place(jurisdiction, language)))
    return wording


@cache
def slots_allowed() -> dict[str, set[str]]:
    """For each part, the slots that any shipped wording uses there; for a person to choose from."""
    allowed: dict[str, set[str]] = {}
    for pair in shipped_pairs():
        for name, sentence in shipped(*pair).items():
            allowed.setdefault(name, set()).update(slots_of(sentence))
    return allowed


def check_slots(parts: dict[str, Any]) -> None:
    """Refuse parts that we do not know, and slots that nothing fills.

    :raises ValidationError: naming the part.
    """
    for name, sentence in parts.items():
        unknown = slots_of(str(sentence)) - slots_allowed().get(name, set())
        if name not in slots_allowed() or unknown:
            raise ValidationError(
                _("The sentence “%(part)s” holds a placeholder that cannot be filled in."),
                params={"part": name},
            )
