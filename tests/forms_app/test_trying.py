"""An editor tries a form: the real code, the real mails, and a database that has not changed by a byte."""
import re
import sqlite3
import subprocess
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.cache import cache
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from forms_app.models import FormPage, FormVersion, Submission
from privacy import audit
from privacy.models import AuditEvent, OutboundMessage
from privacy.roles import Role
from tests.factories import a_form_page, a_submission, an_officer, answers_to, in_language, question

pytestmark = pytest.mark.django_db

HERE = {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}


def dump() -> str:
    """The whole database as text: schema, rows in their order, and where every sequence stands."""
    if connection.vendor == "sqlite":
        with sqlite3.connect(connection.settings_dict["NAME"]) as own:
            sequences = own.execute("SELECT * FROM sqlite_sequence ORDER BY name").fetchall()
            return "\n".join([*own.iterdump(), str(sequences)])
    settings = connection.settings_dict
    with connection.cursor() as cursor:
        cursor.execute("SELECT setting FROM pg_config() WHERE name = 'BINDIR'")
        program = Path(cursor.fetchone()[0]) / "pg_dump"
    address = {"-h": settings["HOST"], "-p": str(settings["PORT"] or 5432), "-U": settings["USER"]}
    command = [str(program), *(part for pair in address.items() if pair[1] for part in pair), settings["NAME"]]
    done = subprocess.run(
        command, env={"PGPASSWORD": settings["PASSWORD"] or ""}, capture_output=True, text=True, check=True
    )
    return re.sub(r"(?m)^\\(un)?restrict .*$", "", done.stdout)


def try_form(client, page: FormPage, answers: dict, **more: str):
    """Open the trial of ``page`` and post ``answers`` as a browser does; the response."""
    address = reverse("forms_app_desk:try", args=[page.pk])
    shown = client.get(address).content.decode()
    version = re.search(r'name="version"[^>]*value="([0-9a-f]{64})"', shown)[1]
    assert f'action="{address}"' in shown
    body = urlencode({"webbplats": "", **answers, "version": version, **more}, doseq=True)
    return client.post(address, body, content_type="application/x-www-form-urlencoded", headers=HERE)


@pytest.fixture
def editor(client):
    user = an_officer(Role.ADMINISTRATOR)
    user.email = "editor@region.example"
    user.save()
    client.force_login(user)
    return user


def test_a_try_leaves_the_database_byte_equal(both_databases, client, editor):
    page = a_form_page()
    finnish = in_language(page, "fi", {"Anmälan": "Ilmoittautuminen"})
    a_submission(page)
    page.title = "Ett utkast"
    asked = question("singleline", "Helt ny fråga", required=False, sort_order=9)
    asked.complete()
    page.form_fields.add(asked)
    page.save_revision()
    client.get(reverse("forms_app_desk:try", args=[page.pk]))
    before = dump()
    assert "COPY" in before or "INSERT" in before
    for each in (page, finnish):
        response = try_form(client, each, answers_to(page, name="Bo Ek", email="bo.ek@example.org", diet="Vegan"))
        assert response.status_code == 200
        assert "bo.ek@example.org" in response.content.decode()
    assert dump() == before
    assert mail.outbox == []


def test_a_dump_sees_a_sequence_that_has_moved(both_databases, client):
    """The negative control: what a rollback alone leaves behind."""
    before = dump()
    with transaction.atomic():
        audit.record("page.opened")
        transaction.set_rollback(True)
    assert (dump() == before) is (connection.vendor == "sqlite")


def test_the_latest_draft_is_tried_and_the_mail_is_shown(client, editor):
    page = a_form_page(title="Publicerad")
    page.title = "Utkast"
    page.save_revision()
    response = try_form(client, page, answers_to(page, diet="Vegan"))
    html = response.content.decode()
    outcome = response.context["outcome"]
    assert [each.kind for each in outcome.letters] == ["submission_received"]
    assert "Utkast" in outcome.letters[0].letter.subject
    assert outcome.reference in outcome.letters[0].letter.text
    assert "Vegan" in outcome.receipt
    assert "Vegan" not in outcome.letters[0].letter.text
    assert "maj.lind@example.org" in html
    # What stands in a frame is one attribute: none of it is a part of the page itself.
    assert html.count('srcdoc="') == html.count('srcdoc="&lt;!DOCTYPE html&gt;') == 2
    assert not Submission.objects.exists()
    assert not OutboundMessage.objects.exists()


def test_a_page_that_was_never_published_is_tried(client, editor):
    page = a_form_page(publish=False)
    page.save_revision()
    assert try_form(client, page, answers_to(page)).context["outcome"].letters
    assert not FormVersion.objects.filter(page=page.pk).exists()
    page.refresh_from_db()
    assert not page.live


def test_wrong_answers_are_shown_again_with_what_is_wrong(client, editor):
    page = a_form_page()
    response = try_form(client, page, {**answers_to(page), **answers_to(page, email="inte en adress")})
    assert response.status_code == 422
    assert "error-summary" in response.content.decode()
    assert "inte en adress" in response.content.decode()


def test_what_is_tried_counts_towards_no_limit_and_leaves_nothing_in_the_cache(client, editor, settings):
    settings.KALLELSE_POSTS_PER_SENDER = 1
    page = a_form_page()
    cache.clear()
    for _turn in range(3):
        assert try_form(client, page, answers_to(page)).status_code == 200
    assert not [key for key in cache._cache if "forms_app." in key]
    # The trap and the limits hold all the same.
    trapped = try_form(client, page, answers_to(page), webbplats="x")
    assert trapped.status_code == 422


def test_what_looks_like_a_program_says_why_no_mail_goes_out(client, editor):
    page = a_form_page()
    same = dict.fromkeys(("name", "title", "organisation"), "Provar lite")
    response = try_form(client, page, answers_to(page, **same))
    assert response.context["outcome"].is_set_aside
    assert response.context["outcome"].letters == []
    assert "skrivits av ett program" in response.content.decode()


def test_an_editor_cannot_learn_by_trying_who_has_answered(client, editor):
    page = a_form_page()
    answers = answers_to(page)
    record = a_submission(page)
    real = Submission.objects.get(pk=record)
    response = try_form(client, page, answers)
    assert response.context["outcome"].reference != real.reference
    assert real.reference not in response.content.decode()


def test_only_those_who_may_edit_the_page_may_try_its_form(client):
    page = a_form_page()
    for role in (Role.CASE_OFFICER, Role.ARCHIVIST):
        client.force_login(an_officer(role))
        assert client.get(reverse("forms_app_desk:try", args=[page.pk])).status_code == 403
    assert AuditEvent.objects.filter(action="submissions.refused", subject_id=str(page.pk)).count() == 2


def test_the_mails_are_sent_to_the_editor_alone_and_marked(client, editor):
    page = a_form_page()
    letters = try_form(client, page, answers_to(page)).context["letters"]
    address = reverse("forms_app_desk:send_tried", args=[page.pk])
    client.post(address, {"letters": letters})
    [sent] = mail.outbox
    assert sent.to == ["editor@region.example"]
    assert sent.subject.startswith("Prov: ")
    client.post(address, {"letters": letters[:-2]})
    assert len(mail.outbox) == 1
    for _turn in range(9):
        client.post(address, {"letters": letters})
    assert len(mail.outbox) <= 5


def test_mails_that_somebody_else_has_tried_are_not_sent(client, editor):
    page = a_form_page()
    letters = try_form(client, page, answers_to(page)).context["letters"]
    other = an_officer(Role.ADMINISTRATOR, "other")
    other.email = "other@region.example"
    other.save()
    client.force_login(other)
    client.post(reverse("forms_app_desk:send_tried", args=[page.pk]), {"letters": letters})
    assert mail.outbox == []


def test_a_form_that_opens_later_is_tried_as_open_and_a_closed_one_says_so(client, editor):
    later = a_form_page(opens_at=timezone.now() + timedelta(days=9))
    assert try_form(client, later, answers_to(later)).context["outcome"]
    closed = a_form_page(parent=later.get_parent().specific, closes_on=date(2020, 1, 1), title="Stängd")
    shown = client.get(reverse("forms_app_desk:try", args=[closed.pk])).content.decode()
    assert 'name="version"' not in shown
    assert "trial-words" in shown


def test_the_way_to_the_trial_stands_in_the_editor(client, editor):
    page = a_form_page()
    shown = BeautifulSoup(client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content, "html.parser")
    way = f'a[href="{reverse("forms_app_desk:try", args=[page.pk])}"]'
    assert len(shown.select(way)) == 2
    assert shown.select_one(f"#id_form_fields-ADD ~ {way}"), "beside the button that adds a question"


def test_no_way_to_a_trial_stands_on_a_page_that_is_not_saved(client, editor):
    body = a_form_page().get_parent()
    address = reverse("wagtailadmin_pages:add", args=["forms_app", "formpage", body.pk])
    shown = client.get(address).content.decode()
    assert "id_form_fields-ADD" in shown
    assert "submissions/try/" not in shown
