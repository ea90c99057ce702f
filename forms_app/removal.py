"""Taking values and records away by sets: one statement for any number of records, on both databases."""
from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models.expressions import RawSQL
from django.utils import timezone

from forms_app.exports import background
from forms_app.files import store
from forms_app.models import (
    AccessTask,
    ErasedRow,
    FormVersion,
    MovedIn,
    PostOnce,
    Submission,
    SubmittedFile,
    SubmittedPerson,
)
from forms_app.models.answered import ADDRESSES, Answered
from forms_app.questions import Question
from forms_app.steps import is_in_form
from forms_app.submissions import remember_person
from privacy import rehearsal
from privacy.among import Among
from privacy.cascade import delete_with_followers
from privacy.models import SubjectKey, guard

#: So long an old list may still turn up.
ROWS_REMEMBERED = timedelta(days=2 * 365)

def blank(model: type[Answered], records: Sequence[UUID], keys: Collection[str], mark: dict[str, str]) -> None:
    """Empty these answers, received and corrected, and put ``mark`` under their keys.

    A question that was left blank is marked like the others: otherwise the gaps would tell who had
    answered. A value that bears a mark already keeps it. A question that one of these did not open
    is from now on like one left blank: "not asked" would tell what was answered there.
    """
    background.forget(model, records)
    _leave_no_gaps(model, records, keys)
    if model is Submission:
        _let_go_of_files(SubmittedFile.objects.filter(key__in=keys, submission__in=Among(records)))
    AccessTask.objects.filter(key__in=keys).under(model, Among(records))._raw_delete(connection.alias)
    changes = changes_of(model)
    changes.objects.filter(key__in=keys, **{f"{changes.of}__in": Among(records)})._raw_delete(connection.alias)
    _forget_posts(model, records)
    is_postgresql = connection.vendor == "postgresql"
    statement, values = (_in_postgresql if is_postgresql else _in_sqlite)(sorted(keys), mark)
    table = connection.ops.quote_name(model._meta.db_table)
    places = "ANY(%s)" if is_postgresql else f"({', '.join(['%s'] * len(records))})"
    prepared = [model._meta.pk.get_db_prep_value(record, connection) for record in records]
    chosen = [prepared] if is_postgresql else prepared
    where = f"WHERE id {'=' if is_postgresql else 'IN'} {places}"
    with connection.cursor() as cursor:
        query = f"UPDATE {table} SET {statement} {where}"  # noqa: S608  (only our own table and placeholders)
        cursor.execute(query, [*values, *chosen])
    _forget_addresses(model, records, keys)


def delete(model: type[Answered], records: Sequence[UUID]) -> None:
    """Remove the records with every row that points to them, whichever app it belongs to."""
    guard.insist()
    background.forget(model, records)
    if model is Submission:
        _let_go_of_files(SubmittedFile.objects.filter(submission__in=Among(records)))
        _remember_rows(records)
    _forget_posts(model, records)
    delete_with_followers(model._base_manager.filter(pk__in=Among(records)))


def changes_of(model: type[Answered]) -> Any:
    """The table in which corrections of such records are kept."""
    columns: Any = model._meta  # of every kind of record, though not of the abstract one
    return columns.get_field("changes").related_model


def _forget_posts(model: type[Answered], records: Sequence[UUID]) -> None:
    """A post that is sent again is not the same any more."""
    posts = model._base_manager.order_by().filter(pk__in=Among(records)).values(f"{model.to_submission}pk")
    PostOnce.objects.filter(record__in=posts)._raw_delete(connection.alias)


def _remember_rows(records: Sequence[UUID]) -> None:
    """Of those that were moved in: that their rows are not to be moved in again by an old list (GDPR 17)."""
    until = timezone.localdate() + ROWS_REMEMBERED
    moved = MovedIn.objects.filter(submission__in=Among(records)).values_list("digest", "person", "submission__page")
    ErasedRow.objects.bulk_create(
        [ErasedRow(digest=each, page_id=page, until=until) for *digests, page in moved for each in digests if each],
        ignore_conflicts=True,
    )


def _let_go_of_files(rows: Any) -> None:
    """Files first, then their rows: whoever is stopped between finds the rows and goes on from there."""
    found = list(rows.values_list("pk", "kind"))
    if not found:
        return
    if not rehearsal.is_on():
        store.remove(found)
    rows._raw_delete(connection.alias)


def _leave_no_gaps(model: type[Answered], records: Sequence[UUID], keys: Collection[str]) -> None:
    """Put an empty answer to what waits, at once or by a chain, for one of ``keys`` and was not put."""
    sent = model._base_manager.order_by().filter(pk__in=Among(records))
    path = f"{model.to_submission}version"
    for version in FormVersion.objects.filter(pk__in=sent.values(path)).defer("notice"):
        asked = {each.key: each for each in version.questions if is_in_form(each)}
        waiting = set(keys)
        for question in asked.values():
            first = asked.get(question.condition.question) if question.condition else None
            if first is None or first.key not in waiting:
                continue
            waiting.add(question.key)
            if question.kind.is_asked:
                _leave_empty(sent.filter(**{path: version}), first, question)


def _leave_empty(sent: Any, first: Question, question: Question) -> None:
    """Only where ``first`` was put itself: where it was not, its answer is not what kept ``question`` away."""
    path = "answers__has_key"
    if question.asked_of is not sent.model.asked_of:
        sent = SubmittedPerson._base_manager.order_by().filter(submission__in=sent.values("pk"))
        path = path if first.asked_of is question.asked_of else f"submission__{path}"
    gaps = sent.filter(**{path: first.key}).exclude(answers__has_key=question.key)
    if connection.vendor == "postgresql":
        gaps.update(answers=RawSQL("jsonb_set(answers, ARRAY[%s], 'null'::jsonb)", [question.key]))
    else:
        gaps.update(answers=RawSQL("json_insert(answers, %s, NULL)", [f'$."{question.key}"']))


def _in_postgresql(keys: list[str], mark: dict[str, str]) -> tuple[str, list[Any]]:
    answers, erased = "answers", "erased"
    for _key in keys:
        answers = f"jsonb_set({answers}, ARRAY[%s], 'null'::jsonb, false)"
        erased += (
            " || CASE WHEN jsonb_exists(answers, %s) AND NOT jsonb_exists(erased, %s)"
            " THEN jsonb_build_object(%s::text, %s::jsonb) ELSE '{}'::jsonb END"
        )
    marks = [value for key in keys for value in (key, key, key, json.dumps(mark))]
    statement = f"answers = {answers}, corrected = corrected - %s::text[], erased = {erased}"
    return statement, [*keys, keys, *marks]


def _in_sqlite(keys: list[str], mark: dict[str, str]) -> tuple[str, list[Any]]:
    erased = "erased"
    for _key in keys:
        erased = (
            f"json_patch({erased}, CASE WHEN json_type(answers, %s) IS NOT NULL AND json_type(erased, %s) IS NULL"
            " THEN json_object(%s, json(%s)) ELSE '{}' END)"
        )
    paths = [f'$."{key}"' for key in keys]
    nulls = ", ".join(["%s, NULL"] * len(keys))
    gone = ", ".join(["%s"] * len(keys))
    marks = [value for key, path in zip(keys, paths, strict=True) for value in (path, path, key, json.dumps(mark))]
    emptied = f"answers = json_replace(answers, {nulls}), corrected = json_remove(corrected, {gone})"
    return f"{emptied}, erased = {erased}", [*paths, *paths, *marks]


def _forget_addresses(model: type[Answered], records: Sequence[UUID], keys: Collection[str]) -> None:
    """Delete the digests of addresses and numbers that were blanked; a second address of the form keeps its own."""
    sent = model._base_manager.order_by().filter(pk__in=Among(records))
    path = f"{model.to_submission}version"
    for version in FormVersion.objects.filter(pk__in=sent.values(path)):
        asked = [each for each in version.content.put_to(model.asked_of) if each.kind.widget in ADDRESSES]
        gone = {ADDRESSES[question.kind.widget] for question in asked if question.key in keys}
        if not gone:
            continue
        of_version = sent.filter(**{path: version})
        SubjectKey.objects.filter(record__in=of_version.values("pk"), kind__in=gone)._raw_delete(connection.alias)
        if any(ADDRESSES[question.kind.widget] in gone for question in asked if question.key not in keys):
            _remember_again(of_version)
    asked_later = sent.exclude(later={})
    SubjectKey.objects.filter(record__in=asked_later.values("pk"))._raw_delete(connection.alias)
    _remember_again(asked_later)


def _remember_again(records: Any) -> None:
    for record in records.select_related("controller", f"{records.model.to_submission}version").iterator(2000):
        remember_person(record)
