"""The page of a project, and the list of projects."""
import re
from datetime import UTC, date, datetime, time

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from events.models import (
    EventContact,
    EventPage,
    Funding,
    Partner,
    ProjectIndexPage,
    ProjectPage,
    ProjectResult,
    RelatedLink,
)
from forms_app.models import FormField
from home.publishing import PublishingRefused
from tests.events.conftest import fresh, occasion

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def february(time_machine):
    time_machine.move_to(datetime(2027, 2, 1, 12, tzinfo=UTC), tick=False)


@pytest.fixture
def projects(body):
    return body.add_child(instance=ProjectIndexPage(title="Projekt", slug="projekt", show_in_menus=True))


@pytest.fixture
def project(projects, index, contact):
    """A live project with one of everything."""
    page = ProjectPage(
        title="Läslust i hela länet", slug="laslust", lead="Vi läser mer.", starts_on=date(2026, 3, 1),
        ends_on=date(2028, 2, 29), organisation_unit="Biblioteksutveckling", last_payment_on=date(2028, 9, 1),
        goals="<p>Fler ska läsa.</p><ul><li>ett mål</li></ul>", implementation="<p>Vi utbildar.</p>",
    )
    page.partners.add(Partner(name="Föreningen Bokstunden", url="https://bokstunden.example"))
    page.fundings.add(Funding(funder="Europeiska unionen", fund="Europeiska socialfonden+", label="co_funded"))
    page.results.add(ProjectResult(title="Alla våra träffar", text="Kom med.", target=index))
    page.contacts.add(EventContact(person=contact))
    page.related_links.add(RelatedLink(title="Projektets blogg", url="https://blogg.example"))
    projects.add_child(instance=page)
    page.save_revision().publish()
    return fresh(page)


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def belonging(index, project, day, **values):
    page = EventPage(title=f"Träff {day}", slug=f"traff-{day}", kind="talk", project=project)
    page.occasions.add(occasion(day, time(9), **values))
    index.add_child(instance=page)
    page.save_revision().publish()
    return page


def test_the_page_shows_every_fact(client, project, index):
    response = client.get(project.url)
    text = text_of(response)
    for words in (
        "Läslust i hela länet", "Vi läser mer.", "1 mars 2026 – 29 februari 2028", "Pågår", "Biblioteksutveckling",
        "Fler ska läsa.", "ett mål", "Vi utbildar.", "Föreningen Bokstunden", "Europeiska socialfonden+",
        "Medfinansieras av Europeiska unionen", "Alla våra träffar", "Kom med.", "Alva Ek", "Projektets blogg",
    ):  # fmt: skip
        assert words in text, words
    shown = response.content.decode()
    assert "img/eu-emblem" in shown
    assert f'href="{index.url}"' in shown
    assert "2028-09" not in shown and "september" not in text


def test_a_body_replaces_the_drawn_emblem_by_the_official_file(client, project, body):
    body.eu_emblem = Image.objects.create(title="Emblem", file=get_test_image_file())
    body.save_revision().publish()
    shown = client.get(project.url).content.decode()
    assert "funding-emblem" in shown
    assert "img/eu-emblem" not in shown


def test_its_events_are_listed_those_to_come_first(client, project, index):
    past, coming = belonging(index, project, date(2027, 1, 10)), belonging(index, project, date(2027, 3, 10))
    other = EventPage(title="En annan dag", slug="annan", kind="talk")
    other.occasions.add(occasion(date(2027, 3, 1), time(9)))
    index.add_child(instance=other)

    listed = project.listed_events()

    assert [page.pk for page in listed["coming"]] == [coming.pk]
    assert [page.pk for page in listed["past"]] == [past.pk]
    text = text_of(client.get(project.url))
    assert text.index("Kommande evenemang") < text.index("Tidigare evenemang")
    assert "En annan dag" not in text
    facts = re.compile(rf'<dt>Projekt</dt>\s*<dd><a href="{project.url}">Läslust i hela länet</a>')
    assert facts.search(client.get(coming.url).content.decode())
    assert not facts.search(client.get(other.url).content.decode())


@pytest.mark.parametrize(("with_form", "shown"), [(False, 0), (True, 1)])
def test_it_has_a_form_only_when_the_editor_wants_one(client, project, with_form, shown):
    question = FormField(field_type="email", required=True)
    question.complete()
    project.form_fields.add(question)
    project.with_form = with_form
    project.save_revision().publish()

    assert client.get(project.url).content.decode().count('<form class="form"') == shown


@pytest.mark.parametrize(
    ("closes_on", "now", "is_open"),
    [
        (None, datetime(2028, 2, 29, 22, 59, tzinfo=UTC), True),
        (None, datetime(2028, 2, 29, 23, 1, tzinfo=UTC), False),
        (date(2028, 4, 30), datetime(2028, 4, 1, tzinfo=UTC), True),
    ],
)
def test_its_form_closes_with_the_project_unless_another_day_is_set(project, closes_on, now, is_open):
    project.closes_on = closes_on
    assert project.admission(now).is_open is is_open


def test_without_a_form_nothing_is_asked_of_its_questions(project):
    assert project.publishing_refusals() == []
    project.with_form = True
    assert [reason for reason in project.publishing_refusals() if "e-post" in reason or "e-mail" in reason]


@pytest.mark.parametrize(
    ("change", "words"),
    [({"starts_on": None}, "första dag"), ({"ends_on": date(2026, 1, 1)}, "slutar innan")],
)
def test_what_is_missing_or_impossible_keeps_it_from_going_live(project, change, words):
    for name, value in change.items():
        setattr(project, name, value)
    with pytest.raises(PublishingRefused) as refused:
        project.publish(project.save_revision(clean=False))
    assert words in " ".join(map(str, refused.value.reasons))


def test_a_draft_that_ends_before_it_starts_is_refused_at_once(project):
    project.ends_on = date(2026, 1, 1)
    with pytest.raises(ValidationError):
        project.clean()


def test_its_periods_run_from_its_end_and_from_the_year_of_the_last_payment(project):
    anchors = project.retention_anchors()
    assert anchors["registration_closed"] is None
    assert anchors["project_end"] == date(2028, 2, 29)
    assert anchors["final_payment_year_end"] == date(2028, 12, 31)


def test_the_list_shows_projects_that_run_before_those_that_have_ended(client, projects, project):
    for slug, starts_on, ends_on in (("gammalt", date(2020, 1, 1), date(2021, 1, 1)), ("nytt", date(2027, 5, 1), None)):
        page = projects.add_child(
            instance=ProjectPage(title=slug, slug=slug, starts_on=starts_on, ends_on=ends_on)
        )
        page.save_revision().publish()

    assert [page.slug for page in projects.listed()] == ["laslust", "nytt", "gammalt"]
    assert [page.slug for page in projects.teasers(2)] == ["laslust", "nytt"]
    text = text_of(client.get(projects.url))
    assert text.index("Från 1 maj 2027") < text.index("Avslutade projekt") < text.index("gammalt")


def test_a_body_shows_its_projects(client, projects, project, body):
    text = text_of(client.get(body.url))
    assert "Läslust i hela länet" in text
    assert "Pågår" in text


def test_neither_page_costs_more_queries_for_more_rows(client, projects, project, index):
    def cost(page):
        client.get(page.url)
        with CaptureQueriesContext(connection) as counted:
            client.get(page.url)
        return len(counted)

    few = cost(project), cost(projects)
    for number in range(5):
        Partner.objects.create(page=project, name=f"Mer {number}", locale=project.locale)
        ProjectResult.objects.create(page=project, title=f"Mer {number}", locale=project.locale)
        belonging(index, project, timezone.localdate().replace(day=number + 5))
        projects.add_child(instance=ProjectPage(title=f"P {number}", slug=f"p-{number}", starts_on=date(2027, 1, 1)))
    assert project.partners.count() == 6
    assert (cost(project), cost(projects)) == few
    assert few[0] <= 14 and few[1] <= 10
