"""The first seconds: nothing but Python and, perhaps, pip."""
import ast
import os
import subprocess
import sys

import pytest

from config import bootstrap, progress
from tests.house.tree import ROOT


@pytest.fixture
def without_settings_of_uv(monkeypatch):
    for name in list(os.environ):
        if name.startswith("UV_") or name in bootstrap.PIP_TO_UV.values():
            monkeypatch.delenv(name)


def test_the_door_can_be_read_by_the_old_pythons_it_refuses():
    ast.parse((ROOT / "manage.py").read_text(), feature_version=(3, 7))


def test_preparing_needs_the_standard_library_only():
    code = "import config.bootstrap, sys; print([name for name in sys.modules if name.startswith('django')])"
    done = subprocess.run(
        [sys.executable, "-S", "-c", code],
        cwd=ROOT / "site", capture_output=True, text=True, check=False,
    )
    assert done.stdout.strip() == "[]", done.stderr


def test_uv_is_told_of_the_index_that_pip_is_configured_for(without_settings_of_uv):
    told = bootstrap.uv_environment({"index-url": "https://index.example.org/simple", "find-links": "/a /b"})
    assert told["UV_DEFAULT_INDEX"] == "https://index.example.org/simple"
    assert told["UV_FIND_LINKS"] == "/a,/b"


def test_what_is_set_for_uv_itself_wins(without_settings_of_uv, monkeypatch):
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://own.example.org/simple")
    told = bootstrap.uv_environment({"index-url": "https://index.example.org/simple"})
    assert told["UV_DEFAULT_INDEX"] == "https://own.example.org/simple"


def test_pip_settings_from_the_environment_win_over_its_files():
    listing = ":env:.index-url='https://env.example.org'\nglobal.index-url='https://file.example.org'\nglobal.cert='/c'"
    told = bootstrap.settings_of([sys.executable, "-c", f"print({listing!r})"])
    assert told == {"index-url": "https://env.example.org", "cert": "/c"}


def test_without_pip_nothing_is_known_of_its_settings():
    assert bootstrap.settings_of([]) == {}


def test_a_command_that_fails_is_quoted_and_one_that_works_is_not():
    assert bootstrap.complaint_of([sys.executable, "-c", "import sys; sys.exit('no such index')"]) == "no such index"
    assert bootstrap.complaint_of([sys.executable, "-c", "print('done')"]) == ""
    assert bootstrap.complaint_of([ROOT / "no-such-program"]) != ""


def test_a_lock_is_installed_again_when_it_has_changed(tmp_path, monkeypatch):
    lock = tmp_path / "requirements.txt"
    lock.write_text("django==5.2.19\n")
    monkeypatch.setattr(bootstrap, "ENVIRONMENT", tmp_path)
    monkeypatch.setattr(bootstrap, "LOCKS", {"run": lock})
    assert not bootstrap.is_stamped("run")
    bootstrap.stamp("run")
    assert bootstrap.is_stamped("run")
    lock.write_text("django==5.2.20\n")
    assert not bootstrap.is_stamped("run")


def test_a_step_is_numbered_and_timed(capsys):
    with progress.step("The words"):
        pass
    with progress.step("The database"):
        pass
    first, second = capsys.readouterr().out.splitlines()
    assert first.partition(". ")[2].startswith("The words ... 0.")
    assert int(second.partition(".")[0]) == int(first.partition(".")[0]) + 1


def test_a_step_that_fails_says_so(capsys):
    with pytest.raises(ValueError, match="broken"), progress.step("The database"):
        raise ValueError("broken")
    assert capsys.readouterr().out.endswith("failed\n")
