"""The site does not start without sound keys, and never shows one."""

import base64
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from privacy import keyring, keyring_checks

ROOT = Path(__file__).resolve().parents[2]
GOOD = base64.b64encode(b"k" * 32).decode()
SHORT = base64.b64encode(b"k" * 31).decode()


def with_keys(settings: Any, *written: str) -> None:
    settings.KALLELSE_KEYS = {**settings.KALLELSE_KEYS, "answers": list(written)}


def ids(messages: list[Any]) -> list[str]:
    return [message.id for message in messages]


def test_the_newest_key_is_used_and_all_are_known(settings: Any) -> None:
    with_keys(settings, f"7:{GOOD}", f"3:{base64.b64encode(b'o' * 32).decode()}")
    assert keyring.current("answers").number == 7
    assert [key.number for key in keyring.keys("answers")] == [7, 3]
    assert keyring.numbered("answers", 3).secret == b"o" * 32
    assert keyring_checks.keys_are_there() == []


@pytest.mark.parametrize(
    "written",
    [[], ["1"], ["1:"], [f"one:{GOOD}"], [f"0:{GOOD}"], [f"1:{SHORT}"], ["1:%%%"], [f"1:{GOOD}", f"1:{GOOD}"]],
)
def test_a_missing_or_misspelt_key_is_an_error(settings: Any, written: list[str]) -> None:
    with_keys(settings, *written)
    [message] = [message for message in keyring_checks.keys_are_there() if message.id == "privacy.E010"]
    assert "answers" in message.msg
    assert "KALLELSE_ANSWERS_KEYS" in message.hint
    assert GOOD not in message.msg and SHORT not in message.msg


def test_one_key_never_serves_two_purposes(settings: Any) -> None:
    settings.KALLELSE_KEYS = {purpose: [f"1:{GOOD}"] for purpose in ("answers", "subjects", "ledger")}
    assert ids(keyring_checks.keys_are_there()) == ["privacy.E011"]


def test_a_key_does_not_show_itself() -> None:
    assert "secret" not in repr(keyring.current("answers"))


@pytest.mark.parametrize(("timeout", "found"), [(20, []), (100, []), (101, ["privacy.E012"]), (None, ["privacy.E012"])])
def test_a_silent_mail_server_is_left_before_the_lease_ends(settings: Any, timeout: Any, found: list[str]) -> None:
    settings.EMAIL_TIMEOUT = timeout
    assert ids(keyring_checks.mail_gives_up_in_time()) == found


def test_production_refuses_to_start_without_keys() -> None:
    known = {name: value for name, value in os.environ.items() if not name.startswith(("KALLELSE_", "DJANGO_"))}
    environment = {
        **known, "DJANGO_SETTINGS_MODULE": "config.settings.production", "SECRET_KEY": "only for this test",
        "ALLOWED_HOSTS": "kallelse.example", "DATABASE_URL": "sqlite://:memory:",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
    }  # fmt: skip

    def check(**more: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "django", "check"]
        return subprocess.run(
            command, env={**environment, **more}, cwd=ROOT, capture_output=True, text=True, check=False
        )

    refused = check()
    assert refused.returncode != 0
    assert "KALLELSE_ANSWERS_KEYS" in refused.stderr
    keys = {
        f"KALLELSE_{purpose}_KEYS": "1:" + base64.b64encode(purpose.encode().ljust(32)).decode()
        for purpose in ("ANSWERS", "SUBJECTS", "LEDGER")
    }
    accepted = check(**keys)
    assert "privacy.E01" not in accepted.stderr
