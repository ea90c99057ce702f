"""Small, plain and in its place: what the house counts in its own code."""
import ast
import re

import pytest

from tests.house.tree import CODE, ROOT, own_code, parsed, place, tracked

LONGEST_MODULE = 300
SUPPRESSIONS = 10
LINES_OF_JAVASCRIPT = 200
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "services", "service", "managers", "constants", "mixins", "misc"}
APPS = ("privacy", "home", "forms_app", "events")


def receivers_in(tree: ast.Module) -> list[int]:
    """Lines that connect a function to a signal."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [
        node.lineno
        for node in calls
        if (isinstance(node.func, ast.Name) and node.func.id == "receiver")
        or (isinstance(node.func, ast.Attribute) and node.func.attr == "connect" and _is_signal(node))
    ]


def _is_signal(node: ast.Call) -> bool:
    """Whether what is connected is a signal, and not a database."""
    owner = node.func.value if isinstance(node.func, ast.Attribute) else None
    return bool(node.args) and not (isinstance(owner, ast.Name) and owner.id in {"sqlite3", "psycopg"})


def test_no_module_is_longer_than_a_few_screens():
    lengths = {place(path): len(path.read_text().splitlines()) for path in own_code()}
    assert lengths
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_MODULE} == {}


def test_no_module_has_a_name_that_says_nothing():
    assert [place(path) for path in own_code() if path.stem in EMPTY_NAMES] == []


def test_hardly_anything_is_hidden_from_the_tools():
    hidden = [
        f"{place(path, number)} {line.strip()}"
        for path in own_code()
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if re.search(r"#\s*(noqa|type:\s*ignore)", line)
    ]
    assert len(hidden) <= SUPPRESSIONS, "\n".join(hidden)
    bare = [line for line in hidden if not re.search(r"(noqa: [A-Z]+\d+|type: ignore\[[\w-]+\])\s+\S", line)]
    assert bare == [], "say which rule, and why"


def test_there_is_little_javascript():
    scripts = tracked("site/*.js")
    lines = {place(path): len(path.read_text().splitlines()) for path in scripts}
    assert sum(lines.values()) <= LINES_OF_JAVASCRIPT, lines


def test_nothing_is_left_for_later():
    files = tracked("*.html", "*.css", "*.js", "*.txt", "*.md", "*.toml")
    assert files
    left = [place(path) for path in files if re.search(r"\b(TODO|FIXME|XXX)\b", path.read_text())]
    assert left == []


@pytest.mark.parametrize("folder", ["site", "locale"])
def test_a_folder_whose_name_the_standard_library_owns_is_no_package(folder):
    assert not (ROOT / folder / "__init__.py").exists()


def test_the_only_receiver_of_a_signal_makes_the_append_only_triggers():
    receivers = [place(path) for path in own_code() for line in receivers_in(parsed(path))]
    assert receivers in ([], ["privacy/apps.py"])


@pytest.mark.parametrize(
    "planted", ["@receiver(post_save)\ndef listen(**kw): ...", "post_save.connect(listen, sender=Page)"]
)
def test_a_receiver_of_a_signal_is_seen(planted):
    assert receivers_in(ast.parse(planted))


@pytest.mark.parametrize("app", APPS)
def test_an_app_has_one_migration(app):
    migrations = [path.name for path in tracked("*.py") if path.parent == CODE[app] / "migrations"]
    assert sorted(migrations) == ["0001_initial.py", "__init__.py"]


def test_the_repository_names_no_machine_and_no_package_registry():
    registries = ("pypi" + ".org", "pythonhosted" + ".org", "registry.npm" + "js.org", "file:///" + "opt")
    folders = re.compile(r"(?<![\w.~/])/(?:home|root|work|Users)/\w")
    files = [path for path in tracked("*") if path.suffix not in (".png", ".jpg", ".woff2", ".webp", ".avif", ".ico")]
    assert len(files) > 100
    named = []
    for path in files:
        text = path.read_text(encoding="utf-8", errors="replace")
        if any(registry in text for registry in registries) or folders.search(text):
            named.append(place(path))
    assert named == []
