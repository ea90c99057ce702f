"""The auth groups of the roles and exactly what each may do in the admin.

Model permissions are given again after every ``migrate``. Permissions on pages and pictures are
given once, when the group is made: from then on they are the administrator's to narrow.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
)
from wagtail.snippets.models import create_extra_permissions

from privacy import registry
from privacy.roles import Role

ACCESS = "wagtailadmin.access_admin"
OFFICERS = (Role.CASE_OFFICER, Role.DECISION_MAKER, Role.ARCHIVIST, Role.DATA_PROTECTION_OFFICER)

Rights = dict[str, tuple[Role, ...]]
#: What a case officer keeps and the others read.
OF_CASE_OFFICERS: Rights = {"add": (Role.CASE_OFFICER,), "change": (Role.CASE_OFFICER,), "view": OFFICERS}
#: Who may do what with the officers' models; nobody may delete them.
RIGHTS: dict[str, Rights] = {
    "controller": {"add": (Role.CASE_OFFICER,), "change": (Role.CASE_OFFICER,), "view": OFFICERS},
    "processingactivity": {"add": (Role.CASE_OFFICER,), "change": (Role.CASE_OFFICER,), "view": OFFICERS},
    "retentionrule": {"add": (Role.CASE_OFFICER,), "change": (Role.CASE_OFFICER,), "view": OFFICERS},
    "sectiondefaults": {"add": (Role.CASE_OFFICER,), "change": (Role.CASE_OFFICER,), "view": OFFICERS},
    "disposalauthority": {"add": (Role.ARCHIVIST,), "change": (Role.ARCHIVIST,), "view": OFFICERS},
    "noticetemplate": {"add": (), "change": (Role.CASE_OFFICER,), "view": OFFICERS},
    "rightsrequest": {"add": (Role.CASE_OFFICER,), "change": (), "view": OFFICERS},
    "disposalrun": {"add": (), "change": (), "view": OFFICERS},
    "hold": {"add": (Role.CASE_OFFICER, Role.ARCHIVIST), "change": (), "view": OFFICERS},
    "delegation": {"add": (Role.CASE_OFFICER,), "change": (Role.CASE_OFFICER,), "view": OFFICERS},
    "outsidesource": {
        "add": (Role.CASE_OFFICER, Role.ARCHIVIST), "change": (Role.CASE_OFFICER, Role.ARCHIVIST), "view": OFFICERS,
    },
    "lettertemplate": {"add": (), "change": (Role.CASE_OFFICER,), "view": OFFICERS},
}

_ADMINISTERED = {
    "auth": ("user", "group"),
    "wagtailcore": ("site", "locale", "collection", "workflow", "task"),
    "wagtailredirects": ("redirect",),
}
_PAGES = {
    # Publishing everywhere and submitting for translation go together (wagtail-localize asks for no page).
    Role.EDITOR: ("add_page", "change_page", "publish_page"),
    Role.TRANSLATOR: ("change_page",),
    Role.ADMINISTRATOR: (
        "add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page",
    ),
}  # fmt: skip
_FILE_PERMISSIONS = (
    "add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document",
)  # fmt: skip
_FILES = {Role.EDITOR: _FILE_PERMISSIONS, Role.ADMINISTRATOR: _FILE_PERMISSIONS}


def permissions_of(role: Role) -> set[str]:
    """The permissions of a role's group, as "app_label.codename"."""
    given = {ACCESS} | registry.permissions_of(role)
    for model, rights in RIGHTS.items():
        given |= {f"privacy.{action}_{model}" for action, roles in rights.items() if role in roles}
    if role is Role.EDITOR:
        given.add("wagtail_localize.submit_translation")
    if role is Role.ADMINISTRATOR:
        given |= {
            f"{app}.{action}_{model}"
            for app, models in _ADMINISTERED.items()
            for model in models
            for action in ("add", "change", "delete", "view")
        }
    return given


def create_groups() -> None:
    """Make the group of every role and give it its permissions; harmless to repeat."""
    wanted = {role: permissions_of(role) for role in Role}
    _create_permissions({name.partition(".")[0] for names in wanted.values() for name in names})
    for role, names in wanted.items():
        group, is_new = Group.objects.get_or_create(name=str(role))
        group.permissions.add(*_named(names))
        if is_new:
            _give_pages_and_files(group, role)


def _create_permissions(app_labels: Iterable[str]) -> None:
    """Make the rows that Django would make a little later in the same ``migrate``."""
    for label in app_labels:
        create_permissions(apps.get_app_config(label), verbosity=0)
    create_extra_permissions(apps.get_app_config("wagtailsnippets"))  # to publish snippets


def _named(names: set[str]) -> list[Permission]:
    """The rows of these permissions.

    :raises LookupError: when one does not exist, so that a misspelt one is noticed.
    """
    pairs = [name.split(".", 1) for name in sorted(names)]
    chosen = Q(pk__in=[])
    for label, codename in pairs:
        chosen |= Q(content_type__app_label=label, codename=codename)
    found = list(Permission.objects.filter(chosen).select_related("content_type"))
    missing = names - {f"{row.content_type.app_label}.{row.codename}" for row in found}
    if missing:
        raise LookupError(f"no such permissions: {sorted(missing)}")
    return found


def _give_pages_and_files(group: Group, role: Role) -> None:
    root = Page.get_first_root_node()
    for name in _PAGES.get(role, ()):
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=name)
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
    for name in _FILES.get(role, ()):
        permission = Permission.objects.get(content_type__app_label__in=["wagtailimages", "wagtaildocs"], codename=name)
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=Collection.get_first_root_node(), permission=permission
        )
