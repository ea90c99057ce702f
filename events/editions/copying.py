"""Making the next edition: Wagtail's own copy, in every language at once, as drafts.

What hangs on the old page stays with it: registrations, versions of its form, attendance, evaluations. The rows of
the page come along and get new lasting names, the same in each language; the keys of questions and options stay.
"""
from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from wagtail.actions.copy_page import CopyPageAction
from wagtail.coreutils import find_available_slug
from wagtail.models import Page

from events.editions.leftovers import in_order
from events.editions.plan import Day, moved_value
from home import copied_translations
from home.languages import text_language


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the editor has decided: the new days by ``Day.name`` (None: not decided yet), titles by language, address.

    A language whose page she may not make is not among the titles.
    """

    days: Mapping[str, date | None]
    titles: Mapping[str, str]
    slug: str


def languages_for(user: Any, page: Any) -> tuple[list[Any], list[Any]]:
    """The pages of the group that ``user`` may copy to where they stand, the original first, and the others."""
    group = in_order(page)
    may = [each for each in group if each.permissions_for_user(user).can_copy_to(each.get_parent())]
    return may, [each for each in group if each not in may]


def make(*, page: Any, days: list[Day], chosen: Chosen, by: Any) -> Any:
    """The next edition of the canonical ``page``, a draft in each language that has a title; the canonical one."""
    keys: dict[UUID, UUID] = {}
    group_key = uuid.uuid4()
    with transaction.atomic():
        copies = [
            _copied(each, days, chosen, by=by, keys=keys, group_key=group_key, canonical=page)
            for each in languages_for(by, page)[0]
            if text_language(each) in chosen.titles
        ]
        copied_translations.take_along(page, copies[0], copies[1:], {str(old): str(new) for old, new in keys.items()})
    return copies[0]


class _Copy(CopyPageAction):
    """Gives the same row the same new lasting name in every language."""

    def __init__(self, page: Any, *, keys: dict[UUID, UUID], **kwargs: Any) -> None:
        super().__init__(page, copy_revisions=False, keep_live=False, **kwargs)
        self.keys = keys

    def generate_translation_key(self, old_uuid: UUID) -> UUID:
        """The one that was given before, or a new one."""
        return self.keys.setdefault(old_uuid, uuid.uuid4())


def _copied(
    page: Any, days: list[Day], chosen: Chosen, *, by: Any, keys: dict[UUID, UUID], group_key: UUID, canonical: Any
) -> Any:
    parent, title = page.get_parent(), chosen.titles[text_language(page)]
    action = _Copy(
        page, keys=keys, to=parent, user=by, process_child_object=_begin_rows_anew(days, chosen, canonical),
        update_attrs={
            "title": title, "draft_title": title, "slug": find_available_slug(parent, chosen.slug),
            "translation_key": group_key, "earlier_edition": canonical.translation_key,
            "go_live_at": None, "expire_at": None, **dict(_moved(days, chosen, canonical)),
        },
    )  # fmt: skip
    found = Page.objects.get(pk=action.execute().pk).specific
    # So that the draft has the lasting names that its rows were stored with.
    found.save_revision(user=by, changed=False, clean=False)
    return found


def _moved(days: list[Day], chosen: Chosen, canonical: Any) -> Iterator[tuple[str, Any]]:
    for day in days:
        if not day.relation:
            field, before = canonical._meta.get_field(day.field), getattr(canonical, day.field)
            yield day.field, moved_value(field, before, chosen.days.get(day.name), canonical)


def _begin_rows_anew(days: list[Day], chosen: Chosen, canonical: Any) -> Any:
    of_row: dict[tuple[str, UUID | None], list[Day]] = {}
    for day in days:
        of_row.setdefault((day.relation, day.key), []).append(day)

    def begin(_page: Any, _copy: Any, relation: Any, row: Any) -> None:
        # The row still has the lasting name it had, the same in every language.
        for day in of_row.get((relation.get_accessor_name(), getattr(row, "translation_key", None)), []):
            field, before = row._meta.get_field(day.field), getattr(row, day.field)
            setattr(row, day.field, moved_value(field, before, chosen.days.get(day.name), canonical))
        if hasattr(row, "begin_anew"):
            row.begin_anew()

    return begin
