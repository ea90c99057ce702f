"""One digest in the morning, on days when something has happened: at eight where she is, once, and of nobody."""
from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.urls import reverse
from wagtail.users.models import UserProfile

from forms_app.models import Digest, DigestReader, FormPage
from forms_app.organisers import digest
from forms_app.organisers.mornings import is_due, latest_morning
from privacy import outbox
from privacy.models import OutboundMessage
from privacy.roles import Role
from tests.factories import a_form_page, a_submission
from tests.forms_app.test_desk import colleague, signed_in

HELSINKI, STOCKHOLM = ZoneInfo("Europe/Helsinki"), ZoneInfo("Europe/Stockholm")
MONDAY = datetime(2027, 2, 1, 9, tzinfo=UTC)  # ten in Stockholm
EIGHT = timedelta(hours=22)  # from there to Tuesday at eight in Stockholm


@pytest.mark.parametrize("day", [date(2027, 3, 28), date(2027, 10, 31), date(2027, 2, 1)])
@pytest.mark.parametrize("zone", [STOCKHOLM, HELSINKI])
def test_it_is_due_at_eight_by_the_clock_also_after_the_night_on_which_clocks_are_changed(day, zone):
    eight = datetime(day.year, day.month, day.day, 8, tzinfo=zone).astimezone(UTC)
    told = eight - timedelta(hours=12)
    before, after = eight - timedelta(seconds=1), eight + timedelta(hours=6)
    assert latest_morning(eight, zone) == eight
    assert latest_morning(before, zone).astimezone(zone).date() == day - timedelta(days=1)
    assert [is_due(told, now, zone) for now in (before, eight, after)] == [False, True, True]
    assert not is_due(eight, after, zone)


@pytest.fixture
def form(db: None) -> Any:
    """A form made by Eva in Stockholm; Heli, in Helsinki, is named on it. Both have been told until Monday at ten."""
    eva, heli = colleague("eva", Role.EDITOR), colleague("heli", Role.ORGANISER)
    UserProfile.objects.create(user=heli, preferred_language="fi", current_time_zone="Europe/Helsinki")
    form = a_form_page(title="Läsning", owner=eva)
    form.organisers.add(heli)
    form.save()
    assert digest.send_due(MONDAY) == 0  # the first run only begins to count
    return form


def answer(form: Any, at: datetime) -> None:
    a_submission(form, now=at, name="Kanariefågel", email="kanarie@example.org")
    OutboundMessage.objects.filter(kind="submission_received").delete()


def sent(now: datetime) -> list[Any]:
    outbox.send_due(now + timedelta(days=400))
    found, mail.outbox[:] = list(mail.outbox), []
    return sorted(found, key=lambda each: each.to)


def test_each_organiser_gets_one_at_her_own_eight_with_numbers_and_nobody_named(form):
    answer(form, MONDAY + timedelta(hours=1))
    assert digest.send_due(MONDAY + timedelta(hours=20, minutes=59)) == 0
    assert digest.send_due(MONDAY + timedelta(hours=21)) == 1  # eight in Helsinki
    assert digest.send_due(MONDAY + EIGHT) == 1
    assert digest.send_due(MONDAY + EIGHT) == 0
    eva, heli = sent(MONDAY)
    assert (eva.subject, heli.subject) == ("Det här har hänt på dina sidor", "Mitä sivuillasi on tapahtunut")
    assert "1 nytt svar" in eva.body and "1 uusi vastaus" in heli.body
    for letter in (eva, heli):
        assert reverse("forms_app_desk:list", args=[form.pk]) in letter.body
        assert "kanarie" not in f"{letter.body} {letter.alternatives}".lower()


def test_on_a_day_without_anything_new_there_is_none_and_nothing_is_told_twice(form):
    answer(form, MONDAY + timedelta(hours=1))
    assert digest.send_due(MONDAY + EIGHT) == 2
    assert digest.send_due(MONDAY + EIGHT + timedelta(days=1)) == 0
    assert Digest.objects.count() == 2


def test_a_machine_that_slept_until_two_sends_it_then_once_and_at_eight_the_next_day(form):
    answer(form, MONDAY + timedelta(hours=1))
    two = MONDAY + EIGHT + timedelta(hours=6)
    assert digest.send_due(two) == 2
    answer(form, two + timedelta(minutes=5))
    assert digest.send_due(two + timedelta(minutes=10)) == 0
    assert digest.send_due(MONDAY + EIGHT + timedelta(days=1)) == 2


def test_a_new_task_is_something_to_tell_once(form):
    answer(form, MONDAY + timedelta(hours=1))
    assert digest.send_due(MONDAY + EIGHT) == 2
    sent(MONDAY)
    outbox.queue("submission_received", object_id=form.get_submissions().get().pk, language="sv")
    back = OutboundMessage.objects.filter(kind="submission_received")
    back.update(state="sent", finished_at=MONDAY, returned="bounced", returned_at=MONDAY)
    assert digest.send_due(MONDAY + EIGHT + timedelta(days=1)) == 2
    assert "mejl till 1 person har kommit tillbaka" in sent(MONDAY)[0].body
    assert digest.send_due(MONDAY + EIGHT + timedelta(days=2)) == 0


def test_whoever_has_left_gets_none_and_whoever_has_turned_it_off_neither(form):
    eva, heli = form.owner, form.organisers.get()
    type(heli).objects.filter(pk=heli.pk).update(is_active=False)
    browser = signed_in(eva)
    answer(form, MONDAY + timedelta(hours=1))
    account = reverse("wagtailadmin_account")
    assert 'name="digest-wants_digest"' in browser.get(account).content.decode()
    given = {"name_email-first_name": "Eva", "name_email-last_name": "Ek", "name_email-email": eva.email,
             "theme-theme": "system", "theme-contrast": "system", "theme-density": "default",
             "locale-preferred_language": "sv", "locale-current_time_zone": "Europe/Stockholm"}  # fmt: skip
    browser.post(account, given)
    assert DigestReader.objects.get(user=eva).wants_digest is False
    assert digest.send_due(MONDAY + EIGHT) == 0
    DigestReader.objects.update(wants_digest=True)
    assert digest.send_due(MONDAY + EIGHT + timedelta(days=1)) == 0  # what came meanwhile is not told afterwards


def test_a_page_may_stay_out_of_digests(form):
    answer(form, MONDAY + timedelta(hours=1))
    FormPage.objects.update(in_digest=False)
    assert digest.send_due(MONDAY + EIGHT) == 0


def test_a_letter_that_finds_nothing_any_more_is_not_sent_and_old_digests_go(form):
    answer(form, MONDAY + timedelta(hours=1))
    assert digest.send_due(MONDAY + EIGHT) == 2
    FormPage.objects.update(in_digest=False)
    assert sent(MONDAY) == []
    assert digest.purge(MONDAY + timedelta(days=40)) == 2
