"""The event page: what is published, numbered, remembered, and said in each language."""
from datetime import UTC, date, datetime, time

import pytest
from django.utils import timezone, translation

from events.facts import event_words
from events.models import EventPage, Occasion
from events.registration import Mode, State
from home.publishing import PublishingRefused
from tests.events.conftest import fresh, occasion, republish

pytestmark = pytest.mark.django_db
BEFORE = datetime(2027, 2, 1, 12, tzinfo=UTC)


def words_of(page, facts=None, now=BEFORE):
    return event_words(page, facts or page, now)


def test_the_event_keeps_its_controllers_time_zone(seminar):
    assert str(seminar.zone()) == "Europe/Stockholm"
    assert seminar.terms().occasions[0][0].start.utcoffset().total_seconds() == 3600


def test_the_page_says_when_and_where(seminar):
    [only] = words_of(seminar).occasions
    assert only.words == "lördag 27 februari 2027 kl. 10.05–15"
    assert (str(only.place.name), str(only.place.address)) == ("Stadsbiblioteket", "Lövgatan 1, 123 45 Björkdal")
    assert only.iso == "2027-02-27T10:05:00+01:00"


def test_a_seminar_usually_has_a_form_and_a_talk_none(seminar):
    assert (seminar.mode, seminar.has_form()) == (Mode.FORM, True)
    seminar.kind = "talk"
    assert (seminar.mode, seminar.has_form()) == (Mode.NONE, False)
    seminar.registration_mode = "form"
    assert seminar.has_form()


def test_the_admission_follows_the_rules(seminar):
    assert seminar.admission(BEFORE).is_open
    assert not seminar.admission(datetime(2027, 2, 22, tzinfo=UTC)).is_open
    seminar.registration_mode = "external"
    assert not seminar.admission(BEFORE).is_open


def test_a_page_that_has_expired_takes_no_registration(seminar):
    seminar.expire_at = BEFORE
    assert not seminar.admission(BEFORE).is_open


def test_the_anchors_are_the_last_occasion_and_the_closing_day(seminar):
    anchors = seminar.retention_anchors()
    assert anchors["last_occasion_end"] == date(2027, 2, 27)
    assert anchors["registration_closed"] == date(2027, 2, 20)
    assert anchors["last_published"] == timezone.localdate(seminar.last_published_at, seminar.zone())
    assert anchors["manual"] is None


def test_a_cancelled_event_is_anchored_on_the_day_it_was_cancelled(seminar):
    cancelled = republish(seminar, status="cancelled")
    assert cancelled.cancelled_on is not None
    assert cancelled.retention_anchors()["last_occasion_end"] == cancelled.cancelled_on
    assert cancelled.admission(BEFORE).state == State.CANCELLED
    assert republish(cancelled, status="planned").cancelled_on is None


def test_an_unchanged_occasion_keeps_its_number(seminar):
    first = republish(seminar).occasions.get()
    assert (first.sequence, first.previous_day, first.status) == (0, None, "planned")


def test_a_moved_occasion_takes_the_next_number_and_remembers_its_start(seminar):
    key = seminar.occasions.get().translation_key
    moved = republish(seminar, first_day=date(2027, 3, 6), start_time=time(9)).occasions.get()
    assert (moved.sequence, moved.status, moved.translation_key) == (1, "moved", key)
    assert (moved.previous_day, moved.previous_time) == (date(2027, 2, 27), time(10, 5))
    assert words_of(fresh(seminar)).occasions[0].previous == "lördag 27 februari 2027 kl. 10.05"


def test_a_moved_occasion_stays_moved_when_published_again_from_an_older_revision(seminar):
    republish(seminar, first_day=date(2027, 3, 6))
    again = republish(seminar, status="planned").occasions.get()
    assert (again.sequence, again.status, again.previous_day) == (1, "moved", date(2027, 2, 27))


@pytest.mark.parametrize("change", [{"room": "Sal B"}, {"status": "cancelled"}, {"end_time": time(16)}])
def test_a_change_of_room_status_or_end_takes_the_next_number(seminar, change):
    assert republish(seminar, **change).occasions.get().sequence == 1


def test_dates_changed_before_the_first_publication_are_not_a_move(index):
    page = EventPage(title="Utkast", slug="utkast", live=False)
    page.occasions.add(occasion())
    index.add_child(instance=page)
    draft = page.get_latest_revision_as_object() if page.latest_revision else page
    first = draft.occasions.all()[0]
    first.first_day = date(2027, 4, 3)
    draft.occasions.add(first)
    draft.registration_mode = "none"
    draft.save_revision().publish()
    published = fresh(page).occasions.get()
    assert (published.first_day, published.sequence, published.status) == (date(2027, 4, 3), 0, "planned")


def test_a_copy_of_a_page_starts_its_numbering_anew(seminar):
    moved = republish(seminar, first_day=date(2027, 3, 6))
    assert moved.occasions.get().sequence == 1
    copy = moved.copy(update_attrs={"slug": "kopia"}, keep_live=False)
    copied = fresh(copy).occasions.get()
    assert (copied.sequence, copied.previous_day) == (0, None)
    assert copied.translation_key != moved.occasions.get().translation_key


def test_an_event_without_an_occasion_is_not_published(index):
    page = index.add_child(instance=EventPage(title="Tomt", slug="tomt", live=False, registration_mode="none"))
    with pytest.raises(PublishingRefused):
        page.save_revision().publish()
    assert not fresh(page).live


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"occasions": [Occasion()]}, "Give the date"),
        ({"occasions": [occasion(start_time=None)]}, "Give the time"),
        ({"occasions": [occasion(end_time=time(9))]}, "ends before it starts"),
        ({"occasions": [occasion(date(2027, 3, 28), time(2, 30))]}, "does not exist"),
        ({"closes_on": date(2027, 2, 28)}, "after the event begins"),
        ({"registration_mode": "external"}, "address of the page"),
        ({"registration_mode": "email"}, "contact person with an e-mail"),
    ],
)
def test_what_is_missing_or_wrong_is_said_before_publishing(index, values, reason):
    page = EventPage(title="Fel", slug="fel", live=False)
    page.registration_mode = values.get("registration_mode", "none")
    page.closes_on = values.get("closes_on")
    page.occasions = values.get("occasions") or [occasion()]
    page.path, page.locale = index.path + "0001", index.locale
    page.source_locale = index.locale
    with translation.override("en"):
        assert any(reason in str(refusal) for refusal in page.publishing_refusals())


def test_a_wrong_weekday_in_a_text_is_said_before_publishing(seminar):
    seminar.lead = "Kom lördag 27 februari."
    assert seminar.publishing_refusals() == []
    seminar.lead = "Kom tisdag 27 februari."
    with translation.override("en"):
        [refusal] = seminar.publishing_refusals()
    assert refusal == "The text says “tisdag 27 februari”, but it is on Saturday 27 February 2027."


def test_a_wrong_weekday_in_a_translation_is_measured_by_the_original(seminar, seminar_in_finnish):
    right = len(seminar_in_finnish.publishing_refusals())
    seminar_in_finnish.lead = "Tervetuloa tiistaina 27. helmikuuta."
    assert len(seminar_in_finnish.publishing_refusals()) == right + 1


def test_a_complete_event_has_nothing_against_it(seminar):
    assert seminar.publishing_refusals() == []


def test_the_finnish_page_takes_facts_from_the_swedish_and_words_from_itself(seminar, seminar_in_finnish):
    words = words_of(seminar_in_finnish, seminar)
    assert words.occasions[0].words == "lauantaina 27. helmikuuta 2027 klo 10.05–15"
    assert (str(words.texts["target_group"]), words.texts["target_group"].lang) == ("Kirjastoväki", "")
    assert (str(words.texts["preparation"]), words.texts["preparation"].lang) == ("Läs handboken.", "sv")
    assert words.kind == "Seminaari"
    assert [person["role"] for person in words.appearances] == ["Puhuja", "Juontaja"]


def test_a_place_without_a_finnish_name_is_marked_as_swedish(seminar, seminar_in_finnish):
    name = words_of(seminar_in_finnish, seminar).occasions[0].place.name
    assert (str(name), name.lang) == ("Stadsbiblioteket", "sv")


def test_a_moved_date_reaches_the_finnish_page_at_once(seminar, seminar_in_finnish):
    moved = republish(seminar, first_day=date(2027, 3, 6))
    words = words_of(fresh(seminar_in_finnish), moved)
    assert words.occasions[0].words == "lauantaina 6. maaliskuuta 2027 klo 10.05–15"
    assert words.occasions[0].previous == "lauantaina 27. helmikuuta 2027 klo 10.05"


def test_occasions_of_translations_are_matched_by_their_key(seminar, seminar_in_finnish):
    theirs = seminar_in_finnish.occasions.get()
    assert theirs.translation_key == seminar.occasions.get().translation_key
    Occasion.objects.filter(pk=theirs.pk).update(room="Sali A")
    room = words_of(fresh(seminar_in_finnish), seminar).occasions[0].room
    assert (str(room), room.lang) == ("Sali A", "")


def test_the_link_to_take_part_is_never_among_the_words(seminar):
    assert seminar.occasions.get().join_link
    words = words_of(seminar)
    assert "mote.example" not in repr([each.words + str(each.where) + each.mode for each in words.occasions])


def test_a_draft_is_shown_with_its_own_rows(seminar):
    draft = seminar.get_latest_revision_as_object()
    first = draft.occasions.all()[0]
    first.room = "Utkastets sal"
    draft.occasions.add(first)
    assert str(words_of(draft).occasions[0].room) == "Utkastets sal"
    assert str(words_of(fresh(seminar)).occasions[0].room) == "Sal A"


def test_the_words_of_a_page_take_the_same_number_of_queries_for_any_number_of_rows(
    seminar, django_assert_max_num_queries
):
    for number in range(5):
        Occasion.objects.create(page=seminar, first_day=date(2027, 4, number + 1))
    words_of(fresh(seminar))  # kinds of pages are read once
    with django_assert_max_num_queries(6):
        assert len(words_of(fresh(seminar)).occasions) == 6
