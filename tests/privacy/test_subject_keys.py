"""A person is found by a keyed digest of her address or number, and only by that."""

from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy import subject_keys
from privacy.models import SubjectKey
from tests.new_keys import SECOND, put_a_new_key_first


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("Maja.Berg@Granvik.Example", "maja.berg@granvik.example"),
        ("  maja@granvik.example\t", "maja@granvik.example"),
        ("ma.ja+kurs@granvik.example", "ma.ja+kurs@granvik.example"),
        ("maja@ängelsberg.example", "maja@xn--ngelsberg-u2a.example"),
        ("ＭＡＪＡ@granvik.example", "maja@granvik.example"),
        ("Straße@granvik.example", "strasse@granvik.example"),
        ("maja@granvik.example.", "maja@granvik.example"),
        ('"a@b"@granvik.example', '"a@b"@granvik.example'),
        ("maja", None),
        ("@granvik.example", None),
        ("maja@", None),
        ("maja@-.example", None),
        ("", None),
    ],
)
def test_an_address_has_one_normal_form(written: str, normal: str | None) -> None:
    assert subject_keys.normalise("email", written) == normal


@pytest.mark.parametrize(
    ("written", "region", "normal"),
    [
        ("070-123 45 67", "SE", "+46701234567"),
        ("+46 (0)70 123 45 67", "FI", "+46701234567"),
        ("040 123 4567", "FI", "+358401234567"),
        ("0046701234567", "SE", "+46701234567"),
        ("０７０１２３４５６７", "SE", "+46701234567"),
        ("12", "SE", None),
        ("ring mig", "SE", None),
        ("", "SE", None),
    ],
)
def test_a_number_has_one_normal_form(written: str, region: str, normal: str | None) -> None:
    assert subject_keys.normalise("phone", written, region=region) == normal


@given(st.emails())
def test_normalising_twice_changes_nothing(address: str) -> None:
    once = subject_keys.normalise("email", address)
    assert once is None or subject_keys.normalise("email", once) == once


@given(st.text(max_size=40), st.sampled_from(["email", "phone"]))
def test_whatever_is_written_never_breaks(written: str, kind: str) -> None:
    assert subject_keys.normalise(kind, written) is None or written


def test_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="e-mail address or a telephone number"):
        subject_keys.normalise("name", "Maja")


def test_a_record_is_found_however_the_address_is_written(db: None) -> None:
    mine, other = uuid4(), uuid4()
    assert subject_keys.remember(mine, "email", "Maja@Granvik.example")
    assert subject_keys.remember(other, "email", "ture@granvik.example")
    assert subject_keys.records_with("email", " maja@GRANVIK.example") == [mine]


def test_all_records_of_a_person_are_found_and_each_once(db: None) -> None:
    first, second = uuid4(), uuid4()
    for record in (first, second, first):
        subject_keys.remember(record, "email", "maja@granvik.example")
    assert subject_keys.records_with("email", "maja@granvik.example") == [first, second]
    assert SubjectKey.objects.count() == 2


def test_a_national_number_is_found_as_a_number_of_every_country_we_serve(db: None) -> None:
    finnish = uuid4()
    subject_keys.remember(finnish, "phone", "040 123 4567", region="FI")
    assert subject_keys.records_with("phone", "0401234567") == [finnish]
    assert subject_keys.records_with("phone", "+358 40 123 4567") == [finnish]
    assert subject_keys.records_with("phone", "040 123 4567", region="SE") == []


def test_what_is_no_address_is_neither_stored_nor_found(db: None) -> None:
    assert not subject_keys.remember(uuid4(), "email", "maja")
    assert not SubjectKey.objects.exists()
    assert subject_keys.records_with("email", "maja") == []


def test_forgetting_a_record_removes_its_keys_and_no_others(db: None) -> None:
    gone, stays = uuid4(), uuid4()
    for record in (gone, stays):
        subject_keys.remember(record, "email", "maja@granvik.example")
        subject_keys.remember(record, "phone", "+46701234567")
    assert subject_keys.forget(gone) == 2
    assert subject_keys.records_with("phone", "+46701234567") == [stays]


def test_the_address_itself_is_not_stored(db: None) -> None:
    subject_keys.remember(uuid4(), "email", "maja@granvik.example")
    [row] = SubjectKey.objects.values()
    assert len(row["digest"]) == 64
    assert not any("maja" in str(value) for value in row.values())


def test_an_address_and_a_number_with_the_same_text_differ(db: None, settings: Any) -> None:
    key = subject_keys.keyring.current("subjects")
    digests = {subject_keys._digest(key, kind, "same") for kind in ("email", "phone")}
    assert len(digests) == 2


def test_after_a_new_key_older_records_are_still_found(db: None, settings: Any) -> None:
    old, new = uuid4(), uuid4()
    subject_keys.remember(old, "email", "maja@granvik.example")
    put_a_new_key_first(settings, "subjects")
    subject_keys.remember(new, "email", "maja@granvik.example")
    assert set(SubjectKey.objects.values_list("key_number", flat=True)) == {1, 2}
    assert subject_keys.records_with("email", "maja@granvik.example") == [old, new]
    settings.KALLELSE_KEYS = {**settings.KALLELSE_KEYS, "subjects": [SECOND]}
    assert subject_keys.records_with("email", "maja@granvik.example") == [new]


def test_remembering_takes_one_query(django_assert_num_queries: Any, db: None) -> None:
    with django_assert_num_queries(1):
        subject_keys.remember(uuid4(), "email", "maja@granvik.example")
