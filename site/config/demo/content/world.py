"""What one body's pages are made with: its language, people, places and audiences."""
from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

from django.utils import translation
from wagtail.models import Locale

from config.demo.content.keys import fixed
from config.demo.content.pictures import Colour
from config.demo.content.translating import translate
from events.models import Audience, ProjectPage
from home.models import ContactPerson, Place


@dataclass
class World:
    """The surroundings of one body while its pages are built."""

    body_key: str
    locale: Locale
    editor: Any
    organiser: Any
    zone: str
    sky: tuple[Colour, Colour]
    people: dict[str, ContactPerson] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    audiences: dict[str, Audience] = field(default_factory=dict)
    #: The project that an event belongs to, by the key of the event.
    projects: dict[str, ProjectPage] = field(default_factory=dict)

    def speaking(self) -> AbstractContextManager[None]:
        """The language of the body is the active one inside the block."""
        return translation.override(self.locale.language_code)

    def settle(self, content: Any, languages: tuple[str, ...]) -> None:
        """Make the people, places and audiences of ``content``, in its own and in other ``languages``."""
        for key, words in content.PEOPLE.items():
            self.people[key] = self._snippet(ContactPerson, f"person/{key}", languages, **words)
        for key, words in content.PLACES.items():
            self.places[key] = self._snippet(Place, f"place/{key}", languages, **words)
        for key, name in content.AUDIENCES.items():
            self.audiences[key] = self._snippet(Audience, f"audience/{key}", languages, name=name)

    def _snippet(self, model: Any, key: str, languages: tuple[str, ...], **words: str) -> Any:
        snippet = model.objects.create(
            translation_key=fixed(f"{self.body_key}/{key}"), locale=self.locale, live=True, **words
        )
        translate(snippet, *languages)
        return snippet
