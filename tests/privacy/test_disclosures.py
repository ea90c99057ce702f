"""What left the house is written down once, cannot be changed, and is told to whom it may have concerned."""
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from forms_app.models import FormPage
from forms_app.models.submissions import HOLDING
from privacy import disclosures, registry
from privacy.disclosures import disclosures_about
from privacy.models import Disclosure
from privacy.roles import Role
from tests.factories import ASKED_AT, a_body, a_form_page, a_submission, an_officer


def handed_out(page: FormPage, **facts: Any) -> Disclosure:
    usual: dict[str, Any] = {
        "activity": page.section.activity, "group": page.translation_key, "purpose": "badges",
        "given_to": "organisation", "recipient": "Kongresshuset", "columns": ["reference"], "special": False, "rows": 2,
        "by": an_officer(Role.CASE_OFFICER), "at": ASKED_AT + timedelta(days=1),
    }  # fmt: skip
    return disclosures.record(**{**usual, **facts})


def views_of(*records: Any) -> Any:
    return registry.holding_of(HOLDING).views(records, "sv", opened=False)


@pytest.mark.django_db
def test_a_person_is_told_of_the_lists_made_after_she_came_in():
    page, other = a_form_page(), a_form_page(parent=a_body("annan"))
    before = handed_out(page, at=ASKED_AT - timedelta(days=1))
    record = a_submission(page)
    after, elsewhere = handed_out(page), handed_out(other)
    assert disclosures_about(views_of(record)) == {record: [after]}
    assert Disclosure.objects.count() == len({before, after, elsewhere}) == 3


@pytest.mark.django_db
def test_all_records_take_one_query_more(django_assert_num_queries):
    page = a_form_page()
    views = views_of(*[a_submission(page, name=name) for name in ("Maj", "Bo", "Ann")])
    handed_out(page)
    with django_assert_num_queries(1):
        assert len(disclosures_about(views)) == 3


@pytest.mark.django_db
def test_a_name_stands_where_an_organisation_got_it_and_nowhere_else():
    page = a_form_page()
    assert handed_out(page, given_to="self", recipient="Kongresshuset").recipient == ""
    with pytest.raises(IntegrityError), transaction.atomic():
        handed_out(page, recipient="")


def test_the_database_keeps_it_until_its_day_and_then_lets_it_go(both_databases):
    page = a_form_page()
    kept = handed_out(page, at=timezone.now())
    with pytest.raises(DatabaseError, match="insert-only"), transaction.atomic():
        Disclosure.objects.update(rows=1)
    with pytest.raises(DatabaseError, match="insert-only"), transaction.atomic():
        Disclosure.objects.all().delete()
    handed_out(page, at=timezone.now() - timedelta(days=366 * 6))
    assert disclosures.prune(timezone.now()) == 1
    assert list(Disclosure.objects.all()) == [kept]
