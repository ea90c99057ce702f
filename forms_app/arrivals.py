"""What each record of a post is stored with: its stamp, the times of its single answers, its subject keys."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from forms_app import answers as answering
from forms_app.models import FormVersion
from forms_app.models.answered import ADDRESSES
from forms_app.questions import AskedOf, Question
from privacy import expiries, stamps, subject_keys
from privacy.contracts import Anchors, PrivacyClass
from privacy.expiries import Field
from privacy.models import SectionDefaults


@dataclass(frozen=True, slots=True)
class Arrival:
    """Under which section, version and dates the answers of one post come in."""

    section: SectionDefaults
    version: FormVersion
    anchors: Anchors
    submitted_on: date
    origin: str
    minor: bool

    def fields(self, asked_of: AskedOf, given: Mapping[str, Any]) -> list[Field]:
        """The personal questions that were put to her and that she answered."""
        return [
            (question.key, question.privacy_class, question.meaning)
            for question in self._personal(asked_of)
            if given.get(question.key) not in answering.EMPTY
        ]

    def columns(
        self, identity: UUID, asked_of: AskedOf, given: dict[str, Any], *, outlasts: Iterable[Field] = ()
    ) -> dict[str, Any]:
        """The columns of ``Answered`` for a record with these answers; no query. Without any she is named later.

        :param outlasts: answers of other records that go with this one, and so not after it.
        """
        stamp = stamps.stamp(
            self.section,
            classes={question.privacy_class for question in self._personal(asked_of)},
            anchors=self.anchors,
            language=self.version.language,
            origin=self.origin,
            submitted_on=self.submitted_on,
            minor=self.minor,
            fields=[*self.fields(asked_of, given), *outlasts],
        )
        is_named_later = asked_of is AskedOf.PARTICIPANT and not given
        stored = {} if is_named_later else answering.to_store(given, self.version.content.put_to(asked_of), identity)
        return {"id": identity, "answers": stored, **stamp}

    def follow(self, records: Iterable[tuple[str, UUID, AskedOf, dict[str, Any]]]) -> None:
        """Store what lies beside each record: when its answers are due, and the keys by which she is found.

        Two statements, however many records there are.
        """
        known = list(records)
        expiries.schedule_all(
            [(holding, identity, self.fields(asked_of, given)) for holding, identity, asked_of, given in known],
            section=self.section, anchors=self.anchors, submitted_on=self.submitted_on, minor=self.minor,
        )  # fmt: skip
        subject_keys.remember_each(
            {
                identity: subject_values(self.version.content.put_to(asked_of), given)
                for _holding, identity, asked_of, given in known
            },
            region=self.section.controller.jurisdiction,
        )

    def _personal(self, asked_of: AskedOf) -> list[Question]:
        put = self.version.content.put_to(asked_of)
        return [each for each in put if each.kind.is_asked and each.privacy_class is not PrivacyClass.NONE]


def subject_values(questions: Iterable[Question], answers: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The addresses and numbers by which the person can be found: ("email" or "phone", value)."""
    return [
        (ADDRESSES[q.kind.widget], answers[q.key])
        for q in questions
        if q.kind.widget in ADDRESSES and answers.get(q.key)
    ]
