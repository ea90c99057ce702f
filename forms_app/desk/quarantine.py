"""What was set aside as suspicious: a list for those who look after the form, and the way back."""
from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages

from forms_app import access, quarantine
from forms_app.desk.listing import PER_PAGE
from forms_app.doors import FormDesk, form_page, submission_for
from privacy import audit
from privacy.contracts import Refusal


class QuarantineList(FormDesk, TemplateView):
    """The submissions to one form that nobody has looked at, with the reasons; none of their words."""

    template_name = "forms_app/admin/quarantine.html"
    crumb = _("Set aside as suspicious")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``rows`` (submission, signs), the oldest first: somebody may be waiting. Each opening is logged."""
        found = self.form_page.get_submissions().for_organisers().quarantined().select_related("version", "rule")
        page_of_rows = Paginator(found.order_by("received_at"), PER_PAGE).get_page(self.request.GET.get("p"))
        rows = [{"submission": each, "signs": quarantine.reasons(each)} for each in page_of_rows]
        audit.record(
            "submissions.quarantine_opened", actor=self.request.user, subject_type="page",
            subject_id=self.form_page.pk, facts={"rows": len(rows), "page": page_of_rows.number},
        )  # fmt: skip
        return super().get_context_data(rows=rows, page_obj=page_of_rows, **kwargs)


@require_POST
def release(request: HttpRequest, submission_id: UUID) -> HttpResponse:
    """Let a submission count, or say why not."""
    submission = submission_for(request.user, submission_id)
    if not access.may_handle(request.user, form_page(submission.page_id)):
        raise PermissionDenied
    try:
        quarantine.release(record=submission.pk, by=request.user, now=timezone.now())
    except Refusal as refusal:
        messages.error(request, " ".join(str(reason) for reason in refusal.reasons))
    else:
        messages.success(request, _("The submission is released. It counts from now on, and its mails are sent."))
    return redirect("forms_app_desk:detail", submission.pk)
