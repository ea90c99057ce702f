"""References can be spoken; receipts have an address that ends after an hour."""
import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine

from forms_app import receipts
from forms_app.references import new_reference

NOON = datetime(2027, 2, 1, 12, tzinfo=UTC)


def test_a_reference_is_four_letters_and_four_digits_that_cannot_be_misheard():
    for _time in range(500):
        assert re.fullmatch(r"[BCDFGHJKLMNPRSTVX]{4}-[2-9]{4}", new_reference())


def test_references_do_not_follow_one_another():
    drawn = [new_reference() for _time in range(200)]
    assert drawn != sorted(drawn)
    assert len(set(drawn)) == 200


def test_a_receipt_is_good_for_sixty_minutes():
    record = uuid4()
    with time_machine.travel(NOON, tick=False):
        token = receipts.sign(record)
    with time_machine.travel(NOON + timedelta(minutes=59, seconds=59), tick=False):
        assert receipts.unsign(token) == record


def test_after_sixty_minutes_a_receipt_still_tells_its_record_but_is_expired():
    record = uuid4()
    with time_machine.travel(NOON, tick=False):
        token = receipts.sign(record)
    with time_machine.travel(NOON + timedelta(minutes=60, seconds=1), tick=False):
        with pytest.raises(receipts.Expired) as expired:
            receipts.unsign(token)
    assert expired.value.record == record
    assert record.hex not in str(expired.value)


def test_two_receipts_of_one_record_have_their_own_addresses():
    record = uuid4()
    with time_machine.travel(NOON, tick=False):
        first = receipts.sign(record)
    with time_machine.travel(NOON + timedelta(seconds=1), tick=False):
        assert receipts.sign(record) != first


@pytest.mark.parametrize("change", [0, 5, 33, -1, -10])
def test_a_receipt_that_was_tampered_with_is_none(change):
    token = receipts.sign(uuid4())
    other = "A" if token[change] != "A" else "B"
    forged = token[:change] + other + token[len(token) + change + 1 if change < 0 else change + 1 :]
    assert forged != token
    with pytest.raises(ValueError, match="not a receipt"):
        receipts.unsign(forged)


@pytest.mark.parametrize("nonsense", ["", ":", "::", "abc", "å" * 200, "a:b:c"])
def test_nonsense_is_no_receipt(nonsense):
    with pytest.raises(ValueError, match="not a receipt"):
        receipts.unsign(nonsense)


def test_something_else_signed_by_the_site_is_no_receipt():
    from django.core import signing

    with pytest.raises(ValueError, match="not a receipt"):
        receipts.unsign(signing.TimestampSigner(salt="another").sign(uuid4().hex))
    with pytest.raises(ValueError, match="not a receipt"):
        receipts.unsign(signing.TimestampSigner(salt="forms_app.receipt").sign("no uuid"))
