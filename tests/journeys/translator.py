"""An editor who has a page translated in the admin, through the addresses that its forms use."""
from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, Translation

from events.models import EventIndexPage
from tests.journeys.editor import Editor


def swedish_events() -> EventIndexPage:
    """The region's list of events, in Swedish."""
    return EventIndexPage.objects.get(slug="evenemang", url_path__contains="/region-granskar/")


def translated_and_published(editor: Editor, page: Any, words: dict[str, str]) -> Any:
    """The Finnish page of ``page``, begun, translated and published in the admin."""
    finnish = Locale.objects.get(language_code="fi")
    submit = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    answer = editor.client.post(submit, {"locales": [finnish.pk], "include_subtree": ""})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    translation = Translation.objects.get(source__object_id=page.translation_key, target_locale=finnish)
    translated = page.get_translation(finnish)
    assert not translated.live

    put_words(editor, translation, words)
    edit = reverse("wagtailadmin_pages:edit", args=[translated.pk])
    answer = editor.client.post(edit, {"action": "publish"}, follow=True)
    translated.refresh_from_db()
    assert translated.live, answer.content.decode()[:1000]
    return translated


def put_words(editor: Editor, translation: Translation, words: dict[str, str]) -> None:
    """Translate every string through wagtail-localize's own address, as its editor does."""
    for segment in translation.source.stringsegment_set.select_related("string"):
        text = words.get(segment.string.data, f"{segment.string.data} (suomeksi)")
        earlier = editor_value(translation, segment)
        address = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
        typed = urlencode({"value": earlier or text})
        answer = editor.client.put(address, typed, content_type="application/x-www-form-urlencoded")
        assert answer.status_code in (200, 201), answer.content


def editor_value(translation: Translation, segment: StringSegment) -> str:
    """What has been taken over from an earlier translation of the same words."""
    found = segment.string.translations.filter(locale=translation.target_locale, context=segment.context).first()
    return found.data if found else ""
