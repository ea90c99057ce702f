"""What other people's tools find in our code: nothing."""
import base64
import os
import secrets
import subprocess
import sys

import pytest
from django.core.management import call_command

from tests.house.tree import ROOT


def key() -> str:
    return "1:" + base64.b64encode(secrets.token_bytes(32)).decode()


#: A body's own settings, as docs/operator.md asks for them.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": secrets.token_urlsafe(50),
    "ALLOWED_HOSTS": "www.example.org",
    "DATABASE_URL": "postgres://kallelse@localhost/kallelse",
    "KALLELSE_BASE_URL": "https://www.example.org",
    "KALLELSE_ANSWERS_KEYS": key(),
    "KALLELSE_SUBJECTS_KEYS": key(),
    "KALLELSE_LEDGER_KEYS": key(),
}


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    of_the_tests = {"DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE"}
    kept = {name: value for name, value in os.environ.items() if name not in of_the_tests}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT, env={**kept, **environment}, capture_output=True, text=True, check=False,
    )


#: The tests of the pure rules. Only these are measured: measuring everything would slow everything.
OF_RULES = (
    "tests/privacy/test_rules.py", "tests/events/test_registration_rules.py", "tests/events/test_seats.py",
    "tests/events/test_times.py",
    "tests/forms_app/test_admission.py", "tests/forms_app/test_options.py", "tests/privacy/test_case_clocks.py",
    "tests/home/test_writing_rules.py", "tests/events/test_old_dates.py", "tests/events/test_follow_ups.py",
    "tests/events/test_projects.py", "tests/privacy/test_case_states.py", "tests/privacy/test_proposals.py",
    "tests/privacy/test_due_dates.py", "tests/forms_app/test_conditions.py", "tests/forms_app/test_condition_rules.py",
    "tests/forms_app/test_identity_numbers.py", "tests/forms_app/test_sensitive_words.py",
    "tests/forms_app/test_suspicion.py", "tests/events/test_changes.py", "tests/events/test_still_said.py",
    "tests/events/letters/test_days.py", "tests/events/test_invitation_lists.py",
    "tests/events/editions/test_moved_days.py", "tests/forms_app/test_suppression.py",
)  # fmt: skip


def test_every_branch_of_the_rules_is_tested(tmp_path):
    alone = {name: "" for name in os.environ if name.startswith(("PYTEST_", "COV_"))}
    measured = run(
        "-m", "pytest", *OF_RULES, "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--cov",
        **{**alone, "COVERAGE_FILE": str(tmp_path / "coverage")},
    )  # fmt: skip
    assert "Total coverage: 100.00%" in measured.stdout, measured.stdout[-2000:]
    assert measured.returncode == 0, measured.stdout[-2000:]


def test_a_branch_of_the_rules_that_is_not_tested_is_seen(tmp_path):
    measured = run(
        "-m", "pytest", "tests/forms_app/test_options.py", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--cov",
        COVERAGE_FILE=str(tmp_path / "coverage"),
    )  # fmt: skip
    assert "FAIL Required test coverage" in measured.stdout
    assert measured.returncode != 0


def test_ruff_finds_nothing():
    done = run("-m", "ruff", "check", "--output-format", "concise", ".")
    assert done.returncode == 0, done.stdout


def test_djlint_finds_nothing_in_the_templates():
    done = run("-m", "djlint", "--lint", "--quiet", "site/templates")
    assert done.returncode == 0, done.stdout


def test_mypy_finds_nothing():
    done = run("-m", "mypy", PYTHONPATH=f"{ROOT}{os.pathsep}{ROOT / 'site'}")
    assert done.returncode == 0, done.stdout


def test_the_migrations_are_in_step_with_the_models(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_production_passes_the_deployment_check_without_a_warning():
    done = run("manage.py", "check", "--deploy", "--fail-level", "INFO", **PRODUCTION)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


@pytest.mark.parametrize("forgotten", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "KALLELSE_LEDGER_KEYS"])
def test_production_refuses_to_start_without(forgotten):
    settings = {name: value for name, value in PRODUCTION.items() if name != forgotten}
    done = run("manage.py", "check", **settings)
    assert done.returncode != 0
    assert forgotten in done.stderr
