"""Moving a running event in: the rows of a list become submissions, each once, by the same door as every answer."""
from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db import IntegrityError, transaction
from django.http import QueryDict

from forms_app import submissions
from forms_app.admission import Refused
from forms_app.by_staff import ByStaff
from forms_app.models import ErasedRow, FormPageMixin, FormVersion, MovedIn, Submission
from forms_app.moving_in import columns as list_columns
from forms_app.moving_in.columns import FIRST, LAST, WHEN
from forms_app.put_form import PARTY
from forms_app.questions import FormContent, Question
from forms_app.steps import is_of_participants
from privacy import audit, keyring, subject_keys

Row = tuple[int, tuple[str, ...]]
#: So many rows are moved in with one press of the button; the rest wait for the next.
CHUNK = 500


class Fate(StrEnum):
    """What becomes of a row."""

    TAKEN = "taken"
    MOVED_BEFORE = "moved_before"
    REGISTERED = "registered"
    ERASED = "erased"
    TWICE = "twice"
    REFUSED = "refused"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Result:
    """The fate of one row; ``reasons`` are (question or "", sentence) of a row that is refused.

    ``row`` and ``person`` are keyed digests of what the row says and of whom it is about; "" where not asked.
    """

    number: int
    fate: Fate
    reasons: tuple[tuple[str, str], ...] = ()
    row: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the list comes from, what was told there, and what is wished now."""

    system: str
    notice: str
    notice_on: date | None = None
    since: date | None = None
    although_closed: bool = False
    is_written_to: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """A list, matched to a form. ``columns`` are what each column answers, as ``list_columns.proposals`` says it."""

    page: FormPageMixin
    columns: Sequence[str]
    origin: Origin
    by: Any
    #: Digests of the rows that came before, and of the persons that a dry run would have moved in before.
    seen: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)

    def go_on_after(self, earlier: Iterable[Result]) -> None:
        """Judge the next rows of a dry run as if ``earlier`` ones had been stored."""
        for result in earlier:
            self.seen.add(result.row)
            if result.fate is Fate.TAKEN and result.person:
                self.people.add(result.person)

    def content(self) -> FormContent:
        """The form as it stands."""
        return self.page.form_content(self.page)


def run(move: Move, rows: Iterable[Row], now: datetime) -> Iterator[Result]:
    """Store the rows, one transaction each; the fate of each in order.

    A row that was moved in before, whose person is registered, or that comes a second time is left alone.
    Inside ``privacy.trials.undone`` it is a dry run.
    """
    content = move.content()
    version = FormVersion.objects.keep(content, page_id=move.page.pk)
    form_class = move.page.form_class(content.questions)
    for number, cells in rows:
        yield _row(move, content, version, form_class, number, cells, now)


def _row(
    move: Move, content: FormContent, version: FormVersion, form_class: Any, number: int, cells: tuple[str, ...],
    now: datetime,
) -> Result:
    given = {target: cell for target, cell in zip(move.columns, cells, strict=False) if target}
    digest, *older = digests_of(move.page, content.questions, given)
    if digest in move.seen:
        return Result(number, Fate.TWICE)
    move.seen.add(digest)
    if MovedIn.objects.filter(digest__in=[digest, *older]).exists():
        return Result(number, Fate.MOVED_BEFORE, row=digest)
    if ErasedRow.objects.filter(digest__in=[digest, *older]).exists():
        return Result(number, Fate.ERASED, row=digest)
    came_at, reasons = _came_at(move.page, given.get(WHEN, ""), now)
    form, wrong = _form(form_class, content.questions, given)
    reasons += wrong
    if reasons:
        return Result(number, Fate.REFUSED, tuple(reasons), row=digest)
    answers = form.answers()
    known_as = persons_digests(move.page, content.questions, answers)
    row = Result(number, Fate.TAKEN, row=digest, person=next(iter(known_as), ""))
    if row.person in move.people or is_registered(move.page, content.questions, answers):
        return replace(row, fate=Fate.REGISTERED)
    if _was_erased(known_as):
        return replace(row, fate=Fate.ERASED)
    return replace(row, fate=_store(move, version, answers, form.persons(), row, came_at, now))


def _was_erased(known_as: list[str]) -> bool:
    """Whether she was moved in by a row that said something else, and has been erased since, wholly or by name."""
    erased = ErasedRow.objects.filter(digest__in=known_as)
    return bool(known_as) and (erased.exists() or MovedIn.objects.filter(person__in=known_as).exists())


def _store(
    move: Move, version: FormVersion, answers: dict[str, Any], persons: list[dict[str, Any]], row: Result,
    came_at: datetime, now: datetime,
) -> Fate:
    if not (move.page.admission(now).is_open or move.origin.although_closed):
        return Fate.CLOSED
    origin = move.origin
    by_staff = ByStaff(
        channel="list", came_at=came_at, notice_given="earlier", by=move.by, once=row.row,
        is_written_to=origin.is_written_to, why_closed="",
    )  # fmt: skip
    try:
        with transaction.atomic():
            recorded = submissions.record(
                page=move.page, served_page=move.page, version=version, answers=answers, persons=persons, now=now,
                by_staff=by_staff,
            )  # fmt: skip
            if recorded.repeated:
                return Fate.MOVED_BEFORE
            MovedIn.objects.create(
                submission_id=recorded.submission, digest=row.row, person=row.person, system=origin.system,
                since=origin.since, notice=origin.notice, notice_on=origin.notice_on,
            )  # fmt: skip
    except Refused:
        return Fate.CLOSED
    except IntegrityError:
        # Somebody else has moved the same row in while this one was on its way.
        if not MovedIn.objects.filter(digest=row.row).exists():
            raise
        return Fate.MOVED_BEFORE
    return Fate.TAKEN


def note(move: Move, results: Iterable[Result]) -> None:
    """Write in the audit how many rows met which fate; never what stood in them."""
    counts = {str(fate): 0 for fate in Fate}
    for result in results:
        counts[str(result.fate)] += 1
    audit.record(
        "submissions.moved_in", actor=move.by, subject_type="page", subject_id=move.page.pk,
        facts={"system": move.origin.system, "mails": move.origin.is_written_to, **counts},
    )  # fmt: skip


def digests_of(page: FormPageMixin, questions: Iterable[Question], given: Mapping[str, str]) -> list[str]:
    """The lasting name of a row, under every key still held, the newest first: what it says, of which form.

    A newer list of the same system says the same of the same registration, in whatever order its rows and columns
    stand. Special categories take no part: they are erased before the rest, and so is every trace of them.
    """
    sealed = {question.key for question in questions if question.is_sealed}
    said = {name: " ".join(value.casefold().split()) for name, value in given.items() if value and name not in sealed}
    return _digests("moved in", [str(page.translation_key), said])


def persons_digests(page: FormPageMixin, questions: tuple[Question, ...], answers: dict[str, Any]) -> list[str]:
    """The name and address of whom a row is about, under every key still held, the newest first; none without them."""
    address, name = submissions.email_of(questions, answers), submissions.name_of(questions, answers)
    normal = subject_keys.normalise("email", address) if address else ""
    return _digests("person moved in", [str(page.translation_key), normal, name]) if normal else []


def _digests(of_what: str, said: Any) -> list[str]:
    content = f"{of_what}\0{json.dumps(said, sort_keys=True, ensure_ascii=False)}".encode()
    known = keyring.keys(keyring.Purpose.SUBJECTS)
    return [hmac.new(key.secret, content, hashlib.sha256).hexdigest() for key in known]


def is_registered(page: FormPageMixin, questions: tuple[Question, ...], answers: dict[str, Any]) -> bool:
    """Whether the same person, by address and name, has answered the form already, by whatever way."""
    address, name = submissions.email_of(questions, answers), submissions.name_of(questions, answers)
    if not address:
        return False
    records = subject_keys.records_with("email", address)
    found = Submission.objects.of_form(page).filter(pk__in=records).select_related("version")
    return any(_name_in(one) == name for one in found)


def _name_in(submission: Submission) -> str | None:
    asked = submission.version.content.questions
    return submissions.name_of(asked, {each.key: submission.answer(each) for each in asked if each.type == "name"})


def _came_at(page: FormPageMixin, text: str, now: datetime) -> tuple[datetime, list[tuple[str, str]]]:
    if not text:
        return now, []
    moment = list_columns.moment_of(text, page.zone())
    if moment is None or moment > now:
        return now, [("", "when")]
    return moment, []


def _form(
    form_class: Any, questions: tuple[Question, ...], given: Mapping[str, str]
) -> tuple[Any, list[tuple[str, str]]]:
    """The form as if somebody had sent the row, and what is wrong with it."""
    data, wrong = QueryDict(mutable=True), []
    for question in questions:
        if not question.kind.is_asked:
            continue
        name = f"{question.key}-1" if is_of_participants(question) else question.key
        if is_of_participants(question):
            data[PARTY] = "1"
        value = _value_of(question, given)
        posted = list_columns.as_posted(question, value)
        if value.startswith("="):
            wrong.append((question.label.value, "formula"))
        elif posted is None:
            wrong.append((question.label.value, "not_understood"))
        elif question.type == "persons" and not posted:
            data.setlist(name, ["1"])
        else:
            data.setlist(name, posted)
    form = form_class(data)
    if not form.is_valid() and not wrong:
        wrong = [
            (str(getattr(form.fields.get(name), "label", "") or ""), str(sentences[0]))
            for name, sentences in form.errors.items()
        ]
    return form, wrong


def _value_of(question: Question, given: Mapping[str, str]) -> str:
    if question.key in given:
        return given[question.key]
    if question.type == "name":
        return " ".join(each for each in (given.get(FIRST, ""), given.get(LAST, "")) if each)
    return ""
