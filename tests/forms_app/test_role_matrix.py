"""Who may open and who may send what, on every address that can show, count, change or lose a submission: no surprise.

The desk's addresses are those that the site knows. WHOEVER ADDS AN ADDRESS TO THE DESK PUTS A ROW INTO ``DESK``
(who may open it, who may send something to it), and into ``World.things`` what stands in a slot that is new.
The officers' own pages have their table in tests/privacy/test_role_matrix.py.
"""
from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission

from forms_app.evaluations import answering
from forms_app.evaluations.batches import write_batches
from forms_app.exports import background
from forms_app.models import (
    AccessTask,
    EvaluationAnswer,
    FormPage,
    FormVersion,
    LaterRound,
    Submission,
    SubmittedPerson,
)
from privacy.models import AuditEvent, PrivacyStamp
from privacy.roles import Role, group_of
from tests.factories import (
    FIVE,
    a_body,
    a_form_page,
    a_submission,
    an_evaluation,
    in_language,
    key_of,
    published,
    question,
)
from tests.forms_app.exported import an_order
from tests.privacy.test_role_matrix import NOT_LET_IN, ask, unrendered

__all__ = ["unrendered"]

CREATOR, NAMED, COOK = "creator", "organiser of this page", "responsible for diet and access"
EDITOR, ELSEWHERE, TRANSLATOR = "editor of the same section", "editor elsewhere", "translator"
OFFICER, DECIDER, ARCHIVIST, WATCHER = "case officer", "decision-maker", "archivist", "data protection officer"
ADMINISTRATOR, SUPERUSER = "administrator", "superuser"
OF_PAGE = {CREATOR, NAMED, COOK}
READ = OF_PAGE | {OFFICER, WATCHER}
ACT = OF_PAGE | {OFFICER}
EVERYBODY = OF_PAGE | {
    EDITOR, ELSEWHERE, TRANSLATOR, OFFICER, DECIDER, ARCHIVIST, WATCHER, ADMINISTRATOR, SUPERUSER,
}  # fmt: skip
#: Whoever may edit the page may try its form; nothing of a submission is met there.
EDITS = {CREATOR, EDITOR, TRANSLATOR, ADMINISTRATOR, SUPERUSER}
#: Whoever may publish the page decides what becomes of the answers to questions she takes out, by their number.
PUBLISHES = {CREATOR, EDITOR, ADMINISTRATOR, SUPERUSER}
NOBODY: set[str] = set()

#: Name of the address -> who may open it, who may send something to it. The index lists only what one may read.
DESK: dict[str, tuple[set[str], set[str]]] = {
    "index": (EVERYBODY, NOBODY),
    "list": (READ, NOBODY),
    "find": (READ, READ),
    "numbers": (READ, NOBODY),
    "enter": (ACT, ACT),
    "export": (ACT, ACT),
    "export_progress": ({OFFICER}, NOBODY),
    "export_fetch": (NOBODY, {OFFICER}),
    "move_in": (ACT, ACT),
    "set_state": (NOBODY, ACT),
    "undo": (NOBODY, ACT),
    "detail": (READ, NOBODY),
    "set_one": (NOBODY, ACT),
    "note": (NOBODY, ACT),
    "mail_back": (NOBODY, ACT),
    "mails": (READ, NOBODY),
    "mails_again": (NOBODY, ACT),
    "quarantine": (READ, NOBODY),
    "release": (NOBODY, ACT),
    "file": (READ, NOBODY),
    "correct": ({OFFICER}, {OFFICER}),
    "use": (NOBODY, {OFFICER}),
    "needs": ({COOK, OFFICER, WATCHER}, {COOK, OFFICER}),
    "need_order": ({COOK, OFFICER}, {COOK, OFFICER}),
    "removed": (READ | PUBLISHES | {DECIDER, ARCHIVIST}, {OFFICER, ARCHIVIST}),
    "settle": (PUBLISHES, PUBLISHES),
    "correct_person": ({OFFICER}, {OFFICER}),
    "use_person": (NOBODY, {OFFICER}),
    "badges": (READ, NOBODY),
    "ask_later": (ACT, NOBODY),
    "preview_asking": (ACT, ACT),
    "remind": (NOBODY, ACT),
    "try": (EDITS, EDITS),
    "send_tried": (NOBODY, EDITS),
    "evaluations": (EVERYBODY, NOBODY),
    "evaluation": (READ, NOBODY),
    "evaluation_export": (READ, NOBODY),
    "evaluation_links": (ACT, ACT),
    "evaluation_texts": (ACT, ACT),
    "evaluation_records": ({OFFICER, WATCHER}, NOBODY),
    "evaluation_one": ({OFFICER, WATCHER}, NOBODY),
}
#: Wagtail's addresses, by the beginnings of their names, that are about pages and could tell or lose something.
OF_WAGTAIL = (
    "wagtailadmin_pages:", "wagtailadmin_reports:", "wagtailadmin_api:pages:", "wagtailadmin_explore",
    "wagtailadmin_choose_page", "wagtail_bulk_action", "wagtailadmin_home",
)  # fmt: skip
SECRETS = ("Kanariefågel", "kanarie.fagel@example.org", "Kanariefrukt")


def addresses() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every named address under admin/ with the names of its slots."""
    yield from _below(get_resolver(), "", ())


def _below(node: URLResolver, way: str, names: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for each in node.url_patterns:
        path = way + str(each.pattern)
        if isinstance(each, URLPattern):
            if path.startswith("admin/") and each.name:
                yield ":".join((*names, each.name)), tuple(each.pattern.regex.groupindex)
        elif path.startswith("admin/") or not path:
            yield from _below(each, path, (*names, each.namespace) if each.namespace else names)


def of_desk() -> dict[str, tuple[str, ...]]:
    found = dict(addresses())
    return {name.partition(":")[2]: slots for name, slots in found.items() if name.startswith("forms_app_desk:")}


class World:
    """A form with an answer full of canaries, and one person for each role."""

    def __init__(self) -> None:
        body, other = a_body(), a_body("annan")
        self.people = {
            CREATOR: a_user(CREATOR, Role.EDITOR), NAMED: a_user(NAMED, Role.ORGANISER),
            COOK: a_user(COOK, Role.ORGANISER), EDITOR: a_user(EDITOR, Role.EDITOR),
            TRANSLATOR: a_user(TRANSLATOR, Role.TRANSLATOR), OFFICER: a_user(OFFICER, Role.CASE_OFFICER),
            DECIDER: a_user(DECIDER, Role.DECISION_MAKER), ARCHIVIST: a_user(ARCHIVIST, Role.ARCHIVIST),
            WATCHER: a_user(WATCHER, Role.DATA_PROTECTION_OFFICER),
            ADMINISTRATOR: a_user(ADMINISTRATOR, Role.ADMINISTRATOR), SUPERUSER: a_user(SUPERUSER),
            ELSEWHERE: an_editor_of(other),
        }  # fmt: skip
        get_user_model().objects.filter(pk=self.people[SUPERUSER].pk).update(is_superuser=True)
        self.people[SUPERUSER].refresh_from_db()
        asked = question("singleline", "Deltagare", asked_of="participant", required=False)
        access = question("access")
        access.complete()
        page = a_form_page(
            *map(question, FIVE), asked, access,
            parent=body, owner=self.people[CREATOR], special_reader=self.people[COOK],
        )  # fmt: skip
        page.organisers.add(self.people[NAMED])
        self.page: FormPage = published(page)
        self.record = a_submission(
            self.page, name="Kanariefågel", email="kanarie.fagel@example.org", diet="Kanariefrukt",
            access=["wheelchair"],
        )
        self.other = other
        self.evaluation = an_evaluation(parent=self.page, closes_on=date(2099, 12, 31))
        five_answers_to(self.evaluation)
        self.asked = LaterRound.objects.create(page_id=self.page.pk, key=key_of(self.page, "name"))
        bring(Submission.objects.get(pk=self.record), {key_of(self.page, "singleline"): "Kanariefågel"})
        self.export = background.place(
            page=self.page, order=an_order(), submissions=1, by=self.people[OFFICER], now=timezone.now()
        )

    @property
    def things(self) -> dict[str, Any]:
        """What stands in each slot of an address."""
        return {
            "page_id": self.page.pk, "submission_id": self.record, "key": key_of(self.page, "name"), "use": "restrict",
            "evaluation_id": self.evaluation.pk, "answer_id": EvaluationAnswer.objects.values_list("pk", flat=True)[0],
            "round_id": self.asked.pk, "ordinal": 1, "file_id": uuid4(),
            "need_id": AccessTask.objects.values_list("pk", flat=True)[0],
            "act": uuid4(), "message_id": 0, "export_id": self.export.pk,
            "parent_page_id": self.page.pk, "page_to_move_id": self.page.pk, "pk": self.page.pk,
            "destination_id": self.other.pk, "revision_id": self.page.latest_revision_id, "action_name": "copy",
            "revision_id_a": "earliest", "revision_id_b": "latest", "app_label": "forms_app",
            "model_name": "formpage", "content_type_app_name": "forms_app", "content_type_model_name": "formpage",
            "action": "delete", "task_state_id": 1, "task_id": 1, "workflow_state_id": 1,
        }  # fmt: skip

    def path_to(self, name: str, slots: tuple[str, ...]) -> str:
        things = {**self.things, **({"key": key_of(self.page, "singleline")} if "ordinal" in slots else {})}
        return reverse(name, kwargs={slot: things[slot] for slot in slots})


def bring(sent: Submission, answers: dict[str, str]) -> None:
    """Somebody who came with ``sent``."""
    stamp = {field.name: getattr(sent, field.name) for field in PrivacyStamp._meta.fields}
    SubmittedPerson.objects.create(submission=sent, ordinal=1, answers=answers, **stamp)


def five_answers_to(page: Any) -> None:
    """Five have answered the evaluation, and their answers are written."""
    version = FormVersion.objects.get(page=page.pk)
    for code in answering.make_links(page, 5):
        answering.spend(code, version=version, answers={})
    write_batches(timezone.now())


def a_user(name: str, *roles: Role) -> Any:
    user = get_user_model().objects.create_user(f"matrix {name}")
    user.groups.set([group_of(role) for role in roles])
    return user


def an_editor_of(section: Any) -> Any:
    """An editor whose group may edit and publish in this section and nowhere else."""
    group = Group.objects.create(name="Editors elsewhere")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in ("add_page", "change_page", "publish_page"):
        GroupPagePermission.objects.create(
            group=group, page=section, permission=Permission.objects.get(codename=codename)
        )
    user = get_user_model().objects.create_user(f"matrix {ELSEWHERE}")
    user.groups.add(group)
    return user


@pytest.fixture
def world(db: None) -> World:
    return World()


def test_every_address_of_the_desk_stands_in_the_table():
    assert set(of_desk()) == set(DESK)


@pytest.mark.parametrize(("method", "place"), [("get", 0), ("post", 1)])
def test_every_address_of_the_desk_lets_in_exactly_those_of_the_table(world, unrendered, method, place):
    surprises = {}
    for name, slots in of_desk().items():
        path, inside = world.path_to(f"forms_app_desk:{name}", slots), set()
        for who, user in world.people.items():
            with transaction.atomic():
                if ask(type(user).objects.get(pk=user.pk), method, path) not in NOT_LET_IN:
                    inside.add(who)
                transaction.set_rollback(True)
        if inside != DESK[name][place]:
            surprises[name] = (inside - DESK[name][place], DESK[name][place] - inside)
    assert surprises == {}


def test_nobody_comes_in_without_signing_in(world, unrendered):
    for name, slots in of_desk().items():
        path = world.path_to(f"forms_app_desk:{name}", slots)
        assert {ask(AnonymousUser(), method, path) for method in ("get", "post")} == {302}, name


def test_every_refusal_is_answered_403_and_logged(world, unrendered):
    refused = [name for name, (readers, _senders) in DESK.items() if OFFICER in readers and readers != EVERYBODY]
    assert len(refused) > 4
    for name in refused:
        for who in {SUPERUSER, ADMINISTRATOR, DECIDER, ARCHIVIST, ELSEWHERE} - DESK[name][0]:
            before = AuditEvent.objects.filter(action__endswith=".refused").count()
            path = world.path_to(f"forms_app_desk:{name}", of_desk()[name])
            assert ask(world.people[who], "get", path) == 403, (name, who)
            assert AuditEvent.objects.filter(action__endswith=".refused").count() == before + 1, (name, who)


def test_whoever_made_the_translation_is_not_let_in_by_it(world, unrendered):
    finnish = in_language(world.page, "fi", {"Anmälan": "Ilmoittautuminen"})
    type(finnish).objects.filter(pk=finnish.pk).update(owner=world.people[TRANSLATOR])
    for name in ("list", "numbers", "enter"):
        path = reverse(f"forms_app_desk:{name}", args=[finnish.pk])
        assert ask(world.people[TRANSLATOR], "get", path) == 403
        assert ask(world.people[NAMED], "get", path) == 200


@pytest.mark.parametrize("method", ["get", "post"])
def test_wagtails_own_forms_pages_are_shut_for_everybody_and_the_attempt_is_logged(world, unrendered, method):
    shut = [(name, slots) for name, slots in addresses() if name.startswith("wagtailforms:")]
    assert len(shut) > 4
    for name, slots in shut:
        path = world.path_to(name, slots)
        for user in world.people.values():
            before = AuditEvent.objects.filter(action="submissions.refused").count()
            assert ask(user, method, path) == 403, (name, user)
            assert AuditEvent.objects.filter(action="submissions.refused").count() == before + 1
        assert ask(AnonymousUser(), method, path) == 302
    assert Submission.objects.count() == 1


def pages_of_wagtail(world: World) -> list[str]:
    return [
        world.path_to(name, slots)
        for name, slots in addresses()
        if name.startswith(OF_WAGTAIL) and "external_link" not in name
    ]


def test_wagtails_pages_reports_history_api_and_search_tell_nothing_of_a_submission(world):
    """Whoever passes every permission is shown nothing; others are shown no more than that by the same pages."""
    browser = Client(raise_request_exception=False)
    browser.force_login(world.people[SUPERUSER])
    found = Submission.objects.get()
    planted = [*SECRETS, found.reference, str(found.pk)]
    officer = Client()
    officer.force_login(world.people[OFFICER])
    detail = officer.get(reverse("forms_app_desk:detail", args=[found.pk])).content.decode()
    assert [each for each in SECRETS if each not in detail] == []
    queries = ["", *(f"?q={word}&query={word}&search={word}" for word in SECRETS[:2]), "?export=csv", "?fields=*"]
    opened = 0
    for path in pages_of_wagtail(world):
        for query in queries if any(word in path for word in ("search", "api", "reports", "usage")) else queries[:1]:
            shown = browser.get(path + query)
            opened += shown.status_code == 200
            body = shown.getvalue().decode(errors="replace")
            # What was looked for is said again.
            leaks = [each for each in planted if each in body and each not in query]
            assert leaks == [], (path, query)
    assert opened > 25


def test_nothing_that_is_sent_to_wagtails_pages_changes_or_loses_a_submission(world):
    browser = Client(raise_request_exception=False)
    browser.force_login(world.people[SUPERUSER])
    before = list(Submission.objects.values())
    for path in pages_of_wagtail(world):
        with transaction.atomic():
            browser.post(path, {"action": "1", "confirm": "yes", "new_parent_page": world.other.pk})
            assert list(Submission.objects.values()) == before, path
            transaction.set_rollback(True)


def test_a_form_that_was_sent_is_there_for_those_who_read(world):
    a_submission(world.page)
    browser = Client()
    browser.force_login(world.people[NAMED])
    assert "Maj Lind" in browser.get(reverse("forms_app_desk:list", args=[world.page.pk])).content.decode()
