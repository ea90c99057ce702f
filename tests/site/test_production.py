"""Production starts only with secrets of its own, and has no warning left."""
import base64
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def key(letter):
    return "1:" + base64.b64encode(letter.encode() * 32).decode()


COMPLETE = {
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_",
    "ALLOWED_HOSTS": "events.example.org",
    "DATABASE_URL": "postgres:///kallelse",
    "KALLELSE_ANSWERS_KEYS": key("a"),
    "KALLELSE_SUBJECTS_KEYS": key("s"),
    "KALLELSE_LEDGER_KEYS": key("l"),
}


def run(code, **variables):
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}", **variables}
    environment["DJANGO_SETTINGS_MODULE"] = "config.settings.production"
    return subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)


READ = "from django.conf import settings; print(settings.{})"


@pytest.mark.parametrize("missing", COMPLETE)
def test_production_does_not_start_without(missing):
    assert run(READ.format("DEBUG"), **COMPLETE).stdout.strip() == "False"
    variables = {name: value for name, value in COMPLETE.items() if name != missing}
    started = run(READ.format("DEBUG"), **variables)
    assert started.returncode != 0
    assert missing in started.stderr


def test_production_has_nothing_that_the_deployment_check_warns_about():
    checked = run(
        "import django; from django.core.management import call_command; django.setup();"
        "call_command('check', deploy=True)",
        **COMPLETE,
    )
    assert "System check identified no issues (0 silenced)." in checked.stdout + checked.stderr


def test_production_serves_static_files_under_names_that_never_change_their_content():
    assert "CompressedManifest" in run(READ.format("STORAGES['staticfiles']"), **COMPLETE).stdout


def test_the_demos_keys_are_made_once_and_only_their_owner_reads_them(tmp_path):
    from config.demo_keys import keys_in

    path = tmp_path / "demo-keys.json"
    first = keys_in(path)
    assert set(first["KALLELSE_KEYS"]) == {"answers", "subjects", "ledger"}
    assert keys_in(path) == first
    assert path.stat().st_mode & 0o077 == 0
    assert keys_in(tmp_path / "another.json") != first
