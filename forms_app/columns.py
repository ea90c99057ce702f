"""The columns of a form's answers: every question that was ever asked, in one order for lists and exports."""
from __future__ import annotations

from forms_app.models import FormPageMixin, FormVersion
from forms_app.questions import Question
from home.languages import text_language


def columns_of(page: FormPageMixin) -> list[Question]:
    """Every question that was ever asked, once: newest wording in the page's language, removed ones last."""
    columns: dict[str, Question] = {}
    newest = FormVersion.objects.filter(page=page.pk).order_by("-made_at", "-pk")
    own = text_language(page)
    for version in sorted(newest, key=lambda version: version.language != own):
        for question in version.content.questions:
            if question.kind.is_asked:
                columns.setdefault(question.key, question)
    return list(columns.values())


def removed_from(page: FormPageMixin, columns: list[Question]) -> set[str]:
    """The keys of those of ``columns`` that the form of ``page`` does not ask any more."""
    asked = set(page.form_fields.values_list("clean_name", flat=True))
    return {column.key for column in columns} - asked
