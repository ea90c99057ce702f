"""The wordings of notices; the shipped ones are the files in ``privacy/wordings``."""

from __future__ import annotations

from pathlib import Path

from privacy.law_texts import LawTexts
from privacy.models import NoticeTemplate

TEXTS = LawTexts(NoticeTemplate, Path(__file__).parent / "wordings")

shipped = TEXTS.shipped
shipped_pairs = TEXTS.shipped_pairs
install = TEXTS.install
latest = TEXTS.latest
in_use = TEXTS.in_use
issue = TEXTS.issue
check_slots = TEXTS.check_slots
