"""The wordings of letters; the shipped ones are the files in ``privacy/requests/wordings``."""

from __future__ import annotations

from pathlib import Path

from privacy.law_texts import LawTexts
from privacy.models import LetterTemplate

TEXTS = LawTexts(LetterTemplate, Path(__file__).parent / "requests" / "wordings")
