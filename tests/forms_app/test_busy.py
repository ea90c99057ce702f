"""When the database is busy: a page that says so, with the answers kept."""
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Event
from typing import Any

import pytest
from django.db import connections, transaction

from forms_app import submissions
from forms_app.models import FormPage, FormVersion, Submission
from tests.factories import a_form_page, answers_to, key_of, send, version_shown


@contextmanager
def somebody_else_storing(page: FormPage, answers: dict[str, Any]) -> Iterator[None]:
    """In another connection the same answers are being stored, and that transaction does not end."""
    version = FormVersion.objects.get(page=page.pk, language="sv")
    form = page.get_form_class()(answers)
    assert form.is_valid()
    assert page.section, "read once, before the thread begins"
    holding, let_go = Event(), Event()

    def hold() -> None:
        try:
            with transaction.atomic():
                submissions.record(
                    page=page, served_page=page, version=version, answers=form.answers(), now=datetime.now(UTC)
                )
                holding.set()
                let_go.wait(60)
                transaction.set_rollback(True)
        finally:
            holding.set()
            connections.close_all()

    with ThreadPoolExecutor(1) as threads:
        held = threads.submit(hold)
        assert holding.wait(60)
        try:
            yield
        finally:
            let_go.set()
            held.result(60)


def test_503_the_answers_are_given_back_when_the_database_is_locked(both_databases, client):
    page = a_form_page()
    answers, version = answers_to(page), version_shown(client, page)
    with somebody_else_storing(page, answers):
        response = send(client, page, answers, version=version)
        assert response.status_code == 503
        html = response.content.decode()
        assert 'value="Maj Lind"' in html
        assert f'name="{key_of(page, "name")}"' in html
        assert response["Retry-After"] == "5"
        assert "no-store" in response["Cache-Control"]
        assert not response.cookies
        assert not Submission.objects.exists()
    assert send(client, page, answers, version=version).status_code == 303
    assert Submission.objects.count() == 1


def test_a_form_page_is_shown_while_somebody_stores(both_databases, client):
    page = a_form_page()
    answers, version = answers_to(page), version_shown(client, page)
    with somebody_else_storing(page, answers):
        assert version_shown(client, page) == version


@pytest.mark.parametrize("status", [422, 409])
def test_what_needs_no_lock_is_said_while_somebody_stores(both_databases, client, status):
    page = a_form_page()
    answers, version = answers_to(page), version_shown(client, page)
    with somebody_else_storing(page, answers):
        if status == 422:
            response = send(client, page, answers_to(page, email="no address"), version=version)
        else:
            response = send(client, page, answers, version="0" * 64)
        assert response.status_code == status
