"""Compares the catalogues with the words the code really asks for."""
from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polib

from tests.house.tree import ROOT, tracked

GETTEXT = {
    "_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy", "npgettext",
    "npgettext_lazy",
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w+\}")
#: Begins the comment of an entry that fills a gap in somebody else's catalogue.
BORROWED = "Upstream"


def extracted(folder: Path) -> polib.POFile:
    """What xgettext finds in a copy of our code and templates under ``folder``."""
    for path in tracked("*.py", "*.html", "*.txt"):
        if not {"tests", "benchmarks", "locale"} & set(path.relative_to(ROOT).parts):
            target = folder / path.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    (folder / "locale").mkdir()
    command = "from django.core.management import execute_from_command_line as run; import sys; run(sys.argv)"
    subprocess.run(
        [sys.executable, "-c", command, "makemessages", "--locale", "sv", "--keep-pot", "--no-wrap"],
        cwd=folder, check=True, capture_output=True, env={"PATH": _path()},
    )
    return polib.pofile(str(folder / "locale" / "django.pot"))


def _path() -> str:
    import os

    return os.environ["PATH"]


def key(entry: polib.POEntry) -> tuple[str, str, str]:
    """What makes an entry the same entry."""
    return (entry.msgctxt or "", entry.msgid, entry.msgid_plural or "")


def unfinished(entry: polib.POEntry) -> bool:
    """Whether a translation is missing, uncertain or has lost a placeholder."""
    if entry.fuzzy or not entry.translated():
        return True
    forms = list(entry.msgstr_plural.values()) or [entry.msgstr]
    wanted = set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid)) if _is_formatted(entry) else set()
    singular = set(PLACEHOLDER.findall(entry.msgid)) if _is_formatted(entry) else set()
    return not all(set(PLACEHOLDER.findall(form)) in (wanted, singular) for form in forms if _is_formatted(entry))


def _is_formatted(entry: polib.POEntry) -> bool:
    return bool(PLACEHOLDER.search(entry.msgid))


def hidden_from_extraction(tree: ast.Module) -> Iterator[int]:
    """Lines where gettext is called inside an f-string, or with something put together."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield from (call.lineno for call in ast.walk(node) if _is_gettext(call))
        elif _is_gettext(node) and not all(_is_plain(text) for text in _texts(node)):
            yield node.lineno


def _is_gettext(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in GETTEXT


def _texts(node: ast.AST) -> list[ast.expr]:
    assert isinstance(node, ast.Call)
    assert isinstance(node.func, ast.Name)
    wanted: dict[str, int] = {"n": 2, "p": 2}
    return node.args[: wanted.get(node.func.id[0], 1)]


def _is_plain(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


