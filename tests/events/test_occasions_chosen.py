"""One registers for one meeting of a series, or for some of them: form, mails, calendar and lists follow the choice."""
from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from events import door, settling
from events.models import Allotment, Occasion, Registration, SeriesPage
from forms_app import removed_questions, submissions
from forms_app.models import FormVersion, Submission
from tests.events.conftest import add_questions, answers_to, fresh, occasion
from tests.events.visiting import NOW, files_of, own_link, post, texts_of
from tests.factories import in_language, published
from tests.forms_app.walking import Walker

pytestmark = pytest.mark.django_db
KEY = "occasions"


@pytest.fixture(autouse=True)
def february(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def series(index, library) -> SeriesPage:
    return a_series(index, library)


def a_series(index: Any, library: Any) -> SeriesPage:
    """Three meetings to come, one of them in a month, and one that has been; one chooses among those to come."""
    page = SeriesPage(title="Samtal om böcker", slug="samtal", registers_for="some")
    page.occasions.add(occasion(first_day=date(2027, 1, 20), title="Det som var", sort_order=0))
    both = {"mode": "hybrid", "place": library}
    page.occasions.add(occasion(title="Våren", join_link="https://mote.example/var", sort_order=1, **both))
    page.occasions.add(
        occasion(
            first_day=date(2027, 3, 6), title="Islossning", join_link="https://mote.example/is", sort_order=2, **both
        )
    )
    page.occasions.add(Occasion(precision="month", first_day=date(2027, 5, 1), title="Sommaren", sort_order=3))
    add_questions(page)
    index.add_child(instance=page)
    return published(page)


def keys(page: SeriesPage) -> dict[str, str]:
    return {each.title: each.translation_key.hex for each in page.occasions.all()}


def come(page: SeriesPage, *titles: str, served: Any = None, name: str = "Maja Ström") -> Registration:
    """Somebody registers for these meetings."""
    served = served or page
    chosen: Any = [keys(page)[title] for title in titles]
    if page.registers_for == "one":
        [chosen] = chosen
    version = FormVersion.objects.keep(served.form_content(page), page_id=page.pk)
    given = answers_to(page, name=name, email=f"{name.split(maxsplit=1)[0].lower()}@example.org")
    recorded = submissions.record(
        page=page, served_page=served, version=version, answers={KEY: chosen, **given}, now=timezone.now()
    )
    return Registration.objects.get(pk=recorded.submission)


def choosing(page: SeriesPage, **settings: Any) -> SeriesPage:
    draft = page.get_latest_revision_as_object()
    for name, value in settings.items():
        setattr(draft, name, value)
    draft.save_revision().publish()
    return fresh(page)


def titles_in(letter: Any) -> list[str]:
    return sorted(str(event["summary"]) for calendar, _kind in files_of(letter) for event in calendar.walk("VEVENT"))


class TestTheForm:
    def test_it_asks_which_of_those_to_come_by_their_own_words(self, series):
        walker = Walker(series)
        own = dict(series.form_fields.values_list("field_type", "clean_name"))
        assert "Vilka träffar kommer du på?" in walker.text
        assert "Våren: lördag 27 februari 2027 kl. 10.05–15" in walker.text
        assert "Sommaren: maj 2027" in walker.text
        assert keys(series)["Det som var"] not in str(walker.form)
        who = {own["name"]: "Maja", own["title"]: "R", own["organisation"]: "S", own["email"]: "maja@example.org"}
        assert walker.press(**who).status_code == 422
        walker.press(**who, occasions=[keys(series)["Våren"], keys(series)["Sommaren"]])
        receipt = walker.follow()
        assert "Våren" in receipt
        assert "Islossning" not in receipt
        assert Submission.objects.get().answers[KEY] == [keys(series)["Våren"], keys(series)["Sommaren"]]

    def test_in_finnish_in_finnish_words(self, series):
        page = in_language(series, "fi", {"Samtal om böcker": "Kirjakeskusteluja", "Våren": "Kevät"})
        text = Walker(page).text
        assert "Mihin tapaamisiin tulet?" in text
        assert "Kevät: lauantaina 27. helmikuuta 2027" in text

    def test_one_each_is_one(self, series):
        page = choosing(series, registers_for="one")
        [question] = page.own_questions(page)
        assert (question.type, len(question.options)) == ("radio", 3)
        assert come(page, "Våren").state == "confirmed"

    def test_all_together_asks_nothing_and_an_old_choice_has_to_be_decided_on(self, series):
        come(series, "Våren")
        assert removed_questions.undecided(series, removed_questions.keys_asked(series), NOW) == []
        draft = series.get_latest_revision_as_object()
        draft.registers_for = "all"
        assert draft.own_questions(draft) == ()
        [asked] = removed_questions.undecided(series, removed_questions.keys_asked(draft), NOW)
        assert asked.question.key == KEY

    def test_the_words_that_were_seen_stay_when_the_day_moves(self, series):
        her = come(series, "Våren")
        draft = series.get_latest_revision_as_object()
        moved = draft.occasions.all()[1]
        moved.first_day = date(2027, 2, 28)
        draft.occasions.add(moved)
        draft.save_revision().publish()
        sent = Submission.objects.get(pk=her.pk)
        [question] = [each for each in sent.questions if each.key == KEY]
        assert "27 februari" in str(sent.words(question)[0])

    def test_a_meeting_can_have_so_many_places(self, series):
        draft = series.get_latest_revision_as_object()
        draft.allotments.add(Allotment(title="Våren", option=f"{KEY}:{keys(series)['Våren']}", capacity=1))
        draft.save_revision().publish()
        page = fresh(series)
        found = [
            come(page, *titles, name=name).state
            for name, titles in {"Ada": ["Våren"], "Bo": ["Islossning"], "Cai": ["Våren", "Islossning"]}.items()
        ]
        assert found == ["confirmed", "confirmed", "waiting"]


class TestWhatFollows:
    def test_mail_calendar_and_own_page_tell_of_the_chosen_alone(self, client, series):
        come(series, "Våren")
        [letter] = post()
        assert titles_in(letter) == ["Samtal om böcker: Våren"]
        for text in texts_of(letter):
            assert "https://mote.example/var" in text
            assert "https://mote.example/is" not in text
            assert "Islossning" not in text
        shown = client.get(own_link(letter)).content.decode()
        assert "Våren: lördag 27 februari" in shown
        assert "Islossning" not in shown
        assert "/answers/" in shown

    def test_the_list_of_a_meeting_and_the_filter_of_the_desk_follow(self, series):
        come(series, "Våren", name="Ada")
        come(series, "Våren", "Islossning", name="Bo")
        rows = {each.title: each.translation_key for each in series.occasions.all()}
        assert [each.name for each in door.guests_of(series, rows["Våren"])] == ["Ada", "Bo"]
        assert [each.name for each in door.guests_of(series, rows["Islossning"])] == ["Bo"]
        offered = dict(series.own_states())
        assert str(offered[rows["Islossning"].hex]) == "Kommer till: Islossning"
        for codes, number in (
            ([rows["Islossning"].hex], 1), ([rows["Islossning"].hex, "waiting"], 0), (["confirmed"], 2),
        ):  # fmt: skip
            assert series.get_submissions().filter(series.in_own_states(codes)).count() == number

    def test_only_those_are_told_who_come_to_what_has_changed(self, series, february):
        come(series, "Våren", name="Ada")
        come(series, "Islossning", name="Bo")
        february.move_to(NOW.replace(hour=13), tick=False)
        draft = series.get_latest_revision_as_object()
        moved = draft.occasions.all()[1]
        moved.first_day = date(2027, 2, 28)
        draft.occasions.add(moved)
        draft.save_revision().publish()
        page = fresh(series)
        change = settling.open_change(page)
        assert change is not None
        names = [each.submission.answer(each.submission.questions[1]) for each in settling.concerned(change)]
        assert names == ["Ada"]
        assert change.in_words("sv", frozenset()) == []

    def test_what_somebody_has_chosen_cannot_be_taken_out(self, series):
        come(series, "Våren")
        draft = series.get_latest_revision_as_object()
        assert draft.lost_choices() == []
        draft.occasions = [each for each in draft.occasions.all() if each.title != "Islossning"]
        assert draft.lost_choices() == []
        draft.occasions = [each for each in draft.occasions.all() if each.title != "Våren"]
        [sentence] = draft.publishing_refusals()
        assert sentence.startswith("”Våren” går inte att ta bort: 1 anmälan gäller den.")
