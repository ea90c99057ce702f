"""Nothing becomes translatable, or changeable by a translator, by accident."""
import json
from pathlib import Path

from django.apps import apps
from modelcluster.models import get_all_child_relations
from wagtail.models import Page, TranslatableMixin
from wagtail_localize.fields import TranslatableField, get_translatable_fields

TABLE = Path(__file__).with_name("translatable_fields.json")
OURS = {"home", "forms_app", "events"}


def fields_of(model):
    """Each field with what becomes of it in a translation."""
    return {field.field_name: _kind(field) for field in get_translatable_fields(model)}


def _kind(field):
    if isinstance(field, TranslatableField):
        return "translated"
    return "same, may be overridden" if field.overridable else "same"


def test_every_field_of_every_model_is_translated_or_kept_as_the_table_says():
    models = [
        model
        for model in apps.get_models()
        if model._meta.app_label in OURS and issubclass(model, TranslatableMixin)
    ]
    found = {model._meta.label: fields_of(model) for model in models}

    assert found == json.loads(TABLE.read_text(encoding="utf-8"))


def test_every_row_of_a_page_can_be_translated():
    rows = [
        relation.related_model
        for model in apps.get_models()
        if model._meta.app_label in OURS and issubclass(model, Page)
        for relation in get_all_child_relations(model)
        if relation.related_model._meta.app_label in OURS
    ]

    assert rows
    assert [row for row in rows if not issubclass(row, TranslatableMixin)] == []
