"""Beside every field that an editor meets stands a sentence: what belongs there, with an example where it helps."""
from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db import models
from wagtail.admin.panels import FieldPanel, InlinePanel, Panel, get_edit_handler
from wagtail.blocks import Block, CharBlock, FieldBlock, StructBlock
from wagtail.fields import StreamField
from wagtail.models import Page

OURS = {"home", "forms_app", "events"}
#: Fields without help, each with the reason.
WITHOUT = {
    "clean_name": "nobody sees it: a script fills it in",
    "go_live_at": "stands in Wagtail's own dialog, which explains it",
    "expire_at": "stands in Wagtail's own dialog, which explains it",
}


def edited_models() -> list[type[models.Model]]:
    """Every model of ours that has a form in the admin, by itself or as a row in another one's."""
    ours = [model for model in apps.get_models() if model._meta.app_label in OURS]
    return [model for model in ours if issubclass(model, Page) or hasattr(model, "panels")]


def handler_of(model: type[models.Model]) -> Panel:
    return model.get_edit_handler() if issubclass(model, Page) else get_edit_handler(model)


def fields_in(panel: Panel) -> Iterator[FieldPanel]:
    """The fields of a form, those in its rows left out: a row is a model of its own."""
    if isinstance(panel, FieldPanel):
        yield panel
    elif not isinstance(panel, InlinePanel):
        for child in getattr(panel, "children", []):
            yield from fields_in(child)


def rows_in(panel: Panel) -> Iterator[type[models.Model]]:
    if isinstance(panel, InlinePanel):
        yield panel.db_field.related_model
    for child in getattr(panel, "children", []):
        yield from rows_in(child)


def unexplained(panel: Panel) -> list[str]:
    """The names of the fields without a sentence of help."""
    return [
        field.field_name
        for field in fields_in(panel)
        if field.field_name not in WITHOUT and not is_a_sentence(field.help_text or field.db_field.help_text)
    ]


def leaves(block: Block, name: str) -> Iterator[tuple[str, FieldBlock]]:
    """The fields inside a block, by their way from it."""
    if isinstance(block, FieldBlock):
        yield name, block
    for child_name, child in getattr(block, "child_blocks", {}).items():
        yield from leaves(child, f"{name}.{child_name}")
    if child := getattr(block, "child_block", None):
        yield from leaves(child, name)


def unexplained_in(block: Block, name: str) -> list[str]:
    return [path for path, leaf in leaves(block, name) if not is_a_sentence(leaf.field.help_text)]


def is_a_sentence(text: object) -> bool:
    """Whether the help is words: more than one, not a code or a repeated name."""
    return len(str(text).split()) > 1


def test_every_field_of_every_form_is_explained():
    edited = edited_models()
    assert edited
    silent = {model._meta.label: unexplained(handler_of(model)) for model in edited}
    assert {label: names for label, names in silent.items() if names} == {}


def test_every_row_of_a_form_is_among_the_forms_looked_at():
    edited = edited_models()
    rows = {row for model in edited for row in rows_in(handler_of(model)) if row._meta.app_label in OURS}
    assert rows
    assert rows - set(edited) == set()


def test_every_field_of_every_body_is_explained():
    bodies = {
        f"{model._meta.label}.{field.name}": field.stream_block
        for model in edited_models()
        for field in model._meta.get_fields()
        if isinstance(field, StreamField)
    }
    assert bodies
    assert [path for name, body in bodies.items() for path in unexplained_in(body, name)] == []


def test_a_field_without_help_is_seen():
    panel = FieldPanel("title", help_text="Title").bind_to_model(Page)
    assert unexplained(panel) == ["title"]
    assert unexplained_in(StructBlock([("name", CharBlock())]), "planted") == ["planted.name"]


def test_the_reasons_for_leaving_a_field_out_still_hold():
    met = {field.field_name for model in edited_models() for field in fields_in(handler_of(model))}
    assert set(WITHOUT) <= met
