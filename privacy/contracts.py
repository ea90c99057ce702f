"""The nouns in which every app says what personal data it holds. Standard library only."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID


class Refusal(Exception):
    """Something may not be done. ``reasons`` are whole sentences for the person who tried, without personal data.

    A kind of refusal has a ``title``, and a ``comfort`` that says what has not happened.
    """

    title: Any = ""
    comfort: Any = ""

    def __init__(self, reasons: Iterable[Any]) -> None:
        self.reasons = list(reasons)
        super().__init__(*self.reasons)


class PrivacyClass(StrEnum):
    """How sensitive a value is; decides masking, mail, export and retention."""

    PERSONAL = "personal"
    SPECIAL = "special"  # GDPR 9.1: health, diet that tells of it, religion, ...
    IDENTITY_NUMBER = "identity_number"  # GDPR 87: personnummer, henkilötunnus
    FREE_TEXT = "free_text"  # may hold anything a person chooses to write
    NONE = "none"  # not personal; the declaration says why


class QuestionKind(StrEnum):
    """The ready-made questions whose kind decides words or periods; other questions have no kind."""

    NAME = "name"
    TITLE = "title"
    ORGANISATION = "organisation"
    EMAIL = "email"
    TELEPHONE = "telephone"
    DIET = "diet"
    ACCESS = "access"
    INVOICE = "invoice"
    STATEMENT = "statement"
    NEXT_TIME = "next_time"  # "tell me about next time"


class SubjectRole(StrEnum):
    """Whose data a column holds."""

    REGISTRANT = "registrant"
    CONTACT = "contact"  # contact persons and people appearing, published by the body
    STAFF = "staff"  # editors and officers who sign in
    REQUESTER = "requester"  # a person who asks about her data or for a record
    ANYONE = "anyone"  # free text written by staff may name anyone
    NOBODY = "nobody"


class Find(StrEnum):
    """How a person's values in a column are found."""

    SUBJECT_KEY = "subject_key"  # by the keyed digest beside the record
    RECORD = "record"  # belongs to a record that was found
    ACCOUNT = "account"  # by the staff account
    TEXT_SEARCH = "text_search"  # by the slow free-text net
    NOT_APPLICABLE = "not_applicable"


class Erase(StrEnum):
    """What erasing means for a column."""

    WITH_RECORD = "with_record"  # goes when its record goes
    BLANK = "blank"  # the value is emptied, the row stays
    DELETE_ROW = "delete_row"
    BY_EDITOR = "by_editor"  # a task for a person: published or free text
    EXPIRES = "expires"  # purged by its own clock
    KEPT = "kept"  # must be kept; the declaration says why
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Column:
    """One declared column of one model.

    ``exported`` says whether a data subject's extract holds the value (GDPR 15).
    ``reason`` is required where nothing is personal or where a value is kept.
    """

    privacy_class: PrivacyClass
    subject: SubjectRole
    find: Find
    erase: Erase
    exported: bool
    reason: str = ""

    def __post_init__(self) -> None:
        needs_reason = self.privacy_class is PrivacyClass.NONE or self.erase is Erase.KEPT
        if needs_reason and not self.reason:
            raise ValueError("a column that is not personal, or is kept, must say why")


def not_personal(reason: str) -> Column:
    """A column without personal data, and why."""
    return Column(
        PrivacyClass.NONE,
        SubjectRole.NOBODY,
        Find.NOT_APPLICABLE,
        Erase.NOT_APPLICABLE,
        False,
        reason,
    )


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a letter."""

    filename: str
    content: bytes
    content_type: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A rendered mail. ``to`` holds one address: each person is written to alone."""

    to: str
    subject: str
    text: str
    html: str = ""
    from_name: str = ""
    reply_to: str = ""
    attachments: tuple[Attachment, ...] = ()
    headers: dict[str, str] = field(default_factory=dict)


#: Renders one kind of outbound message: (object id, language) -> Letter, or None when there is
#: nothing left to send (the record is gone or restricted).
Renderer = Callable[[UUID, str], "Letter | None"]
#: The same for a kind whose version says what it tells: (object id, language, version) -> Letter or None.
VersionRenderer = Callable[[UUID, str, int], "Letter | None"]

#: Something to be done at every run of the periodic command; gets the time of the run.
Timer = Callable[[datetime], object]

#: How many forms on these live pages ask for something of a privacy class or a kind of question; with
#: both empty, how many forms there are. Gets (queryset of pages, privacy class or "", kind or "").
FormCounter = Callable[[Any, str, str], int]

#: The columns a model declares: name of the field ("user", not "user_id") -> Column.
Columns = dict[str, Column]

#: One line of a list of names and values, used in receipts and extracts.
Lines = Iterable[tuple[str, Any]]

# --- holdings: the records that apps keep about people ----------------------------------------

#: The days from which periods run, by anchor name (``privacy.rules.Anchor``); local dates.
Anchors = Mapping[str, "date | None"]


class FieldState(StrEnum):
    """What has become of one value of a record."""

    PRESENT = "present"
    EMPTY = "empty"  # asked, and left blank
    ERASED = "erased"  # blanked by a run or a case


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that a person sent: its name as she gave it, and where it lies."""

    name: str
    content_type: str
    size: int
    path: Path


@dataclass(frozen=True, slots=True)
class FieldValue:
    """One value of a record that is shown, blanked and kept by itself.

    ``label`` and ``words`` are what the person saw, in ``language``; ``words`` is empty unless the
    value is present and was asked to be opened. ``kind`` is a ``QuestionKind`` or "". ``note`` says in
    the language asked for what became of the value: when it was erased, or corrected and from what.
    ``files`` are those that she sent as this value.
    """

    key: str
    label: str
    words: tuple[str, ...]
    language: str
    privacy_class: PrivacyClass
    kind: str = ""
    state: FieldState = FieldState.PRESENT
    note: str = ""
    files: tuple[StoredFile, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordView:
    """One record as an officer or an extract shows it.

    ``title`` names the thing it belongs to (the event), ``reference`` the record; neither names a
    person. ``group`` is shared by the records of one form or event. ``facts`` are further lines
    (term, value) in the language asked for: when it came in, its state, what was sent about it.
    ``notice`` is what the person was told, as stored. ``logged_as`` are the kinds and ids of things under
    which readings of it stand in the audit log: its own, and the list it stands in.
    """

    holding: str
    record: UUID
    reference: str
    title: str
    group: UUID
    language: str
    received_at: datetime
    fields: tuple[FieldValue, ...]
    facts: tuple[tuple[str, str], ...] = ()
    notice: Mapping[str, Any] = field(default_factory=dict)
    restricted: bool = False
    protected: bool = False
    logged_as: tuple[tuple[str, str], ...] = ()


class Holding(Protocol):
    """A kind of stamped record that an app keeps about people; the app registers one per model.

    Every function works on many records at once and in the caller's transaction. Records that do
    not exist (any more) are passed over. Nothing here asks for permission, writes the ledger or
    looks at holds: ``privacy.disposal`` and ``privacy.requests`` do that before they call.
    """

    name: str  # "forms_app.submissions"; stored beside every record's id, at most 50 characters
    label: Any  # a lazy sentence part for officers and extracts: "Answers to forms"
    stamped: Any  # the model, a subclass of PrivacyStamp whose primary key is a UUID
    group_path: str  # lookup from the model to the translation key of the form or event; "" where there is none
    #: Models whose rows belong to such a record though none of their columns names it, and the way from a row to
    #: the record's id.
    beside: tuple[tuple[Any, str], ...]

    @property
    def goes_with(self) -> tuple[str, str] | None:
        """(holding, foreign key) of the record with which such a one goes, and which it never outlives; or None."""
        ...

    def views(self, records: Sequence[UUID], language: str, *, opened: bool) -> list[RecordView]:
        """The records in words; sealed values only when ``opened``."""
        ...

    def groups(self, records: Sequence[UUID]) -> dict[UUID, UUID]:
        """record -> the form or event it belongs to (a translation key)."""
        ...

    def anchors(self, records: Sequence[UUID]) -> dict[UUID, Anchors]:
        """record -> the days from which its periods run, the day of submission included."""
        ...

    def search(self, text: str) -> list[UUID]:
        """Records in whose values ``text`` stands, case-folded; slow, opens what is sealed."""
        ...

    def blank(self, records: Sequence[UUID], keys: Collection[str], *, cause: str) -> None:
        """Remove these values and everything that follows them, keeping the keys marked with ``cause``."""
        ...

    def generalise(self, records: Sequence[UUID], key: str) -> dict[UUID, dict[str, int]]:
        """group -> {words of the value: how many of the records have it}, to be kept instead of the values.

        Counts only; the caller blanks the values.
        """
        ...

    def delete(self, records: Sequence[UUID]) -> None:
        """Remove the records and everything of the app that follows them: files first, then rows."""
        ...

    def restrict(self, records: Sequence[UUID], at: datetime | None) -> None:
        """Take the records out of lists, exports, mailings and statistics from ``at``; None lifts it."""
        ...

    def correct(self, record: UUID, key: str, value: Any, *, by: Any, why: str, now: datetime) -> None:
        """Put a corrected working value beside what was received; both stay readable.

        :raises Refusal: when the value is not one that the question takes.
        """
        ...
