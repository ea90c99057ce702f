"""Contact persons in the language of the page that names them."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from home.languages import Laid, laid_snippets


@dataclass(frozen=True, slots=True)
class Contact:
    """A person to ask; role and organisation carry their language when it is not the page's.

    ``key`` is the same for the person in every language.
    """

    key: UUID
    name: str
    role: Laid
    organisation: Laid
    telephone: str
    email: str


def contacts(persons: Iterable[Any], language: str) -> list[Contact]:
    """The published persons in their order, in ``language`` where they are translated. One query, or none."""
    return [
        Contact(
            person.translation_key, person.name, words["role"], words["organisation"], person.telephone, person.email
        )
        for person, words in laid_snippets(persons, ["role", "organisation"], language)
    ]
