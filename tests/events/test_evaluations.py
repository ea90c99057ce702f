"""An evaluation of an event or of one step of a programme: what it is about, and whose opinion it asks for."""
from datetime import UTC, datetime

import pytest
from django.utils import timezone

from events.models import Module, ProgrammePage, Registration
from forms_app.models import Submission
from tests.events.conftest import add_questions, fresh, register
from tests.factories import an_evaluation

pytestmark = pytest.mark.django_db
OPEN = datetime(2027, 2, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def february(time_machine):
    time_machine.move_to(OPEN, tick=False)


def test_an_evaluation_tells_which_step_of_the_programme_it_is_about(client, index):
    page = ProgrammePage(title="Certifiering för alla", slug="certifiering", lead="Steg för steg.")
    page.modules.add(Module(title="Lära känna", sort_order=0), Module(title="Titta inåt", sort_order=1))
    add_questions(page)
    index.add_child(instance=page)
    page.save_revision().publish()
    programme = fresh(page)
    of_all = an_evaluation(parent=programme, title="Hela programmet", slug="hela")
    of_one = an_evaluation(parent=programme, title="Första momentet", slug="forsta")
    programme.modules.filter(title="Lära känna").update(evaluation=of_one)
    assert of_all.about() == of_one.about() == programme
    assert of_all.about_words(OPEN) == ["Certifiering för alla"]
    assert of_one.about_words(OPEN) == ["Certifiering för alla", "Lära känna"]
    html = client.get(of_one.get_url_parts()[2]).content.decode()
    assert "Lära känna" in html
    assert "Titta inåt" not in html
    assert of_one.get_url_parts()[2] in client.get(programme.get_url_parts()[2]).content.decode()


def test_those_who_have_a_place_are_asked_and_nobody_else(seminar):
    there, twice, restricted, protected = (
        register(seminar, now=OPEN, email=f"{name}@example.org") for name in ("a", "b", "c", "d")
    )
    again = register(seminar, now=OPEN, email="b@example.org", title="Chef")
    aside = register(seminar, now=OPEN, email="e@example.org", suspicious=True)
    assert Registration.objects.get(submission=again).state == "repeated"
    assert Submission.objects.quarantined().get() == aside
    assert set(seminar.to_invite()) == {there, twice, restricted, protected}
    Submission.objects.filter(pk=restricted.pk).update(restricted_at=timezone.now())
    Submission.objects.filter(pk=protected.pk).update(protected=True)
    assert set(seminar.to_invite()) == {there, twice}
