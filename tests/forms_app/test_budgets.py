"""How many questions a form may put to the database, with what is read once a minute already in hand."""
import pytest
from django.core.cache import cache

from tests.factories import a_body, a_form_page, address_of, answers_to, in_language, question, send, version_shown

pytestmark = pytest.mark.django_db
GET, POST = 14, 24


def many_questions(count: int):
    return [question("name"), question("email")] + [
        question("radio", f"Val {number}", choices="a=Ja\nb=Nej", required=False) for number in range(count)
    ]


def warm(client, *pages) -> None:
    cache.clear()
    for page in pages:
        assert client.get(address_of(page)).status_code == 200


@pytest.mark.parametrize("count", [3, 30])
def test_a_form_page_is_within_its_budget_however_many_questions_it_has(client, django_assert_max_num_queries, count):
    page = a_form_page(*many_questions(count))
    warm(client, page)
    with django_assert_max_num_queries(GET):
        client.get(address_of(page))


@pytest.mark.parametrize("count", [3, 30])
def test_a_post_is_within_its_budget_however_many_questions_it_has(client, django_assert_max_num_queries, count):
    page = a_form_page(*many_questions(count))
    warm(client, page)
    answers, version = answers_to(page), version_shown(client, page)
    with django_assert_max_num_queries(POST):
        assert send(client, page, answers, version=version).status_code == 303


def test_a_translated_form_is_within_the_same_budgets(client, django_assert_max_num_queries):
    page = a_form_page(*many_questions(10))
    finnish = in_language(page, "fi", {"Anmälan": "Ilmoittautuminen"})
    warm(client, page, finnish)
    answers, version = answers_to(page), version_shown(client, finnish)
    with django_assert_max_num_queries(GET):
        client.get(address_of(finnish))
    with django_assert_max_num_queries(POST):
        assert send(client, finnish, answers, version=version).status_code == 303


def test_a_refused_post_costs_no_more_than_one_that_is_taken(client, django_assert_max_num_queries):
    page = a_form_page(parent=a_body())
    warm(client, page)
    version = version_shown(client, page)
    with django_assert_max_num_queries(POST):
        assert send(client, page, {}, version=version).status_code == 422
    with django_assert_max_num_queries(POST):
        assert send(client, page, answers_to(page), version="0" * 64).status_code == 409
