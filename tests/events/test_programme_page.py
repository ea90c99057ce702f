"""The page of a programme: its steps, what they lead to, and the track of follow-ups."""
import re
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import EventPage, FollowUp, Module, ProgrammePage
from tests.events.conftest import add_questions, fresh, occasion

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def february(time_machine):
    time_machine.move_to(datetime(2027, 2, 1, 12, tzinfo=UTC), tick=False)


@pytest.fixture
def programme(index):
    """A live certification of three modules and two workshops, without any date."""
    page = ProgrammePage(
        title="Certifiering för alla", slug="certifiering", lead="Steg för steg.", group_size="Omkring 3–8 personer",
        group_task="Gruppen skriver en handlingsplan.", certificate_rule="När planen är godkänd.",
        evaluation_note="Varje dag utvärderas anonymt.", other_note="Stegen kan anpassas.",
    )
    for order, (kind, title) in enumerate(
        [("module", "Lära känna"), ("module", "Titta inåt"), ("workshop", "Skriva"), ("module", "Blicka framåt"),
         ("workshop", "Mäta")]
    ):
        page.modules.add(Module(kind=kind, title=title, length="en halv dag", sort_order=order))
    for order, months in enumerate((36, 6, 18)):
        page.follow_ups.add(FollowUp(months=months, title=f"Uppföljning {months}", sort_order=order))
    add_questions(page)
    index.add_child(instance=page)
    page.save_revision().publish()
    return fresh(page)


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def in_order(text, *words):
    places = [text.find(each) for each in words]
    assert -1 not in places, dict(zip(words, places, strict=True))
    return places == sorted(places)


def test_steps_are_numbered_by_their_kind_in_the_order_they_are_given(client, programme):
    text = text_of(client.get(programme.url))
    assert in_order(
        text, "Moment 1 Lära känna", "Moment 2 Titta inåt", "Workshop 1 Skriva", "Moment 3 Blicka framåt",
        "Workshop 2 Mäta",
    )  # fmt: skip
    for words in ("en halv dag", "Omkring 3–8 personer", "handlingsplan", "planen är godkänd", "anonymt", "anpassas"):
        assert words in text, words


def test_the_track_says_how_long_after_until_a_day_is_given(client, programme):
    before = text_of(client.get(programme.url))
    assert in_order(before, "Efter 6 månader", "Uppföljning 6", "Efter 18 månader", "Efter 3 år", "Uppföljning 36")
    assert "2027" not in before[before.index("Certifikatet ges"):before.index("Efter 3 år")]

    programme.follow_ups_from = date(2027, 8, 31)
    programme.save_revision().publish()

    after = text_of(client.get(programme.url))
    assert in_order(
        after, "31 augusti 2027", "Efter 6 månader 29 februari 2028", "28 februari 2029", "31 augusti 2030"
    )


def test_a_programme_is_published_without_any_day_and_listed_with_the_events_to_come(client, index, programme):
    assert not programme.occasions.exists()
    assert list(EventPage.objects.upcoming(date(2027, 2, 1)).values_list("kind", flat=True)) == ["programme"]
    for page in (programme, index):
        assert "Dagarna bestäms med varje organisation" in text_of(client.get(page.url))


def test_a_programme_is_a_programme_from_the_start(index):
    page = index.add_child(instance=ProgrammePage(title="Ny", slug="ny"))
    assert (fresh(page).kind, fresh(page).has_form()) == ("programme", True)


def test_without_a_day_one_registers_interest(client, programme):
    assert "Anmäl intresse" in text_of(client.get(programme.url))
    programme.occasions.add(occasion())
    programme.save_revision().publish()
    text = text_of(client.get(programme.url))
    assert "Anmäl mig" in text
    assert "Anmäl intresse" not in text


def test_a_step_leads_to_its_evaluation(client, index, programme):
    step = programme.modules.first()
    step.evaluation = index
    step.save()
    shown = client.get(programme.url).content.decode()
    assert re.search(rf'<a href="{index.url}">\s*Berätta vad du tyckte', shown)


def test_the_page_costs_no_more_queries_for_more_rows(client, programme):
    def cost():
        client.get(programme.url)
        with CaptureQueriesContext(connection) as counted:
            client.get(programme.url)
        return len(counted)

    few = cost()
    for number in range(6):
        Module.objects.create(page=programme, title=f"Mer {number}", locale=programme.locale)
        FollowUp.objects.create(page=programme, months=number + 1, title=f"Mer {number}", locale=programme.locale)
    assert programme.modules.count() == 11
    assert cost() == few <= 14
