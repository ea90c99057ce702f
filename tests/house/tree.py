"""The tree as the house rules see it: which files are ours, and on which floor each stands."""
from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: From the ground up; each may know itself and what stands before it.
FLOORS = ("privacy", "home", "forms_app", "events", "config")
CODE = {app: ROOT / app for app in FLOORS} | {"config": ROOT / "site" / "config"}
TEMPLATES = ROOT / "site" / "templates"


def above(floor: str) -> tuple[str, ...]:
    """The floors that ``floor`` may not know."""
    return FLOORS[FLOORS.index(floor) + 1 :]


def tracked(*patterns: str) -> list[Path]:
    """The files git knows or would add, of the given patterns; outside a git folder every such file."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )
    if listing.returncode:
        found = [path for pattern in patterns for path in ROOT.rglob(pattern) if ".venv" not in path.parts]
    else:
        found = [ROOT / line for line in listing.stdout.splitlines()]
    return sorted({path for path in found if path.is_file()})


def own_code(floor: str = "") -> list[Path]:
    """Our Python that runs in production, migrations aside; of one floor when it is named."""
    folders = [CODE[floor]] if floor else [*CODE.values(), ROOT / "manage.py"]
    return [
        path
        for path in tracked("*.py")
        if "migrations" not in path.parts and any(path == folder or folder in path.parents for folder in folders)
    ]


def parsed(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def strings_in(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every string of the code with its line; docstrings tell stories and are left out."""
    stories = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in stories:
            yield node.lineno, node.value


def place(path: Path, line: int = 0) -> str:
    """A file, and line, as it stands in a message."""
    name = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path.name
    return f"{name}:{line}" if line else str(name)
