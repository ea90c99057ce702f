"""Mail that came back: shown with the answer it was about, with what to do, and told as a task at the desk."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from forms_app import access
from forms_app.doors import form_page, submission_for
from forms_app.models import FormPageMixin, Submission
from forms_app.models.submissions import SubmissionQuerySet
from forms_app.record_views import specific_pages
from forms_app.tasks import Task
from privacy import registry, returned_mail
from privacy.contracts import QuestionKind
from privacy.models import OutboundMessage

#: So many are named in a list.
MOST = 50
#: What can be done about one: its name in addresses -> the act, and what is said when it is done.
_ACTS = {"again": returned_mail.send_again, "settle": returned_mail.settle}


@dataclass(frozen=True, slots=True)
class MailBack:
    """One mail that came back: its number, what it is called, why it came back and when that was told."""

    pk: int
    name: str
    why: str
    at: datetime


def of_submission(submission: Submission) -> list[MailBack]:
    """Those about ``submission`` and its participants that wait for somebody."""
    return [
        MailBack(each.pk, registry.mail_name_of(each.kind), returned_mail.in_words(each), each.returned_at)
        for each in returned_mail.unreached_about(_records(submission))
        if each.returned_at
    ]


def correct_address(submission: Submission, user: Any) -> str:
    """Where ``user`` corrects the address that was given; "" for those who may not, and where none was asked for."""
    asked = [each for each in submission.questions if each.meaning == QuestionKind.EMAIL]
    if not (asked and access.may_change(user)):
        return ""
    return reverse("forms_app_desk:correct", args=[submission.pk, asked[0].key])


def concerned(page: FormPageMixin) -> SubmissionQuerySet:
    """The answers to the form of ``page`` about which mail came back and waits for somebody."""
    return _concerned(page.get_submissions().unrestricted()).order_by("reference")


def tasks_of(user: Any) -> Iterator[Task]:
    """A task for each form about whose answers mail came back, to those who may do something about it."""
    numbers = _concerned(Submission.objects.unrestricted()).order_by().values_list("page")
    by_page = dict(numbers.annotate(number=Count("pk", distinct=True)))
    for page in sorted(specific_pages(by_page).values(), key=lambda page: str(page.title)):
        if access.may_handle(user, page):
            said = ngettext(
                "%(title)s: mail to %(count)d person came back.",
                "%(title)s: mail to %(count)d people came back.",
                by_page[page.pk],
            )
            address = reverse("forms_app_desk:list", args=[page.pk])
            yield Task(said % {"title": page.title, "count": by_page[page.pk]}, f"{address}#mail-back")


@require_POST
def act(request: HttpRequest, submission_id: UUID, message_id: int, act: str) -> HttpResponse:
    """Send one again, or say that she was told in another way; back to the answer.

    :raises PermissionDenied: for those who may not handle the answer.
    :raises Http404: for a mail about something else.
    """
    submission = submission_for(request.user, submission_id)
    if not access.may_handle(request.user, form_page(submission.page_id)):
        raise PermissionDenied
    message = OutboundMessage.objects.filter(pk=message_id, object_id__in=_records(submission)).first()
    if message is None or act not in _ACTS:
        raise Http404
    if not _ACTS[act](message, by=request.user, now=timezone.now()):
        messages.warning(request, _("A colleague has done that already. Nothing is sent twice."))
    elif act == "again":
        messages.success(request, _("The mail is on its way again."))
    else:
        messages.success(request, _("Noted. The mail is not sent again."))
    return redirect("forms_app_desk:detail", submission.pk)


def _records(submission: Submission) -> list[UUID]:
    return [submission.pk, *submission.persons.values_list("pk", flat=True)]


def _concerned(submissions: SubmissionQuerySet) -> SubmissionQuerySet:
    back = OutboundMessage.objects.unreached().values("object_id")
    return submissions.filter(Q(pk__in=back) | Q(persons__in=back)).distinct()
