"""Words in what wagtail-localize keeps of pages: orphaned copies go, the others lose the words and go on working."""

from __future__ import annotations

import re
import uuid
from typing import Any

from wagtail_localize.models import (
    OverridableSegment,
    RelatedObjectSegment,
    String,
    StringSegment,
    StringTranslation,
    Template,
    TemplateSegment,
)

from privacy.models import Outcome
from privacy.traces.rewriting import Eraser, delete, replace, without


def _string(row: Any, column: str, sought: re.Pattern[str]) -> Outcome:
    """A sentence that no page uses goes with its translations; another is stored anew under its new fingerprint."""
    segments = StringSegment.objects.filter(string=row)
    if not segments.exists():
        return delete(row, column, sought)
    cleaned = without(row.data, sought)
    if cleaned == row.data:
        return Outcome.NOTHING
    fingerprint = String._get_data_hash(cleaned)
    twin = String.objects.filter(locale_id=row.locale_id, data_hash=fingerprint).first()
    if twin is None:
        String.objects.filter(pk=row.pk).update(data=cleaned, data_hash=fingerprint)
        return Outcome.BLANKED
    segments.update(string=twin)
    for translation in StringTranslation.objects.filter(translation_of=row):
        place = {"locale_id": translation.locale_id, "context_id": translation.context_id}
        if not StringTranslation.objects.filter(translation_of=twin, **place).exists():
            StringTranslation.objects.filter(pk=translation.pk).update(translation_of=twin)
    return _gone(String, row)


def _string_translation(row: Any, column: str, sought: re.Pattern[str]) -> Outcome:
    """A translation of a sentence that no longer stands there goes; another loses the words."""
    used = StringSegment.objects.filter(string_id=row.translation_of_id, context_id=row.context_id)
    return replace(row, column, sought) if used.exists() else delete(row, column, sought)


def _template(row: Any, column: str, sought: re.Pattern[str]) -> Outcome:
    """Markup that no page uses goes; other markup is stored anew under its new fingerprint."""
    segments = TemplateSegment.objects.filter(template=row)
    if not segments.exists():
        return delete(row, column, sought)
    cleaned = without(row.template, sought)
    if cleaned == row.template:
        return Outcome.NOTHING
    fingerprint = uuid.uuid5(uuid.uuid5(Template.BASE_UUID_NAMESPACE, row.template_format), cleaned)
    twin = Template.objects.filter(uuid=fingerprint).first()
    if twin is None:
        Template.objects.filter(pk=row.pk).update(template=cleaned, uuid=fingerprint)
        return Outcome.BLANKED
    segments.update(template=twin)
    return _gone(Template, row)


def _translation_source(row: Any, column: str, sought: re.Pattern[str]) -> Outcome:
    """The copy of a page that is gone goes with all that was translated of it; another loses the words."""
    model = row.specific_content_type.model_class()
    still = model and model._base_manager.filter(translation_key=row.object_id, locale_id=row.locale_id).exists()
    return replace(row, column, sought) if still else delete(row, column, sought)


def _context(row: Any, column: str, sought: re.Pattern[str]) -> Outcome:
    """The address of a link that a translator may replace: the offer goes, the link stays as the page has it."""
    OverridableSegment.objects.filter(context=row).delete()
    if any(
        kind.objects.filter(context=row).exists() for kind in (StringSegment, TemplateSegment, RelatedObjectSegment)
    ):
        return replace(row, column, sought)
    return delete(row, column, sought)


def _gone(model: Any, row: Any) -> Outcome:
    model.objects.filter(pk=row.pk).delete()
    return Outcome.BLANKED


ERASERS: dict[str, Eraser] = {
    "wagtail_localize.string": _string,
    "wagtail_localize.stringtranslation": _string_translation,
    "wagtail_localize.template": _template,
    "wagtail_localize.translationcontext": _context,
    "wagtail_localize.translationsource": _translation_source,
}
