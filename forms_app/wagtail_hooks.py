"""Where forms meet Wagtail: taking posts, the desk, and guards against losing submissions."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import get_resolver, include, path, re_path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.permissions import register_permission_policy
from wagtail.utils.urlpatterns import decorate_urlpatterns

from forms_app import access, removed_questions, settling, views
from forms_app.advice import sensitive_advice
from forms_app.desk import (
    asking_later,
    badges,
    changes,
    detail,
    entry,
    files,
    handling,
    listing,
    mail_back,
    mails,
    numbers,
    quarantine,
)
from forms_app.doors import behind_the_door
from forms_app.evaluations import hooks as evaluation_hooks
from forms_app.exports import views as export_views
from forms_app.models import FormPageMixin, PageOpening, QuestionRemoval, ReadyQuestion
from forms_app.moving_in import views as move_in_views
from forms_app.needs import desk as needs_desk
from forms_app.organisers.setting import DigestPanel
from forms_app.ready_made.viewsets import PageOpeningViewSet, ReadyQuestionViewSet
from forms_app.trying import previews, trial
from forms_app.trying import views as try_views
from privacy import audit
from privacy.in_words import moves_in_words
from privacy.role_groups import OF_CASE_OFFICERS
from privacy.role_policy import RolePolicy
from privacy.views.menu import DataProtectionSettings

#: The desk. Whoever adds an address adds its row to tests/forms_app/test_role_matrix.py.
desk_urls = [
    *evaluation_hooks.urls,
    *needs_desk.urls,
    path("", listing.FormsIndex.as_view(), name="index"),
    path("form/<int:page_id>/", listing.SubmissionList.as_view(), name="list"),
    path("form/<int:page_id>/find/", listing.Find.as_view(), name="find"),
    path("form/<int:page_id>/numbers/", numbers.Numbers.as_view(), name="numbers"),
    path("form/<int:page_id>/enter/", entry.Enter.as_view(), name="enter"),
    path("form/<int:page_id>/state/", handling.SetState.as_view(), name="set_state"),
    path("form/<int:page_id>/undo/<uuid:act>/", handling.Undo.as_view(), name="undo"),
    path("form/<int:page_id>/mails/", mails.Mails.as_view(), name="mails"),
    path("form/<int:page_id>/mails/again/", mails.try_again, name="mails_again"),
    path("form/<int:page_id>/badges/", badges.sheet, name="badges"),
    path("form/<int:page_id>/later/", asking_later.AskLater.as_view(), name="ask_later"),
    path("form/<int:page_id>/later/<slug:key>/", asking_later.PreviewAsking.as_view(), name="preview_asking"),
    path("form/<int:page_id>/later/<int:round_id>/remind/", asking_later.remind, name="remind"),
    path("form/<int:page_id>/removed/", settling.RemovedQuestions.as_view(), name="removed"),
    path("form/<int:page_id>/settle/<int:revision_id>/", settling.Settle.as_view(), name="settle"),
    path("form/<int:page_id>/quarantine/", quarantine.QuarantineList.as_view(), name="quarantine"),
    path("form/<int:page_id>/move-in/", move_in_views.MoveIn.as_view(), name="move_in"),
    path("try/<int:page_id>/", try_views.try_form, name="try"),
    path("try/<int:page_id>/send/", try_views.send_tried, name="send_tried"),
    path("form/<int:page_id>/export/", export_views.ExportAnswers.as_view(), name="export"),
    path("form/<int:page_id>/export/<uuid:export_id>/", export_views.ExportProgress.as_view(), name="export_progress"),
    path("form/<int:page_id>/export/<uuid:export_id>/fetch/", export_views.FetchExport.as_view(), name="export_fetch"),
    path("<uuid:submission_id>/", detail.SubmissionDetail.as_view(), name="detail"),
    path("<uuid:submission_id>/state/", handling.set_one, name="set_one"),
    path("<uuid:submission_id>/note/", handling.write_note, name="note"),
    path("<uuid:submission_id>/file/<uuid:file_id>/", files.download, name="file"),
    path("<uuid:submission_id>/mail/<int:message_id>/<slug:act>/", mail_back.act, name="mail_back"),
    path("<uuid:submission_id>/release/", quarantine.release, name="release"),
    path("<uuid:submission_id>/correct/<slug:key>/", changes.Correct.as_view(), name="correct"),
    path("<uuid:submission_id>/use/<slug:use>/", changes.change_use, name="use"),
    path(
        "<uuid:submission_id>/<int:ordinal>/correct/<slug:key>/", changes.Correct.as_view(), name="correct_person"
    ),
    path("<uuid:submission_id>/<int:ordinal>/use/<slug:use>/", changes.change_use, name="use_person"),
]


def _shut(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """403: Wagtail's own list, export and delete know no hold, no rule and no log.

    The site's page is returned, since Wagtail makes a redirect of the exception. The attempt is logged.
    """
    audit.record("submissions.refused", actor=request.user, subject_type="page", subject_id=kwargs.get("page_id", ""))
    refuse: Any = get_resolver().resolve_error_handler(403)
    page: HttpResponse = refuse(request, PermissionDenied())
    return page


@hooks.register("register_admin_urls", order=-1)
def shut_wagtails_own_forms_views() -> list[Any]:
    """Every address under Wagtail's own forms/ answers 403; ours comes first."""
    return [
        re_path(r"^forms/(?:submissions/(?P<page_id>\d+)/)?", _shut),
        path("submissions/", include((decorate_urlpatterns(desk_urls, behind_the_door), "forms_app_desk"))),
    ]


@hooks.register("construct_main_menu")
def remove_wagtails_own_menu_item(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """The desk has its own item."""
    menu_items[:] = [item for item in menu_items if item.name != "forms"]


class DeskMenuItem(MenuItem):
    """The way to the desk, for those who may read something there."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether there is a form whose answers the user may read."""
        return access.may_open_desk(request.user)


@hooks.register("register_admin_menu_item")
def add_desk_to_menu() -> MenuItem:
    """The desk in the main menu."""
    address = reverse("forms_app_desk:index")
    return DeskMenuItem(_("Submissions"), address, name="submissions", icon_name="form", order=300)


@hooks.register("register_page_header_buttons")
def offer_to_try(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """“Try the form” in the header of a page, for those who may edit it."""
    if view_name == "edit" and trial.may_try(user, page.specific):
        address = reverse("forms_app_desk:try", args=[page.pk])
        yield Button(_("Try the form"), address, icon_name="tasks", priority=12)


hooks.register("preview_what_follows", previews.what_follows)
hooks.register("desk_tasks", mail_back.tasks_of)
hooks.register("desk_tasks", needs_desk.tasks_of)
hooks.register("register_account_settings_panel", DigestPanel)


@hooks.register("register_page_header_buttons")
def show_removed_questions(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """“Removed questions” in the header of a page with a form from which some have been taken out."""
    is_form = view_name == "edit" and isinstance(page.specific, FormPageMixin)
    if is_form and QuestionRemoval.objects.of_form(page).exists():
        address = reverse("forms_app_desk:removed", args=[page.pk])
        yield Button(_("Removed questions"), address, icon_name="bin", priority=13)


# Inside Wagtail's own link of the chain, which keeps a page for the few from others.
@hooks.register("on_serve_page", order=1)
def take_posts(serve: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A post to a page with a form goes to the one door; everything else is the page's own."""

    def take(page: Any, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]) -> HttpResponse:
        if request.method == "POST" and isinstance(page, FormPageMixin) and not args and not kwargs:
            return views.receive(page, request)
        return serve(page, request, args, kwargs)

    return take


@hooks.register("before_publish_page")
def count_what_publishing_moves(request: HttpRequest, page: Any) -> None:
    """Keep in mind which dates of stored answers a change of days is going to move."""
    if isinstance(page, FormPageMixin) and page.is_canonical:
        request.moved_dates = page.effect_of_publishing(timezone.now())


@hooks.register("after_publish_page")
def tell_what_publishing_moved(request: HttpRequest, page: Any) -> None:
    """Say it once the page is live; in numbers, without anybody's data."""
    effect = getattr(request, "moved_dates", None)
    if effect is not None and effect.later + effect.earlier:
        said = [_("The days of this page decide how long its stored answers are kept."), *moves_in_words(effect)]
        messages.info(request, " ".join(str(sentence) for sentence in said))


@hooks.register("after_publish_page")
def warn_of_questions_that_need_care(request: HttpRequest, page: Any) -> None:
    """Say it again once, when it is too late to overlook the advice beside the form; it hinders nothing."""
    if isinstance(page, FormPageMixin) and page.is_canonical and page.has_form():
        for advice in sensitive_advice(page):
            messages.warning(request, advice.text)


# After the hook that refuses: what cannot be published is not asked about.
@hooks.register("before_publish_page", order=10)
def ask_about_answers(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Questions with answers are taken out: first say what shall happen to the answers, on a page of its own."""
    if not (isinstance(page, FormPageMixin) and page.is_canonical and page.latest_revision_id):
        return None
    if not removed_questions.undecided(page, removed_questions.keys_asked(page), timezone.now()):
        return None
    return redirect("forms_app_desk:settle", page.pk, page.latest_revision_id)


for officers_model in (ReadyQuestion, PageOpening):
    register_permission_policy(officers_model, RolePolicy(officers_model, OF_CASE_OFFICERS))
DataProtectionSettings.items = (*DataProtectionSettings.items, ReadyQuestionViewSet, PageOpeningViewSet)
