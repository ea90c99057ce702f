"""Where pages meet the admin: what is refused, what follows, and who may translate."""
from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail_localize.locales.components import LOCALE_COMPONENTS
from wagtail_localize.models import LocaleSynchronization

from home import deletion, publishing
from home.content_checks import ContentChecks
from home.models import BasePage
from home.publishing import PublishingRefused
from home.rich_text import RememberedDocumentLinks, TurnedPageLinks
from home.views import translating
from home.views.pages import Pages
from home.views.snippets import ContactPersons, Places

register_snippet(ContactPersons)
register_snippet(Places)

# Whole trees of aliases would show one language under the address of another.
LOCALE_COMPONENTS[:] = [each for each in LOCALE_COMPONENTS if each["model"] is not LocaleSynchronization]

# The admin's own interface would copy, alias and delete without running any of the hooks below.
for unasked in ("copy", "create_alias", "copy_for_translation", "delete"):
    PagesAdminAPIViewSet.actions.pop(unasked, None)


@hooks.register("register_admin_urls", order=-1)
def ask_page_by_page_who_may_translate() -> list[Any]:
    """Ahead of wagtail-localize's own views, at their addresses."""
    return [
        path("localize/submit/page/<int:page_id>/", translating.SubmitPage.as_view()),
        path(
            "localize/submit/snippet/<slug:app_label>/<slug:model_name>/<str:pk>/",
            translating.SubmitSnippet.as_view(),
        ),
        path("localize/update/<int:translation_source_id>/", translating.Update.as_view()),
        path("localize/page/<int:page_id>/convert_to_alias/", translating.refuse_alias),
        path("localize/translate/<int:translation_id>/pofile/upload/", translating.import_po),
    ]


@hooks.register("insert_global_admin_css")
def style_our_screens() -> str:
    """What Wagtail's own style sheet does not know."""
    return format_html('<link rel="stylesheet" href="{}">', versioned_static("css/admin-pages.css"))


# After Wagtail's own, which it takes the place of.
@hooks.register("register_admin_viewset", order=1)
def views_of_pages() -> Pages:
    """New pages begin from a template, and advice stands beside every form."""
    return Pages()


@hooks.register("construct_wagtail_userbar")
def check_what_an_editor_can_mend(request: HttpRequest, items: list[Any], page: Any) -> None:
    """Our checks of the preview in the place of Wagtail's."""
    items[:] = [ContentChecks() if isinstance(item, ContentCheckerItem) else item for item in items]


@hooks.register("before_publish_page")
def refuse_publishing(request: HttpRequest, page: Any) -> None:
    """The edit view publishes without asking the page."""
    reasons = page.publishing_refusals() if isinstance(page, BasePage) else []
    if reasons:
        raise PublishingRefused(page, reasons)


@hooks.register("before_copy_page")
def refuse_live_copies_and_aliases(request: HttpRequest, page: Page) -> None:
    """Both go live without being published."""
    if request.method != "POST":
        return
    if request.POST.get("publish_copies"):
        raise PublishingRefused(page, [_("A copy begins as a draft. Copy without publishing, then publish the copy.")])
    if request.POST.get("alias"):
        raise PublishingRefused(page, [_("Aliases are not used here. Make a copy, or link to the page.")])


@hooks.register("after_copy_page")
def keep_what_was_copied(request: HttpRequest, page: Page, copy: Page) -> None:
    """Let the draft of each copied page have the keys its rows have, so that no translation is lost."""
    for copied in Page.objects.filter(path__startswith=copy.path).specific():
        copied.save_revision(user=request.user, changed=False, clean=False)


@hooks.register("before_delete_page")
def refuse_deletion(request: HttpRequest, page: Page) -> None:
    """Answers and translations that rest on the tree keep it."""
    deletion.refuse_unless_deletable(page)


@hooks.register("before_move_page")
def refuse_moving_out_of_a_section(request: HttpRequest, page: Page, destination: Page) -> None:
    """What is live needs data protection settings above it, wherever it stands."""
    publishing.refuse_unless_movable(page, destination)


@hooks.register("before_bulk_action")
def refuse_for_many(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> None:
    """The same for many pages at once."""
    for page in objects:
        if action_type == "delete" and isinstance(page, Page):
            deletion.refuse_unless_deletable(page)
        elif action_type == "move" and isinstance(page, Page):
            publishing.refuse_unless_movable(page, action.cleaned_form.cleaned_data["chooser"])


@hooks.register("construct_translated_pages_to_cascade_actions")
def take_translations_along(pages: list[Page], action: str) -> dict[Page, Any]:
    """What is done to an original is done to its translations; deleting an original is refused instead."""
    if action not in {"unpublish", "move"}:
        return {}
    originals = [page for page in pages if getattr(page.specific, "is_canonical", False)]
    return {page: page.get_translations() for page in originals}


@hooks.register("register_rich_text_features", order=1)  # after Wagtail's own link to a page
def turn_links_in_rich_text(features: Any) -> None:
    """Links to pages lead to the language being read; no link to a page or a document costs anything by itself."""
    features.register_link_type(TurnedPageLinks)
    features.register_link_type(RememberedDocumentLinks)
