"""The rows of the form builder as a browser posts them, and the draft that comes of it."""
from urllib.parse import urlencode

from django.http import QueryDict
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from forms_app.models import FormPage

ROW = {
    "label": "", "help_text": "", "error_text": "", "default_value": "", "max_length": "", "autocomplete": "",
    "privacy_class": "", "in_receipt": "on", "choices": "", "clean_name": "", "asked_of": "registration",
    "condition": "",
}


def rows_of(page):
    """The rows of the draft in hand, as the form shows them."""
    names = [*ROW, "field_type"]
    return [
        {**{name: getattr(row, name) or "" for name in names}, "id": row.pk, "required": row.required}
        for row in page.form_fields.all()
    ]


def form_of(page, editor, rows, **more):
    """The form of ``page`` as it is posted with ``rows``."""
    initial = sum("id" in row for row in rows)
    ticked = {
        f"form_fields-{place}-condition-option": row["ticked"] for place, row in enumerate(rows) if "ticked" in row
    }
    data = nested_form_data({
        "title": page.title, "slug": page.slug, "lead": "", "simple_text": "", "seo_title": "",
        "search_description": "", "button_text": "", "thank_you_text": "", "not_open_text": "", "closed_text": "",
        "opens_at": "", "closes_on": "", "largest_party": "10", "comments": inline_formset([]),
        "body": streamfield([]), "form_fields": inline_formset([{**ROW, **row} for row in rows], initial=initial),
        **more,
    })  # fmt: skip
    form_class = FormPage.get_edit_handler().get_form_class()
    posted = QueryDict(urlencode({**data, **ticked}, doseq=True))
    return form_class(posted, instance=draft_of(page), parent_page=page.get_parent(), for_user=editor)


def draft_of(page):
    """The page with its latest draft, as the edit view takes it up."""
    return FormPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def saved(page, editor, rows):
    """The draft after such a post, as the editor meets it the next time."""
    form = form_of(page, editor, rows)
    assert form.is_valid(), (form.errors, form.formsets["form_fields"].errors)
    form.save(commit=False).save_revision()
    return draft_of(page)
