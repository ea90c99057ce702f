"""Whoever registers others may come again with a second group; the same group is registered once."""
from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from events.models import EventPage, Registration
from forms_app import quarantine, submissions
from forms_app.models import FormVersion, PostOnce, Submission
from forms_app.put_form import PARTY
from privacy.models import OutboundMessage
from privacy.roles import Role
from tests.events.conftest import fresh
from tests.factories import an_officer
from tests.forms_app.walking import Walker

pytestmark = pytest.mark.django_db
OPEN = datetime(2027, 2, 1, 12, tzinfo=UTC)
ADA, BO, CAI, DEA = ("Ada Ahl", "ada@skola.example"), ("Bo Berg", ""), ("Cai Cruz", ""), ("Dea Dahl", "")


@pytest.fixture(autouse=True)
def _in_february(time_machine):
    time_machine.move_to(OPEN, tick=False)


def with_questions(seminar: EventPage, *kinds: str) -> EventPage:
    """The seminar, asking each participant these."""
    draft = seminar.get_latest_revision_as_object()
    model = type(draft)._meta.get_field("form_fields").related_model
    for order, kind in enumerate(kinds, 20):
        row = model(field_type=kind, label=f"Deltagare: {kind}", asked_of="participant", required=kind != "email")
        row.sort_order = order
        row.complete()
        draft.form_fields.add(row)
    draft.save_revision().publish()
    return fresh(seminar)


@pytest.fixture
def excursion(seminar) -> EventPage:
    return with_questions(seminar, "name", "email")


def keys_of(page: EventPage, asked_of: str) -> dict[str, str]:
    return dict(page.form_fields.filter(asked_of=asked_of).values_list("field_type", "clean_name"))


def register(page: EventPage, *group: tuple[str, str], name: str = "Sara Strand", title: str = "Lärare") -> str:
    """Through the form, page by page, as the secretary does; the words of her receipt."""
    own, hers = keys_of(page, "registration"), keys_of(page, "participant")
    walker = Walker(page)
    walker.press(**{
        own["name"]: name, own["title"]: title, own["organisation"]: "Skolan",
        own["email"]: "sara@skola.example", PARTY: str(len(group)),
    })  # fmt: skip
    answers = {}
    for number, (person, address) in enumerate(group, 1):
        answers[f"{hers['name']}__{number}"] = person
        if "email" in hers:
            answers[f"{hers['email']}__{number}"] = address
    walker.press(**answers)
    return walker.follow()


def newest() -> Registration:
    return Registration.objects.select_related("submission", "repeats__submission").latest("submission__received_at")


def states(time_machine: Any, page: EventPage, *groups: tuple[tuple[str, str], ...]) -> list[str]:
    """What becomes of the registration of each group, an hour after one another."""
    found = []
    for number, group in enumerate(groups):
        time_machine.move_to(OPEN + timedelta(hours=number), tick=False)
        register(page, *group)
        found.append(newest().state)
    return found


def test_a_second_group_is_confirmed_with_its_own_number_and_mail(excursion, time_machine):
    assert states(time_machine, excursion, (ADA, BO), (CAI, DEA)) == ["confirmed", "confirmed"]
    first, second = Submission.objects.order_by("received_at")
    assert first.reference != second.reference
    letters = OutboundMessage.objects.filter(kind__startswith="registration")
    assert set(letters.values_list("object_id", "kind")) == {
        (first.pk, "registration_confirmed"), (second.pk, "registration_confirmed"),
    }  # fmt: skip
    assert (first.persons.count(), second.persons.count()) == (2, 2)


def test_the_same_group_again_is_a_repeat_however_it_is_written(excursion, time_machine):
    again = (("bo  BERG", ""), ("Ada Ahl", "Ada@SKOLA.example"))
    assert states(time_machine, excursion, (ADA, BO), again) == ["confirmed", "repeated"]
    assert newest().repeats.submission == Submission.objects.earliest("received_at")


def test_some_of_a_group_again_is_a_repeat(excursion, time_machine):
    assert states(time_machine, excursion, (ADA, BO, CAI), (BO,)) == ["confirmed", "repeated"]


def test_a_group_of_which_some_are_registered_is_confirmed_as_its_own(excursion, time_machine):
    assert states(time_machine, excursion, (ADA, BO), (BO, CAI)) == ["confirmed", "confirmed"]
    assert Registration.objects.live().count() == 2


def test_all_of_two_groups_in_one_is_a_repeat_of_the_first(excursion, time_machine):
    assert states(time_machine, excursion, (ADA,), (BO,), (BO, ADA)) == ["confirmed", "confirmed", "repeated"]
    assert newest().repeats.submission == Submission.objects.earliest("received_at")


def test_one_registered_does_not_stand_for_two_of_the_same_name(excursion, time_machine):
    assert states(time_machine, excursion, (BO,), (BO, BO)) == ["confirmed", "confirmed"]


def test_the_same_name_with_another_address_is_somebody_else(excursion, time_machine):
    other = ("Ada Ahl", "ada.ahl@skola.example")
    assert states(time_machine, excursion, (ADA,), (other,)) == ["confirmed", "confirmed"]


def test_the_same_group_registered_by_somebody_else_is_confirmed(excursion, time_machine):
    register(excursion, ADA)
    time_machine.move_to(OPEN + timedelta(hours=1), tick=False)
    register(excursion, ADA, name="Siv Strand")
    assert newest().state == "confirmed"


def test_participants_without_names_are_a_repeat_only_as_the_same_post(seminar, time_machine):
    page = with_questions(seminar, "singleline")
    version = FormVersion.objects.keep(page.form_content(page), page_id=page.pk)
    own, hers = keys_of(page, "registration"), keys_of(page, "participant")

    def come(hours: int, *lines: str) -> submissions.Recorded:
        answers = {own["name"]: "Sara Strand", own["email"]: "sara@skola.example"}
        persons = [{hers["singleline"]: line} for line in lines]
        return submissions.record(page=page, served_page=page, version=version, answers=answers, persons=persons,
                                  now=OPEN + timedelta(hours=hours))  # fmt: skip

    first = come(0, "Buss A")
    assert come(0, "Buss A").submission == first.submission
    later = come(1, "Buss A")
    assert not later.repeated
    assert set(Registration.objects.values_list("state", flat=True)) == {"confirmed"}


def test_a_group_that_was_set_aside_is_compared_when_it_is_released(excursion, time_machine):
    register(excursion, ADA, BO)
    version = FormVersion.objects.latest("pk")
    own, hers = keys_of(excursion, "registration"), keys_of(excursion, "participant")
    answers = {own["name"]: "Sara Strand", own["email"]: "sara@skola.example", own["title"]: "Rektor"}
    PostOnce.objects.all().delete()
    aside = [
        submissions.record(
            page=excursion, served_page=excursion, version=version, answers=answers, suspicious=True, now=OPEN,
            persons=[{hers["name"]: name, hers["email"]: address} for name, address in group],
        ).submission
        for group in ((ADA, BO), (CAI,))
    ]  # fmt: skip
    for record in aside:
        quarantine.release(record=record, by=an_officer(Role.CASE_OFFICER), now=OPEN)
    assert [Registration.objects.get(pk=each).state for each in aside] == ["repeated", "confirmed"]
