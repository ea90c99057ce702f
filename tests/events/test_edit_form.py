"""The editor's form: a seminar on one screen, drafts that lack things, and clear refusals beside the fields."""
from datetime import date, time

import pytest
from django.contrib.auth import get_user_model
from django.utils import translation
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from events.edit_form import EventPageForm
from events.models import EventPage, SeriesPage
from forms_app.question_types import FIRST_QUESTIONS

pytestmark = pytest.mark.django_db

OCCASION = {
    "first_day": "2027-02-27", "start_time": "10:05", "end_time": "15:00", "last_day": "", "precision": "exact",
    "mode": "in_person", "status": "planned", "room": "", "join_link": "", "place": "",
}
QUESTION = {
    "label": "", "help_text": "", "error_text": "", "default_value": "", "max_length": "", "autocomplete": "",
    "privacy_class": "", "in_receipt": "on", "choices": "", "clean_name": "",
}
#: What an editor fills in for a page like seed 0.
SEMINAR = {
    "title": "Läsning för alla",
    "lead": "En dag om läsning.",
    "target_group": "Bibliotekspersonal",
    "included": "Fika och lunch",
    "preparation": "Läs handboken före seminariet.",
    "closes_on": "2027-02-20",
    "thank_you_text": "Välkommen!",
}


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def editor(db):
    return get_user_model().objects.create_superuser("editor", "editor@example.org", "x")


def posted(occasions=None, contacts=(), links=(), **values):
    """What the browser sends: what the editor has filled in, and the defaults of everything else."""
    questions = [{**QUESTION, "field_type": each, "required": each != "diet"} for each in FIRST_QUESTIONS]
    return nested_form_data(
        {
            "slug": "lasning", "kind": "seminar", "held_in": "", "simple_text": "", "registration_mode": "",
            "registration_url": "", "deadline_note": "", "opens_at": "", "button_text": "", "not_open_text": "",
            "closed_text": "", "cost": "", "seo_title": "", "search_description": "", "comments": inline_formset([]),
            "body": streamfield([("text", rich_text("<p>En dag om läsning för alla.</p>"))]),
            "occasions": inline_formset(occasions or [OCCASION]),
            "appearances": inline_formset([]),
            "contacts": inline_formset([{"person": each} for each in contacts]),
            "related_links": inline_formset(list(links)),
            "allotments": inline_formset([]), "capacity": "", "has_queue": "on", "promotion": "automatic",
            "largest_party": "10", "reminder_days": "2", "follow_up_days": "1",
            "form_fields": inline_formset(questions),
            **SEMINAR,
            **values,
        }
    )


def form_of(index, editor, data, page=None, model=EventPage):
    form_class = model.get_edit_handler().get_form_class()
    page = page or model(locale=index.locale, source_locale=index.locale)
    return form_class(data, instance=page, parent_page=index, for_user=editor)


def errors_of(form):
    form.is_valid()
    rows = {name: [row for row in formset.errors if row] for name, formset in form.formsets.items()}
    return {**form.errors, **{name: found for name, found in rows.items() if found}}


def test_a_new_event_opens_with_one_occasion_and_five_questions(index, editor):
    form = form_of(index, editor, None)
    assert isinstance(form, EventPageForm)
    assert len(form.formsets["occasions"].forms) == 1
    assert [row.instance.field_type for row in form.formsets["form_fields"].forms] == [
        "name", "title", "organisation", "email", "diet"
    ]


def test_a_seminar_takes_at_most_twenty_filled_inputs(index, editor, library, contact):
    links = [{"title": f"Länk {number}", "url": "https://www.example.org/"} for number in range(3)]
    form = form_of(index, editor, posted([{**OCCASION, "place": library.pk}], contacts=[contact.pk], links=links))
    assert errors_of(form) == {}
    body, when_and_where, chosen = 1, 4, 1
    assert len(SEMINAR) + body + when_and_where + chosen + 2 * len(links) <= 20


def test_what_was_filled_in_is_stored(index, editor, library):
    form = form_of(index, editor, posted([{**OCCASION, "place": library.pk}]))
    assert errors_of(form) == {}
    page = form.save(commit=False)
    index.add_child(instance=page)
    stored = EventPage.objects.get(slug="lasning")
    only = stored.occasions.get()
    assert (only.first_day, only.start_time, only.place) == (date(2027, 2, 27), time(10, 5), library)
    assert (stored.included, stored.mode, stored.form_fields.count()) == ("Fika och lunch", "form", 5)


@pytest.mark.parametrize(
    ("occasion", "field", "words"),
    [
        ({"first_day": ""}, "first_day", "Give the date"),
        ({"start_time": ""}, "start_time", "Give the time"),
        ({"end_time": "09:00"}, "end_time", "ends before it starts"),
        ({"last_day": "2027-02-26"}, "last_day", "ends before it starts"),
        ({"join_link": "https://mote.example/"}, "mode", "choose online"),
    ],
)
def test_an_error_stands_beside_its_field(index, editor, occasion, field, words):
    found = errors_of(form_of(index, editor, posted([{**OCCASION, **occasion}])))
    assert words in str(found["occasions"][0][field])


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"closes_on": "2027-02-28"}, "closes_on", "after the event begins"),
        ({"registration_mode": "external"}, "registration_url", "address of the page"),
        ({"registration_mode": "email"}, "registration_mode", "contact person"),
    ],
)
def test_what_does_not_fit_together_is_said_beside_its_field(index, editor, values, field, words):
    assert words in str(errors_of(form_of(index, editor, posted(**values)))[field])


def test_registration_by_mail_needs_a_contact_with_an_address(index, editor, contact):
    found = errors_of(form_of(index, editor, posted(registration_mode="email", contacts=[contact.pk])))
    assert found == {}


def test_a_draft_may_lack_date_and_time(index, editor):
    form = form_of(index, editor, posted([{**OCCASION, "first_day": "", "start_time": "", "end_time": ""}]))
    form.defer_required_fields()
    assert errors_of(form) == {}


def test_a_draft_that_contradicts_itself_is_refused(index, editor):
    form = form_of(index, editor, posted([{**OCCASION, "end_time": "09:00"}]))
    form.defer_required_fields()
    assert "end_time" in str(errors_of(form))


def test_a_new_page_is_judged_as_a_whole_when_it_is_to_be_published(index, editor):
    publishing = {"action-publish": "1", "closes_on": ""}
    right = form_of(index, editor, posted(lead="Kom lördag 27 februari.", **publishing), EventPage(locale=index.locale))
    assert errors_of(right) == {}
    wrong = form_of(index, editor, posted(lead="Kom tisdag 27 februari.", **publishing), EventPage(locale=index.locale))
    assert "tisdag 27 februari" in str(errors_of(wrong)["__all__"])


def test_an_event_is_no_network_and_a_network_no_seminar(index, editor):
    def offered(model):
        return [value for value, _label in form_of(index, editor, None, model=model).fields["kind"].choices]

    assert "seminar" in offered(EventPage)
    assert not {"network", "programme"} & set(offered(EventPage))
    assert offered(SeriesPage) == ["network", "course"]
    assert form_of(index, editor, None, model=SeriesPage)["kind"].value() == "network"


def test_for_whom_a_cost_is_goes_with_the_cost(index, editor):
    network = {
        "kind": "network", "cost_per": "person", "rhythm": "", "requirements": "", "commitment": "", "invoice_text": "",
        "next_step": "", "registers_for": "all",
    }
    assert errors_of(form_of(index, editor, posted(**network, cost="8 000 kronor"), model=SeriesPage)) == {}
    refused = errors_of(form_of(index, editor, posted(**network), model=SeriesPage))
    assert refused == {"cost": ["Write the cost, or choose nothing about for whom it is."]}
