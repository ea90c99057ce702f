"""Who reads what was sent, what is shown to them, and that each reading is logged."""
import re
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from forms_app import access
from forms_app.models import FormPage, Submission
from privacy.models import AuditEvent
from privacy.roles import Role, group_of
from tests.factories import a_body, a_form_page, answers_to, in_language, key_of, published, question, send

pytestmark = pytest.mark.django_db


def colleague(name: str, *roles: Role, **facts: Any) -> Any:
    """A colleague who may sign in to the admin and holds ``roles``."""
    user = get_user_model().objects.create_user(name, f"{name}@region.example", "x" * 20, **facts)
    user.groups.set([group_of(role) for role in roles])
    return user


def signed_in(user: Any) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


@pytest.fixture
def answered(client) -> FormPage:
    """A form with one answer, made by an editor called Eva."""
    page = a_form_page(owner=colleague("eva", Role.EDITOR))
    assert send(client, page, answers_to(page, diet="jordnötter")).status_code == 303
    return page


def is_refused(response: Any) -> bool:
    """403 in the admin's own frame, where Wagtail would send the reader to the start page."""
    return response.status_code == 403 and response.template_name == "forms_app/admin/not_yours.html"


def list_of(page: FormPage) -> str:
    return reverse("forms_app_desk:list", args=[page.pk])


def detail() -> str:
    return reverse("forms_app_desk:detail", args=[Submission.objects.first().pk])


@pytest.mark.parametrize("role", [Role.CASE_OFFICER, Role.DATA_PROTECTION_OFFICER])
def test_officers_read_the_list_and_what_is_special_in_each_answer(answered, role):
    browser = signed_in(colleague("otto", role))
    listed = browser.get(list_of(answered)).content.decode()
    assert "Maj Lind" in listed
    assert "jordnötter" not in listed
    assert re.search(r"Special\w*: 1", listed)
    opened = browser.get(detail()).content.decode()
    assert "Maj Lind" in opened
    assert "jordnötter" in opened


def test_who_made_the_page_reads_ordinary_answers_only(answered):
    browser = signed_in(answered.owner)
    assert "Maj Lind" in browser.get(list_of(answered)).content.decode()
    opened = browser.get(detail())
    assert "Maj Lind" in opened.content.decode()
    assert "jordnötter" not in opened.content.decode()
    assert opened.context["hidden"]


def test_a_named_organiser_reads_ordinary_answers_of_that_page_only(answered, client):
    named = colleague("olle", Role.ORGANISER)
    answered.organisers.add(named)
    page = published(answered)
    other = a_form_page(parent=a_body("annan"), title="Annat")
    send(client, other, answers_to(other))
    browser = signed_in(named)
    assert "Maj Lind" in browser.get(list_of(page)).content.decode()
    assert "jordnötter" not in browser.get(detail()).content.decode()
    assert is_refused(browser.get(list_of(other)))
    index = browser.get(reverse("forms_app_desk:index")).content.decode()
    assert "Anmälan" in index
    assert "Annat" not in index


def test_the_one_responsible_for_diet_reads_it(answered):
    cook = colleague("kaj", Role.ORGANISER)
    answered.special_reader = cook
    published(answered)
    assert "jordnötter" in signed_in(cook).get(detail()).content.decode()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ORGANISER, Role.TRANSLATOR, Role.ARCHIVIST, Role.ADMINISTRATOR])
def test_others_are_refused_and_the_attempt_is_logged(answered, role):
    browser = signed_in(colleague("nils", role))
    assert is_refused(browser.get(list_of(answered)))
    assert is_refused(browser.get(detail()))
    assert "Anmälan" not in browser.get(reverse("forms_app_desk:index")).content.decode()
    actions = list(AuditEvent.objects.filter(actor__isnull=False).order_by("pk").values_list("action", flat=True))
    assert actions == ["submissions.refused", "submission.refused"]


def test_being_a_superuser_is_no_way_in(answered):
    browser = signed_in(colleague("root", is_superuser=True))
    assert is_refused(browser.get(list_of(answered)))
    assert is_refused(browser.get(detail()))


def test_a_colleague_who_has_left_is_refused(answered):
    left = colleague("lars", Role.CASE_OFFICER)
    browser = signed_in(left)
    assert browser.get(list_of(answered)).status_code == 200
    left.is_active = False
    left.save()
    assert browser.get(list_of(answered)).status_code == 302


def test_nobody_reads_without_signing_in(client, answered):
    for address in (reverse("forms_app_desk:index"), list_of(answered), detail()):
        assert client.get(address).status_code == 302


def test_every_reading_is_logged_without_a_word_of_what_was_read(answered):
    browser = signed_in(colleague("otto", Role.CASE_OFFICER))
    browser.get(list_of(answered))
    browser.get(detail())
    listed, opened = AuditEvent.objects.filter(actor__isnull=False).order_by("pk")
    assert (listed.action, listed.subject_id, listed.facts) == (
        "submissions.list_opened", str(answered.pk), {"rows": 1, "page": 1},
    )  # fmt: skip
    assert (opened.action, opened.facts) == ("submission.opened", {"special": True})
    assert opened.subject_id == str(Submission.objects.get().pk)
    assert listed.actor == opened.actor


def test_one_list_holds_all_languages_in_their_own_words(answered, client):
    finnish = in_language(answered, "fi", {"Namn": "Nimi"})
    send(client, finnish, answers_to(answered, name="Heli Metsä"))
    browser = signed_in(colleague("otto", Role.CASE_OFFICER))
    listed = browser.get(list_of(answered)).content.decode()
    assert "Heli Metsä" in listed
    assert "Maj Lind" in listed
    assert "Namn" in listed
    assert "Nimi" not in listed
    heli = next(each for each in Submission.objects.all() if each.version.language == "fi")
    opened = browser.get(reverse("forms_app_desk:detail", args=[heli.pk])).content.decode()
    assert "Nimi" in opened
    assert "Namn" not in opened


def test_the_list_keeps_a_column_for_a_question_that_was_removed(answered, client):
    answered.form_fields.remove(answered.form_fields.get(clean_name=key_of(answered, "organisation")))
    answered.form_fields.add(question("singleline", "Kommun", sort_order=9))
    page = published(answered)
    send(client, page, answers_to(page, name="Bo Lind", singleline="Lund"))
    listed = signed_in(colleague("otto", Role.CASE_OFFICER)).get(list_of(page))
    labels = [str(column.label) for column in listed.context["columns"]]
    assert labels[-1] == "Organisation"
    assert "Kommun" in labels
    rows = {str(row.cells[0][0]): row.cells for row in listed.context["rows"]}
    assert rows["Bo Lind"][-1] == []
    assert str(rows["Maj Lind"][-1][0]) == "Svar"


def test_a_page_without_a_form_has_no_list():
    browser = signed_in(colleague("otto", Role.CASE_OFFICER))
    assert is_refused(browser.get(reverse("forms_app_desk:list", args=[a_body().pk])))
    assert browser.get(reverse("forms_app_desk:list", args=[999_999])).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "forms/",
        "forms/submissions/{page}/",
        "forms/submissions/{page}/delete/",
        "forms/submissions/{page}/?export=csv",
    ],
)
def test_wagtails_own_list_export_and_deletion_are_shut(answered, path):
    for user in (colleague("root", is_superuser=True), answered.owner):
        browser = signed_in(user)
        address = "/admin/" + path.format(page=answered.pk)
        assert browser.get(address).status_code == 403
        assert browser.post(address).status_code == 403
    assert Submission.objects.count() == 1


def test_the_menu_leads_to_the_desk_and_never_to_wagtails_forms(answered):
    officer = signed_in(colleague("otto", Role.CASE_OFFICER)).get("/admin/").content.decode()
    translator = signed_in(colleague("tea", Role.TRANSLATOR)).get("/admin/").content.decode()
    assert reverse("forms_app_desk:index") in officer
    assert reverse("forms_app_desk:index") not in translator
    assert "/admin/forms/" not in officer


def test_who_made_the_page_and_may_not_edit_it_any_more_is_out(answered):
    eva = answered.owner
    assert access.may_read(eva, answered)
    assert access.readable_forms(eva).exists()
    eva.groups.clear()
    gone = type(eva).objects.get(pk=eva.pk)
    assert not access.may_read(gone, answered)
    assert not access.readable_forms(gone).exists()


@pytest.mark.parametrize(
    "may", ["may_handle", "may_note", "may_message", "may_enter", "may_export"],
)
def test_organisers_and_case_officers_act_on_answers_and_who_only_reads_does_not(answered, may):
    asked = getattr(access, may)
    named = colleague("olle", Role.ORGANISER)
    answered.organisers.add(named)
    page = published(answered)
    assert asked(page.owner, page)
    assert asked(named, page)
    assert asked(colleague("otto", Role.CASE_OFFICER), page)
    others = [Role.DATA_PROTECTION_OFFICER, Role.EDITOR, Role.DECISION_MAKER, Role.ARCHIVIST, Role.ADMINISTRATOR]
    assert not [role for role in others if asked(colleague(f"other-{role.name}", role), page)]
    assert not asked(colleague("root", is_superuser=True), page)
    named.is_active = False
    assert not asked(named, page)


def test_sensitive_answers_leave_the_house_only_by_those_who_may_read_them(answered):
    cook, named = colleague("kaj", Role.ORGANISER), colleague("olle", Role.ORGANISER)
    answered.organisers.add(named)
    answered.special_reader = cook
    page = published(answered)
    assert access.may_export_special(cook, page)
    assert access.may_export_special(colleague("otto", Role.CASE_OFFICER), page)
    assert not access.may_export_special(named, page)
    assert not access.may_export_special(page.owner, page)
    assert not access.may_export_special(colleague("dora", Role.DATA_PROTECTION_OFFICER), page)
