"""One submission at the desk, as the person saw it, with everything that is known and was done about it."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from forms_app import access, quarantine, sent_mails
from forms_app.columns import columns_of, versions_of
from forms_app.desk import mail_back, participants
from forms_app.doors import form_page, submission_for
from forms_app.filters import FilterForm, language_name, version_choices
from forms_app.models import Handling, Submission, SubmissionNote
from forms_app.models.submissions import HOLDING
from forms_app.participants import changed_in_words
from forms_app.questions import Question
from forms_app.record_views import entry_in_words, kept_until_in_words
from privacy import audit, holds
from privacy.in_words import rule_in_words
from privacy.models import HoldReason
from privacy.roles import has_role

Line = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that was done to a submission: when, what, by whom."""

    at: datetime
    what: str
    by: str = ""


class SubmissionDetail(WagtailAdminTemplateMixin, TemplateView):
    """One submission as the person saw it: questions, wording and notice of its version."""

    template_name = "forms_app/admin/submission.html"
    header_icon = "form"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Only for those who may read the form; every opening is logged, also whether sensitive answers were shown.

        :raises PermissionDenied: for everybody else.
        """
        self.submission = submission_for(request.user, kwargs["submission_id"])
        self.form_page = form_page(self.submission.page_id)
        if not access.may_read(request.user, self.form_page):
            raise PermissionDenied
        self.sealed = access.may_read_special(request.user, self.form_page)
        audit.record(
            "submission.opened",
            actor=request.user,
            subject_type="submission",
            subject_id=self.submission.pk,
            facts={"special": self.sealed},
        )
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        """The reference number."""
        return str(self.submission.reference)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Back to the list as it was."""
        way = reverse("forms_app_desk:list", args=[self.form_page.pk])
        return [
            {"url": reverse("forms_app_desk:index"), "label": _("Submissions")},
            {"url": f"{way}?{self.query}" if self.query else way, "label": self.form_page.title},
            {"url": "", "label": self.submission.reference},
        ]

    @cached_property
    def form(self) -> FilterForm:
        """The list that the reader came from."""
        versions = versions_of(self.form_page)
        return FilterForm(
            self.request.GET, page=self.form_page, columns=columns_of(self.form_page, versions),
            versions=version_choices(versions),
        )  # fmt: skip

    @cached_property
    def query(self) -> str:
        """The list that the reader came from, for addresses."""
        return self.form.query()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``lines`` (question, words, corrections) in the wording she saw, ``notice``, and what was done."""
        user, submission = self.request.user, self.submission
        is_set_aside = bool(submission.restricted_at or submission.protected or submission.quarantined_at)
        return super().get_context_data(
            submission=submission,
            lines=[
                (question, words, self._history(question), question.key in submission.erased)
                for question, words in submission.lines(sealed=self.sealed)
            ],
            may_change=access.may_change(user),
            may_handle=access.may_handle(user, self.form_page) and not is_set_aside,
            deeds=self.form_page.desk_deeds(submission) if access.may_handle(user, self.form_page) else [],
            may_note=access.may_note(user, self.form_page),
            may_release=submission.quarantined_at and access.may_handle(user, self.form_page),
            signs=quarantine.reasons(submission) if submission.quarantined_at else [],
            files=submission.files_sent(),
            hidden=not self.sealed and any(q.is_sealed for q in submission.version.content.questions),
            notice=submission.version.notice,
            form_page=self.form_page,
            facts=self._facts(),
            retention=self._retention(),
            hold_address=self._hold_address(),
            mails_back=mail_back.of_submission(submission),
            correct_url=mail_back.correct_address(submission, user),
            mails=sent_mails.rows_of(sent_mails.mails_about(submission)),
            notes=submission.notes.select_related("by"),
            longest_note=SubmissionNote._meta.get_field("text").max_length,
            note_help=SubmissionNote._meta.get_field("text").help_text,
            history=self._happened(),
            states=[each for each in Handling.choices if each[0] != submission.handling],
            query=self.query,
            **participants.context(submission, user, sealed=self.sealed),
            **self._neighbours(),
            **kwargs,
        )

    def _history(self, question: Question) -> list[dict[str, Any]]:
        """Every correction of an answer, the first first, with what stood there before."""
        return [
            {"change": change, "before": change.words("old", question)}
            for change in self.submission.changes.all()
            if change.key == question.key
        ]

    def _facts(self) -> list[Line]:
        """How it came, in which language and version, and what its page knows of it."""
        submission = self.submission
        lines = [(_("Language"), language_name(submission.version.language))]
        entry = getattr(submission, "entry", None)
        if entry:
            lines += [*entry_in_words(entry), (_("Entered by"), name_of(entry.by))]
        return [*lines, *self.form_page.record_facts([submission]).get(submission.pk, [])]

    def _retention(self) -> list[Line]:
        """Until when it is kept, by which rule and authority, and what keeps it beyond."""
        submission = self.submission
        lines = [(_("Kept until"), kept_until_in_words(submission))]
        if submission.rule:
            lines.append((_("Rule"), rule_in_words(submission.rule)))
            if submission.rule.authority:
                lines.append((_("Disposal authority"), str(submission.rule.authority)))
        reason = holds.held(HOLDING, [submission.pk]).get(submission.pk)
        if reason:
            lines.append((_("Disposal hold"), str(HoldReason(reason).label)))
        return lines

    def _hold_address(self) -> str:
        """Where a hold is placed on this record, for those who may."""
        if not has_role(self.request.user, *holds.HOLDERS):
            return ""
        what = urlencode({"holding": HOLDING, "record": str(self.submission.pk)})
        return f"{reverse('privacy_holds:add')}?{what}"

    def _happened(self) -> list[Happened]:
        """What was done, the latest first. What was answered stands with the answers."""
        submission = self.submission
        asked = {question.key: str(question.label) for question in submission.questions}
        done = [Happened(submission.received_at, _("Received"))]
        done += [
            Happened(each.at, _("Now: %(state)s") % {"state": each.get_after_display()}, name_of(each.by))
            for each in submission.handling_changes.select_related("by")
        ]
        for each in submission.changes.all():
            words = {"question": asked.get(each.key, each.key), "why": each.get_why_display()}
            done.append(Happened(each.at, _("Corrected: %(question)s (%(why)s)") % words, name_of(each.by)))
        done += [
            Happened(each.at, changed_in_words(each), name_of(each.by))
            for each in submission.party_changes.select_related("by")
        ]
        if submission.restricted_at:
            done.append(Happened(submission.restricted_at, _("The use was restricted")))
        return sorted(done, key=lambda each: each.at, reverse=True)

    def _neighbours(self) -> dict[str, Submission | None]:
        """``previous`` and ``following`` in the list that the reader came from; two small statements."""
        here = self.submission
        found = self.form_page.get_submissions().unrestricted().filter(self.form.filters.condition)
        newer = Q(received_at__gt=here.received_at) | Q(received_at=here.received_at, pk__gt=here.pk)
        older = Q(received_at__lt=here.received_at) | Q(received_at=here.received_at, pk__lt=here.pk)
        above = found.filter(newer).order_by("received_at", "pk").only("pk", "reference").first()
        below = found.filter(older).order_by("-received_at", "-pk").only("pk", "reference").first()
        first, then = (below, above) if self.form.is_oldest_first else (above, below)
        return {"previous": first, "following": then}


def name_of(user: Any) -> str:
    """A colleague by name; "" where she has left and is forgotten."""
    return (user.get_full_name() or user.get_username()) if user else ""

