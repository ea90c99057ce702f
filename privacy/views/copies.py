"""What somebody has downloaded and is asked to destroy: her own files only, whatever her role."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from privacy.disposal import copies
from privacy.models import CopyToDestroy


class OwnFiles(WagtailAdminTemplateMixin, TemplateView):
    """The files, each with a button that says that it is gone."""

    template_name = "privacy/admin/own_files.html"
    page_title = gettext_lazy("Files to destroy")
    header_icon = "bin"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, then this page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``files``: (CopyToDestroy, the file in words)."""
        found = copies.copies_of(self.request.user)
        files = [(each, copies.file_in_words(each.disclosure)) for each in found]
        return super().get_context_data(files=files, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Write down that one of her files is destroyed. What is not hers, or not open any more, changes nothing."""
        chosen = self._chosen(request.POST.get("copy", ""))
        if chosen is not None and copies.confirm(chosen, by=request.user, now=timezone.now()):
            messages.success(request, _("Thank you. It is written down that the file is destroyed."))
        else:
            messages.warning(request, _("That file is not on your list any more."))
        return redirect(reverse("files_to_destroy"))

    def _chosen(self, text: str) -> CopyToDestroy | None:
        return next((each for each in copies.copies_of(self.request.user) if str(each.pk) == text), None)
