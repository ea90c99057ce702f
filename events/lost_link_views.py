"""The page for whoever has lost the link to her registration. Public: no cookie, no script, the same for everybody."""
from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from events import lost_links
from events.models import EventPage
from home.languages import facts_for
from privacy import public_posts
from privacy.private_pages import private

_PROBLEMS: dict[int, Any] = {
    403: _("The form was sent from another site, so we did not take it. Send it from here."),
    429: _("Too many asked for links just now. Wait a few minutes and send again."),
}


class AddressForm(forms.Form):
    """The address that she registered with."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("The one you registered with."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Write your e-mail address."),
            "invalid": _("Write the e-mail address in full, for example name@example.org."),
        },
    )


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def lost_link(request: HttpRequest, event: UUID) -> HttpResponse:
    """One field for the address; posted, 303 to a page that says the same whoever is registered.

    400 malformed, 403 from another site, 404 no such event, 422 no address, 429 too many.
    """
    page = _page(event)
    if request.method != "POST":
        return _shown(request, page, AddressForm(auto_id="falt-%s"))
    public_posts.refuse_malformed(request)
    form = AddressForm(request.POST, auto_id="falt-%s")
    if not public_posts.is_from_here(request):
        return _shown(request, page, form, status=403)
    if not form.is_valid():
        return _shown(request, page, form, status=422)
    address, now = form.cleaned_data["email"], timezone.now()
    if not lost_links.is_within(address=address, sender=public_posts.sender_of(request.META), now=now):
        return _shown(request, page, form, status=429)
    language = translation.get_language() or ""
    lost_links.ask(event_key=event, address=address, language=language, now=now)
    return private(HttpResponse(status=303, headers={"Location": reverse("events:lost_link_sent", args=[event])}))


@require_safe
def lost_link_sent(request: HttpRequest, event: UUID) -> HttpResponse:
    """What happens now: the same words for everybody."""
    page = _page(event)
    return _rendered(request, page, "sent", {"reply_to": _reply_to(page)})


def _page(event: UUID) -> EventPage:
    """The page of an event in the visitor's language.

    :raises Http404: where there is none, or nobody registers by its form.
    """
    pages = EventPage.objects.live().filter(translation_key=event)
    page = pages.filter(locale__language_code=translation.get_language()).first()
    facts = facts_for(page) if page else None
    if page is None or facts is None or not facts.has_form():
        raise Http404
    found: EventPage = page.specific
    return found


def _reply_to(page: EventPage) -> str:
    section = facts_for(page).section
    return section.reply_address if section else ""


def _shown(request: HttpRequest, page: EventPage, form: AddressForm, *, status: int = 200) -> HttpResponse:
    response = _rendered(request, page, "ask", {"form": form, "problem": _PROBLEMS.get(status, "")}, status=status)
    if status == 429:
        response["Retry-After"] = str(public_posts.WINDOW)
    return response


def _rendered(
    request: Any, page: EventPage, name: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    request.shown_page = page
    return private(render(request, f"events/lost_link_{name}.html", {"page": page, **context}, status=status))
