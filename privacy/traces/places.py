"""What a trace is called before an officer, and where in the admin it can be seen."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page

#: Model, in lower case -> what an officer calls a row of it. Other models have their own name.
WORDS: dict[str, Any] = {
    "wagtailcore.revision": _("A version of a page or a snippet"),
    "wagtailcore.pagelogentry": _("The log of a page"),
    "wagtailcore.modellogentry": _("The log of a thing that is no page"),
    "wagtailcore.comment": _("A comment on a page"),
    "wagtailcore.commentreply": _("A reply to a comment"),
    "wagtailcore.taskstate": _("A remark of a review"),
    "wagtailcore.uploadedfile": _("A file whose upload was not finished"),
    "wagtail_localize.translationsource": _("A page as it was sent to translation"),
    "wagtail_localize.string": _("A sentence to be translated"),
    "wagtail_localize.stringtranslation": _("A translated sentence"),
    "wagtail_localize.template": _("The markup around translated sentences"),
    "wagtail_localize.translationcontext": _("The place of a link that a translator may replace"),
    "wagtail_localize.segmentoverride": _("What a translator put in place of an address or a picture"),
    "wagtail_localize.overridablesegment": _("An address or a picture that a translator may replace"),
    "wagtail_localize.stringsegment": _("The links of a sentence to be translated"),
    "wagtailsearch.indexentry": _("The search index"),
    "wagtailsearch.sqliteftsindexentry": _("The search index"),
    "wagtailadmin.formstate": _("A form in the admin that has not been saved"),
    "sessions.session": _("The session of somebody who is signed in"),
    "wagtailredirects.redirect": _("An old address of a page"),
    "wagtailembeds.embed": _("What a video site says of a film"),
}


def what_of(model: type[models.Model]) -> Any:
    """What a row of ``model`` is, in words."""
    return WORDS.get(model._meta.label_lower, model._meta.verbose_name)


def where_of(row: models.Model) -> str:
    """The address in the admin where ``row``, or the thing it is a copy of, can be seen; "" when there is none."""
    thing = _thing_of(row)
    if isinstance(thing, Page):
        log = row._meta.label_lower in {"wagtailcore.revision", "wagtailcore.pagelogentry"}
        return reverse("wagtailadmin_pages:history" if log else "wagtailadmin_pages:edit", args=[thing.pk])
    return (AdminURLFinder().get_edit_url(thing) or "") if thing is not None else ""


def _thing_of(row: Any) -> Any:
    """The page, snippet or file that ``row`` is a part or a copy of."""
    label = row._meta.label_lower
    if label in {"wagtailcore.revision", "wagtailcore.modellogentry", "wagtailsearch.indexentry"}:
        return _generic(row.content_type, row.object_id)
    if label == "wagtail_localize.string":
        segment = row.segments.select_related("source").first()
        return _source_of(segment.source) if segment else None
    if label == "wagtail_localize.stringtranslation":
        return _thing_of(row.translation_of)
    if label == "wagtail_localize.translationsource":
        return _source_of(row)
    if label == "wagtail_localize.translationcontext":
        return _source_of(row.object.sources.first()) if row.object.sources.exists() else None
    for name in ("source", "comment", "page", "image"):
        if name in {field.name for field in row._meta.fields}:
            return _thing_of(getattr(row, name))
    return row


def _source_of(source: Any) -> Any:
    model = source.specific_content_type.model_class()
    found = model._base_manager.filter(translation_key=source.object_id, locale=source.locale_id) if model else ()
    return next(iter(found), None)


def _generic(content_type: ContentType | None, key: str) -> Any:
    model = content_type.model_class() if content_type else None
    try:
        return model._base_manager.filter(pk=key).first() if model else None
    except (ValueError, TypeError):  # the number of a thing of another kind
        return None
