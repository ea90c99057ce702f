"""A Swedish region and a seminar of its own, as the tests of events need them."""
import pytest

from forms_app import submissions
from forms_app.models import FormVersion, Submission
from tests.events import seminars
from tests.events.seminars import add_questions, occasion

__all__ = ["add_questions", "answers_to", "fresh", "occasion", "register", "republish"]


@pytest.fixture
def swedish(db):
    return seminars.the_language("sv")


@pytest.fixture
def finnish(db):
    return seminars.the_language("fi")


@pytest.fixture
def home_page(db):
    return seminars.the_home_page()


@pytest.fixture
def body(db):
    """A public body with everything that is needed before anything is published."""
    return seminars.the_body()


@pytest.fixture
def index(db):
    return seminars.the_index()


@pytest.fixture
def library(db):
    return seminars.the_library()


@pytest.fixture
def contact(db):
    return seminars.the_contact()


@pytest.fixture
def seminar(db):
    """A live seminar on Saturday 27 February 2027, 10.05 to 15, with one of everything (tests/worlds.py)."""
    return seminars.the_seminar()


@pytest.fixture
def seminar_in_finnish(seminar):
    """Its Finnish page: live, with title, lead and target group in Finnish; the rest is not translated."""
    return seminars.the_seminar_in_finnish()


def fresh(page):
    return type(page).objects.get(pk=page.pk)


def republish(page, **changes_of_the_first_occasion):
    """Publish the page with changes of its first occasion, as the editor's form does."""
    draft = page.get_latest_revision_as_object()
    first = draft.occasions.all()[0]
    for name, value in changes_of_the_first_occasion.items():
        setattr(first, name, value)
    draft.occasions.add(first)
    draft.save_revision().publish()
    return fresh(page)


def answers_to(page, **given):
    """Answers by question key for the ready-made questions; those not given have usual values."""
    usual = {
        "name": "Maja Ström", "title": "Bibliotekarie", "organisation": "Byns bibliotek",
        "email": "maja@example.org", "diet": "Jordnötsallergi",
    }
    return {row.clean_name: {**usual, **given}[row.field_type] for row in page.form_fields.all()}


def register(page, served_page=None, *, now, suspicious=False, **given):
    """Register through the one door; the record."""
    served = served_page or page
    version = FormVersion.objects.keep(served.form_content(page), page_id=page.pk)
    recorded = submissions.record(
        page=page, served_page=served, version=version, answers=answers_to(page, **given), now=now,
        suspicious=suspicious,
    )  # fmt: skip
    return Submission.objects.get(pk=recorded.submission)
