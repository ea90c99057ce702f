"""Logs hold no address that opens a record and no value of a row."""
import logging

import pytest
from django.core import signing
from django.db import IntegrityError, connection

from config.logs import WithoutPersons, masked

TOKEN = signing.dumps("b1946ac9-2e1a-4d2c-a1d0-43f6d6a2f2f1", salt="receipt")


def record(message, *args, **extra):
    return logging.LogRecord("django.request", logging.WARNING, __file__, 1, message, args, None, **extra)


def test_a_signed_address_is_masked_and_the_page_before_it_stays_readable():
    address = f"/sv/kulturnamnden/ett-mycket-langt-seminarium-om-bibliotek/receipt/{TOKEN}/"
    assert masked(address) == "/sv/kulturnamnden/ett-mycket-langt-seminarium-om-bibliotek/receipt/…/"


@pytest.mark.parametrize("token", ["Zm9vYmFyYmF6cXV4MTIz", "ImFiYyI:1uK3aB:tJ0s_dK2-abcDEF", TOKEN])
def test_every_kind_of_token_is_masked(token):
    line = f'"GET /fi/x/{token}/ HTTP/1.1" 200'
    assert token in line
    assert masked(line) == '"GET /fi/x/…/ HTTP/1.1" 200'


def test_what_somebody_searched_for_is_masked():
    assert masked("/sv/sok/?q=Elsa+Granmark&page=2 not found") == "/sv/sok/?… not found"


def test_a_record_is_written_without_its_token_and_without_the_request():
    written = record("%s: %s", "Not Found", f"/sv/receipt/{TOKEN}/")
    written.request = object()
    assert WithoutPersons().filter(written)
    assert written.getMessage() == "Not Found: /sv/receipt/…/"
    assert not hasattr(written, "request")


def test_an_evaluation_leaves_no_line():
    assert WithoutPersons().filter(record("Not Found: %s", "/sv/seminarium/"))
    assert not WithoutPersons().filter(record("Not Found: %s", "/sv/seminarium/utvardering/"))


@pytest.mark.django_db
def test_a_traceback_does_not_repeat_the_values_of_the_row():
    secret = "elsa.granmark@example.org"
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE guests (address text PRIMARY KEY)")
        cursor.execute("INSERT INTO guests VALUES (%s)", [secret])
        with pytest.raises(IntegrityError) as caught:
            cursor.execute("INSERT INTO guests VALUES (%s)", [secret])
    exception = caught.value
    assert secret in str(exception)
    failed = record("The row could not be stored")
    failed.exc_info = (type(exception), exception, exception.__traceback__)
    assert secret in logging.Formatter().format(failed)
    failed.exc_text = None
    assert WithoutPersons().filter(failed)
    written = logging.Formatter().format(failed)
    assert "django.db.utils.IntegrityError" in written
    assert "test_logs.py" in written
    assert secret not in written


def test_a_missing_page_is_logged_masked_by_the_settings_of_the_site(client, db, capfd):
    from logging.config import dictConfig

    from django.conf import settings

    dictConfig(settings.LOGGING)
    assert client.get(f"/nothing/{TOKEN}/").status_code == 404
    written = capfd.readouterr().err
    assert "/nothing/…/" in written
    assert TOKEN not in written
