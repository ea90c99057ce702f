"""An editor who moves the days of a page is told what that does to stored answers."""
from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from wagtail.users.models import UserProfile

from forms_app.models import Submission
from privacy.roles import Role
from tests.factories import a_form_page, an_officer
from tests.forms_app.test_holding import store
from tests.journeys.editor import Editor


@pytest.fixture
def editor(db):
    user = an_officer(Role.EDITOR)
    UserProfile.objects.create(user=user, preferred_language="en")
    return Editor(user.username)


def test_publishing_another_closing_day_tells_which_dates_move(editor):
    page = a_form_page(closes_on=date(2027, 2, 21))
    record = store(page, diet="nötter")
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    editor.open(address)
    editor.write_body()
    editor.fill(closes_on="2027-03-21")
    assert editor.send("action-publish").status_code == 302
    told = editor.client.get(address).content.decode()
    assert "The days of this page decide how long its stored answers are kept. 2 dates move to a later day." in told
    assert "Maj" not in told
    assert Submission.objects.get(pk=record).due_on == date(2028, 3, 21)


def test_nothing_is_told_when_no_date_moves(editor):
    page = a_form_page(closes_on=date(2027, 2, 21))
    store(page)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    editor.open(address)
    editor.write_body()
    editor.fill(title="Anmälan, på nytt")
    assert editor.send("action-publish").status_code == 302
    told = editor.client.get(address).content.decode()
    assert "Anmälan, på nytt" in told
    assert "decide how long" not in told
