"""Where privacy meets the admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.staticfiles import versioned_static
from wagtail.models import Page
from wagtail.permissions import register_permission_policy

from privacy import roles, sections
from privacy.models import (
    Controller,
    Delegation,
    DisposalAuthority,
    Hold,
    LetterTemplate,
    NoticeTemplate,
    OutsideSource,
    ProcessingActivity,
    RetentionRule,
    SectionDefaults,
)
from privacy.panels import FilesToDestroy, RefusedPublications
from privacy.role_policy import RolePolicy
from privacy.views import copies
from privacy.views.desk import OfficersSummary
from privacy.views.menu import DataProtection, DataProtectionSettings

for model in (
    Controller, ProcessingActivity, RetentionRule, SectionDefaults, DisposalAuthority, Hold,
    LetterTemplate, NoticeTemplate,
    Delegation, OutsideSource,
):  # fmt: skip
    register_permission_policy(model, RolePolicy(model))


@hooks.register("register_admin_viewset")
def data_protection() -> list[Any]:
    """The officers' menus."""
    return [DataProtection(), DataProtectionSettings()]


@hooks.register("insert_global_admin_css")
def style_the_desk() -> str:
    """What Wagtail's own style sheet does not know of the officers' pages."""
    return format_html('<link rel="stylesheet" href="{}">', versioned_static("css/admin-desk.css"))


@hooks.register("construct_homepage_panels")
def show_the_next_thing(request: HttpRequest, panels: list[Any]) -> None:
    """What an officer should look at first."""
    panels.append(OfficersSummary())


@hooks.register("construct_homepage_panels")
def show_refused_publications(request: HttpRequest, panels: list[Any]) -> None:
    """Scheduled pages that were refused."""
    panels.append(RefusedPublications())


@hooks.register("construct_homepage_panels")
def show_files_to_destroy(request: HttpRequest, panels: list[Any]) -> None:
    """What she has downloaded that is to be destroyed."""
    panels.append(FilesToDestroy())


@hooks.register("register_admin_urls")
def own_pages() -> list[Any]:
    """Pages that are about the one who is signed in, whatever her role."""
    return [path("files-to-destroy/", copies.OwnFiles.as_view(), name="files_to_destroy")]


@hooks.register("before_delete_page")
def keep_pages_with_a_section(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A page on which data protection settings rest is not deleted; the answer says what to do."""
    if not sections.sections_at_or_below(page):
        return None
    messages.error(
        request,
        _(
            "Data protection settings rest on this page or on one below it. "
            "Ask a case officer to move the section to another page, then delete this one."
        ),
    )
    return redirect("wagtailadmin_explore", page.pk)


@hooks.register("before_bulk_action")
def keep_many_pages_with_a_section(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """The same for many pages at once."""
    if action_type != "delete":
        return None
    answers = [keep_pages_with_a_section(request, page) for page in objects if isinstance(page, Page)]
    return next((answer for answer in answers if answer), None)


@hooks.register("after_create_user")
@hooks.register("after_edit_user")
def warn_of_an_officer_who_also_decides(request: HttpRequest, user: Any) -> None:
    """The data protection officer advises and does not decide (GDPR 38.6)."""
    if roles.officers_who_also_decide().filter(pk=user.pk).exists():
        messages.warning(
            request,
            _(
                "This person is data protection officer and also holds a role that acts on personal data. "
                "The law asks that the officer has no such tasks (GDPR 38.6)."
            ),
        )
