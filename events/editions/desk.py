"""Making the next edition, and what is left to change on it. For those who may add pages where the old one stands."""
from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from events.editions import leftovers
from events.editions.asked import invite, to_be_told
from events.editions.copying import languages_for, make
from events.editions.following import may_be_followed
from events.editions.form import EditionForm, FirstDayForm
from events.editions.plan import days_of
from events.models import EventPage
from forms_app import access
from home.languages import canonical_of
from privacy.contracts import Refusal


class OfPage(WagtailAdminTemplateMixin, TemplateView):
    """A page of the admin about one event, whose canonical page is ``event``."""

    header_icon = "copy"
    _show_breadcrumbs = True
    event: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Let in those who may.

        :raises PermissionDenied: for everybody else.
        :raises Http404: when there is no such event.
        """
        self.event = canonical_of(get_object_or_404(EventPage, pk=kwargs["page_id"]).specific)
        if not self.may(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def may(self, user: Any) -> bool:
        """Whether ``user`` comes in."""
        return may_be_followed(user, self.event)

    def get_page_title(self) -> str:
        """The title of the event."""
        return str(self.event.title)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The list of events, the event, and this page."""
        parent = self.event.get_parent()
        return [
            {"url": reverse("wagtailadmin_explore", args=[parent.pk]), "label": parent.get_admin_display_title()},
            {"url": reverse("wagtailadmin_pages:edit", args=[self.event.pk]), "label": self.event.title},
            {"url": "", "label": _("Next edition")},
        ]


class NextEdition(OfPage):
    """First the first new day, then every day, title and address to correct; then the pages are made, as drafts."""

    template_name = "events/admin/next_edition.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``asks``: the form of the first day; once that is given ``form``, ``rows`` and ``left_out``."""
        form = kwargs.get("form")
        kwargs.setdefault("asks", FirstDayForm(days_of(self.event, _language())))
        return super().get_context_data(
            event=self.event,
            rows=form.rows(_language()) if form else [],
            left_out=languages_for(self.request.user, self.event)[1] if form else [],
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Propose the days, or make the next edition of what was looked through."""
        days = days_of(self.event, _language())
        asks = FirstDayForm(days, request.POST)
        if not asks.is_valid():
            return self.render_to_response(self.get_context_data(asks=asks))
        first = asks.cleaned_data.get("first")
        form = EditionForm(self.event, languages_for(request.user, self.event)[0], days, first, request.POST)
        if not form.is_bound or request.POST.get("act") != "make" or not form.is_valid():
            return self.render_to_response(self.get_context_data(asks=asks, form=form))
        made = make(page=self.event, days=days, chosen=form.chosen(), by=request.user)
        messages.success(request, gettext("The next edition has been made. Nothing is published yet."))
        return redirect("events_desk:edition_left", made.pk)


class EditionLeft(OfPage):
    """Afterwards: the texts that still say how it was, who appeared, and who asked to be told."""

    template_name = "events/admin/edition_left.html"

    def may(self, user: Any) -> bool:
        """Those who may edit the new page."""
        return bool(self.event.permissions_for_user(user).can_edit())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``earlier``, ``drafts``: (language, title, address), ``old_texts``, ``people`` and ``asked``.

        ``asked``: how many asked to be told, for those who look after the earlier registrations; otherwise None.
        ``may_invite``: whether she may invite them to the new one.

        :raises Http404: when it is the next edition of nothing.
        """
        earlier = leftovers.earlier_of(self.event)
        if earlier is None:
            raise Http404
        user = self.request.user
        group = leftovers.in_order(self.event)
        pages = [each for each in group if each.permissions_for_user(user).can_edit()]
        return super().get_context_data(
            event=self.event,
            earlier=earlier,
            drafts=[(each.locale.language_code, each.title, each.pk) for each in pages],
            old_texts=leftovers.texts_of(self.event, earlier, user),
            people=list(self.event.get_latest_revision_as_object().appearances.all()),
            asked=len(to_be_told(earlier)) if access.may_handle(user, earlier) else None,
            may_invite=self._may_invite(earlier),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Put those who asked to be told on the list of invitations, and go there.

        :raises PermissionDenied: for those who do not look after the registrations of both editions.
        """
        earlier = leftovers.earlier_of(self.event)
        if earlier is None:
            raise Http404
        if not self._may_invite(earlier):
            raise PermissionDenied
        try:
            number = invite(self.event, earlier, by=request.user, now=timezone.now())
        except Refusal as refusal:
            messages.error(request, " ".join(str(reason) for reason in refusal.reasons))
            return redirect("events_desk:edition_left", self.event.pk)
        said = ngettext("%(count)d person is on the list now. Nothing has been sent.",
                        "%(count)d people are on the list now. Nothing has been sent.", number)  # fmt: skip
        messages.success(request, said % {"count": number})
        return redirect("events_desk:invitations", self.event.pk)

    def _may_invite(self, earlier: Any) -> bool:
        user = self.request.user
        return access.may_handle(user, earlier) and access.may_handle(user, self.event)


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE
