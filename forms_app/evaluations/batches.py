"""Writing the answers of an evaluation, several at a time and in random order, and leaving nothing behind.

A row keeps more than its columns: PostgreSQL's xmin, ctid and dead rows, SQLite's rowid and free pages. So the
answers of a batch are written by one statement in random order under random keys, and the tables of links and of
those who wait are not cleaned but made anew, in random order too. What stood in their files is gone with the files.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from secrets import SystemRandom
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone
from wagtail.models import Page

from forms_app.evaluations import answering
from forms_app.evaluations.notice import FEWEST
from forms_app.models import EvaluationAnswer, EvaluationPage, EvaluationRecord, EvaluationToken, EvaluationWaiting
from home.languages import language_of
from privacy import stamps
from privacy.contracts import PrivacyClass
from privacy.models import SectionDefaults

_chance = SystemRandom()


def write_batches(now: datetime) -> int:
    """Write what is ripe: five answers or more to one evaluation, or all of them once it is over; how many.

    Two runs at once write each answer once. Links of evaluations that are over go too.
    """
    if not _is_anything_ripe(now):
        return 0
    with transaction.atomic():
        answering.close_waiting_room()
        waiting = _waiting_by_page()
        pages = _pages({*waiting, *EvaluationToken.objects.values_list("page", flat=True).distinct()})
        ripe = {key: rows for key, rows in waiting.items() if _is_ripe(pages[key], len(rows), now)}
        written = [answer for key, rows in ripe.items() for answer in _answers(pages[key], rows, now)]
        spent = {row.digest for rows in ripe.values() for row in rows}
        over = {key for key, page in pages.items() if page.is_over(now)}
        made_anew(EvaluationWaiting, [row for key, rows in waiting.items() if key not in ripe for row in rows])
        made_anew(EvaluationToken, _links_left(spent, over))
        EvaluationAnswer.objects.bulk_create(shuffled(written))
        EvaluationRecord.objects.bulk_create([_record(pages[key], now) for key in ripe], ignore_conflicts=True)
        transaction.on_commit(_forget_the_journal)
    return len(written)


def made_anew(model: type[models.Model], rows: Sequence[Any]) -> None:
    """Let the table hold just ``rows``, in random order, and its file nothing that stood there before.

    TRUNCATE gives the table a new file and takes the old one away with the transaction; SQLite overwrites what
    it deletes (``secure_delete``).
    """
    if connection.vendor == "postgresql":
        table = connection.ops.quote_name(model._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # none may be pending on a table that is truncated
            cursor.execute(f"TRUNCATE TABLE {table}")
            # Nor shall the planner remember its values (pg_statistic): autovacuum also analyses.
            cursor.execute(f"ALTER TABLE {table} SET (autovacuum_enabled = false)")
    else:
        model._default_manager.all().delete()
    model._default_manager.bulk_create(shuffled(rows))


def shuffled(rows: Sequence[Any]) -> list[Any]:
    """The rows in an order that nobody could have known."""
    mixed = list(rows)
    _chance.shuffle(mixed)
    return mixed


def _is_anything_ripe(now: datetime) -> bool:
    """Without a lock, whether a batch can be written, links are to be put in order, or an evaluation is over."""
    if EvaluationToken.objects.filter(is_settled=False).exists():
        return True
    counted = EvaluationWaiting.objects.values_list("page").annotate(models.Count("pk")).order_by()
    waiting = dict(counted)
    linked = EvaluationToken.objects.values_list("page", flat=True).distinct()
    pages = _pages({*waiting, *linked})
    return any(
        page.is_over(now) or _is_ripe(page, waiting.get(key, 0), now) for key, page in pages.items()
    )


def _is_ripe(page: EvaluationPage, number: int, now: datetime) -> bool:
    """Under no section nobody answers for the record: then they wait."""
    return page.section is not None and (number >= FEWEST or (number > 0 and page.is_over(now)))


def _waiting_by_page() -> dict[int, list[EvaluationWaiting]]:
    found: dict[int, list[EvaluationWaiting]] = defaultdict(list)
    for row in EvaluationWaiting.objects.all():
        found[row.page_id].append(row)
    return found


def _pages(keys: set[int]) -> dict[int, EvaluationPage]:
    return {page.pk: page for page in Page.objects.filter(pk__in=keys).specific()}


def _answers(page: EvaluationPage, rows: list[EvaluationWaiting], now: datetime) -> list[EvaluationAnswer]:
    """What is written of those who waited: all on the day of the batch, whenever they answered."""
    section = _section(page)
    day = timezone.localdate(now, page.zone())
    return [
        EvaluationAnswer(
            page_id=page.pk,
            version_id=row.version_id,
            controller=section.controller,
            activity=section.activity,
            answers=answering.unseal(row),
            day=day,
        )
        for row in rows
    ]


def _record(page: EvaluationPage, now: datetime) -> EvaluationRecord:
    """What all answers to the evaluation are kept as; where there is one already, it stays as it is."""
    stamp = stamps.stamp(
        _section(page),
        classes=[PrivacyClass.NONE],
        anchors=page.retention_anchors(),
        language=language_of(page),
        submitted_on=timezone.localdate(now, page.zone()),
        ruled_as=EvaluationRecord.ruled_as,
    )
    return EvaluationRecord(page_id=page.pk, **stamp)


def _section(page: EvaluationPage) -> SectionDefaults:
    if page.section is None:
        raise LookupError("no section")  # _is_ripe lets none through
    return page.section


def _links_left(spent: set[str], over: set[int]) -> list[EvaluationToken]:
    left = EvaluationToken.objects.exclude(page__in=over).iterator()
    return [
        EvaluationToken(digest=each.digest, page_id=each.page_id, is_settled=True)
        for each in left
        if each.digest not in spent
    ]


def _forget_the_journal() -> None:
    """SQLite writes ahead into a file of its own: write it into the database and empty it."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
