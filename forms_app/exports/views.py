"""Taking answers along: what is asked first, the file, and large files that are made by the clock."""
from __future__ import annotations

from datetime import datetime
from typing import Any, BinaryIO
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages

from forms_app import access
from forms_app.columns import columns_of
from forms_app.doors import FormDesk
from forms_app.exports import background, choice, fetching, files, making, reading
from forms_app.exports.form import ExportForm
from forms_app.exports.handing_out import note
from forms_app.exports.order import CONTENT_TYPES, Format, Order, RowOf
from forms_app.models import Export, Submission
from forms_app.models.exports import ExportState
from forms_app.questions import AskedOf

#: With more submissions than this, the file is made by the clock and not in a request.
MOST_AT_ONCE = 10_000
#: Seconds after which the page of an export comes by itself.
REFRESH = 5


class ExportAnswers(FormDesk, FormView):
    """The questions before a file, and the file itself when it is small enough to be made at once."""

    form_class = ExportForm
    template_name = "forms_app/admin/export.html"
    may = staticmethod(access.may_export)
    crumb = gettext_lazy("Download answers")
    header_icon = "download"

    @cached_property
    def filters(self) -> list[tuple[str, str]]:
        """The filters of the list from which the reader came, as the address has them."""
        return choice.pairs(self.form_page, self.request.GET)

    def get_form_kwargs(self) -> dict[str, Any]:
        """What this form may ask."""
        asked = columns_of(self.form_page)
        return {
            **super().get_form_kwargs(),
            "may_special": any(each.is_sealed for each in asked)
            and access.may_export_special(self.request.user, self.form_page),
            "has_participants": any(each.asked_of is AskedOf.PARTICIPANT for each in asked),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds how many there are, chosen by which ``query``, and the reader's own ``exports`` of the form."""
        wanted = choice.condition(self.form_page, self.filters)
        count = reading.chosen(self.form_page, wanted).count()
        return super().get_context_data(
            count=count,
            filtered=bool(self.filters),
            query=urlencode(self.filters),
            set_aside=Submission.objects.of_form(self.form_page).set_aside().count(),
            takes_time=count > MOST_AT_ONCE,
            exports=Export.objects.filter(page=self.form_page.pk, by=self.request.user.pk),
            has_section=self.form_page.section is not None,
            action_url=f"?{urlencode(self.filters)}",
            **kwargs,
        )

    def form_valid(self, form: ExportForm) -> Any:
        """Make the file, or take the order, or say why not."""
        order = self._order(form.cleaned_data)
        wanted = choice.condition(self.form_page, order.filters)
        count = reading.chosen(self.form_page, wanted).count()
        if not count or self.form_page.section is None:
            form.add_error(None, _("There is nothing to download."))
            return self.form_invalid(form)
        if count > MOST_AT_ONCE:
            export = background.place(
                page=self.form_page, order=order, submissions=count, by=self.request.user, now=timezone.now()
            )
            return redirect("forms_app_desk:export_progress", self.form_page.pk, export.pk)
        try:
            return self._file(order, wanted)
        except OSError:
            form.add_error(None, _("The file could not be written: there is no room on the disk. Nothing has left."))
            return self.render_to_response(self.get_context_data(form=form), status=507)

    def _order(self, given: dict[str, Any]) -> Order:
        return Order.from_dict({
            "special": False, "row_of": RowOf.REGISTRATION, **given,
            "language": translation.get_language() or "", "filters": self.filters,
        })  # fmt: skip

    def _file(self, order: Order, wanted: Any) -> StreamingHttpResponse:
        """The file; what leaves is written down before its first byte does."""
        now, rows = timezone.now(), reading.number_of_rows(self.form_page, wanted, order.row_of)
        content: Any
        if order.format is Format.XLSX:
            content = self._written(order, wanted, now)
        else:
            content = making.stream(self.form_page, order, wanted, now)
        note(page=self.form_page, order=order, rows=rows, by=self.request.user, at=now)
        return as_download(content, self.form_page.slug, order, now)

    def _written(self, order: Order, wanted: Any, now: datetime) -> BinaryIO:
        """A file that has no name any more when the first byte is sent."""
        with files.workshop() as folder:
            path = folder / "answers"
            making.write(self.form_page, order, wanted, path, folder=folder, now=now)
            return files.opened_and_gone(path)


class OwnExport(FormDesk):
    """A page about one large export, for whoever ordered it and may still take answers along."""

    may = staticmethod(access.may_export)
    crumb = gettext_lazy("Download answers")
    header_icon = "download"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Somebody else's export is refused.

        :raises PermissionDenied: for all but the one who ordered it, with the rights that it takes.
        """
        self.export = get_object_or_404(Export, pk=kwargs["export_id"], page=kwargs["page_id"])
        if self.export.by_id != request.user.pk:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class ExportProgress(OwnExport, TemplateView):
    """How far it is; the page comes anew by itself, unless the reader has said no."""

    template_name = "forms_app/admin/export_progress.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """While the file is made the page comes anew by itself, without a script."""
        response = super().get(request, *args, **kwargs)
        if self.export.state == ExportState.WAITING and "still" not in request.GET:
            response.headers["Refresh"] = str(REFRESH)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``export`` and its ``file_format``."""
        return super().get_context_data(
            export=self.export, file_format=self.export.order["format"].upper(), **kwargs
        )


class FetchExport(OwnExport, View):
    """The file, by a button; every time is logged."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The file, or back with a word where it is gone.

        :raises PermissionDenied: where sensitive answers were ordered and may not be taken any more.
        """
        order = Order.from_dict(self.export.order)
        if order.special and not access.may_export_special(request.user, self.form_page):
            raise PermissionDenied
        now = timezone.now()
        try:
            file = fetching.fetch(export=self.export, page=self.form_page, by=request.user, now=now)
        except fetching.Gone:
            messages.warning(request, _("The file is not there any more. Order a new one."))
            return redirect("forms_app_desk:export", self.form_page.pk)
        return as_download(file, self.form_page.slug, order, now)


def as_download(content: Any, slug: str, order: Order, now: datetime) -> StreamingHttpResponse:
    """The file as a download that no cache keeps; its name says which form and which day, nothing of anybody."""
    name = f"{slug}-{timezone.localdate(now).isoformat()}.{order.format}"
    kind, headers = CONTENT_TYPES[order.format], {"Cache-Control": "no-store, private"}
    if hasattr(content, "read"):
        return FileResponse(content, as_attachment=True, filename=name, content_type=kind, headers=headers)
    headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return StreamingHttpResponse(content, content_type=kind, headers=headers)
