"""The demo's translations, made through wagtail-localize as a translator would make them."""
from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import polib
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

FOLDER = Path(__file__).parent / "po"


class NotTranslated(LookupError):
    """The demo's catalogue lacks words; they are listed."""


@cache
def catalogue(source: str, target: str) -> dict[str, str]:
    """The demo's words in language ``target`` by those in ``source``."""
    entries = polib.pofile(str(FOLDER / f"{source}-{target}.po"), encoding="utf-8")
    return {entry.msgid: entry.msgstr for entry in entries if entry.msgstr}


def translate(original: Any, language: str) -> Any:
    """Publish ``original`` (a page or a snippet) in ``language`` and give the translation back.

    :raises NotTranslated: when the catalogue lacks one of its words.
    """
    target = Locale.objects.get(language_code=language)
    source, _made = TranslationSource.update_or_create_from_instance(original)
    translation, _made = Translation.objects.get_or_create(source=source, target_locale=target)
    words = catalogue(original.locale.language_code, language)
    missing = []
    for segment in source.stringsegment_set.select_related("string", "context"):
        text = words.get(segment.string.data)
        if text is None:
            missing.append(segment.string.data)
            continue
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=target,
            context=segment.context,
            defaults={"data": text, "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL},
        )
    if missing:
        raise NotTranslated(missing)
    translation.save_target(publish=True)
    return original.get_translation(target)
