"""Identity numbers are seen in running text; telephone numbers, references and dates are not taken for them."""
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_app.identity_numbers import stands_in

TODAY = date(2027, 2, 1)
FINNISH_CHECK = "0123456789ABCDEFHJKLMNPRSTUVWXY"


def seen(text: str) -> bool:
    return stands_in(text, on=TODAY)


def luhn(nine: str) -> str:
    total = sum(sum(divmod(int(digit) * (2 - place % 2), 10)) for place, digit in enumerate(nine))
    return str(-total % 10)


@pytest.mark.parametrize(
    "number",
    [
        "640823-3234", "19640823-3234", "196408233234", "6408233234", "640823–3234", "640823+3234",
        "18640823-3234", "640883-3231", "19640883-3231", "000229-0013",
        "131052-308T", "131052-308t", "131052Y308T", "131052U308T", "131052+308T", "010203A1230",
    ],
)  # fmt: skip
@pytest.mark.parametrize("text", ["{}", "Jag heter Maj, {}.", "pnr {} ok", "({})", "hetu: {}", "\n{}\n"])
def test_a_number_is_seen_wherever_it_stands(number, text):
    assert seen(text.format(number))


@pytest.mark.parametrize(
    "text",
    [
        "", "Maj Lind", "640823-3235", "131052-308U", "641323-3234", "640832-3234", "640230-3233", "640893-3239",
        "17640823-3234", "21640823-3234", "640823-0000", "300252-308T", "131352-308T", "010160-0012",
        "0640823-3234", "640823-32345", "A640823-3234", "640823-3234/2", "SE640823-3234", "1.640823-3234",
        "640823-3234.5", "290100-123A",
    ],
)  # fmt: skip
def test_what_only_looks_like_one_is_not(text):
    assert not seen(text)


@pytest.mark.parametrize(
    "text",
    [
        "070-123 45 67", "0701234567", "0709080706", "+46701234567", "+46 70 123 45 67", "0046701234567",
        "040 123 4567", "+358401234567", "040-1234567", "08-12 34 56 78",
        "2027-02-27", "27.2.2027", "20270227", "2027-02-27 10.00", "20270227-0930", "1998-2003",
        "556036-0793", "5560360793", "202100-5489", "1234567-1", "FI12345671", "SE556036079301",
        "SE45 5000 0000 0583 9825 7466", "FI21 1234 5600 0007 85", "KRTM-4827", "RF18539007547034",
        "OCR 123456789012345", "7391234567895", "123 45 Malmö", "Dnr 2026-1234", "00100 Helsinki",
    ],
)  # fmt: skip
def test_telephone_numbers_references_and_dates_are_left_in_peace(text):
    assert not seen(text)


def test_nobody_is_born_tomorrow():
    number = "20270202-001" + luhn("270202001")
    assert stands_in(number, on=date(2027, 2, 2))
    assert not stands_in(number, on=TODAY)


born = st.dates(min_value=date(1900, 1, 1), max_value=TODAY)


@given(born, st.integers(1, 999), st.sampled_from(["", "-"]), st.sampled_from([0, 60]))
def test_every_swedish_number_with_its_century_is_seen_and_none_with_another_check_digit(day, serial, sign, added):
    nine = f"{day:%y%m}{day.day + added:02}{serial:03}"
    check = luhn(nine)
    start = f"{day:%Y}"[:2] + nine[:6] + sign + nine[6:]
    assert seen(f"jag är {start}{check} och")
    assert not any(seen(start + other) for other in "0123456789" if other != check)


@given(born, st.integers(2, 999))
def test_every_finnish_number_is_seen_and_none_with_another_check_character(day, serial):
    check = FINNISH_CHECK[int(f"{day:%d%m%y}{serial:03}") % 31]
    for sign in "-YXWVU" if day.year < 2000 else "ABCDEF":
        start = f"{day:%d%m%y}{sign}{serial:03}"
        assert seen(start + check)
        if sign != "-":  # with a hyphen and a digit last it may be a Swedish number
            assert not any(seen(start + other) for other in FINNISH_CHECK if other != check)


@given(st.dates(TODAY + timedelta(1), date(2099, 12, 31)), st.integers(0, 9999))
def test_no_day_to_come_with_any_four_digits_is_taken_for_a_number(day, digits):
    assert not seen(f"{day:%Y%m%d}-{digits:04}")


@given(st.from_regex(r"0[1-9][0-9]{8}", fullmatch=True))
def test_no_telephone_number_written_in_one_is_taken_for_a_number(number):
    assert not seen(number)
