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
    if privacy_class or kind:
        asked = FormField.objects.filter(page__in=forms)
        asked = asked.filter(privacy_class=privacy_class) if privacy_class else asked.filter(field_type=kind)
        return asked.values("page").distinct().count()
    return len(forms)
