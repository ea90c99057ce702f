"""What an operator can set or run stands in docs/operator.md, and nothing else does."""
import ast
import re

import pytest

from tests.house.tree import CODE, ROOT, own_code, parsed, tracked

GUIDE = ROOT / "docs" / "operator.md"
READERS = {"env", "getenv"}  # env("X"), env.bool("X"), os.getenv("X")
#: Read by libraries or the shell, not ours to document.
FOREIGN = {"DJANGO_SETTINGS_MODULE", "PATH", "PYTHONHOME", "VIRTUAL_ENV"}


def variables_read_in(tree: ast.Module) -> set[str]:
    """Names of environment variables that the code reads."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and _reads_the_environment(node.func):
            found.add(_text(node.args[0]))
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load) and _is_environ(node.value):
            found.add(_text(node.slice))
    return found - FOREIGN - {""}


def documented_in_code_spans(heading: str) -> set[str]:
    """The first code span of each table row under a heading of the guide."""
    part = GUIDE.read_text(encoding="utf-8").partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return set(re.findall(r"^\| `([^` ]+)[^`]*`", part, flags=re.MULTILINE))


def _text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _is_environ(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "environ"


def _reads_the_environment(function: ast.expr) -> bool:
    if isinstance(function, ast.Name):
        return function.id in READERS
    if isinstance(function, ast.Attribute):
        on = function.value
        return (isinstance(on, ast.Name) and on.id == "env") or _is_environ(on) or function.attr == "getenv"
    return False


def test_every_environment_variable_is_documented_and_every_documented_one_is_read():
    read = set().union(*(variables_read_in(parsed(path)) for path in own_code()))
    tests = set().union(*(variables_read_in(parsed(path)) for path in tracked("tests/*.py")))
    assert "SECRET_KEY" in read
    documented = documented_in_code_spans("Settings from the environment")
    assert read - documented == set()
    assert documented - read - tests == set()


def test_every_command_is_documented_and_every_documented_one_exists():
    ours = {path.stem for path in tracked("*.py") if path.parent.name == "commands" and path.stem != "__init__"}
    documented = documented_in_code_spans("Commands")
    assert documented == ours | {"demo", "test"}


def test_every_check_is_documented():
    text = "".join(path.read_text(encoding="utf-8") for path in tracked("docs/*.md"))
    checks = {
        match
        for app in CODE
        for path in own_code(app)
        for match in re.findall(rf"\b{app}\.[WE]\d\d\d\b", path.read_text(encoding="utf-8"))
    }
    assert {check for check in checks if check not in text} == set()


@pytest.mark.parametrize(
    "planted",
    ['env.bool("PLANTED", default=False)', 'env("PLANTED")', 'os.environ["PLANTED"]', 'os.environ.get("PLANTED")'],
)
def test_a_variable_that_is_read_is_seen(planted):
    assert variables_read_in(ast.parse(planted)) == {"PLANTED"}
