"""The door to every officers' page: who may not enter is answered 403, and every entering is in the audit."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View as BaseView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.model import ModelViewSetGroup
from wagtail.utils.urlpatterns import decorate_urlpatterns

from privacy import audit
from privacy.role_groups import OFFICERS
from privacy.roles import Role, has_role, roles_of

View = Callable[..., HttpResponse]
_ID = re.compile(r"[0-9a-fA-F-]{1,36}")


def behind_the_door(view: View) -> View:
    """``view``, with whoever is refused answered 403, and openings and refusals in the audit."""

    @wraps(view)
    def enter(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except PermissionDenied:
            _note("page.refused", request, kwargs)
            return _refused(request)
        if request.method == "GET" and response.status_code == 200:
            _note("page.opened", request, kwargs)
        return response

    return enter


def _refused(request: HttpRequest) -> HttpResponse:
    """403 in the admin's own frame, where Wagtail itself would send the reader to the start page."""
    title = _("This page is for others")
    context = {"header_title": title, "page_title": title}
    return TemplateResponse(request, "privacy/admin/not_yours.html", context, status=403)


def _note(action: str, request: HttpRequest, kwargs: dict[str, Any]) -> None:
    """The name of the page and the id in its address; an address may hold anything, an id may not."""
    found = request.resolver_match
    thing = str(next(iter(kwargs.values()), ""))
    audit.record(
        action,
        actor=request.user,
        subject_type=found.view_name if found else "",
        subject_id=thing if _ID.fullmatch(thing) else "",
        facts={"method": request.method},
    )


class OfficersGroup(ModelViewSetGroup):
    """A menu of officers' pages, each behind the door."""

    def __init__(self) -> None:
        super().__init__()
        for item in self.registerables:
            item.get_urlpatterns = _decorated(item.get_urlpatterns)


def _decorated(addresses: Callable[[], list[Any]]) -> Callable[[], list[Any]]:
    return lambda: decorate_urlpatterns(addresses(), behind_the_door)


class OfficersPage(WagtailAdminTemplateMixin, BaseView):
    """A page of the desk. ``readers`` may open it, ``actors`` may send what it asks."""

    readers: tuple[Role, ...] = OFFICERS
    actors: tuple[Role, ...] = ()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Let in those whose role it is; a superuser without a role is nobody here.

        :raises PermissionDenied: for everybody else.
        """
        allowed = self.actors if request.method == "POST" else self.readers
        if not has_role(request.user, *allowed):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def may(self, *roles: Role) -> bool:
        """Whether whoever is signed in holds one of ``roles``."""
        return bool(set(roles) & self.held)

    @cached_property
    def held(self) -> set[Role]:
        """The roles of whoever is signed in, asked of the database once."""
        return set(roles_of(self.request.user))
