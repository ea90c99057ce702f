"""Where a project is in its life, and what it lacks."""
from datetime import date
from types import SimpleNamespace

import pytest
from django.utils import translation

from events.project_completeness import wrong_in_funding, wrong_in_period, wrong_in_result
from events.projects import Stage, period, retention_anchors, share_passed, stage

START, END = date(2027, 1, 1), date(2028, 6, 30)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "today", "expected"),
    [
        (START, END, date(2026, 12, 31), Stage.COMING),
        (START, END, START, Stage.RUNNING),
        (START, END, END, Stage.RUNNING),
        (START, END, date(2028, 7, 1), Stage.ENDED),
        (START, None, date(2099, 1, 1), Stage.RUNNING),
        (None, END, date(2000, 1, 1), Stage.RUNNING),
        (None, None, START, Stage.RUNNING),
    ],
)
def test_a_project_runs_from_its_first_day_to_its_last(starts_on, ends_on, today, expected):
    assert stage(starts_on, ends_on, today) is expected


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "words"),
    [
        (START, END, "1 January 2027 – 30 June 2028"),
        (START, None, "From 1 January 2027"),
        (None, END, "Until 30 June 2028"),
        (None, None, ""),
    ],
)
def test_the_period_in_words_may_be_open(starts_on, ends_on, words):
    assert period(starts_on, ends_on, "en") == words


@pytest.mark.parametrize(
    ("ends_on", "today", "percent"),
    [
        (date(2027, 1, 10), date(2026, 1, 1), 0),
        (date(2027, 1, 10), date(2027, 1, 6), 50),
        (date(2027, 1, 10), date(2027, 5, 1), 100),
        (START, START, 0),
        (None, START, None),
    ],
)
def test_how_much_of_the_period_has_passed(ends_on, today, percent):
    assert share_passed(START, ends_on, today) == percent


def test_money_from_the_union_is_counted_from_the_end_of_the_year_of_the_last_payment():
    assert retention_anchors(END, date(2028, 9, 4)) == {
        "project_end": END, "final_payment_year_end": date(2028, 12, 31),
    }  # fmt: skip
    assert retention_anchors(None, None) == {"project_end": None, "final_payment_year_end": None}


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "fields"),
    [(END, START, ["ends_on"]), (START, START, []), (START, None, []), (None, END, [])],
)
def test_a_project_does_not_end_before_it_starts(starts_on, ends_on, fields):
    assert list(wrong_in_period(starts_on, ends_on)) == fields


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"funder": "", "fund": "", "label": "co_funded"}, "Name the funder: the label"),
        ({"funder": "", "fund": "Fonden", "label": ""}, "Name the funder whose"),
        ({"funder": "", "fund": "", "label": ""}, "Name the funder, or remove"),
    ],
)
def test_a_label_or_a_fund_does_not_stand_without_its_funder(values, sentence):
    with translation.override("en"):
        assert wrong_in_funding(SimpleNamespace(**values))["funder"].startswith(sentence)
    assert wrong_in_funding(SimpleNamespace(**{**values, "funder": "Europeiska unionen"})) == {}


@pytest.mark.parametrize(
    ("target_id", "url", "fields"),
    [(7, "https://www.example.org", ["url"]), (7, "", []), (None, "https://www.example.org", []), (None, "", [])],
)
def test_a_result_leads_to_one_place(target_id, url, fields):
    assert list(wrong_in_result(SimpleNamespace(target_id=target_id, url=url))) == fields
