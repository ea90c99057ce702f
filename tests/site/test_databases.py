"""What the database is asked for at every connection, on both kinds."""
import threading
import time

import pytest
from django.contrib.auth.models import Group
from django.db import OperationalError, connection, transaction

from config.databases import with_options


def value_of(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_postgresql_waits_three_seconds_for_a_lock_and_reads_what_is_committed():
    if connection.vendor != "postgresql":
        pytest.skip("PostgreSQL only")
    assert value_of("SHOW lock_timeout") == "3s"
    assert value_of("SHOW transaction_isolation") == "read committed"


def test_a_row_held_by_somebody_else_is_given_up_after_three_seconds(committed_db):
    if connection.vendor != "postgresql":
        pytest.skip("PostgreSQL only")
    Group.objects.create(name="held")
    is_held, may_go = threading.Event(), threading.Event()

    def hold():
        with transaction.atomic():
            Group.objects.select_for_update().get(name="held")
            is_held.set()
            may_go.wait(10)
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    is_held.wait(10)
    started = time.monotonic()
    with pytest.raises(OperationalError, match="lock timeout"), transaction.atomic():
        Group.objects.select_for_update().get(name="held")
    assert 2.5 < time.monotonic() - started < 5
    may_go.set()
    holder.join()


def test_sqlite_erases_what_is_deleted_and_takes_the_lock_at_the_beginning(tmp_path):
    from django.db import connections
    from django.db.backends.sqlite3.base import DatabaseWrapper

    defaults = dict(connections["default"].settings_dict)
    url = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(tmp_path / "x.sqlite3")}
    database = DatabaseWrapper({**defaults, **with_options(url)}, "lite")
    try:
        with database.cursor() as cursor:
            for pragma, expected in [("journal_mode", "wal"), ("secure_delete", 1), ("foreign_keys", 1)]:
                assert cursor.execute(f"PRAGMA {pragma}").fetchone()[0] == expected
        assert database.transaction_mode == "IMMEDIATE"
    finally:
        database.close()


def test_an_option_that_is_asked_for_wins_over_ours():
    chosen = with_options({"ENGINE": "django.db.backends.sqlite3", "OPTIONS": {"timeout": 60}})
    assert chosen["OPTIONS"]["timeout"] == 60
    assert chosen["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
