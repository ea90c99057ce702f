"""Special answers are sealed: with a numbered key, for one record and one question."""

import base64
import json
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy import cipher, keyring
from tests.new_keys import SECOND, put_a_new_key_first

RECORD = uuid4()


def flipped(text: str) -> str:
    content = bytearray(base64.b64decode(text))
    content[0] ^= 1
    return base64.b64encode(content).decode()


@given(st.text())
def test_what_is_sealed_can_be_unsealed(value: str) -> None:
    sealed = cipher.seal(value, record=RECORD, question="kost")
    assert cipher.unseal(json.loads(json.dumps(sealed)), record=RECORD, question="kost") == value


def test_the_value_cannot_be_read_in_what_is_stored() -> None:
    assert "nötallergi" not in json.dumps(cipher.seal("nötallergi", record=RECORD, question="kost"), ensure_ascii=False)


def test_the_same_value_is_sealed_differently_each_time() -> None:
    sealed = [cipher.seal("vegan", record=RECORD, question="kost") for _turn in range(20)]
    assert len({entry["nonce"] for entry in sealed}) == len({entry["sealed"] for entry in sealed}) == 20


def test_a_value_moved_to_another_record_or_question_is_refused() -> None:
    sealed = cipher.seal("vegan", record=RECORD, question="kost")
    for place in ({"record": uuid4(), "question": "kost"}, {"record": RECORD, "question": "namn"}):
        with pytest.raises(cipher.CannotUnseal):
            cipher.unseal(sealed, **place)


@pytest.mark.parametrize("part", ["nonce", "sealed"])
def test_an_altered_value_is_refused(part: str) -> None:
    sealed = cipher.seal("vegan", record=RECORD, question="kost")
    with pytest.raises(cipher.CannotUnseal):
        cipher.unseal({**sealed, part: flipped(sealed[part])}, record=RECORD, question="kost")
    with pytest.raises(cipher.CannotUnseal):
        cipher.unseal({**sealed, part: "not base64!"}, record=RECORD, question="kost")


def test_sealed_values_are_told_from_others() -> None:
    assert cipher.is_sealed(cipher.seal("", record=RECORD, question="kost"))
    for other in ("vegan", None, ["a"], {}, {"key": 1}, {"key": "1", "nonce": "", "sealed": ""}):
        assert not cipher.is_sealed(other)


def test_old_values_open_with_their_own_key_after_a_new_one_came(settings: Any) -> None:
    old = cipher.seal("vegan", record=RECORD, question="kost")
    put_a_new_key_first(settings, "answers")
    new = cipher.seal("vegan", record=RECORD, question="kost")
    assert (old["key"], new["key"]) == (1, 2)
    assert cipher.unseal(old, record=RECORD, question="kost") == "vegan"
    settings.KALLELSE_KEYS = {**settings.KALLELSE_KEYS, "answers": [SECOND]}
    assert cipher.unseal(new, record=RECORD, question="kost") == "vegan"
    with pytest.raises(keyring.NoKey, match="number 1"):
        cipher.unseal(old, record=RECORD, question="kost")
