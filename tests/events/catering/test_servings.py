"""One table for each group of meetings to which the same people come, groups that come together, and who is online."""
from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone, translation

from events.catering.people import Eater, eaters_of
from events.catering.tables import WRITTEN, Numbers, numbers_of
from events.models import Occasion, Registration, SeriesPage
from forms_app import submissions
from forms_app.diets import Asked, Told
from forms_app.models import FormVersion
from forms_app.questions import AskedOf
from privacy.roles import Role
from tests.events.catering.kitchens import NOW, cells, portions, seen_by
from tests.events.conftest import fresh, occasion
from tests.factories import an_officer, published, question
from tests.forms_app.test_desk import colleague

pytestmark = pytest.mark.django_db
ASKED = Asked({"vegetarian": "Vegetariskt", "nutallergy": "Nötallergi"}, is_written=True)


@pytest.fixture(autouse=True)
def _in_february(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def meetings(index) -> SeriesPage:
    """Two meetings in a room and one online, to choose among."""
    page = SeriesPage(title="Samtal om böcker", slug="samtal", registers_for="some")
    page.occasions.add(occasion(title="Våren", sort_order=0))
    page.occasions.add(occasion(title="Islossning", first_day=date(2027, 3, 6), sort_order=1, mode="hybrid"))
    page.occasions.add(Occasion(title="Sommaren", precision="month", first_day=date(2027, 5, 1), sort_order=2,
                                mode="online"))  # fmt: skip
    for order, kind in enumerate(("name", "email")):
        row = question(kind)
        row.sort_order = order
        row.complete()
        page.form_fields.add(row)
    index.add_child(instance=page)
    return published(page)


def people(number: int, *kinds: str, at: Any = None, wrote: bool = False) -> list[Eater]:
    """So many who have told of these kinds, and come to this meeting, to these, or to all."""
    texts = (("Inte svamp", True),) if wrote else ()
    come_to = None if at is None else frozenset(at if isinstance(at, list | tuple) else [at])
    return [Eater(come_to, Told(frozenset(kinds), texts))] * number


def counted(page: Any, eaters: list[Eater], *, exact: bool = False, aside: tuple = ()) -> Numbers:
    with translation.override("sv"):
        return numbers_of(page, eaters, aside, ASKED, exact=exact)


def servings(numbers: Numbers) -> list[tuple[list[str], int, int]]:
    return [([part.name for part in each.parts], each.portions, each.set_aside) for each in numbers.tables]


def told(diets: Any) -> dict[str, int | None]:
    return {each.key: each.number for each in diets.lines}


def keys(page: Any) -> tuple[Any, ...]:
    return tuple(each.translation_key for each in page.occasions.all())


class TestMeetingsToChoose:
    def test_where_everybody_comes_to_everything_one_table_stands_for_all_but_what_is_online(self, meetings):
        numbers = counted(meetings, people(12) + people(6, "vegetarian"))
        assert servings(numbers) == [(["Våren", "Islossning"], 18, 0)]
        assert told(numbers.tables[0].diets) == {"vegetarian": 6, "nutallergy": None, WRITTEN: None}

    def test_where_each_comes_to_one_there_is_a_table_for_each_and_none_for_all(self, meetings):
        spring, ice, _summer = keys(meetings)
        numbers = counted(meetings, people(7, "vegetarian", at=spring) + people(8, at=spring)
                          + people(3, "vegetarian", at=ice) + people(9, at=ice))  # fmt: skip
        assert servings(numbers) == [(["Våren"], 15, 0), (["Islossning"], 12, 0)]
        assert [told(each.diets)["vegetarian"] for each in numbers.tables] == [7, None]
        assert numbers.together is None

    def test_where_the_same_come_to_several_diets_are_told_for_all_together(self, meetings):
        spring, ice, _summer = keys(meetings)
        eaters = people(7, "vegetarian", at=(spring, ice)) + people(8, at=spring) + people(1, "vegetarian", at=ice)
        numbers = counted(meetings, eaters)
        assert servings(numbers) == [(["Våren"], 15, 0), (["Islossning"], 8, 0)]
        assert [each.diets for each in numbers.tables] == [None, None]
        assert told(numbers.together)["vegetarian"] == 8

    def test_whoever_may_read_sensitive_answers_sees_each_meeting(self, meetings):
        spring, ice, _summer = keys(meetings)
        eaters = people(7, "vegetarian", at=(spring, ice)) + people(8, at=spring) + people(1, "vegetarian", at=ice)
        numbers = counted(meetings, eaters, exact=True)
        assert [told(each.diets)["vegetarian"] for each in numbers.tables] == [7, 8]
        assert numbers.together is None

    def test_whoever_is_set_aside_is_more_only_where_she_comes(self, meetings):
        spring, ice, summer = keys(meetings)
        aside = (frozenset([spring]), frozenset([summer]), None)
        numbers = counted(meetings, people(2, at=spring) + people(1, at=ice), aside=aside)
        assert servings(numbers) == [(["Våren"], 2, 2), (["Islossning"], 1, 1)]

    def test_whoever_comes_only_online_eats_nothing(self, meetings):
        _spring, _ice, summer = keys(meetings)
        numbers = counted(meetings, people(5, "vegetarian", at=summer), exact=True)
        assert servings(numbers) == [(["Våren", "Islossning"], 0, 0)]
        assert numbers.tables[0].diets is None

    def test_a_choice_that_is_gone_is_in_no_number(self, meetings):
        numbers = counted(meetings, people(6, "glutenfree", at=uuid4()) + people(2, "glutenfree"), exact=True)
        assert (numbers.tables[0].portions, numbers.tables[0].diets.some) == (2, 0)


def test_an_event_without_any_day_is_one_serving(seminar):
    seminar.occasions.all().delete()
    assert servings(counted(fresh(seminar), people(3))) == [([], 3, 0)]


def test_an_event_that_is_online_has_nobody_to_serve(seminar):
    seminar.occasions.update(mode="online")
    page = fresh(seminar)
    assert servings(counted(page, people(3))) == []
    officer = an_officer(Role.CASE_OFFICER)
    soup = seen_by(officer, page)
    assert "Alla deltar digitalt" in soup.get_text()
    assert portions(soup) == []


@pytest.fixture
def groups(meetings) -> SeriesPage:
    """One registers a group; each participant is asked of diet, and the one who registers too."""
    page = meetings
    rows = list(page.form_fields.all())
    for order, (kind, asked_of) in enumerate([("diet", "registration"), ("name", "participant"),
                                              ("diet_kinds", "participant")]):  # fmt: skip
        row = question(kind, asked_of=asked_of, required=False)
        row.sort_order = 10 + order
        row.complete()
        rows.append(row)
    draft = page.get_latest_revision_as_object()
    draft.form_fields, draft.registers_for, draft.largest_party, draft.names_later = rows, "all", 8, True
    draft.special_reader = colleague("kia", Role.ORGANISER)
    draft.save_revision().publish()
    return fresh(page)


def register_group(page: SeriesPage, *persons: tuple[str, list[str]], diet: str = "") -> Registration:
    version = FormVersion.objects.keep(page.form_content(page), page_id=page.pk)
    put = {of: {row.type: row.key for row in version.content.put_to(of)} for of in AskedOf}
    own, hers = put[AskedOf.REGISTRATION], put[AskedOf.PARTICIPANT]
    recorded = submissions.record(
        page=page, served_page=page, version=version, now=timezone.now(),
        answers={own["name"]: "Sara Strand", own["email"]: "sara@example.org", own["diet"]: diet},
        persons=[{hers["name"]: name, hers["diet_kinds"]: kinds} if name else {} for name, kinds in persons],
    )  # fmt: skip
    return Registration.objects.get(pk=recorded.submission)


class TestGroups:
    def test_each_participant_is_a_portion_with_her_own_diet(self, groups):
        register_group(groups, ("Ada", ["vegetarian", "nutallergy"]), ("Bo", ["vegetarian"]), ("Cai", []))
        soup = seen_by(groups.special_reader, groups)
        seen = cells(soup)
        assert portions(soup)[0].startswith("3 ")
        assert [seen[each] for each in ("Vegetariskt", "Nötallergi")] == ["2", "1"]

    def test_what_was_told_once_for_the_group_is_one_person_and_said_to_be(self, groups):
        register_group(groups, ("Ada", ["vegetarian"]), ("Bo", []), diet="Två glutenfria")
        [first, second] = eaters_of(groups)
        assert (first.told.texts, second.told.texts) == ((("Två glutenfria", True),), ())
        assert (first.stands_for_more, second.stands_for_more) == (True, False)

    def test_whoever_is_named_later_is_a_portion_whose_diet_is_not_known(self, groups):
        register_group(groups, ("Ada", ["vegetarian"]), ("", []))
        assert [each.is_named for each in eaters_of(groups)] == [True, False]
        assert "av dem har ännu inget namn" in seen_by(groups.special_reader, groups).get_text()
