"""An editor tries the form of her page. Nothing is stored, so nothing is logged but refusals."""
from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from forms_app import views
from forms_app.files import receiving
from forms_app.models import FormPageMixin
from forms_app.trying import trial as trying
from home.languages import language_of
from home.navigation import LanguageLink, own_name
from privacy import outbox, public_posts, trials
from privacy.alone import problem_in

#: How many times in ten minutes an editor may send the mails of a trial to herself.
MOST_SENDINGS = 5


@dataclass(frozen=True, slots=True)
class Trial:
    """What the page must know while it is tried: where it posts, and the way back."""

    address: str
    token: str
    editor_url: str
    languages: list[LanguageLink]


class TryForm(WagtailAdminTemplateMixin, TemplateView):
    """The form of the latest draft, taking real answers by the real code; then the receipt and every mail."""

    template_name = "forms_app/admin/tried.html"
    page_title = gettext_lazy("Tried")
    header_icon = "form"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Only for those who may edit the page.

        :raises PermissionDenied: for everybody else.
        """
        self.form_page = page_to_try(request, kwargs["page_id"])
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page with its form, as a visitor will see it."""
        return self._tried(request)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What becomes of an answer; or the page once more, with what is wrong, or its next step."""
        return self._tried(request)

    def _tried(self, request: HttpRequest) -> HttpResponse:
        reader = translation.get_language() or ""
        self.trial = _trial(request, self.form_page)
        shown: Any = request
        shown.trial = self.trial  # read by the page
        try:
            with trials.undone():
                response, outcome = _answered(request, self.form_page, reader)
        except trying.Incomplete:
            messages.error(request, _("The draft lacks something. Look at the advice beside the page, then try again."))
            return redirect("wagtailadmin_pages:edit", self.form_page.pk)
        if outcome is not None:
            response = self.render_to_response(self.get_context_data(outcome=outcome))
        patch_cache_control(response, no_store=True, private=True)
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Back to the page in the editor."""
        return [
            {"url": reverse("wagtailadmin_pages:edit", args=[self.form_page.pk]), "label": self.form_page.title},
            {"url": "", "label": _("Tried")},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``outcome``, ``letters`` signed for sending, ``trial`` and the reader's ``email``."""
        editor: Any = self.request.user
        return super().get_context_data(
            form_page=self.form_page,
            trial=self.trial,
            email=editor.email,
            letters=trying.sealed(kwargs["outcome"].letters, editor),
            **kwargs,
        )


_try_form = csrf_protect(TryForm.as_view())


@csrf_exempt
def try_form(request: HttpRequest, page_id: int) -> HttpResponse:
    """``TryForm``, with files taken as a visitor's are.

    Looking for the token reads the whole post, so it is looked for here, after the files have their place.
    """
    if settings.KALLELSE_FILES and request.content_type == "multipart/form-data":
        receiving.prepare(request)
    return _try_form(request, page_id=page_id)


def _answered(request: HttpRequest, page: FormPageMixin, reader: str) -> tuple[HttpResponse, trying.Outcome | None]:
    """The page's answer, rendered, and what became of a post that was taken, in words of the language ``reader``."""
    with translation.override(language_of(page)):
        staged = trying.staged(page)
        # What a visitor has opened is kept; what was opened in another trial is not.
        staged.keep_version()
        response: Any = views.receive(staged, request) if request.method == "POST" else staged.serve(request)
        if hasattr(response, "render"):
            response.render()
    with translation.override(reader):
        return response, trying.outcome_of(request, response)


@require_POST
def send_tried(request: HttpRequest, page_id: int) -> HttpResponse:
    """Send the mails of a trial to the editor who made it, and to nobody else."""
    page = page_to_try(request, page_id)
    back = redirect("forms_app_desk:try", page.pk)
    editor: Any = request.user
    if not editor.email:
        messages.error(request, _("Your account has no e-mail address. Ask an administrator to enter it."))
        return back
    if public_posts.counted("forms_app.try", str(editor.pk), now=timezone.now()) > MOST_SENDINGS:
        messages.error(request, _("You have sent yourself many mails just now. Wait ten minutes and try again."))
        return back
    try:
        letters = trying.unsealed(request.POST.get("letters", ""), editor)
    except signing.BadSignature:
        messages.error(request, _("That was more than an hour ago. Try the form once more, then send the mails."))
        return back
    _send(request, letters)
    return back


def _send(request: HttpRequest, letters: list[trying.TriedLetter]) -> None:
    editor: Any = request.user

    def send() -> None:
        for each in letters:
            subject = _("Try: %(subject)s") % {"subject": each.letter.subject}
            outbox.send_at_once(replace(each.letter, to=editor.email, subject=subject), kind=each.kind)

    if problem_in(send, what="mails of a trial"):
        messages.error(request, _("The mails could not be sent just now. Try again in a moment."))
        return
    count = len(letters)
    messages.success(
        request,
        ngettext("%(count)d mail is on its way to you.", "%(count)d mails are on their way to you.", count)
        % {"count": count},
    )


def page_to_try(request: HttpRequest, page_id: int) -> FormPageMixin:
    """The page whose form is tried.

    :raises PermissionDenied: to those who may not edit it, and where there is no form.
    """
    page: FormPageMixin = get_object_or_404(Page, pk=page_id).specific
    if not trying.may_try(request.user, page):
        raise PermissionDenied
    return page


def _trial(request: HttpRequest, page: FormPageMixin) -> Trial:
    links = [
        LanguageLink(
            language_of(each),
            own_name(language_of(each)),
            reverse("forms_app_desk:try", args=[each.pk]),
            current=each.pk == page.pk,
        )
        for each in trying.languages_of(page, request.user)
    ]
    return Trial(
        address=reverse("forms_app_desk:try", args=[page.pk]),
        token=get_token(request),
        editor_url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
        languages=links,
    )
