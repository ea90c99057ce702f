"""What is looked for: everything by which a record or a person could be recognised."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.utils import translation

from privacy import cipher, keyring, spellings, subject_keys
from privacy.contracts import FieldState, FieldValue, Holding, QuestionKind, RecordView
from privacy.models import SubjectKey

#: A shorter text may be anybody's: "Vegan", "Kommunen".
LONG_TEXT = 16


class NeedleKind(StrEnum):
    """What sort of thing is looked for."""

    RECORD = "record"  # the record's own number
    REFERENCE = "reference"
    ADDRESS = "address"
    NUMBER = "number"  # of a telephone or a person
    NAME = "name"
    TEXT = "text"  # what she wrote
    DIGEST = "digest"  # by which her records are found
    CIPHERTEXT = "ciphertext"  # what she wrote, sealed


@dataclass(frozen=True, slots=True)
class Needle:
    """One value. ``record`` is the record it was taken from, None when it is a person's own."""

    kind: NeedleKind
    value: str = field(repr=False)
    record: UUID | None = None

    @classmethod
    def of_words(cls, texts: Iterable[str]) -> list[Needle]:
        """Names, addresses and numbers as somebody gives them."""
        return [cls(kind, each) for text in texts for kind, each in _typed(text.strip())]

    @classmethod
    def of_record(cls, view: RecordView, record: Any, *, keys: Collection[str] = ()) -> list[Needle]:
        """Everything that tells the ``record`` (the stored row) that ``view`` shows opened.

        :param keys: only the values of these fields, when the record itself stays.

        Names and short texts are not taken: they may be anybody's. Chosen options are the form's words.
        """
        digests = SubjectKey.objects.filter(record=view.record).values_list("digest", flat=True)
        return list(_of_one(view, record, keys, () if keys else digests))

    @classmethod
    def of_records(cls, holding: Holding, records: Sequence[UUID], *, keys: Collection[str] = ()) -> list[Needle]:
        """The needles of many records, in a few statements whatever their number."""
        digests: dict[UUID, list[str]] = {}
        known = [] if keys else SubjectKey.objects.filter(record__in=records).values_list("record", "digest")
        for record, digest in known:
            digests.setdefault(record, []).append(digest)
        rows = holding.stamped._base_manager.in_bulk(records)
        views = holding.views(records, translation.get_language() or "sv", opened=True)
        return [
            needle
            for view in views
            if view.record in rows
            for needle in _of_one(view, rows[view.record], keys, digests.get(view.record, ()))
        ]


def _of_one(view: RecordView, record: Any, keys: Collection[str], digests: Iterable[str]) -> Iterator[Needle]:
    stored = {column.name: column.value_from_object(record) for column in record._meta.concrete_fields}
    if not keys:
        yield Needle(NeedleKind.RECORD, str(view.record), view.record)
        yield Needle(NeedleKind.REFERENCE, view.reference, view.record)
        yield from (Needle(NeedleKind.DIGEST, digest, view.record) for digest in digests)
    for key, sealed in _sealed(stored, ""):
        if not keys or key in keys:
            yield Needle(NeedleKind.CIPHERTEXT, sealed["sealed"], view.record)
    written = set(_texts(stored, view.record, ""))
    for value in view.fields:
        if value.state is FieldState.PRESENT and (not keys or value.key in keys):
            yield from _of_field(value, written, view.record)


def _of_field(value: FieldValue, written: set[str], record: UUID) -> Iterator[Needle]:
    """The words of one field, if she wrote them herself and nobody else would write the same."""
    if value.kind == QuestionKind.NAME:
        return
    for text in value.words:
        for kind, each in _typed(text.strip()):
            is_telling = kind in (NeedleKind.ADDRESS, NeedleKind.NUMBER) or len(each) >= LONG_TEXT
            if text in written and is_telling:
                yield Needle(NeedleKind.TEXT if kind is NeedleKind.NAME else kind, each, record)


def _typed(text: str) -> Iterator[tuple[NeedleKind, str]]:
    if spellings.is_mailbox(text):
        yield NeedleKind.ADDRESS, text
        normal = subject_keys.normalise(SubjectKey.Kind.EMAIL, text)
        if normal and normal != text.casefold():
            yield NeedleKind.ADDRESS, normal
    elif spellings.is_number(text):
        yield NeedleKind.NUMBER, text
    elif text:
        yield NeedleKind.NAME, text


def _sealed(value: Any, key: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every sealed value inside ``value``, with the key it stands under."""
    if cipher.is_sealed(value):
        yield key, value
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from _sealed(each, str(name))
    elif isinstance(value, list):
        for each in value:
            yield from _sealed(each, key)


def _texts(value: Any, record: UUID, key: str) -> Iterator[str]:
    """Every text inside ``value``, sealed ones opened."""
    if isinstance(value, str):
        yield value
    elif cipher.is_sealed(value):
        try:
            yield from _texts(json.loads(cipher.unseal(value, record=record, question=key)), record, key)
        except (cipher.CannotUnseal, keyring.NoKey, ValueError):
            return
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from _texts(each, record, str(name))
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each, record, key)
