"""The submissions desk: which forms there are, and what came in to one of them. All readings are logged."""
from __future__ import annotations

from typing import Any

from django.db.models import Count, F, Max, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from forms_app import access, counted
from forms_app.columns import columns_of, versions_of
from forms_app.desk import mail_back, search
from forms_app.desk.rows import rows_of
from forms_app.doors import FormDesk
from forms_app.filters import PRESETS, FilterForm, version_choices
from forms_app.models import Handling, Submission
from forms_app.questions import AskedOf, Question
from forms_app.suppression import one_told
from forms_app.tasks import tasks_for
from privacy import audit

PER_PAGE = 50
#: Of the submissions of a page: those that may be counted (``SubmissionQuerySet.unrestricted``).
_SHOWN = Q(submissions__restricted_at=None, submissions__protected=False, submissions__quarantined_at=None)


class FormsIndex(WagtailAdminTemplateMixin, TemplateView):
    """The forms whose answers the reader may open, with how many there are."""

    template_name = "forms_app/admin/forms.html"
    page_title = gettext_lazy("Submissions")
    header_icon = "form"
    _show_breadcrumbs = True
    breadcrumbs_items = [{"url": "", "label": gettext_lazy("Submissions")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``forms``: pages with ``count``, ``waiting`` (not handled yet) and ``latest``; ``tasks`` that wait."""
        waiting = _SHOWN & Q(submissions__handling=Handling.RECEIVED)
        forms = access.readable_forms(self.request.user).annotate(
            count=Count("submissions", filter=_SHOWN),
            waiting=Count("submissions", filter=waiting),
            latest=Max("submissions__received_at", filter=_SHOWN),
        )
        return super().get_context_data(
            forms=forms.order_by(F("latest").desc(nulls_last=True)), tasks=tasks_for(self.request.user), **kwargs
        )


class SubmissionList(FormDesk, TemplateView):
    """What came in to one form, in all languages and versions, ordinary answers only."""

    template_name = "forms_app/admin/submissions.html"

    @cached_property
    def form(self) -> FilterForm:
        """What was chosen in the address."""
        return FilterForm(
            self.request.GET, page=self.form_page, columns=self.columns, versions=version_choices(self.versions)
        )

    @cached_property
    def versions(self) -> list[Any]:
        """The versions of the form, read once."""
        return versions_of(self.form_page)

    @cached_property
    def columns(self) -> list[Question]:
        """Every question that was ever put to the registration itself; participants answer on its own page."""
        asked = columns_of(self.form_page, self.versions)
        return [each for each in asked if each.asked_of is AskedOf.REGISTRATION]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``columns``, ``rows``, ``form`` and the numbers; each opening is logged.

        Records set aside are a number for organisers; officers find the way to each.
        """
        sealed = [question for question in self.columns if question.is_sealed]
        numbers = counted.totals(self.form_page.get_submissions(), self.form.filters.condition, sealed)
        page_of_rows = self._page_of_rows(numbers["found"])
        audit.record(
            "submissions.list_opened",
            actor=self.request.user,
            subject_type="page",
            subject_id=self.form_page.pk,
            facts={"rows": len(page_of_rows), "page": page_of_rows.number},
        )
        return super().get_context_data(
            page_obj=page_of_rows,
            elided_page_range=page_of_rows.paginator.get_elided_page_range(page_of_rows.number),
            all=numbers["all"],
            special=self._special(sealed, numbers),
            set_aside=numbers["set_aside"],
            quarantined=numbers["quarantined"],
            opened=self._opened() if numbers["set_aside"] else [],
            mail_back=mail_back.concerned(self.form_page).only("reference")[: mail_back.MOST],
            done=self._done(),
            **self._rows(list(page_of_rows)),
            **kwargs,
        )

    def _rows(self, found: list[Submission]) -> dict[str, Any]:
        """What a list of ``found`` is made of."""
        chosen = self.form.chosen(self.columns)
        return {
            "form": self.form,
            "columns": chosen,
            "rows": rows_of(self.form_page, found, chosen, self.versions),
            "query": self.form.query(),
            "newest": self.form.query(order=""),
            "oldest": self.form.query(order="oldest"),
            "filtered": bool(self.form.filters),
            "preset": dict(PRESETS)[self.form.preset],
            "handling": Handling.choices,
            "may_handle": access.may_handle(self.request.user, self.form_page),
            "select_all": "all" in self.request.GET,
        }

    def _page_of_rows(self, count: int) -> Any:
        """The rows that the address asks for; how many there are is known already."""
        shown = self.form_page.get_submissions().unrestricted().filter(self.form.filters.condition)
        paginator = WagtailPaginator(shown.order_by(*self.form.order_by), PER_PAGE)
        paginator.count = count
        return paginator.get_page(self.request.GET.get("p"))

    def _special(self, sealed: list[Question], numbers: dict[str, int]) -> list[tuple[Question, int | None]]:
        """How many answered what is sensitive; to those who may not read the answers only what tells of nobody."""
        if access.may_read_special(self.request.user, self.form_page):
            return [(each, numbers[each.key]) for each in sealed]
        told = [each for each in sealed if each.meaning not in self.form_page.counted_apart]
        return [(each, one_told(numbers[each.key], total=numbers["all"])) for each in told]

    def _opened(self) -> Any:
        """The records set aside, for those who may open them; not more than a page of them."""
        if not access.may_read_restricted(self.request.user):
            return []
        return self.form_page.get_submissions().set_aside().only("reference")[:PER_PAGE]

    def _done(self) -> str:
        """The act that can be undone, by its number in the address."""
        done: str = self.request.GET.get("done", "")
        return done if search.is_number(done) else ""


class Find(SubmissionList):
    """What a reference number, a whole address or a whole telephone number finds; asked for by POST only."""

    crumb = gettext_lazy("Found")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What was looked for stands in no address: back to the list."""
        return redirect("forms_app_desk:list", self.form_page.pk)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The record when it is one, else the list of them."""
        wanted = request.POST.get("wanted", "")
        found = search.find(self.form_page, wanted, by=request.user)
        if len(found) == 1:
            return redirect("forms_app_desk:detail", found[0].pk)
        context = FormDesk.get_context_data(
            self, wanted=wanted, searched=True, all=len(found), crumb=_("Found"), **self._rows(found)
        )
        return self.render_to_response(context)

    def get_list_address(self) -> str:
        """The whole list again."""
        return reverse("forms_app_desk:list", args=[self.form_page.pk])
