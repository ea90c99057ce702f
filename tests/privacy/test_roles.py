"""Roles are groups with exactly the permissions they need; nobody is let in for being a superuser."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from wagtail.models import GroupPagePermission

from privacy import after_migrate, registry, role_groups, roles
from privacy.roles import Role, has_role


def permissions(role: Role) -> set[str]:
    found = roles.group_of(role).permissions.select_related("content_type")
    return {f"{each.content_type.app_label}.{each.codename}" for each in found}


def join(user: Any, *joined: Role) -> Any:
    user.groups.set([roles.group_of(role) for role in joined])
    return user


def test_every_role_has_its_group_and_its_label(db: None) -> None:
    assert set(Group.objects.values_list("name", flat=True)) >= {str(role) for role in Role}
    assert set(roles.LABELS) == set(Role)


@pytest.mark.parametrize("role", Role)
def test_a_group_has_exactly_the_permissions_of_its_role(db: None, role: Role) -> None:
    assert permissions(role) == role_groups.permissions_of(role)
    assert role_groups.ACCESS in permissions(role)


def test_only_those_who_act_may_change_what_they_act_on(db: None) -> None:
    def holders(permission: str) -> set[Role]:
        return {role for role in Role if permission in permissions(role)}

    assert holders("privacy.add_disposalauthority") == {Role.ARCHIVIST}
    assert holders("privacy.change_controller") == {Role.CASE_OFFICER}
    assert Role.DATA_PROTECTION_OFFICER in holders("privacy.view_controller")
    assert not [each for each in permissions(Role.DATA_PROTECTION_OFFICER) if ".view_" not in each
                and each != role_groups.ACCESS]  # fmt: skip
    assert not [each for each in permissions(Role.ADMINISTRATOR) if each.startswith(("privacy.", "forms_app."))]


def test_submitting_for_translation_goes_with_publishing_everywhere(db: None) -> None:
    submitters = {role for role in Role if "wagtail_localize.submit_translation" in permissions(role)}
    publishers = set(
        GroupPagePermission.objects.filter(permission__codename="publish_page", page__depth=1).values_list(
            "group__name", flat=True
        )
    )
    assert submitters
    assert {str(role) for role in submitters} <= publishers
    assert str(Role.TRANSLATOR) not in publishers


def test_membership_gives_a_role_and_nothing_else_does(officer: Any) -> None:
    assert not has_role(officer, *Role)
    join(officer, Role.ARCHIVIST)
    assert has_role(officer, Role.CASE_OFFICER, Role.ARCHIVIST)
    assert not has_role(officer, Role.CASE_OFFICER)
    assert roles.roles_of(officer) == [Role.ARCHIVIST]


def test_a_superuser_has_no_role_for_being_one(officer: Any) -> None:
    officer.is_superuser = True
    officer.save()
    assert officer.has_perm("privacy.change_controller")
    assert not has_role(officer, *Role)


def test_nobody_and_a_closed_account_have_no_role(officer: Any) -> None:
    join(officer, Role.ARCHIVIST).is_active = False
    assert not has_role(officer, Role.ARCHIVIST)
    assert not has_role(AnonymousUser(), *Role)
    assert not has_role(None, *Role)


def test_a_data_protection_officer_who_also_decides_is_found(officer: Any) -> None:
    join(officer, Role.DATA_PROTECTION_OFFICER, Role.EDITOR)
    assert not roles.officers_who_also_decide().exists()
    join(officer, Role.DATA_PROTECTION_OFFICER, Role.DECISION_MAKER)
    assert roles.officers_who_also_decide().get() == officer


def test_what_an_administrator_narrows_stays_narrowed_after_migrating(db: None) -> None:
    group = roles.group_of(Role.EDITOR)
    group.page_permissions.filter(permission__codename="publish_page").delete()
    group.permissions.clear()
    after_migrate.restore()
    assert not group.page_permissions.filter(permission__codename="publish_page").exists()
    assert permissions(Role.EDITOR) == role_groups.permissions_of(Role.EDITOR)


def test_apps_above_give_their_own_permissions(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_permissions", {})
    registry.permit(Role.ORGANISER, "wagtailcore.add_task")
    role_groups.create_groups()
    assert "wagtailcore.add_task" in permissions(Role.ORGANISER)
    registry.permit(Role.ORGANISER, "wagtailcore.no_such_thing")
    with pytest.raises(LookupError, match="no_such_thing"):
        role_groups.create_groups()
