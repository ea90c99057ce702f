"""Handing out a file that came with an answer: only to those who may read it, logged, never shown in the browser."""
from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from forms_app import access
from forms_app.doors import form_page, submission_for
from forms_app.models import Submission, SubmittedFile
from privacy import audit

#: The browser opens nothing of it, and nothing in it may load or run anything.
_POLICY = "default-src 'none'; sandbox"


@require_safe
def download(request: HttpRequest, submission_id: UUID, file_id: UUID) -> HttpResponse:
    """The file, to be saved. It is called by the reference number: what she called it may tell who she is."""
    submission = submission_for(request.user, submission_id)
    if not access.may_read(request.user, form_page(submission.page_id)):
        raise PermissionDenied
    file = get_object_or_404(SubmittedFile, pk=file_id, submission=submission)
    try:
        content = file.content()
    except FileNotFoundError as error:
        raise Http404 from error
    audit.record(
        "submission.file_fetched", actor=request.user, subject_type="submission", subject_id=submission.pk,
        facts={"question": file.key, "format": file.kind},
    )  # fmt: skip
    return HttpResponse(content, headers=_headers(submission, file))


def _headers(submission: Submission, file: SubmittedFile) -> dict[str, str]:
    name = f"{submission.reference}-{str(file.pk)[:8]}.{file.file_kind.ending}"
    return {
        "Content-Type": file.file_kind.content_type,
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": _POLICY,
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-store, private",
    }
