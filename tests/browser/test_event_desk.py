"""The organiser's pages of an event with a browser: no barrier, in Swedish and Finnish, and on a telephone."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from events import link_tokens, own, settling, still_coming
from events.editions.copying import Chosen, make
from events.editions.form import EditionForm
from events.editions.plan import days_of
from events.models import EventChange, FollowedFrom, Registration
from events.moves import Act, State
from tests.browser.test_form_desk import an_officer_who_publishes
from tests.browser.test_own_registration import a_party
from tests.browser.test_participants import visitor
from tests.events import seminars
from tests.events.conftest import republish
from tests.events.programmes import a_programme, joins
from tests.events.test_occasions_chosen import a_series
from tests.events.test_occasions_chosen import come as chooses
from tests.events.test_queue import come, limited
from tests.events.visiting import a_message

__all__ = ["visitor"]

NOW = datetime(2027, 1, 11, 12, tzinfo=UTC)


def an_event_with_a_queue() -> Any:
    """Somebody has a place, one waits for approval, one has been offered a place and cannot be mailed, two wait."""
    event = limited(seminars.the_seminar(), capacity=3, promotion="offer")
    first = come(event, "Anna Ahlström-Lindqvist", now=NOW, email="anna@example.org")
    for number, name in enumerate(("Bo Berg", "Cecilia Öst", "Dag Ek", "Eva Lindroos-Kivelänranta", "Frej By")):
        come(event, name, now=NOW, email="" if name == "Dag Ek" else f"person{number}@example.org")
    own.perform(Act.CANCEL, record=first.pk, now=NOW)
    event = limited(event, needs_approval=True, capacity=9, promotion="by_hand")
    for number, name in enumerate(("Gro Dahl", "Hedda Ås")):
        record = come(event, name, now=NOW, email=f"grupp{number}@example.org")
        Registration.objects.filter(pk=record.pk).update(state=State.PENDING_APPROVAL, queue_number=None)
    return event


def pages_of(event: Any) -> Iterator[str]:
    yield reverse("events_desk:places", args=[event.pk])
    yield reverse("events_desk:arrivals", args=[event.pk])
    yield reverse("events_desk:attendance", args=[event.pk])
    yield reverse("events_desk:catering", args=[event.pk])
    yield reverse("events_desk:message", args=[event.pk])
    yield reverse("events_desk:message_sent", args=[event.pk, a_message(event).pk])
    yield from pages_of_a_programme()
    body = event.get_parent().get_parent()
    yield reverse("events_desk:mail_texts", args=[body.pk])
    yield reverse("events_desk:mail_text", args=[body.pk, "registration_offered", "sv"])
    yield reverse("events_desk:next_edition", args=[event.pk])
    yield reverse("events_desk:edition_left", args=[next_edition_of(event).pk])
    pending = Registration.objects.filter(state=State.PENDING_APPROVAL).values_list("pk", flat=True)[0]
    yield reverse("events_desk:deed", args=[pending, "reject"])
    yield reverse("forms_app_desk:detail", args=[pending])
    yield reverse("forms_app_desk:list", args=[event.pk]) + "?own=waiting"
    move(event)
    yield reverse("events_desk:change", args=[event.pk])
    yield reverse("forms_app_desk:index")
    seated = Registration.objects.of_event(event.translation_key).filter(state=State.CONFIRMED)[0]
    yield reverse("events_door:arrived", args=[link_tokens.at_the_door(seated.pk)])


def pages_of_a_programme() -> Iterator[str]:
    """A group takes part; its first follow-up is soon."""
    page = a_programme()
    registration = joins(page, "Lommarhamns stadsbibliotek och kulturhus", "Ada Ahl", "Bo Lindroos-Kivelänranta")
    day = timezone.localdate() - relativedelta(months=6) + timedelta(days=10)
    FollowedFrom.objects.create(registration=registration, on=day, at=NOW)
    yield reverse("events_desk:presence", args=[page.pk])
    yield reverse("events_desk:follow_ups", args=[page.pk])
    key = page.follow_ups.order_by("months")[0].translation_key
    yield reverse("events_desk:follow_up", args=[registration.pk, key])


def next_edition_of(event: Any) -> Any:
    """As proposed for a year later."""
    days = days_of(event, "sv")
    form = EditionForm(event, [event], days, date(2028, 2, 26))
    chosen = Chosen({each.name: form[each.name].value() for each in days}, {"sv": "Läsning 2028"}, "lasning-2028")
    return make(page=event, days=days, chosen=chosen, by=an_officer_who_publishes())


def move(event: Any) -> None:
    """Another day, after all of them had registered; the lead still tells the old one."""
    draft = event.get_latest_revision_as_object()
    draft.lead = "Välkommen lördag 27 februari kl. 10.05."
    draft.save_revision().publish()
    republish(event, first_day=date(2027, 3, 6), room="Stora salen på andra våningen i Kulturhuset")
    EventChange.objects.update(made_at=NOW + timedelta(days=1))


def test_changing_who_comes_has_no_barrier_and_the_enter_key_goes_on(visitor):
    user, somebody = an_officer_who_publishes(), visitor(as_officer=True)
    path = reverse("events_desk:party", args=[a_party("sv").pk])
    found = []
    for language in ("sv", "fi"):
        UserProfile.objects.filter(user=user).update(preferred_language=language)
        assert somebody.open(path).status == 200
        found += somebody.barriers_of_staff() if language == "sv" else somebody.too_wide()
        with somebody.page.expect_navigation():
            somebody.page.locator("main button[name=more]").click()
        with somebody.page.expect_navigation() as arrival:
            somebody.page.locator("main input[name$='-4'][type=email]").press("Enter")
        assert arrival.value.status == 422
        found += somebody.barriers_of_staff() if language == "sv" else somebody.too_wide()
        somebody.open(path)
        somebody.page.locator("main input[name=leaves-1]").check()
        somebody.page.locator("main input[name=channel]").first.check()
        with somebody.page.expect_navigation() as arrival:
            somebody.page.locator("main input[name=leaves-1]").press("Enter")
        assert arrival.value.status == 200
        assert somebody.page.locator("main button[name=confirmed]").count() == 1
        found += somebody.barriers_of_staff() if language == "sv" else somebody.too_wide()
    assert found == []
    assert somebody.strays == []


def asked_who_comes(event: Any) -> str:
    """Everybody was told of the move and asked; one can come, the others have said nothing. The page that tells it."""
    change: Any = settling.open_change(event)
    settling.tell(page=event, seen=change.newest.pk, sentences={}, by=None, now=timezone.now(), asks=True)
    still_coming.note(Registration.objects.exclude(asked_at=None)[0], timezone.now())
    return reverse("events_desk:change", args=[event.pk])


def test_choosing_other_meetings_has_no_barrier(visitor):
    user, somebody = an_officer_who_publishes(), visitor(as_officer=True)
    her = chooses(a_series(seminars.the_index(), seminars.the_library()), "Våren")
    path = reverse("events_desk:meetings", args=[her.pk])
    found = []
    for language in ("sv", "fi"):
        UserProfile.objects.filter(user=user).update(preferred_language=language)
        assert somebody.open(path).status == 200
        found += somebody.barriers_of_staff() if language == "sv" else somebody.too_wide()
    somebody.page.locator("main input[name=occasions][checked]").uncheck()
    with somebody.page.expect_navigation() as arrival:
        somebody.page.locator("main button[type=submit]").click()
    assert arrival.value.status == 422
    assert found + somebody.barriers_of_staff() == []


def arriving(somebody: Any, path: str) -> list[str]:
    """A few letters, one press and a mistake taken back; the barriers met on the way."""
    somebody.open(path)
    somebody.page.fill("#arrivals-wanted", "ber")
    somebody.page.keyboard.press("Enter")
    button = somebody.page.locator(".desk-guest button")
    button.wait_for()
    assert button.bounding_box()["height"] >= 48
    found: list[str] = somebody.barriers_of_staff()
    button.click()
    somebody.page.locator("#arrivals-latest").wait_for()
    found += somebody.barriers_of_staff()
    somebody.page.locator(".desk-guest [name=mistake]").click()
    somebody.page.locator("#arrivals-latest").wait_for(state="detached")
    return found


def test_the_organisers_pages_have_no_barrier_and_fit_a_telephone_in_each_language(visitor):
    user, somebody = an_officer_who_publishes(), visitor(as_officer=True)
    event = an_event_with_a_queue()
    paths = list(pages_of(event))
    found = []
    for language in ("sv", "fi"):
        UserProfile.objects.filter(user=user).update(preferred_language=language)
        for path in paths:
            assert somebody.open(path).status == 200, path
            assert somebody.page.locator("html").get_attribute("lang") == language
            look = somebody.barriers_of_staff if language == "sv" else somebody.too_wide
            found += [f"{path} {language}: {each}" for each in look()]
    somebody.open(asked_who_comes(event))
    somebody.page.locator(".desk-said summary").last.click()
    somebody.page.locator(".desk-ways__more summary").click()
    found += somebody.barriers_of_staff()
    found += arriving(somebody, next(path for path in paths if path.endswith("/arrivals/")))
    assert found == []
    assert somebody.strays == []
