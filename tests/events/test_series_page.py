"""A network is an event with more: its own facts, and all that every event can."""
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar
from wagtail.documents import get_document_model
from wagtail.models import Page
from wagtail_localize.models import TranslationSource

from events.models import EventContact, EventPage, Occasion, RelatedLink, SeriesPage
from forms_app.access import readable_forms
from home.deletion import DeletionRefused
from home.languages import canonical_of
from home.searching import matching
from privacy.roles import Role
from tests.events.conftest import add_questions, fresh, occasion, register
from tests.factories import in_language, published

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 1, 11, 12, tzinfo=ZoneInfo("UTC"))

FINNISH = {
    "Nätverk för läsning": "Lukemisen verkosto",
    "Vi ses tre gånger.": "Tapaamme kolme kertaa.",
    "Nämnden har beslutat att delta.": "Lautakunta on päättänyt osallistumisesta.",
    "Ni arbetar hemma mellan träffarna.": "Työskentelette kotona tapaamisten välillä.",
    "8 000 kronor": "8 000 kruunua",
    "Vi skickar fakturan efter första träffen.": "Lähetämme laskun ensimmäisen tapaamisen jälkeen.",
    "Vi ringer upp.": "Soitamme teille.",
    "Första träffen": "Ensimmäinen tapaaminen",
    "Handboken": "Käsikirja",
}


@pytest.fixture
def network(index, library, contact):
    """A live network of three meetings: one on a day, one in a month, one in a term."""
    page = SeriesPage(
        title="Nätverk för läsning",
        slug="natverk",
        rhythm="Vi ses tre gånger.",
        requirements="Nämnden har beslutat att delta.",
        commitment="Ni arbetar hemma mellan träffarna.",
        cost="8 000 kronor",
        cost_per="person",
        invoice_text="Vi skickar fakturan efter första träffen.",
        next_step="Vi ringer upp.",
    )
    documentation = "<p>Vi talade om <b>läsning</b>.</p>"
    page.occasions.add(occasion(title="Första träffen", place=library, documentation=documentation, sort_order=0))
    page.occasions.add(Occasion(precision="month", first_day=date(2027, 5, 1), sort_order=1))
    page.occasions.add(Occasion(precision="term", first_day=date(2028, 2, 1), sort_order=2))
    page.contacts.add(EventContact(person=contact))
    page.related_links.add(RelatedLink(title="Handboken", url="https://www.example.org/handbok"))
    add_questions(page)
    index.add_child(instance=page)
    return published(page)


@pytest.fixture
def network_in_finnish(network):
    """Its Finnish page, translated by wagtail-localize and live."""
    return in_language(network, "fi", FINNISH)


def words_of(page):
    return canonical_of(page).words_for(page, NOW)


def test_a_network_is_an_event_in_every_list(network, seminar):
    assert set(EventPage.objects.live().canonical().values_list("slug", flat=True)) == {"natverk", "lasning"}
    assert EventPage.objects.get(slug="natverk").specific == network
    EventPage.objects.get(slug="natverk").save()
    assert fresh(network).kind == "network"


def test_a_revision_keeps_facts_of_its_own_and_the_rows_of_every_event(network):
    draft = network.get_latest_revision_as_object()
    draft.commitment = "Ni prövar hemma."
    draft.save_revision().publish()
    kept = fresh(network)
    assert (kept.commitment, kept.cost_per) == ("Ni prövar hemma.", "person")
    assert [each.title for each in kept.occasions.all()] == ["Första träffen", "", ""]
    assert [kept.contacts.count(), kept.related_links.count(), kept.form_fields.count()] == [1, 1, 5]


def test_a_copy_has_its_own_meetings_contacts_and_links(network):
    copied = network.copy(update_attrs={"slug": "natverk-2", "title": "Nästa nätverk"}, keep_live=False)
    copied = SeriesPage.objects.get(pk=copied.pk)
    assert (copied.requirements, copied.kind) == (network.requirements, "network")
    for relation in ("occasions", "contacts", "related_links", "form_fields"):
        own = set(getattr(copied, relation).values_list("pk", flat=True))
        assert len(own) == getattr(network, relation).count() > 0
        assert own.isdisjoint(getattr(network, relation).values_list("pk", flat=True))


def test_its_own_texts_and_those_of_its_rows_are_offered_for_translation(network):
    source, _created = TranslationSource.update_or_create_from_instance(network)
    offered = set(source.stringsegment_set.values_list("string__data", flat=True))
    assert FINNISH.keys() <= offered
    assert "Vi talade om <b>läsning</b>." in offered
    assert network.occasions.first().translation_key.hex not in "".join(offered)


def test_the_finnish_page_says_everything_in_finnish_with_the_facts_of_the_swedish(network_in_finnish, network):
    words = words_of(network_in_finnish)
    assert str(words.texts["requirements"]) == "Lautakunta on päättänyt osallistumisesta."
    assert str(words.occasions[0].title) == "Ensimmäinen tapaaminen"
    assert [each.words for each in words.occasions][1:] == ["toukokuu 2027", "kevät 2028"]
    assert network_in_finnish.cost_per == "person"
    assert canonical_of(network_in_finnish) == network


def test_a_later_sync_keeps_the_translated_rows_and_brings_the_new_meeting(network, network_in_finnish):
    before = dict(network_in_finnish.occasions.values_list("translation_key", "pk"))
    draft = network.get_latest_revision_as_object()
    draft.occasions.add(Occasion(precision="undecided", sort_order=3))
    draft.save_revision().publish()
    again = in_language(fresh(network), "fi", FINNISH)
    after = dict(again.occasions.values_list("translation_key", "pk"))
    assert len(after) == 4
    assert before.items() <= after.items()
    assert again.occasions.first().title == "Ensimmäinen tapaaminen"


def test_one_registration_is_for_the_whole_network_whatever_language_it_came_in(network, network_in_finnish):
    submission = register(network, network_in_finnish, now=NOW)
    assert submission.page_id == network.pk
    assert submission.registration.event_key == network.translation_key
    assert list(network.get_submissions()) == list(network_in_finnish.get_submissions()) == [submission]


def test_whoever_made_the_network_reads_what_was_sent_and_nobody_deletes_it(network, django_user_model):
    owner = django_user_model.objects.create_user("redaktor", "redaktor@bjorkdal.example", "x")
    SeriesPage.objects.filter(pk=network.pk).update(owner=owner)
    owner.groups.add(Group.objects.get(name=str(Role.EDITOR)))  # she may still edit it
    assert not readable_forms(owner).exists()
    register(network, now=NOW)
    assert [page.pk for page in readable_forms(owner)] == [network.pk]
    with pytest.raises(DeletionRefused):
        fresh(network).delete()


def test_the_calendar_of_a_network_names_each_meeting_that_has_a_day(client, network):
    entries = Calendar.from_ical(client.get(f"{network.url}calendar.ics").content).walk("VEVENT")
    assert [str(each["SUMMARY"]) for each in entries] == ["Nätverk för läsning: Första träffen"]


@pytest.mark.indexed
def test_a_network_is_found_by_what_was_said_at_a_meeting_and_by_what_one_agrees_to(network, seminar):
    live = EventPage.objects.live()
    assert list(matching(live, "talade om läsning").values_list("slug", flat=True)) == ["natverk"]
    assert list(matching(live, "arbetar hemma").values_list("slug", flat=True)) == ["natverk"]


def test_contacts_and_links_hang_on_a_page_of_any_type(body, contact):
    body.contacts = [EventContact(person=contact)]
    body.related_links = [RelatedLink(title="Handboken", url="https://www.example.org/")]
    body.save()
    stored = Page.objects.get(pk=body.pk)
    assert [row.person for row in stored.contacts.all()] == [contact]
    assert [row.title for row in stored.related_links.all()] == ["Handboken"]


def test_the_cost_says_for_whom_and_the_receipt_repeats_what_one_agrees_to(network, network_in_finnish):
    assert str(words_of(network).texts["cost"]) == "8 000 kronor per person för samtliga träffar"
    facts = {fact["term"]: [str(each) for each in fact["values"]] for fact in network.receipt_facts(network_in_finnish)}
    assert facts["Hinta"] == ["8 000 kruunua henkilöltä, kaikki tapaamiset yhteensä"]
    assert facts["Milloin"] == [
        "Ensimmäinen tapaaminen: lauantaina 27. helmikuuta 2027 klo 10.05–15", "toukokuu 2027", "kevät 2028"
    ]
    assert ["Soitamme teille."] in facts.values()


@pytest.mark.parametrize("registers_for", ["one", "some"])
@pytest.mark.parametrize(
    ("cost_per", "swedish", "finnish"),
    [
        ("person", "per person och träff", "henkilöltä tapaamista kohti"),
        ("organisation", "per organisation och träff", "organisaatiolta tapaamista kohti"),
    ],
)
def test_where_one_chooses_meetings_the_cost_is_for_each(
    network, network_in_finnish, registers_for, cost_per, swedish, finnish
):
    network.registers_for, network.cost_per = registers_for, cost_per
    assert str(words_of(network).texts["cost"]) == f"8 000 kronor {swedish}"
    facts = {fact["term"]: [str(each) for each in fact["values"]] for fact in network.receipt_facts(network_in_finnish)}
    assert facts["Hinta"] == [f"8 000 kruunua {finnish}"]


def test_a_card_counts_the_meetings_to_come(network, time_machine):
    time_machine.move_to(NOW, tick=False)
    assert (fresh(network).card.occasion.title.value, fresh(network).card.more) == ("Första träffen", 2)
    time_machine.move_to(datetime(2027, 3, 1, tzinfo=ZoneInfo("UTC")), tick=False)
    assert (fresh(network).card.occasion.words, fresh(network).card.more) == ("maj 2027", 1)


def test_a_network_of_many_meetings_costs_no_more_than_an_event(client, network, time_machine):
    time_machine.move_to(NOW, tick=False)

    def queries():
        client.get(network.url)
        with CaptureQueriesContext(connection) as counted:
            text = client.get(network.url).content.decode()
        assert '<form class="form"' in text
        return len(counted), text.count('class="meeting ') + text.count('class="meeting"')

    few, meetings = queries()
    assert (few <= 14, meetings) == (True, 3)
    draft = network.get_latest_revision_as_object()
    for number in range(6):
        document = get_document_model().objects.create(title="Bilder", file=ContentFile(b"x", name=f"{number}.pdf"))
        said = f'<p><a linktype="document" id="{document.pk}">Bilder</a></p>'
        draft.occasions.add(Occasion(precision="term", first_day=date(2029, 9, 1), documentation=said))
    draft.save_revision().publish()
    assert queries() == (few, 9)
    assert f'href="{document.url}"' in client.get(network.url).content.decode()
