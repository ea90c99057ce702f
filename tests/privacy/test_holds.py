"""A hold goes before every rule, and nobody but case officers and archivists places or releases one."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.utils import IntegrityError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from forms_app.models import FormPage, Submission
from privacy import holds, registry
from privacy.contracts import Refusal
from privacy.models import AuditEvent, Hold, SubjectKey
from privacy.roles import Role
from tests.factories import a_body, a_form_page, question
from tests.forms_app.test_holding import NOW, store
from tests.new_keys import put_a_new_key_first
from tests.privacy.conftest import signed_in

SUBMISSIONS = "forms_app.submissions"
PLACED: dict[str, Any] = {"scope": "record", "reason": "claim", "by": None, "now": NOW}


@pytest.fixture
def page(db: None, kultur: None) -> FormPage:
    """A form under a section."""
    return a_form_page()


@pytest.fixture
def record(page: FormPage) -> UUID:
    """An answer to it."""
    return store(page, telephone="070-123 45 67")


@pytest.fixture
def other(page: FormPage, record: UUID) -> UUID:
    """Somebody else's answer to the same form."""
    return store(page, name="Bo Ek", email="bo.ek@example.org")


def held(*records: UUID, **more: Any) -> dict[UUID, str]:
    return holds.held(SUBMISSIONS, records, **more)


def test_nothing_is_held_without_a_hold(record: UUID) -> None:
    assert held(record) == {}


@pytest.mark.parametrize("scope", ["record", "form", "activity", "person"])
def test_what_a_hold_covers_is_held_until_it_is_released(
    scope: str, page: FormPage, record: UUID, other: UUID
) -> None:
    what: dict[str, Any] = {
        "record": {"record": record, "holding": SUBMISSIONS},
        "form": {"group": page.translation_key},
        "activity": {"activity": page.section.activity},
        "person": {"address": ("email", "MAJ.Lind@example.org")},
    }[scope]
    hold = holds.place(controller=page.section.controller, **{**PLACED, "scope": scope}, **what)
    both = scope in ("form", "activity")
    assert held(record, other) == ({record: "claim", other: "claim"} if both else {record: "claim"})
    holds.release(hold=hold, by=None, now=NOW)
    assert held(record, other) == {}


def test_a_person_is_held_by_her_telephone_number_too(page: FormPage, other: UUID) -> None:
    form = a_form_page(question("name"), question("telephone", required=True), parent=page.get_parent())
    record = store(form, telephone="070-123 45 67")
    controller = Submission.objects.get(pk=record).controller
    holds.place(controller=controller, address=("phone", "+46701234567"), **{**PLACED, "scope": "person"})
    assert held(record, other) == {record: "claim"}


def test_a_hold_of_another_body_does_not_hold_her_records_here(page: FormPage, record: UUID) -> None:
    elsewhere = a_form_page(parent=a_body("teknik")).section.controller
    assert elsewhere != page.section.controller
    holds.place(controller=elsewhere, address=("email", "maj.lind@example.org"), **{**PLACED, "scope": "person"})
    assert held(record) == {}


def test_a_person_is_held_also_in_what_comes_after_a_new_key(page: FormPage, record: UUID, settings: Any) -> None:
    address = {"address": ("email", "maj.lind@example.org"), **PLACED, "scope": "person"}
    hold = holds.place(controller=page.section.controller, **address)
    put_a_new_key_first(settings, "subjects")
    later, others = store(page), store(page, name="Bo Ek", email="bo.ek@example.org")
    assert set(held(record, later, others)) == {record, later}
    assert set(holds.covered(hold, registry.holding_of(SUBMISSIONS)).values_list("pk", flat=True)) == {record, later}
    assert SubjectKey.objects.filter(record=later, kind="email", key_number=2).count() == 1
    holds.release(hold=hold, by=None, now=NOW)
    free = store(page, diet="nötter")
    assert set(SubjectKey.objects.filter(record=free).values_list("key_number", flat=True)) == {2}


def test_of_several_holds_the_weightiest_reason_is_named(page: FormPage, record: UUID) -> None:
    for reason in ("other", "claim", "inspection"):
        holds.place(controller=page.section.controller, record=record, holding=SUBMISSIONS,
                    **{**PLACED, "reason": reason})  # fmt: skip
    holds.place(controller=page.section.controller, group=page.translation_key,
                **{**PLACED, "scope": "form", "reason": "incident"})  # fmt: skip
    assert held(record) == {record: "claim"}


def test_no_address_is_stored_and_the_digests_go_at_release(page: FormPage, record: UUID) -> None:
    hold = holds.place(controller=page.section.controller, address=("email", "maj.lind@example.org"),
                       **{**PLACED, "scope": "person"})  # fmt: skip
    row = Hold.objects.filter(pk=hold.pk).values().get()
    assert row["digests"]
    assert "lind" not in str(row).lower()
    holds.release(hold=hold, by=None, now=NOW)
    assert Hold.objects.get(pk=hold.pk).digests == ""


def test_asking_takes_at_most_four_statements_however_many_are_asked_about(
    page: FormPage, record: UUID, other: UUID
) -> None:
    controller = page.section.controller
    holds.place(controller=controller, record=record, holding=SUBMISSIONS, **PLACED)
    holds.place(controller=controller, group=uuid4(), **{**PLACED, "scope": "form"})
    holds.place(controller=controller, activity=page.section.activity, **{**PLACED, "scope": "activity"})
    holds.place(controller=controller, address=("email", "bo.ek@example.org"), **{**PLACED, "scope": "person"})
    with CaptureQueriesContext(connection) as asked:
        assert set(held(record, other)) == {record, other}
    assert 2 <= len(asked) <= 4


def test_what_is_no_address_places_no_hold(page: FormPage) -> None:
    with pytest.raises(Refusal, match="neither an e-mail address"):
        holds.place(controller=page.section.controller, address=("email", "Maj"), **{**PLACED, "scope": "person"})


def test_another_bodys_activity_places_no_hold(page: FormPage) -> None:
    foreign = a_form_page(parent=a_body("teknik")).section.activity
    with pytest.raises(ValidationError, match="another controller"):
        holds.place(controller=page.section.controller, activity=foreign, **{**PLACED, "scope": "activity"})


def test_a_hold_on_nothing_is_refused_by_the_database(page: FormPage) -> None:
    with pytest.raises(IntegrityError, match="hold_"):
        Hold.objects.create(controller=page.section.controller, scope="person", reason="claim", placed_at=NOW)


def test_a_hold_is_released_once(page: FormPage, record: UUID) -> None:
    hold = holds.place(controller=page.section.controller, record=record, holding=SUBMISSIONS, **PLACED)
    holds.release(hold=hold, by=None, now=NOW)
    with pytest.raises(Refusal, match="released already"):
        holds.release(hold=hold, by=None, now=NOW)


def test_release_counts_again_what_was_held(page: FormPage, record: UUID) -> None:
    hold = holds.place(controller=page.section.controller, record=record, holding=SUBMISSIONS, **PLACED)
    before = Submission.objects.get(pk=record).due_on
    FormPage.objects.filter(pk=page.pk).update(closes_on=date(2027, 9, 30))  # moved past the usual ways
    holds.release(hold=hold, by=None, now=NOW)
    assert Submission.objects.get(pk=record).due_on == date(2028, 9, 30)
    assert before < date(2028, 9, 30)


def officer(*roles: Role) -> Any:
    client = signed_in(*roles)
    client.page = lambda name, *args: client.get(reverse(f"privacy_holds:{name}", args=args))
    return client


@pytest.mark.parametrize("role", [Role.CASE_OFFICER, Role.ARCHIVIST])
def test_case_officers_and_archivists_hold_a_form_and_release_it(
    role: Role, page: FormPage, record: UUID, other: UUID
) -> None:
    client = officer(role)
    assert "There are no disposal holds" in client.page("index").content.decode()
    sent = {"scope": "form", "page": page.pk, "reason": "inspection", "reference": "KN 2027/31"}
    placed = client.post(reverse("privacy_holds:add"), sent)
    hold = Hold.objects.get()
    assert placed.headers["Location"] == reverse("privacy_holds:inspect", args=[hold.pk])
    assert held(record, other) == {record: "inspection", other: "inspection"}
    shown = client.page("inspect", hold.pk).content.decode()
    assert "Answers to forms: 2" in shown
    assert f"Everything sent to the form on {page.title}" in client.page("index").content.decode()
    assert "Release this hold?" not in shown
    own = reverse("privacy_holds:inspect", args=[hold.pk])
    assert "Release this hold?" in client.get(f"{own}?release=1").content.decode()
    client.post(own)
    assert held(record, other) == {}
    acts = AuditEvent.objects.filter(subject_type="hold").order_by("pk").values_list("action", flat=True)
    assert list(acts) == ["hold.placed", "hold.released"]
    assert not AuditEvent.objects.filter(subject_type="hold", actor=None).exists()


def test_a_person_is_typed_once_and_never_shown_again(page: FormPage, record: UUID) -> None:
    client = officer(Role.CASE_OFFICER)
    sent = {"scope": "person", "address": "maj.lind@example.org", "controller": page.section.controller.pk,
            "reason": "claim"}  # fmt: skip
    assert client.post(reverse("privacy_holds:add"), sent).status_code == 302
    assert held(record) == {record: "claim"}
    pages = [client.page("index"), client.page("inspect", Hold.objects.get().pk)]
    assert all("Everything of one person" in shown.content.decode() for shown in pages)
    assert not any("maj.lind" in shown.content.decode() for shown in pages)
    assert not any("lind" in str(event) for event in AuditEvent.objects.values())


def test_one_record_is_held_from_its_own_page(page: FormPage, record: UUID, other: UUID) -> None:
    client = officer(Role.CASE_OFFICER)
    address = reverse("privacy_holds:add") + f"?holding={SUBMISSIONS}&record={record}"
    assert "You hold one record of: Answers to forms." in client.get(address).content.decode()
    assert client.post(address, {"reason": "claim"}).status_code == 302
    assert held(record, other) == {record: "claim"}
    assert client.get(reverse("privacy_holds:add") + f"?holding={SUBMISSIONS}&record={uuid4()}").status_code == 404
    assert client.get(reverse("privacy_holds:add") + f"?holding=nothing&record={record}").status_code == 404


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ({"scope": "form"}, "page"),
        ({"scope": "activity"}, "activity"),
        ({"scope": "person", "controller": True}, "address"),
        ({"scope": "person", "address": "maj.lind@example.org"}, "controller"),
        ({"scope": "person", "address": "Maj", "controller": True}, "address"),
    ],
)
def test_what_is_missing_is_said_beside_its_input(page: FormPage, sent: dict[str, Any], name: str) -> None:
    if sent.get("controller"):
        sent = {**sent, "controller": page.section.controller.pk}
    answer = officer(Role.ARCHIVIST).post(reverse("privacy_holds:add"), {**sent, "reason": "claim"})
    assert name in answer.context["form"].errors
    assert not Hold.objects.exists()


def test_the_data_protection_officer_reads_holds_and_others_meet_a_closed_door(page: FormPage, record: UUID) -> None:
    hold = holds.place(controller=page.section.controller, record=record, holding=SUBMISSIONS, **PLACED)
    own = reverse("privacy_holds:inspect", args=[hold.pk])
    for role in Role:
        client = signed_in(role)
        reads = role in (Role.CASE_OFFICER, Role.DECISION_MAKER, Role.ARCHIVIST, Role.DATA_PROTECTION_OFFICER)
        places = role in (Role.CASE_OFFICER, Role.ARCHIVIST)
        assert client.get(reverse("privacy_holds:index")).status_code == (200 if reads else 403), role
        assert client.get(own).status_code == (200 if reads else 403), role
        assert client.get(reverse("privacy_holds:add")).status_code == (200 if places else 403), role
        if not places:
            assert client.post(own).status_code == 403, role
            assert client.post(reverse("privacy_holds:add"), {}).status_code == 403, role
    assert Hold.objects.get().released_at is None


def test_the_action_itself_asks_for_the_role(page: FormPage, record: UUID) -> None:
    hold = holds.place(controller=page.section.controller, record=record, holding=SUBMISSIONS, **PLACED)
    reader = signed_in(Role.DATA_PROTECTION_OFFICER)
    user = type(hold).placed_by.field.related_model.objects.get(pk=reader.session["_auth_user_id"])
    with pytest.raises(Refusal, match="release holds"):
        holds.release(hold=hold, by=user, now=timezone.now())
    with pytest.raises(Refusal, match="place holds"):
        holds.place(controller=page.section.controller, record=record, holding=SUBMISSIONS, **{**PLACED, "by": user})
