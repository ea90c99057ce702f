"""Ours is a tower: what stands on one floor knows only the floors below."""
import os
import shutil
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

from tests.house.floors import circles, depends_upward, names_upward, templates_upward
from tests.house.tree import CODE, FLOORS, ROOT, TEMPLATES, own_code, tracked


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": f"{root}{os.pathsep}{root / 'site'}"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copied_house(tmp_path: Path) -> Path:
    """Our code and its contracts in a folder of their own, where a wrong import may be planted."""
    for path in [*own_code(), ROOT / "pyproject.toml"]:
        target = tmp_path / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    return tmp_path


def test_imports_go_down_only():
    done = lint_imports(ROOT)
    assert "2 kept, 0 broken" in done.stdout, done.stdout + done.stderr


def test_an_import_from_privacy_to_events_is_seen_even_inside_a_function(copied_house):
    assert lint_imports(copied_house).returncode == 0
    planted = copied_house / "privacy" / "rules.py"
    planted.write_text(planted.read_text() + "\n\ndef planted():\n    import events.registration\n")
    done = lint_imports(copied_house)
    assert done.returncode == 1
    assert "privacy.rules -> events.registration" in done.stdout


def test_an_import_from_models_to_hooks_is_seen(copied_house):
    planted = copied_house / "forms_app" / "models" / "versions.py"
    assert planted.exists()
    planted.write_text(planted.read_text() + "\nimport forms_app.wagtail_hooks\n")
    assert lint_imports(copied_house).returncode == 1


def test_nobody_imports_in_a_circle():
    graph = grimp.build_graph(*FLOORS, cache_dir=None, exclude_type_checking_imports=True)
    assert len(graph.modules) > 50
    assert circles({module: graph.find_modules_directly_imported_by(module) for module in graph.modules}) == []


def test_a_circle_is_seen():
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [["a", "b", "c"]]


@pytest.mark.parametrize("floor", FLOORS)
def test_no_string_names_a_floor_above(floor):
    code = own_code(floor)
    assert code
    assert [found for path in code for found in names_upward(path, floor)] == []


@pytest.mark.parametrize("floor", FLOORS[:-1])
def test_no_migration_depends_on_a_floor_above(floor):
    migrations = [path for path in tracked("*.py") if path.parent == CODE[floor] / "migrations"]
    assert migrations
    assert [found for path in migrations for found in depends_upward(path, floor)] == []


def test_no_template_includes_one_of_a_floor_above():
    templates = [path for path in tracked("*.html", "*.txt") if TEMPLATES in path.parents]
    assert templates
    assert [found for path in templates for found in templates_upward(path, TEMPLATES)] == []


@pytest.mark.parametrize(
    "planted",
    [
        'page = models.ForeignKey("events.EventPage", on_delete=models.PROTECT)',
        'model = apps.get_model("events", "EventPage")',
        'model = apps.get_model("events.EventPage")',
        'door = import_string("events.registration.admission")',
        'module = import_module("events.registration")',
    ],
)
def test_a_string_that_names_a_floor_above_is_seen(tmp_path, planted):
    file = tmp_path / "planted.py"
    file.write_text(f'"""Tells of events.EventPage in words, which is no harm."""\n{planted}\n')
    assert names_upward(file, "events") == []
    assert len(names_upward(file, "privacy")) >= 1


def test_a_migration_that_depends_on_a_floor_above_is_seen(tmp_path):
    file = tmp_path / "0001_initial.py"
    file.write_text('dependencies = [("home", "0001_initial"), ("events", "0001_initial")]\n')
    assert depends_upward(file, "events") == []
    assert len(depends_upward(file, "home")) == 1


def test_a_template_that_includes_one_of_a_floor_above_is_seen(tmp_path):
    for name in ("home/page.html", "components/card.html", "events/event_page.html"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text('{% extends "base.html" %}{% include "events/card.html" with page=page only %}')
    assert templates_upward(tmp_path / "events/event_page.html", tmp_path) == []
    assert templates_upward(tmp_path / "home/page.html", tmp_path) != []
    assert templates_upward(tmp_path / "components/card.html", tmp_path) != []
