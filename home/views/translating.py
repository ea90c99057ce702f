"""wagtail-localize's views, asked page by page whether the user may do what they do.

Its own check is one permission for the whole site, with which anything can be put live anywhere.
"""
from __future__ import annotations

from typing import Any

import polib
from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.views.pages.utils import get_valid_next_url_from_request
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.views.edit_translation import user_can_edit_instance
from wagtail_localize.views.submit_translations import SubmitPageTranslationView, SubmitSnippetTranslationView
from wagtail_localize.views.update_translations import UpdateTranslationsView

from home.languages import canonical_of
from home.translating import TranslationRefused
from home.translations import fill_from_earlier


class SubmitPage(SubmitPageTranslationView):
    """Begin the translation of one page, for those who may publish it and its translation."""

    def get_form(self) -> forms.Form:
        """Wagtail-localize's form without the subtree: each page is begun by itself."""
        form = super().get_form()
        form.fields["include_subtree"].widget = forms.HiddenInput()
        return form

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer 403 without the right, and explain what has to be done first.

        :raises TranslationRefused: when the page cannot be translated from here or now.
        """
        page = self.get_object()
        rights = page.permissions_for_user(request.user)
        if not (rights.can_edit() and rights.can_publish()):
            raise PermissionDenied
        if request.method == "POST":
            self._check(request, page)
        response = super().dispatch(request, *args, **kwargs)
        _fill_all(page)
        return response

    def _check(self, request: HttpRequest, page: Any) -> None:
        if request.POST.get("include_subtree"):
            raise TranslationRefused([_("Pages are translated one at a time. Begin with the topmost one.")])
        if not page.is_canonical:
            original = canonical_of(page).get_admin_display_title()
            raise TranslationRefused([_("Translate from the original, “%(title)s”.") % {"title": original}])
        wanted = [number for number in request.POST.getlist("locales") if number.isdecimal()]
        for locale in Locale.objects.filter(pk__in=wanted):
            _check_place(request.user, page.get_parent(), locale)


def _check_place(user: Any, parent: Page, locale: Locale) -> None:
    """The page above must exist in the language, and the user must be allowed to publish there."""
    place = parent if parent.is_root() else parent.get_translation_or_none(locale)
    if place is None or place.alias_of_id:
        raise TranslationRefused(
            [
                _("Translate the page above, “%(title)s”, into %(language)s first.")
                % {"title": parent.specific.get_admin_display_title(), "language": locale.get_display_name()}
            ]
        )
    if not place.permissions_for_user(user).can_publish_subpage():
        raise PermissionDenied


class SubmitSnippet(SubmitSnippetTranslationView):
    """Begin the translation of a snippet, for those who may publish snippets of its kind."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer 403 without the right."""
        snippet = self.get_object()
        if not _may_publish(request.user, snippet):
            raise PermissionDenied
        response = super().dispatch(request, *args, **kwargs)
        _fill_all(snippet)
        return response


class Update(UpdateTranslationsView):
    """Bring translations in step with their original, for those who may publish every one of them."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer 403 without the right."""
        source = self.get_object()
        translations = source.translations.filter(enabled=True)
        targets = [source.get_source_instance(), *(each.get_target_instance() for each in translations)]
        if not all(_may_publish(request.user, target) for target in targets):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Read the strings anew and take over what was translated before, then do as asked."""
        self.object.update_from_db()
        _fill(self.object)
        return super().form_valid(form)


def _may_publish(user: Any, thing: Any) -> bool:
    if isinstance(thing, Page):
        return bool(thing.permissions_for_user(user).can_publish())
    return bool(user.has_perm(f"{thing._meta.app_label}.publish_{thing._meta.model_name}"))


def _fill_all(original: Any) -> None:
    source = TranslationSource.objects.get_for_instance_or_none(original)
    if source is not None:
        _fill(source)


def _fill(source: TranslationSource) -> None:
    for translation in Translation.objects.filter(source=source, enabled=True):
        fill_from_earlier(translation)


def refuse_alias(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """A translation is not turned into an alias: that would put the original's words live in its place.

    :raises TranslationRefused: always.
    """
    raise TranslationRefused([_("A translation cannot be turned into an alias. Unpublish it instead.")])


@require_POST
def import_po(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Take over the translations of a PO file; what its translator has marked as uncertain is left out.

    :raises TranslationRefused: when the file cannot be read or belongs to another translation.
    """
    translation = get_object_or_404(Translation, pk=translation_id)
    if not user_can_edit_instance(request.user, translation.get_target_instance()):
        raise PermissionDenied
    file = _po_file(request)
    if file.metadata.get("X-WagtailLocalize-TranslationID") != str(translation.uuid):
        raise TranslationRefused([_("The file was made for another page or another language.")])
    certain = [entry for entry in file if not entry.fuzzy]
    uncertain = len(file) - len(certain)
    file[:] = certain
    translation.import_po(file, user=request.user, tool_name="PO")
    messages.success(request, _("The translations of the file have been taken over."))
    if uncertain:
        messages.warning(
            request,
            ngettext(
                "%(count)d text is marked as uncertain in the file and was left out.",
                "%(count)d texts are marked as uncertain in the file and were left out.",
                uncertain,
            )
            % {"count": uncertain},
        )
    return redirect(get_valid_next_url_from_request(request) or "wagtailadmin_home")


def _po_file(request: HttpRequest) -> polib.POFile:
    sent = request.FILES.get("file")
    try:
        # polib takes a text for the name of a file when such a file exists; a line break rules that out.
        return polib.pofile("\n" + (sent.read().decode() if sent else ""), encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise TranslationRefused([_("The file cannot be read. Choose a PO file.")]) from None
