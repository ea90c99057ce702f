"""The organiser's own message: whom it reaches, in which words, once, and undone within two minutes."""
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from events.letters import messages, whom
from events.models import Attendance, OrganiserMessage, Registration, Seat
from events.models.seating import move
from events.moves import Move
from forms_app.models import Submission
from forms_app.restriction import NotYours
from privacy.contracts import Refusal
from privacy.models import AuditEvent, OutboundMessage
from privacy.roles import Role
from tests.events.conftest import fresh
from tests.events.visiting import NOW, come, limited, own_link, post
from tests.factories import an_officer
from tests.forms_app.test_role_matrix import a_user

pytestmark = pytest.mark.django_db
WAIT = timedelta(minutes=2)
SWEDISH = {"subject": "Ta med datorn", "text": "Hej!\n\nDitt nummer är {reference}."}


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def officer(client):
    user = an_officer(Role.CASE_OFFICER)
    client.force_login(user)
    return user


def draft(texts=None, instead=None, once=None, **of_whom):
    return messages.Draft(whom.Whom(**of_whom), once or uuid4(), texts or {"sv": SWEDISH}, instead or {})


def sent_to(page):
    """The addresses that get a mail once the two minutes are over."""
    return set(OutboundMessage.objects.filter(kind=messages.MESSAGE).values_list("object_id", flat=True))


def desk(page, name="message", **more):
    return reverse(f"events_desk:{name}", kwargs={"page_id": page.pk, **more})


def posted(client, page, act, **given):
    """The form of the page, filled in and sent; hidden fields as the page has them."""
    shown = client.get(desk(page)).content.decode()
    once = given.pop("once", None) or re.search(r'name="once" value="([^"]+)"', shown)[1]
    usual = {"states": ["confirmed"], "choice": "", "presence": "", "once": once, "act": act}
    return client.post(desk(page), {**usual, **given})


def seen_in(response):
    return re.search(r'name="seen" value="([^"]*)"', response.content.decode())[1]


def test_each_gets_it_alone_in_her_language_with_her_number(clock, seminar, seminar_in_finnish, officer):
    come(seminar)
    come(seminar, seminar_in_finnish, name="Aino Salo")
    post(), post("aino@example.org")
    texts = {"sv": SWEDISH, "fi": {"subject": "Ota tietokone mukaan", "text": "Numerosi on {reference}."}}
    messages.send(page=seminar, draft=draft(texts), by=officer, now=timezone.now())
    assert not post()
    clock.shift(WAIT)
    [letter], [finnish] = post(), post("aino@example.org")
    reference = Submission.objects.get(version__language="sv").reference
    assert letter.to == ["maja@example.org"]
    assert letter.subject == f"{reference}: Ta med datorn"
    assert f"Ditt nummer är {reference}." in letter.body
    assert "Jordnötsallergi" not in letter.body + letter.alternatives[0][0]
    assert own_link(letter)
    assert finnish.subject.endswith(": Ota tietokone mukaan")
    assert "Katso ilmoittautumisesi" in finnish.body


def test_a_language_without_a_text_is_refused_unless_another_is_chosen(clock, seminar, seminar_in_finnish, officer):
    come(seminar, seminar_in_finnish, name="Aino Salo")
    post("aino@example.org")
    with pytest.raises(Refusal):
        messages.send(page=seminar, draft=draft(), by=officer, now=timezone.now())
    messages.send(page=seminar, draft=draft(instead={"fi": "sv"}), by=officer, now=timezone.now())
    clock.shift(WAIT)
    [letter] = post("aino@example.org")
    assert letter.subject.endswith(": Ta med datorn")
    assert '<div lang="sv">' in letter.alternatives[0][0]
    assert "Katso ilmoittautumisesi" in letter.body


@pytest.fixture
def full(seminar):
    """One with a place, who has come, and one who waits; one has cancelled."""
    page = limited(seminar, capacity=1)
    left = come(page, name="Siv Alm")
    page.take_lock()
    move(left, Move.CANCEL, now=timezone.now())
    placed, waits = come(page), come(page, name="Anna Ek")
    key = page.occasions.get().translation_key
    Attendance.objects.create(seat=Seat.objects.get(registration=placed), occasion_key=key, at=NOW)
    return page, placed.pk, waits.pk


@pytest.mark.parametrize(
    ("of_whom", "who"),
    [
        ({}, ["placed"]),
        ({"states": ("waiting",)}, ["waits"]),
        ({"states": ("confirmed", "waiting")}, ["placed", "waits"]),
        ({"states": ("confirmed", "waiting"), "presence": whom.CAME}, ["placed"]),
        ({"states": ("confirmed", "waiting"), "presence": whom.STAYED_AWAY}, ["waits"]),
        ({"states": ("pending_approval", "offered", "not_placed")}, []),
    ],
)
def test_it_reaches_those_who_stand_as_was_chosen(full, of_whom, who):
    page, placed, waits = full
    found = whom.reach(page, whom.Whom(**of_whom))
    assert [pk for records in found.by_language.values() for pk in records] == sorted(
        {"placed": placed, "waits": waits}[each] for each in who
    )


@pytest.mark.parametrize("column", ["restricted_at", "protected"])
def test_who_is_set_aside_gets_none_and_is_counted(full, column):
    page, placed, _waits = full
    assert whom.reach(page, whom.Whom()).mails == 1
    Submission.objects.filter(pk=placed).update(**{column: NOW if column == "restricted_at" else True})
    found = whom.reach(page, whom.Whom())
    assert (found.mails, found.set_aside) == (0, 1)


def test_one_chooses_by_ordinary_options_never_by_sensitive_ones(seminar):
    draft_of_page = seminar.get_latest_revision_as_object()
    model = type(draft_of_page.form_fields.all()[0])
    for order, (label, klass) in enumerate([("Grupp", "personal"), ("Kost", "special")]):
        draft_of_page.form_fields.add(
            model(field_type="dropdown", label=label, choices="aaaaaaaa=Ja\nbbbbbbbb=Nej", privacy_class=klass,
                  clean_name=f"grupp{order}xx", required=False, sort_order=20 + order)
        )  # fmt: skip
    draft_of_page.save_revision().publish()
    page = fresh(seminar)
    codes = dict(whom.choices_of(page))
    assert list(codes.values()) == ["Grupp: Ja", "Grupp: Nej"]
    assert not any("Kost" in words for words in codes.values())
    her = come(page, dropdown="aaaaaaaa")
    yes, no = codes
    assert whom.reach(page, whom.Whom(choice=yes)).by_language == {"sv": [her.pk]}
    assert whom.reach(page, whom.Whom(choice=no)).mails == 0
    # What is sensitive is not found by, whoever writes the code by hand.
    assert whom.reach(page, whom.Whom(choice="answer:grupp1xx:aaaaaaaa")).mails == 0


def test_the_same_press_twice_is_one_message(clock, seminar, officer):
    come(seminar)
    twice = draft()
    first, second = (messages.send(page=seminar, draft=twice, by=officer, now=timezone.now()) for _each in range(2))
    assert first == second
    assert OutboundMessage.objects.filter(kind=messages.MESSAGE).count() == 1


def test_it_is_undone_within_two_minutes_and_not_later(clock, seminar, officer):
    come(seminar)
    message = messages.send(page=seminar, draft=draft(), by=officer, now=timezone.now())
    clock.shift(WAIT - timedelta(seconds=1))
    assert messages.undo(page=seminar, message=message.pk, by=officer, now=timezone.now()) == 1
    assert not sent_to(seminar)
    again = messages.send(page=seminar, draft=draft(), by=officer, now=timezone.now())
    clock.shift(WAIT)
    with pytest.raises(Refusal):
        messages.undo(page=seminar, message=again.pk, by=officer, now=timezone.now())
    assert len(sent_to(seminar)) == 1


def test_who_stands_otherwise_when_it_is_sent_does_not_get_it(clock, seminar, officer):
    her = come(seminar)
    post()
    messages.send(page=seminar, draft=draft(), by=officer, now=timezone.now())
    seminar.take_lock()
    move(her, Move.CANCEL, now=timezone.now())
    clock.shift(WAIT)
    assert not [each for each in post() if "datorn" in each.subject]
    assert OutboundMessage.objects.get(kind=messages.MESSAGE).state == "dropped"


def test_who_does_not_look_after_the_page_may_not_and_it_is_logged(seminar):
    come(seminar)
    watcher = a_user("watcher", Role.DATA_PROTECTION_OFFICER)
    with pytest.raises(NotYours):
        messages.send(page=seminar, draft=draft(), by=watcher, now=timezone.now())
    assert AuditEvent.objects.filter(action="message.refused").count() == 1
    assert not OrganiserMessage.objects.exists()


def test_it_goes_with_the_last_registration_and_what_was_undone_after_a_week(clock, seminar, officer):
    her = come(seminar)
    undone = messages.send(page=seminar, draft=draft(), by=officer, now=timezone.now())
    messages.undo(page=seminar, message=undone.pk, by=officer, now=timezone.now())
    messages.send(page=seminar, draft=draft(), by=officer, now=timezone.now())
    assert messages.forget(timezone.now()) == 0
    assert messages.forget(timezone.now() + timedelta(days=7, seconds=1)) == 1
    Registration.objects.filter(pk=her.pk).delete()
    assert messages.forget(timezone.now()) == 1


def test_at_the_desk_it_is_looked_at_before_it_goes(client, clock, seminar, officer):
    come(seminar)
    words = {"subject-sv": "Ta med datorn", "text-sv": "Ditt nummer är {reference}."}
    looked = posted(client, seminar, "look", **words)
    assert looked.status_code == 200
    text = looked.content.decode()
    reference = Submission.objects.get().reference
    for shown in (f"{reference}: Ta med datorn", f"Ditt nummer är {reference}.", "Maja Ström", "Skicka till 1 person"):
        assert shown in text or shown in text.replace("&amp;", "&"), shown
    assert not OrganiserMessage.objects.exists()
    once = re.search(r'name="once" value="([^"]+)"', text)[1]
    changed = posted(client, seminar, "send", once=once, seen=seen_in(looked), **{**words, "text-sv": "Något annat"})
    assert changed.status_code == 200
    assert not OrganiserMessage.objects.exists()
    gone = posted(client, seminar, "send", once=once, seen=seen_in(looked), **words)
    message = OrganiserMessage.objects.get()
    assert gone["Location"] == desk(seminar, "message_sent", message_id=message.pk)
    page = client.get(gone["Location"]).content.decode()
    assert "Maja Ström" in page
    assert "13:02" in page
    undone = client.post(desk(seminar, "undo_message", message_id=message.pk))
    assert undone["Location"] == f"{desk(seminar)}?again={message.pk}"
    assert "Ditt nummer är {reference}." in client.get(undone["Location"]).content.decode()
    assert not sent_to(seminar)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "1 person läser på svenska"),
        ({"subject-sv": "Hej"}, "Skriv både ämne och text."),
        ({"subject-sv": "Hej", "text-sv": "Hej {name}"}, "inte: {name}"),
        ({"subject-sv": "Hej", "text-sv": "Hej", "states": []}, "fält"),
    ],
)
def test_what_is_not_whole_is_refused_beside_its_field_with_everything_kept(client, seminar, officer, given, said):
    come(seminar)
    response = posted(client, seminar, "look", **given)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert given.get("text-sv", "") in response.content.decode()
