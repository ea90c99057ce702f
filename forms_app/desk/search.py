"""Finding a submission at the desk by its number, or by a whole address: never by a piece of an answer."""
from __future__ import annotations

from typing import Any
from uuid import UUID

from forms_app import access
from forms_app.models import FormPageMixin, Submission
from forms_app.references import as_reference
from privacy import audit, subject_keys

#: More than this is no longer somebody's own.
MOST_FOUND = 50
_LONGEST = 254


def find(page: FormPageMixin, wanted: str, *, by: Any) -> list[Submission]:
    """The submissions to the form of ``page`` that ``wanted`` names, newest first; the search is logged, not its words.

    :param wanted: a reference number, an e-mail address or a telephone number, each whole. Addresses are looked
        for by their keyed digest, so that no answer is read.

    Records set aside are found by those who may open them.
    """
    text = wanted.strip()[:_LONGEST]
    reference = as_reference(text)
    condition: dict[str, Any]
    if reference:
        kind, condition = "reference", {"reference": reference}
    else:
        kind = "email" if "@" in text else "phone"
        condition = {"pk__in": subject_keys.records_with(kind, text) if text else []}
    found = page.get_submissions() if access.may_read_restricted(by) else page.get_submissions().unrestricted()
    submissions = list(found.filter(**condition).order_by("-received_at", "-pk")[:MOST_FOUND])
    audit.record(
        "submissions.searched", actor=by, subject_type="page", subject_id=page.pk,
        facts={"kind": kind, "rows": len(submissions)},
    )  # fmt: skip
    return submissions


def is_number(text: str) -> bool:
    """Whether ``text`` is the number of a stored thing."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True
