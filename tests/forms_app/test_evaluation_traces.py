"""Ten people answer in a known order. Whoever has the whole database afterwards cannot tell who answered what.

The write-ahead log, and backups made while answers waited, are the limit (docs/operator.md).
"""
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest
import time_machine
from django.conf import settings as site
from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client

from config.logs import WithoutPersons
from forms_app.evaluations import answering, batches
from forms_app.evaluations import codes as evaluation_codes
from forms_app.evaluations.batches import write_batches
from forms_app.models import EvaluationAnswer, EvaluationPage, EvaluationToken, EvaluationWaiting, FormVersion
from tests import order_walk
from tests.factories import an_evaluation

MORNING = datetime(2027, 3, 1, 9, tzinfo=UTC)
EVENING = MORNING + timedelta(hours=9)
#: What each writes, in the order in which they answer; which is not that of the alphabet.
TEN = ["kantarell", "ripa", "myrull", "skvattram", "havtorn", "lingon", "odon", "tallkotte", "hjortron", "bladlus"]


class Heard(logging.Handler):
    """Keeps every line that the site would have written."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.addFilter(WithoutPersons())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@contextmanager
def listening() -> Iterator[Heard]:
    """Everything that is logged meanwhile, at whatever level."""
    heard, root = Heard(), logging.getLogger()
    level = root.level
    root.addHandler(heard)
    root.setLevel(logging.DEBUG)
    try:
        yield heard
    finally:
        root.setLevel(level)
        root.removeHandler(heard)


def ten_links() -> tuple[EvaluationPage, list[str]]:
    """An evaluation and the codes of the ten who are going to answer it; two more have links too."""
    page = an_evaluation()
    return page, answering.make_links(page, 12)[:10]


def ten_answer_over_http() -> list[str]:
    """Ten people answer one after the other, minutes apart; their codes in that order."""
    page, codes = ten_links()
    rate, text = page.form_fields.order_by("sort_order").values_list("clean_name", flat=True)
    for minutes, (code, words) in enumerate(zip(codes, TEN, strict=True)):
        with time_machine.travel(MORNING + timedelta(minutes=7 * minutes), tick=False):
            html = Client().get(f"/sv/evaluation/{code}/").content.decode()
            version = re.search(r'name="version"[^>]*value="([0-9a-f]{64})"', html)
            body = urlencode({rate: "good33", text: words, "version": version[1]})
            response = Client().post(
                f"/sv/evaluation/{code}/", body, content_type="application/x-www-form-urlencoded",
                headers={"Sec-Fetch-Site": "same-origin"},
            )  # fmt: skip
            assert response.status_code == 303
    return codes


def ten_answer() -> list[str]:
    """The same without a browser."""
    page, codes = ten_links()
    version = FormVersion.objects.get(page=page.pk)
    for code, words in zip(codes, TEN, strict=True):
        answering.spend(code, version=version, answers={"text": words})
    return codes


def what_is_in_the_cache() -> set[str]:
    return {str(key) for cache in caches.all() for key in getattr(cache, "_cache", {})}


def files_of_the_site() -> dict[str, int]:
    """Every file that the site may write, with its size."""
    folders = [Path(site.MEDIA_ROOT)]
    return {str(path): path.stat().st_size for folder in folders for path in folder.rglob("*") if path.is_file()}


def test_nothing_tells_who_answered_what_or_in_which_order(both_databases, settings, tmp_path):
    # A folder of its own: other tests that run meanwhile make pictures in that of the site.
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "picture.jpg").write_bytes(b"a picture")
    files = files_of_the_site()
    assert files
    with listening() as heard:
        codes = ten_answer_over_http()
        digests = [evaluation_codes.digest_of(code) for code in codes]
        assert order_walk.orders_that_tell(digests), "while they wait, an order can be seen"
        counters = order_walk.sequences()
        assert write_batches(EVENING) == 10
    assert {table for table, words in order_walk.tables_with(TEN).items() if len(words) == 10} == {
        "forms_app_evaluationanswer"
    }
    assert EvaluationToken.objects.count() == 2, "links that nobody has used stay"
    assert order_walk.orders_that_tell(TEN) == set()
    assert order_walk.tables_with([*digests, *codes]) == {}
    assert order_walk.in_the_files(TEN) == set(TEN), "the files can be read"
    assert order_walk.in_the_files([*digests, *codes]) == set()
    assert order_walk.sequences() == counters
    assert files_of_the_site() == files
    secret = re.compile("|".join([*TEN, *codes, *digests, "/evaluation/"]))
    assert not [line for line in heard.lines if secret.search(line)]
    assert not [key for key in what_is_in_the_cache() if secret.search(key) or "sender" in key]


def test_links_that_were_mailed_one_by_one_lose_the_order_of_the_mails(both_databases):
    page = an_evaluation()
    codes = [code for _mail in range(10) for code in answering.make_links(page, 1)]
    digests = [evaluation_codes.digest_of(code) for code in codes]
    assert order_walk.orders_that_tell(digests)
    write_batches(EVENING)
    assert EvaluationToken.objects.count() == 10
    assert order_walk.orders_that_tell(digests) == set()


@pytest.mark.django_db
def test_answers_that_still_wait_are_kept_through_the_batch_of_another_evaluation():
    ten_answer()
    body = EvaluationPage.objects.get().get_parent().specific
    other = an_evaluation(parent=body, title="En annan", slug="en-annan")
    version = FormVersion.objects.get(page=other.pk)
    for code in answering.make_links(other, 3):
        answering.spend(code, version=version, answers={"a": "b"})
    assert write_batches(EVENING) == 10
    assert [answering.unseal(each) for each in EvaluationWaiting.objects.all()] == [{"a": "b"}] * 3
    assert write_batches(EVENING) == 0


def test_the_planner_is_not_let_near_links_and_answers_that_wait(committed_db):
    ten_answer()
    write_batches(EVENING)
    with connection.cursor() as cursor:
        for model in (EvaluationToken, EvaluationWaiting):
            cursor.execute("SELECT reloptions FROM pg_class WHERE relname = %s", [model._meta.db_table])
            assert cursor.fetchone()[0] == ["autovacuum_enabled=false"]
            cursor.execute("SELECT count(*) FROM pg_stats WHERE tablename = %s", [model._meta.db_table])
            assert cursor.fetchone()[0] == 0


# --- that the search finds what it looks for ---------------------------------------------------


def test_a_batch_that_is_not_mixed_is_found_out(both_databases, monkeypatch):
    monkeypatch.setattr(batches, "shuffled", list)
    ten_answer()
    write_batches(EVENING)
    assert order_walk.orders_that_tell(TEN)


def test_answers_written_one_by_one_are_found_out(committed_db, monkeypatch):
    def one_by_one(self, rows):
        for row in rows:
            with transaction.atomic():
                row.save(force_insert=True)

    monkeypatch.setattr(batches, "shuffled", list)
    monkeypatch.setattr(type(EvaluationAnswer.objects.all()), "bulk_create", one_by_one)
    ten_answer()
    write_batches(EVENING)
    assert "forms_app_evaluationanswer.ctid" in order_walk.orders_that_tell(TEN)


def test_a_table_that_is_only_emptied_is_found_out(committed_db, monkeypatch):
    def emptied(model, rows):
        model.objects.all().delete()
        model.objects.bulk_create(batches.shuffled(rows))

    monkeypatch.setattr(batches, "made_anew", emptied)
    digests = [evaluation_codes.digest_of(code) for code in ten_answer()]
    write_batches(EVENING)
    assert order_walk.tables_with(digests) == {}, "no row holds them any more"
    assert order_walk.in_the_files(digests) == set(digests), "but the dead rows do"


def test_likeness_knows_an_order_its_reverse_and_neither():
    assert order_walk.likeness({"a": 1, "b": 2, "c": 3}) == 1
    assert order_walk.likeness({"a": 3, "b": 2, "c": 1}) == -1
    assert order_walk.likeness({"a": 1, "b": 1, "c": 1}) == 0


# --- interrupted ---------------------------------------------------------------------------------


class Killed(BaseException):
    """As when the machine stops."""


def test_who_is_interrupted_before_the_end_may_use_the_link_again(both_databases):
    page = an_evaluation()
    version = FormVersion.objects.get(page=page.pk)
    [code] = answering.make_links(page, 1)

    def answer_and_die() -> None:
        with transaction.atomic():
            answering.spend(code, version=version, answers={"a": "b"})
            assert EvaluationWaiting.objects.count() == 1
            raise Killed

    with pytest.raises(Killed):
        answer_and_die()
    assert not EvaluationWaiting.objects.exists()
    assert answering.token_of(code)
    answering.spend(code, version=version, answers={"a": "b"})
    assert EvaluationWaiting.objects.count() == 1


def test_a_batch_that_is_interrupted_is_written_by_the_next_run(both_databases, monkeypatch):
    ten_answer()
    for step in (1, 2, 3):
        steps = []

        def until_killed(rows, steps=steps, step=step):
            steps.append(rows)
            if len(steps) == step:
                raise Killed
            return list(rows)

        with monkeypatch.context() as patched:
            patched.setattr(batches, "shuffled", until_killed)
            with pytest.raises(Killed):
                write_batches(EVENING)
        assert len(steps) == step
        assert (EvaluationAnswer.objects.count(), EvaluationWaiting.objects.count()) == (0, 10)
        assert EvaluationToken.objects.count() == 12
    assert write_batches(EVENING) == 10
