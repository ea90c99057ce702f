"""The latest draft of a page in the place of what is published, for as long as a trial lasts."""
from __future__ import annotations

from typing import Any

from django.utils import timezone
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail.models import COMMENTS_RELATION_NAME
from wagtail.signal_handlers import disable_reference_index_auto_update

from privacy import trials

#: What a revision does not decide.
_OF_THE_TREE = {"path", "depth", "numchild", "url_path", "latest_revision", "live_revision", "draft_title"}


def stage(page: Any, **changes: Any) -> Any:
    """Write the latest draft of ``page`` into its rows as if it had been published; the page as it then is.

    :param changes: other values for fields of the page.
    :raises RuntimeError: outside a trial: nothing of what publishing asks and does is asked or done.
    :raises django.db.Error: when the draft lacks what no row can be without.
    """
    if not trials.is_on():
        raise RuntimeError("a draft is staged in a trial only")
    draft = page.get_latest_revision_as_object()
    return stage_draft(draft, **changes)


def stage_draft(draft: Any, **changes: Any) -> Any:
    """As ``stage``, for the draft in hand."""
    now = timezone.now()
    draft.live, draft.expired, draft.has_unpublished_changes = True, False, False
    draft.first_published_at = draft.first_published_at or now
    draft.last_published_at = draft.last_published_at or now
    for name, value in changes.items():
        setattr(draft, name, value)
    model = type(draft)
    # An update of rows tells nobody: neither the search index nor the page's own ``save`` takes part.
    model._base_manager.filter(pk=draft.pk).update(
        **{field.name: field.value_from_object(draft) for field in _fields_of(model)}
    )
    relations = [relation.get_accessor_name() for relation in get_all_child_relations(model)]
    with disable_reference_index_auto_update():
        for name in [*relations, *(field.name for field in get_all_child_m2m_relations(model))]:
            if name != COMMENTS_RELATION_NAME:
                getattr(draft, name).commit()
    return model._default_manager.get(pk=draft.pk)


def _fields_of(model: Any) -> list[Any]:
    return [
        field
        for field in model._meta.concrete_fields
        if not (field.primary_key or field.name in _OF_THE_TREE or getattr(field.remote_field, "parent_link", False))
    ]
