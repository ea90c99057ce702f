"""Compiles the catalogues of words: .mo files are made from .po files where they are needed, never committed."""
from __future__ import annotations

import os
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[2]


def compile_stale(folder: Path = ROOT / "locale") -> list[Path]:
    """Compile every catalogue under ``folder`` whose .mo is missing or of another moment; returns their .po.

    A .mo carries the time of the .po it was made from, so an older .po that comes back is noticed too.
    """
    stale = [source for source in sorted(folder.glob("*/LC_MESSAGES/*.po")) if not _is_current(source)]
    for source in stale:
        compiled = source.with_suffix(".mo")
        draft = compiled.with_suffix(f".{os.getpid()}")
        polib.pofile(str(source)).save_as_mofile(str(draft))
        stat = source.stat()
        os.utime(draft, ns=(stat.st_atime_ns, stat.st_mtime_ns))
        draft.replace(compiled)
    return stale


def _is_current(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return compiled.exists() and compiled.stat().st_mtime_ns == source.stat().st_mtime_ns
