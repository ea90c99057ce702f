"""How many published forms ask for something."""
from __future__ import annotations

from typing import Any

from wagtail.models import get_page_models

from forms_app.models import FormField, FormPageMixin


def count_forms(pages: Any, privacy_class: str, kind: str) -> int:
    """How many forms on these live pages ask a question of this class or kind; all of them where both are empty.

    A form counts once, whatever languages it is in.
    """
    types = [model for model in get_page_models() if issubclass(model, FormPageMixin)]
    forms = {
        page.pk
        for page in pages.exact_type(*types).specific()
        if page.is_canonical and page.has_form()
    }
    if not (privacy_class or kind):
        return len(forms)
    rows = FormField.objects.filter(page__in=forms)
    return len({row.page_id for row in rows if _speaks_of(row, privacy_class, kind)})


def _speaks_of(row: FormField, privacy_class: str, kind: str) -> bool:
    """Whether the question is of this class, by its editor's choice or by its type; or of this kind."""
    if kind:
        return row.kind.is_asked and row.kind.meaning == kind
    return row.kind.is_asked and (row.privacy_class or row.kind.privacy_class) == privacy_class
