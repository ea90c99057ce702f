"""Organisers are told at once: each alone, once, in her own language, and nothing of those who answered."""
from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from wagtail.users.models import UserProfile

from forms_app.models import OrganiserAlert, Submission
from forms_app.organisers import kinds, moments
from forms_app.organisers.alerts import alert
from privacy import outbox
from privacy.models import OutboundMessage
from privacy.roles import Role
from tests.factories import a_form_page, a_submission, let_go
from tests.forms_app.test_desk import colleague

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 2, 1, 12, tzinfo=UTC)


@pytest.fixture
def form() -> Any:
    """A form made by Eva, who works in Swedish; Heli, named on it, works in Finnish."""
    eva, heli = colleague("eva", Role.EDITOR), colleague("heli", Role.ORGANISER)
    for user, language in ((eva, "sv"), (heli, "fi")):
        UserProfile.objects.create(user=user, preferred_language=language)
    form = a_form_page(title="Läsning", owner=eva, closes_on=date(2027, 2, 28))
    form.organisers.add(heli)
    form.save()
    return form


def sent() -> list[Any]:
    """What has been mailed since it was last asked for."""
    outbox.send_due(timezone.now() + timedelta(minutes=1))
    found, mail.outbox[:] = list(mail.outbox), []
    return sorted(found, key=lambda each: each.to)


def test_each_organiser_gets_one_of_her_own_in_her_language_and_nobody_is_named(form):
    record = a_submission(form, name="Kanariefågel", email="kanarie@example.org")
    mail.outbox.clear()
    OutboundMessage.objects.all().delete()
    assert alert("access_need", form, now=NOW, record=record) == 2
    assert alert("access_need", form, now=NOW, record=record) == 0
    letters = sent()
    assert [each.to for each in letters] == [["eva@region.example"], ["heli@region.example"]]
    subjects = [each.subject for each in letters]
    assert subjects == ["Ett tillgänglighetsbehov – Läsning", "Esteettömyystarve – Läsning"]
    for letter in letters:
        texts = [letter.subject, letter.body, letter.alternatives[0][0]]
        assert all("Läsning" in text for text in texts)
        assert f"/admin/submissions/form/{form.pk}/" in letter.body
        assert not any(word in text for text in texts for word in ("Kanarie", "kanarie@"))


def test_whoever_has_left_or_looks_after_it_no_more_is_told_nothing(form):
    eva, heli = form.owner, form.organisers.get()
    alert("access_need", form, now=NOW)
    type(eva).objects.filter(pk=eva.pk).update(is_active=False)
    eva.refresh_from_db()
    form.organisers.clear()
    form.save()
    assert sent() == []
    assert {each.state for each in OutboundMessage.objects.filter(kind="organiser_alert")} == {"dropped"}
    form = type(form).objects.get(pk=form.pk)
    assert alert("access_need", form, now=NOW, mark="later") == 0
    assert alert("access_need", form, now=NOW, mark="later", to=[heli, None, eva]) == 1
    assert not OrganiserAlert.objects.filter(mark="later", user=eva.pk).exists()


def test_a_kind_that_nobody_has_added_is_told_to_nobody_and_every_kind_has_words(form):
    with pytest.raises(KeyError):
        alert("nothing", form, now=NOW)
    assert {"mail_back", "access_need", "list_closed", "event_full", "late_cancellation"} <= set(kinds.kinds())
    for kind in kinds.kinds():
        words = kinds.words_of(kind)
        named = {"title": form.title, **words.numbers(form)}
        assert all("%(" not in str(each) % named for each in (words.subject, *words.says))


def test_a_closed_list_is_told_once_with_how_many_are_on_it(form):
    a_submission(form)
    sent()
    before, after = datetime(2027, 2, 28, 22, 59, tzinfo=UTC), datetime(2027, 2, 28, 23, 0, tzinfo=UTC)
    assert moments.tell(before) == 0
    assert moments.tell(after) == 2
    assert moments.tell(after + timedelta(minutes=1)) == 0
    assert "På listan nu: 1." in sent()[0].body
    form.closes_on = date(2027, 2, 1)
    form.save()
    assert moments.tell(after) == 0  # long ago: nobody hears of it now


def test_mail_that_came_back_is_told_once_and_again_when_it_comes_back_again(form):
    record = a_submission(form)
    sent()
    back = OutboundMessage.objects.filter(object_id=record)
    back.update(returned="bounced", returned_at=NOW)
    assert moments.tell(NOW) == 2
    assert moments.tell(NOW) == 0
    assert f"/admin/submissions/{record}/" in sent()[0].body
    Submission.objects.update(restricted_at=NOW)
    OrganiserAlert.objects.all().delete()
    assert moments.tell(NOW) == 0


def test_what_was_told_of_an_answer_goes_with_it(form):
    record = a_submission(form)
    alert("access_need", form, now=NOW, record=record)
    assert OrganiserAlert.objects.count() == 2
    let_go(Submission.objects.filter(pk=record))
    assert OrganiserAlert.objects.count() == 0
