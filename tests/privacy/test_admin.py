"""Officers set up a body, change rules and words, and arm; each role meets exactly its own pages."""

import re
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from privacy import notice_texts, scheduled_pages, sections
from privacy.first_run import Body
from privacy.models import Controller, DisposalAuthority, NoticeTemplate, RetentionRule, SectionDefaults
from privacy.roles import Role
from tests.privacy.conftest import add_page, rule_on, signed_in
from tests.privacy.test_periodic import scheduled

SETS = ("controllers", "activities", "rules", "authorities", "sections", "wordings")
ANSWERS = {
    "controller_names_sv": "Kulturnämnden", "controller_names_fi": "Kulttuurilautakunta", "controller_names_en": "",
    "jurisdiction": "SE", "sector": "region", "email": "kultur@granvik.example", "phone": "+46 10 555 01 00",
    "officer_email": "dataskydd@granvik.example",
}  # fmt: skip


def first_run(client: Client, target: Page, **changes: Any) -> Any:
    return client.post(reverse("privacy_first_run:index"), {**ANSWERS, "page": target.pk, **changes})


def inputs(html: str) -> list[str]:
    """The names of what a person fills in on a form of the admin."""
    form = html[html.index('id="w-editor-form"') :]
    named = re.findall(r"<(?:input|select|textarea)[^>]*\bname=\"([^\"]+)\"", form[: form.index("</form>")])
    return [name for name in named if name != "csrfmiddlewaretoken"]


def test_a_body_is_set_up_on_one_page_with_at_most_ten_inputs(page: Page) -> None:
    client = signed_in(Role.CASE_OFFICER)
    shown = client.get(reverse("privacy_first_run:index"))
    assert shown.status_code == 200
    assert 5 < len(inputs(shown.content.decode())) <= 10
    assert first_run(client, page).status_code == 302
    section = sections.section_for(page)
    assert section is not None
    assert section.controller.names == {"sv": "Kulturnämnden", "fi": "Kulttuurilautakunta"}
    assert sections.missing_for(page) == []
    assert not any(rule.is_armed for rule in section.rules)


@pytest.mark.parametrize(
    ("changes", "name"),
    [({"controller_names_sv": ""}, "controller_names"), ({"phone": "ring mig"}, "phone"), ({"page": ""}, "page")],
)
def test_a_missing_or_wrong_answer_is_shown_beside_its_input(page: Page, changes: Any, name: str) -> None:
    answer = first_run(signed_in(Role.CASE_OFFICER), page, **changes)
    assert answer.status_code == 200
    assert name in answer.context["form"].errors
    assert not Controller.objects.exists()


def test_a_page_is_set_up_once(page: Page) -> None:
    client = signed_in(Role.CASE_OFFICER)
    first_run(client, page)
    answer = first_run(client, page)
    assert "page" in answer.context["form"].errors
    assert Controller.objects.count() == 1


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.CASE_OFFICER])
def test_only_a_case_officer_sets_up_a_body(page: Page, role: Role) -> None:
    client = signed_in(role)
    assert client.get(reverse("privacy_first_run:index")).status_code == 403
    first_run(client, page)
    assert not Controller.objects.exists()


OFFICERS = {Role.CASE_OFFICER, Role.DECISION_MAKER, Role.ARCHIVIST, Role.DATA_PROTECTION_OFFICER}


@pytest.mark.parametrize("role", Role)
def test_officers_and_nobody_else_read_the_lists(body: Body, role: Role) -> None:
    client = signed_in(role)
    expected = 200 if role in OFFICERS else 403
    assert {client.get(reverse(f"privacy_{each}:index")).status_code for each in SETS} == {expected}
    menu = client.get(reverse("wagtailadmin_home")).content.decode()
    assert ("data-protection/controllers" in menu) is (role in OFFICERS)


def test_being_a_superuser_is_no_way_in(body: Body) -> None:
    client = signed_in(is_superuser=True)
    assert client.get(reverse("wagtailadmin_home")).status_code == 200
    assert {client.get(reverse(f"privacy_{each}:index")).status_code for each in SETS} == {403}
    assert client.get(reverse("privacy_first_run:index")).status_code == 403


@pytest.mark.parametrize("role", sorted(OFFICERS))
def test_each_officer_changes_only_what_is_hers(body: Body, role: Role) -> None:
    client = signed_in(role)
    may_add = {each for each in SETS if client.get(reverse(f"privacy_{each}:add")).status_code == 200}
    own = {Role.CASE_OFFICER: {"controllers", "activities", "rules", "sections"}, Role.ARCHIVIST: {"authorities"}}
    assert may_add == own.get(role, set())
    edit = client.get(reverse("privacy_controllers:edit", args=[body.controller.pk]))
    assert (edit.status_code == 200) is (role is Role.CASE_OFFICER)
    assert client.get(reverse("privacy_controllers:inspect", args=[body.controller.pk])).status_code == 200
    delete = client.post(reverse("privacy_controllers:delete", args=[body.controller.pk]))
    assert delete.status_code == 403
    assert Controller.objects.filter(pk=body.controller.pk).exists()


def test_a_case_officer_changes_a_name_in_each_language(body: Body) -> None:
    client = signed_in(Role.CASE_OFFICER)
    address = reverse("privacy_controllers:edit", args=[body.controller.pk])
    shown = client.get(address)
    html = shown.content.decode()
    assert 'name="names_sv"' in html and 'lang="fi"' in html
    form = shown.context["form"]
    posted = {}
    for name in form.fields:
        value = form[name].value()
        posted |= {f"{name}_{code}": text for code, text in value.items()} if isinstance(value, dict) else {name: value}
    answer = client.post(address, {**posted, "names_fi": "Kulttuurijaosto"})
    assert answer.status_code == 302
    body.controller.refresh_from_db()
    assert body.controller.names["fi"] == "Kulttuurijaosto"
    assert body.controller.names["sv"] == "Kulturnämnden i Region Granvik"


def rule_form(rule: RetentionRule, **changes: str) -> dict[str, Any]:
    names = ("selector", "privacy_class", "question_kind", "anchor", "period", "rounding", "action", "fallback_age")
    kept = {name: getattr(rule, name) for name in names}
    return {**kept, "activity": rule.activity_id, "falls_back": "on", **changes}


def test_saving_a_changed_rule_makes_a_version_and_an_unchanged_one_none(body: Body) -> None:
    client, rule = signed_in(Role.CASE_OFFICER), rule_on(body, "record")
    address = reverse("privacy_rules:edit", args=[rule.pk])
    assert client.post(address, rule_form(rule)).status_code == 302
    assert RetentionRule.objects.count() == len(body.rules)
    preview = client.post(address, rule_form(rule, period="P1Y"))
    assert "1 year" in preview.content.decode()
    assert "Nothing that is stored comes under it yet." in preview.content.decode()
    assert RetentionRule.objects.count() == len(body.rules)
    assert client.post(address, rule_form(rule, period="P1Y", confirmed="1")).status_code == 302
    newest = RetentionRule.objects.get(replaces=rule)
    assert (newest.version, newest.period) == (2, "P1Y")
    client.get(reverse("privacy_rules:index"))  # shows the messages about both savings, which link to both
    listed = client.get(reverse("privacy_rules:index")).content.decode()
    assert reverse("privacy_rules:edit", args=[newest.pk]) in listed
    assert reverse("privacy_rules:edit", args=[rule.pk]) not in listed
    assert "A proposal: not armed" in listed


def test_an_archivist_enters_an_authority_and_arms_a_rule_under_it(body: Body) -> None:
    client, rule = signed_in(Role.ARCHIVIST), rule_on(body, "record")
    entered = client.post(reverse("privacy_authorities:add"), {
        "controller": body.controller.pk, "kind": "disposal_decision", "reference": "KN 2026/17",
        "decided_by": "Kulturnämnden", "decided_on": "2026-01-15", "valid_from": "2026-02-01",
        "document_type": "Anmälningar",
    })  # fmt: skip
    assert entered.status_code == 302
    authority = DisposalAuthority.objects.get()
    address = reverse("privacy_rules:arm", args=[rule.pk])
    assert address in client.get(reverse("privacy_rules:index")).content.decode()
    assert "kept until disposal has been decided" in client.get(address).content.decode()
    preview = client.post(address, {"authority": authority.pk}).content.decode()
    assert "Nothing that is stored comes under it yet." in preview
    assert 'name="confirmed"' in preview
    rule.refresh_from_db()
    assert not rule.is_armed
    assert client.post(address, {"authority": authority.pk, "confirmed": "1"}).status_code == 302
    assert address not in client.get(reverse("privacy_rules:index")).content.decode()
    rule.refresh_from_db()
    assert rule.authority == authority
    assert rule.armed_by is not None
    again = client.post(address, {"authority": authority.pk})
    assert "armed already" in again.content.decode()


def test_nobody_but_an_archivist_arms(body: Body) -> None:
    rule = rule_on(body, "record")
    for role in Role:
        if role is not Role.ARCHIVIST:
            assert signed_in(role).get(reverse("privacy_rules:arm", args=[rule.pk])).status_code == 403


def test_changed_words_of_a_notice_are_a_new_version(db: None) -> None:
    client = signed_in(Role.CASE_OFFICER)
    shipped = notice_texts.latest("SE", "fi")
    assert shipped is not None
    address = reverse("privacy_wordings:edit", args=[shipped.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {**shipped.parts, "title": "Tietojesi käsittely"}).status_code == 302
    newest = notice_texts.latest("SE", "fi")
    assert newest is not None
    assert (newest.version, newest.shipped, newest.parts["title"]) == (2, False, "Tietojesi käsittely")
    refused = client.post(reverse("privacy_wordings:edit", args=[newest.pk]), {**newest.parts, "who": "{visitor}"})
    assert "who" in refused.context["form"].errors
    assert NoticeTemplate.objects.filter(jurisdiction="SE", language="fi").count() == 2


def test_a_page_with_a_section_is_not_deleted_from_the_admin(body: Body, page: Page) -> None:
    parent = add_page(page, "Utan eget avsnitt")
    client = signed_in(Role.ADMINISTRATOR)
    for target in (page, page.get_parent()):
        if target.depth > 1:
            answer = client.post(reverse("wagtailadmin_pages:delete", args=[target.pk]), follow=True)
            assert "move the section" in answer.content.decode()
    assert SectionDefaults.objects.filter(page=page).exists()
    assert client.post(reverse("wagtailadmin_pages:delete", args=[parent.pk])).status_code == 302
    assert not Page.objects.filter(pk=parent.pk).exists()


def test_deleting_many_pages_spares_those_with_a_section(body: Body, page: Page) -> None:
    other = add_page(Page.get_first_root_node(), "Annat")
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    answer = signed_in(Role.ADMINISTRATOR).post(f"{address}?id={page.pk}&id={other.pk}&next=/admin/", follow=True)
    assert "move the section" in answer.content.decode()
    assert Page.objects.filter(pk__in=[page.pk, other.pk]).count() == 2


def test_a_refused_publication_is_shown_with_its_reason_to_those_who_may_edit_the_page(page: Page) -> None:
    scheduled(page, "Höstens kurser")
    scheduled_pages.publish_due(timezone.now())
    seen = signed_in(Role.EDITOR).get(reverse("wagtailadmin_home")).content.decode()
    assert "Höstens kurser" in seen
    assert "Ask a case officer" in seen
    unseen = signed_in(Role.CASE_OFFICER).get(reverse("wagtailadmin_home")).content.decode()
    assert "Höstens kurser" not in unseen


def test_giving_the_data_protection_officer_a_role_that_acts_warns(db: None) -> None:
    client = signed_in(Role.ADMINISTRATOR)
    user = get_user_model().objects.create_user("ombud", email="ombud@granvik.example")
    groups = {role.pk: role for role in user.groups.model.objects.all()}
    chosen = [pk for pk, group in groups.items() if group.name in (Role.DATA_PROTECTION_OFFICER, Role.ARCHIVIST)]
    answer = client.post(reverse("wagtailusers_users:edit", args=[user.pk]), {
        "username": "ombud", "email": "ombud@granvik.example", "first_name": "Ulla", "last_name": "Ek",
        "is_active": "on", "groups": chosen,
    }, follow=True)  # fmt: skip
    assert "GDPR 38.6" in answer.content.decode()
