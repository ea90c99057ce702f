"""A Swedish region and a seminar of its own: found where the database holds them, made where it does not."""
from datetime import date, time
from typing import Any

from wagtail.models import Locale, Page, Site

from events.models import Appearance, Audience, EventContact, EventIndexPage, EventPage, Occasion, RelatedLink
from home.models import BodyPage, ContactPerson, HomePage, Place
from privacy.models import Controller, ProcessingActivity, RetentionRule, SectionDefaults


def the_language(language: str) -> Locale:
    return Locale.objects.get_or_create(language_code=language)[0]


def the_home_page() -> HomePage:
    found = HomePage.objects.filter(slug="start", locale__language_code="sv").first()
    if found:
        return found
    start = HomePage(title="Start", slug="start", locale=the_language("sv"))
    page = Page.objects.get(depth=1).add_child(instance=start)
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "testserver", "port": 80, "root_page": page}
    )
    return page


def the_body() -> BodyPage:
    """A public body with everything that is needed before anything is published."""
    found = BodyPage.objects.filter(slug="bjorkdal", locale__language_code="sv").first()
    if found:
        return found
    page = the_home_page().add_child(instance=BodyPage(title="Region Björkdal", slug="bjorkdal"))
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


def the_index() -> EventIndexPage:
    found = EventIndexPage.objects.filter(slug="evenemang", locale__language_code="sv").first()
    return found or the_body().add_child(instance=EventIndexPage(title="Evenemang", slug="evenemang"))


def the_library() -> Place:
    return Place.objects.filter(name="Stadsbiblioteket").first() or Place.objects.create(
        name="Stadsbiblioteket", street_address="Lövgatan 1", postal_code="123 45", city="Björkdal",
        map_url="https://karta.example/1", step_free="yes", hearing_loop="no", locale=the_language("sv"),
    )


def the_contact() -> ContactPerson:
    return ContactPerson.objects.filter(name="Alva Ek").first() or ContactPerson.objects.create(
        name="Alva Ek", role="Samordnare", email="alva.ek@bjorkdal.example", locale=the_language("sv")
    )


def make_seminar() -> None:
    """A live seminar on Saturday 27 February 2027, 10.05 to 15, with one of everything."""
    index = the_index()
    audience = Audience.objects.create(name="Bibliotekspersonal", locale=index.locale)
    page = EventPage(
        title="Läsning för alla", slug="lasning", lead="En dag om läsning.", kind="seminar",
        target_group="Bibliotekspersonal", preparation="Läs handboken.", included="Fika och lunch",
    )
    page.occasions.add(
        occasion(place=the_library(), room="Sal A", join_link="https://mote.example/hemlig", mode="hybrid")
    )
    page.appearances.add(Appearance(name="Ida Lund", title="Bibliotekarie", role="speaker", sort_order=0))
    page.appearances.add(Appearance(name="Åke Berg", title="Forskare", role="moderator", sort_order=1))
    page.contacts.add(EventContact(person=the_contact()))
    page.related_links.add(RelatedLink(title="Handboken", url="https://www.example.org/handbok"))
    page.audiences = [audience]
    add_questions(page)
    index.add_child(instance=page)
    page.save_revision().publish()


def the_seminar() -> EventPage:
    """The seminar; made where the database has none, as on SQLite or when a fixture is asked for late."""
    seminars = EventPage.objects.filter(slug="lasning", locale__language_code="sv")
    if not seminars.exists():
        make_seminar()
    return seminars.get()


def the_seminar_in_finnish() -> EventPage:
    """Its Finnish page: live, with title, lead and target group in Finnish; the rest is not translated."""
    seminar, finnish = the_seminar(), the_language("fi")
    found = EventPage.objects.filter(translation_key=seminar.translation_key, locale=finnish)
    if not found.exists():
        for ancestor in seminar.get_ancestors().filter(depth__gt=1).specific():
            ancestor.copy_for_translation(finnish, copy_parents=True)
        page = seminar.copy_for_translation(finnish)
        found.update(
            title="Lukemista kaikille", lead="Päivä lukemisesta.", target_group="Kirjastoväki", preparation="",
            live=True,
        )  # fmt: skip
        Page.objects.filter(pk__in=page.get_ancestors().filter(depth__gt=1)).update(live=True)
    return found.get()


def occasion(
    first_day: date = date(2027, 2, 27), start_time: time = time(10, 5), end_time: time = time(15), **values: Any
) -> Occasion:
    return Occasion(first_day=first_day, start_time=start_time, end_time=end_time, **values)


def add_questions(page: Any) -> None:
    """The five ready-made questions that a new event opens with."""
    model = type(page)._meta.get_field("form_fields").related_model
    for order, kind in enumerate(page.first_questions):
        row = model(field_type=kind, required=kind != "diet", sort_order=order)
        row.complete()
        page.form_fields.add(row)
