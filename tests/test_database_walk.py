"""The walk through the database's own files tells what stands there, whoever else is at work on the server."""
from __future__ import annotations

import psycopg
import pytest
from django.db import connection

from tests.database_walk import in_the_files, write_anew

WORD = "siskin71x"


def test_a_transaction_in_another_database_keeps_what_was_removed(committed_db):
    settings = connection.get_connection_params()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE words (word text)")
        cursor.execute("INSERT INTO words VALUES (%s)", [WORD])
    server = {name: settings.get(name) for name in ("host", "port", "user", "password")}
    with psycopg.connect(**server, dbname="postgres") as elsewhere:
        elsewhere.execute("SELECT pg_current_xact_id()")
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM words")
            cursor.execute("VACUUM FULL words")
        assert in_the_files({WORD}) == {WORD}
        with pytest.raises(TimeoutError):
            write_anew(patience=0)
    write_anew()
    assert in_the_files({WORD}) == set()
