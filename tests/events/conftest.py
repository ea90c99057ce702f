"""A Swedish region and a seminar of its own, as the tests of events need them."""
from datetime import date, time

import pytest
from wagtail.models import Locale, Page, Site

from events.models import Appearance, Audience, EventContact, EventIndexPage, EventPage, Occasion, RelatedLink
from forms_app import submissions
from forms_app.models import FormVersion, Submission
from home.models import BodyPage, ContactPerson, HomePage, Place
from privacy.models import Controller, ProcessingActivity, RetentionRule, SectionDefaults


@pytest.fixture
def swedish(db):
    return Locale.objects.get_or_create(language_code="sv")[0]


@pytest.fixture
def finnish(db):
    return Locale.objects.get_or_create(language_code="fi")[0]


@pytest.fixture
def home_page(swedish):
    page = Page.objects.get(depth=1).add_child(instance=HomePage(title="Start", slug="start", locale=swedish))
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "testserver", "port": 80, "root_page": page}
    )
    return page


@pytest.fixture
def body(home_page):
    """A public body with everything that is needed before anything is published."""
    page = home_page.add_child(instance=BodyPage(title="Region Björkdal", slug="bjorkdal"))
    controller = Controller.objects.create(
        names={"sv": "Kulturnämnden i Region Björkdal", "fi": "Björkdalin alueen kulttuurilautakunta"},
        language="sv", sector="region", jurisdiction="SE", record_regime="SE", time_zone="Europe/Stockholm",
        email="kultur@bjorkdal.example", phone="+46 40 123 45 67", officer_email="dso@bjorkdal.example",
    )
    activity = ProcessingActivity.objects.create(
        controller=controller,
        names={"sv": "Evenemang", "fi": "Tapahtumat"},
        purpose={"sv": "ta emot din anmälan", "fi": "vastaanottaa ilmoittautumisesi"},
    )
    rule = {"activity": activity, "action": "delete"}
    RetentionRule.objects.create(selector="record", anchor="last_occasion_end", period="P30D", **rule)
    RetentionRule.objects.create(selector="minor", anchor="submitted", period="P7D", **rule)
    RetentionRule.objects.create(
        selector="privacy_class", privacy_class="special", anchor="last_occasion_end", period="P7D", **rule
    )
    SectionDefaults.objects.create(page=page, controller=controller, activity=activity)
    return page


@pytest.fixture
def index(body):
    return body.add_child(instance=EventIndexPage(title="Evenemang", slug="evenemang"))


@pytest.fixture
def library(swedish):
    return Place.objects.create(
        name="Stadsbiblioteket", street_address="Lövgatan 1", postal_code="123 45", city="Björkdal",
        map_url="https://karta.example/1", step_free="yes", hearing_loop="no", locale=swedish,
    )


@pytest.fixture
def contact(swedish):
    return ContactPerson.objects.create(
        name="Alva Ek", role="Samordnare", email="alva.ek@bjorkdal.example", locale=swedish
    )


@pytest.fixture
def seminar(index, library, contact):
    """A live seminar on Saturday 27 February 2027, 10.05 to 15, with one of everything."""
    audience = Audience.objects.create(name="Bibliotekspersonal", locale=index.locale)
    page = EventPage(
        title="Läsning för alla", slug="lasning", lead="En dag om läsning.", kind="seminar",
        target_group="Bibliotekspersonal", preparation="Läs handboken.", included="Fika och lunch",
    )
    page.occasions.add(occasion(place=library, room="Sal A", join_link="https://mote.example/hemlig", mode="hybrid"))
    page.appearances.add(Appearance(name="Ida Lund", title="Bibliotekarie", role="speaker", sort_order=0))
    page.appearances.add(Appearance(name="Åke Berg", title="Forskare", role="moderator", sort_order=1))
    page.contacts.add(EventContact(person=contact))
    page.related_links.add(RelatedLink(title="Handboken", url="https://www.example.org/handbok"))
    page.audiences = [audience]
    add_questions(page)
    index.add_child(instance=page)
    page.save_revision().publish()
    return fresh(page)


@pytest.fixture
def seminar_in_finnish(seminar, finnish):
    """Its Finnish page: live, with title, lead and target group in Finnish; the rest is not translated."""
    for ancestor in seminar.get_ancestors().filter(depth__gt=1).specific():
        ancestor.copy_for_translation(finnish, copy_parents=True)
    page = seminar.copy_for_translation(finnish)
    EventPage.objects.filter(pk=page.pk).update(
        title="Lukemista kaikille", lead="Päivä lukemisesta.", target_group="Kirjastoväki", preparation="", live=True
    )
    for ancestor in page.get_ancestors().filter(depth__gt=1):
        Page.objects.filter(pk=ancestor.pk).update(live=True)
    return fresh(page)


def occasion(first_day=date(2027, 2, 27), start_time=time(10, 5), end_time=time(15), **values):
    return Occasion(first_day=first_day, start_time=start_time, end_time=end_time, **values)


def fresh(page):
    return type(page).objects.get(pk=page.pk)


def add_questions(page):
    """The five ready-made questions that a new event opens with."""
    model = type(page)._meta.get_field("form_fields").related_model
    for order, kind in enumerate(page.first_questions):
        row = model(field_type=kind, required=kind != "diet", sort_order=order)
        row.complete()
        page.form_fields.add(row)


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
