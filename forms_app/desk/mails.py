"""The mails about the answers to one form at the desk: sent, waiting, given up, came back. Reading is logged."""
from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.paginator import WagtailPaginator

from forms_app import access, sent_mails
from forms_app.desk.search import is_number
from forms_app.doors import FormDesk, form_page
from forms_app.sent_mails import FATES, Fate
from privacy import audit

PER_PAGE = 50


class Mails(FormDesk, TemplateView):
    """One list of them with their numbers, narrowed by what has become of them and by what they are."""

    template_name = "forms_app/admin/mails.html"
    header_icon = "mail"
    crumb = gettext_lazy("Mails")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``fates`` (fate, words, number, address), ``kinds``, ``fate``, ``kind``, ``mails`` and ``page_obj``."""
        everything = sent_mails.mails_of(self.form_page)
        numbers, kinds = sent_mails.totals(everything), sent_mails.kinds_of(everything)
        fate, kind = self.request.GET.get("fate", ""), self.request.GET.get("kind", "")
        chosen = sent_mails.of_fate(everything, Fate(fate)) if fate in list(Fate) else everything
        if kind in dict(kinds):
            chosen = chosen.filter(kind=kind)
        page_of_rows = WagtailPaginator(chosen, PER_PAGE).get_page(self.request.GET.get("p"))
        audit.record(
            "submissions.mails_opened", actor=self.request.user, subject_type="page", subject_id=self.form_page.pk,
            facts={"rows": len(page_of_rows), "page": page_of_rows.number},
        )  # fmt: skip
        return super().get_context_data(
            fates=[
                (each, words, numbers[each], f"?{_query(fate=str(each), kind=kind)}") for each, words in FATES.items()
            ],
            everything=sum(numbers.values()),
            without_fate=f"?{_query(kind=kind)}",
            kinds=kinds,
            fate=fate,
            kind=kind,
            query=_query(fate=fate, kind=kind),
            page_obj=page_of_rows,
            elided_page_range=page_of_rows.paginator.get_elided_page_range(page_of_rows.number),
            mails=sent_mails.rows_of(page_of_rows),
            failed=numbers[Fate.FAILED],
            set_aside=self.form_page.get_submissions().set_aside().count(),
            may_handle=access.may_handle(self.request.user, self.form_page),
            **kwargs,
        )


@require_POST
def try_again(request: HttpRequest, page_id: int) -> HttpResponse:
    """Queue one that was given up once more, or all of them; back to where the button was pressed.

    :raises PermissionDenied: for those who only read.
    """
    page = form_page(page_id)
    if not access.may_handle(request.user, page):
        raise PermissionDenied
    asked, record = request.POST.get("message", ""), request.POST.get("record", "")
    chosen = None if asked == "all" else [int(asked)] if asked.isdecimal() else []
    number = sent_mails.try_again(page, chosen, by=request.user, now=timezone.now())
    said = ngettext(
        "%(count)d mail is tried again within a minute.", "%(count)d mails are tried again within a minute.", number
    )
    messages.success(request, said % {"count": number})
    if is_number(record):
        return redirect(reverse("forms_app_desk:detail", args=[UUID(record)]) + "#mails")
    return redirect("forms_app_desk:mails", page.pk)


def _query(**chosen: str) -> str:
    return urlencode({name: value for name, value in chosen.items() if value})
