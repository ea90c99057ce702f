"""The demo's translations, made through wagtail-localize as a translator would make them."""
from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import polib
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

FOLDER = Path(__file__).parent / "po"


class NotTranslated(LookupError):
    """The demo's catalogue lacks words; they are listed."""


@cache
def catalogue(source: str, target: str) -> dict[str, str]:
    """The demo's words in language ``target`` by those in ``source``."""
    entries = polib.pofile(str(FOLDER / f"{source}-{target}.po"), encoding="utf-8")
    return {entry.msgid: entry.msgstr for entry in entries if entry.msgstr}


def translate(original: Any, *languages: str) -> None:
    """Publish ``original`` (a page or a snippet) in each of ``languages``.

    :raises NotTranslated: when the catalogue lacks one of its words.
    """
    source, _made = TranslationSource.update_or_create_from_instance(original)
    segments = list(source.stringsegment_set.select_related("string"))
    for language in languages:
        target = Locale.objects.get(language_code=language)
        translation, _made = Translation.objects.get_or_create(source=source, target_locale=target)
        _write(segments, catalogue(original.locale.language_code, language), target)
        translation.save_target(publish=True)


def _write(segments: list[StringSegment], words: dict[str, str], target: Locale) -> None:
    texts = [(segment, words.get(segment.string.data)) for segment in segments]
    if missing := [segment.string.data for segment, text in texts if text is None]:
        raise NotTranslated(missing)
    StringTranslation.objects.bulk_create(
        (
            StringTranslation(
                translation_of=segment.string,
                locale=target,
                context_id=segment.context_id,
                data=text,
                translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            )
            for segment, text in texts
        ),
        ignore_conflicts=True,
    )
