"""The columns of a form's answers: every question that was ever asked, in one order for lists and exports."""
from __future__ import annotations

from forms_app.models import FormPageMixin, FormVersion
from forms_app.questions import Question
from home.languages import text_language

#: So many versions are read, the newest; no form has had as many.
MOST_VERSIONS = 300


def versions_of(page: FormPageMixin) -> list[FormVersion]:
    """The versions of the form, the newest first; their notices are not read."""
    newest = FormVersion.objects.filter(page=page.pk).order_by("-made_at", "-pk")
    return list(newest.defer("notice", "button")[:MOST_VERSIONS])


def columns_of(page: FormPageMixin, versions: list[FormVersion] | None = None) -> list[Question]:
    """Every question that was ever asked, once: newest wording in the page's language, removed ones last.

    :param versions: as ``versions_of`` gives them, where they have been read already.
    """
    columns: dict[str, Question] = {}
    own = text_language(page)
    found = versions_of(page) if versions is None else versions
    for version in sorted(found, key=lambda version: version.language != own):
        for question in version.questions:
            if question.kind.is_asked:
                columns.setdefault(question.key, question)
    return list(columns.values())


def removed_from(page: FormPageMixin, columns: list[Question]) -> set[str]:
    """The keys of those of ``columns`` that the form of ``page`` does not ask any more."""
    asked = {*page.form_fields.values_list("clean_name", flat=True), *page.own_question_keys()}
    return {column.key for column in columns} - asked
