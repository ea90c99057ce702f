"""Finds what points upward without an import: names of apps in strings, and templates that include templates."""
from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.house.tree import FLOORS, above, parsed, place, strings_in

INCLUDED = re.compile(r"""{%-?\s*(?:include|extends)\s+["']([^"']+)["']""")
LOADED = re.compile(r"{%-?\s*load\s+([^%]+?)\s*-?%}")
#: Folders of templates that belong to no floor; neither does the frame, which lies in no folder at all.
COMMON = ("components", "mail")


def names_upward(path: Path, floor: str) -> list[str]:
    """Strings in a Python file that name a module or model of a floor above: "events.EventPage", ("events", …)."""
    tree = parsed(path)
    names = "|".join(above(floor))
    if not names:
        return []
    dotted = re.compile(rf"(?:{names})(?:\.\w+)+")
    found = [f"{place(path, line)} names {text}" for line, text in strings_in(tree) if dotted.fullmatch(text)]
    return found + [
        f"{place(path, node.lineno)} asks for an app of a floor above"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _is_get_model(node) and _first_text(node) in above(floor)
    ]


def depends_upward(path: Path, floor: str) -> list[str]:
    """Migrations that wait for a migration of a floor above, or name its models."""
    found = names_upward(path, floor)
    for node in ast.walk(parsed(path)):
        names = [_text(each) for each in node.elts] if isinstance(node, ast.Tuple) else []
        if len(names) == 2 and all(names) and names[0] in above(floor):
            found.append(f"{place(path, node.lineno)} depends on {_text(node.elts[0])}")
    return found


def templates_upward(path: Path, templates: Path) -> list[str]:
    """Templates that a template includes or extends although they stand on a floor above its own."""
    text = path.read_text(encoding="utf-8")
    own = floor_of_template(path.relative_to(templates))
    return [
        f"{place(path)} includes {name}"
        for name in INCLUDED.findall(text)
        if _height(floor_of_template(Path(name))) > _height(own)
    ]


def floor_of_template(name: Path) -> str:
    """The floor of a template by its first folder; "" for what is common to all or comes from below."""
    first = name.parts[0]
    if first in FLOORS:
        return first
    is_common = len(name.parts) == 1 or first in COMMON
    return "" if is_common or first.startswith(("wagtail", "modelcluster", "django", "admin", "taggit")) else "config"


def circles(imports: dict[str, set[str]]) -> list[list[str]]:
    """Groups of modules that import each other, directly or round about."""
    reach = {module: _reachable(module, imports) for module in imports}
    found = []
    for module in sorted(imports):
        circle = sorted({other for other in reach[module] if module in reach.get(other, set())} | {module})
        if len(circle) > 1 and circle not in found:
            found.append(circle)
    return found


def _reachable(module: str, imports: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = [module]
    while waiting:
        for other in imports.get(waiting.pop(), set()) - seen:
            seen.add(other)
            waiting.append(other)
    return seen


def _height(floor: str) -> int:
    return FLOORS.index(floor) if floor else -1


def _is_get_model(node: ast.Call) -> bool:
    return isinstance(node.func, ast.Attribute) and node.func.attr in ("get_model", "get_app_config")


def _first_text(node: ast.Call) -> str:
    return _text(node.args[0]).partition(".")[0] if node.args else ""


def _text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
