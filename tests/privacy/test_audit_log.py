"""Officers read the audit log in words, administrators do not, and reading it is an event itself."""

import ast
import csv
import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from privacy import audit, audit_words, registry, seals, spreadsheets
from privacy.models import AuditEvent, Heartbeat
from privacy.requests.states import Act
from privacy.roles import Role
from tests.house.tree import own_code, parsed
from tests.privacy.conftest import signed_in

READERS = (Role.CASE_OFFICER, Role.DECISION_MAKER, Role.ARCHIVIST, Role.DATA_PROTECTION_OFFICER)


CODE = re.compile(r"[a-z_]+\.[a-z_]+")


def recorded() -> tuple[set[str], set[str], set[str]]:
    """Every code that the source writes: actions, kinds of things, names of facts."""
    actions: set[str] = set()
    kinds: set[str] = set()
    facts: set[str] = set()
    for path in own_code():
        nodes = list(ast.walk(parsed(path)))
        records = [node for node in nodes if isinstance(node, ast.Call) and ast.unparse(node.func) == "audit.record"]
        for call in records:
            given = {each.arg: each.value for each in call.keywords}
            actions |= _actions(call.args[0])
            kinds |= _texts(given.get("subject_type"))
            facts |= _keys(given.get("facts"))
            if isinstance(call.args[0], ast.Name):  # passed on by a function of the same module
                actions |= {text for node in nodes if isinstance(node, ast.Call) for text in _codes(node)}
        if path.parent.name == "requests":  # ``under_way.facts |= {…}`` and ``under_way.facts["…"] = …``
            facts |= {name for node in nodes for name in _added(node)}
    return actions, kinds, facts


def _actions(node: ast.expr) -> set[str]:
    """The code in an argument; of ``f"case.{act}"`` one for each act."""
    if isinstance(node, ast.JoinedStr):
        assert ast.unparse(node) == "f'case.{act}'", "write the codes of events as plain texts"
        return {f"case.{act}" for act in Act}
    return _texts(node)


def _codes(call: ast.Call) -> set[str]:
    return {text for each in call.args for text in _texts(each) if CODE.fullmatch(text)} - set(
        registry.declared_models()
    )


def _keys(node: ast.expr | None) -> set[str]:
    return {text for key in node.keys for text in _texts(key)} if isinstance(node, ast.Dict) else set()


def _added(node: ast.AST) -> set[str]:
    if isinstance(node, ast.AugAssign) and ast.unparse(node.target) == "under_way.facts":
        return _keys(node.value)
    if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "under_way.facts":
        return _texts(node.slice)
    return set()


def _texts(node: ast.expr | None) -> set[str]:
    """The text itself, or the texts between which a condition chooses."""
    if isinstance(node, ast.IfExp):
        return _texts(node.body) | _texts(node.orelse)
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value
    return {node.value} if is_text else set()


def test_every_code_that_is_written_has_words():
    actions, kinds, facts = recorded()
    assert {"submission.opened", "page.refused", "case.decide", "run.approved"} <= actions
    assert {"submission", "rule"} <= kinds
    assert {"rows", "special", "answer_by", "certainty"} <= facts
    assert actions - audit_words.ACTIONS.keys() == set()
    assert kinds - audit_words.SUBJECTS.keys() == set()
    assert facts - audit_words.FACTS.keys() == set()


def read(client: Any, **query: str) -> str:
    """The list as the reader sees it."""
    answer = client.get(reverse("privacy_audit:index"), query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("role", Role)
def test_those_who_look_after_personal_data_read_the_log_and_nobody_else(db: None, role: Role) -> None:
    event = audit.record("rule.armed", subject_type="rule", subject_id=7)
    client = signed_in(role, is_superuser=role is Role.ADMINISTRATOR)
    addresses = [reverse("privacy_audit:index"), reverse("privacy_audit:detail", args=[event.pk])]
    answers = [client.get(address).status_code for address in [*addresses, f"{addresses[0]}?export=csv"]]
    assert answers == ([200] * 3 if role in READERS else [403] * 3)
    last = AuditEvent.objects.order_by("-pk")[:3].values_list("action", flat=True)
    assert "page.refused" in last or {"page.opened", "audit.exported"} <= set(last)


def test_the_list_says_when_what_and_who_in_words(officer: Any) -> None:
    officer.first_name, officer.last_name = "Aino", "Lehto"
    officer.save()
    audit.record("submission.opened", actor=officer, subject_type="submission", subject_id="thing-one")
    gone = get_user_model().objects.create_user("borta")
    audit.record("rule.armed", actor=gone, subject_type="rule", subject_id=7)
    audit.record("submission.received")
    audit.record("case.received", subject_type="case", subject_id=uuid4(), facts={"number": "2026-3"})
    gone.delete()
    text = read(signed_in(Role.DATA_PROTECTION_OFFICER))
    for words in ("A submission was opened", "Aino Lehto", "A retention rule was armed", "A colleague who has left",
                  "A submission came in", "The site or a visitor", "Case 2026-3"):  # fmt: skip
        assert words in text


def test_the_list_is_narrowed_by_each_filter(officer: Any) -> None:
    here = audit.record("submission.opened", actor=officer, subject_type="submission", subject_id="thing-one")
    audit.record("rule.armed", subject_type="rule", subject_id="thing-two")
    client = signed_in(Role.ARCHIVIST)
    today, tomorrow = timezone.localdate(), timezone.localdate() + timedelta(days=1)
    both = read(client, at_from=today.isoformat())
    assert "thing-one" in both
    assert "thing-two" in both
    for query in ({"action": "submission.opened"}, {"actor": str(here.actor)}, {"subject_type": "submission"},
                  {"subject_id": "thing-one"}):  # fmt: skip
        text = read(client, **query)
        assert "thing-one" in text, query
        assert "thing-two" not in text, query
    assert "thing-one" not in read(client, at_from=tomorrow.isoformat())
    assert "thing-one" not in read(client, actor="site")


def test_an_event_is_shown_whole_with_its_facts_in_words(db: None) -> None:
    event = audit.record(
        "submission.opened", subject_type="submission", subject_id="thing-one", facts={"special": True}
    )
    client = signed_in(Role.DECISION_MAKER)
    address = reverse("privacy_audit:detail", args=[event.pk])
    assert "Not sealed yet" in client.get(address).content.decode()
    seals.seal(timezone.now())
    text = client.get(address).content.decode()
    for words in ("Sensitive answers shown", "yes", "Submitted form thing-one", "submission.opened", "Seal"):
        assert words in text
    assert "Not sealed yet" not in text
    assert client.get(reverse("privacy_audit:detail", args=[event.pk + 1000])).status_code == 404


def test_the_file_holds_what_the_filters_leave_and_no_formula(officer: Any) -> None:
    officer.first_name, officer.last_name = "=1+1", "Lehto"
    officer.save()
    audit.record(
        "submission.opened", actor=officer, subject_type="submission", subject_id="thing-one", facts={"rows": 2}
    )
    audit.record("rule.armed", subject_type="rule", subject_id="thing-two")
    client = signed_in(Role.CASE_OFFICER)
    answer = client.get(reverse("privacy_audit:index"), {"export": "csv", "action": "submission.opened"})
    text = b"".join(answer.streaming_content).decode("utf-8")
    assert text.startswith("\ufeffNumber,When,Code,What,Who")
    _headings, row = csv.reader(text[1:].splitlines())
    assert row[2:] == [
        "submission.opened",
        "A submission was opened",
        "'=1+1 Lehto",
        "Submitted form",
        "thing-one",
        "Rows: 2",
    ]
    event = AuditEvent.objects.filter(action="audit.exported").get()
    assert event.facts == {"rows": 1, "format": "csv"}


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@a", "\t=1", "\r=1"])
def test_no_cell_begins_like_a_formula(cell: str) -> None:
    assert spreadsheets.defused(cell) == f"'{cell}"
    assert spreadsheets.defused("2027-01-01 =1") == "2027-01-01 =1"


def test_the_top_of_the_list_says_how_the_chain_stands(db: None) -> None:
    client = signed_in(Role.DATA_PROTECTION_OFFICER)
    assert "has not been checked" in read(client)
    seals.seal(timezone.now())
    seals.check(timezone.now())
    text = read(client)
    assert "The log agrees with its seals" in text
    assert "number 1," in text
    Heartbeat.objects.filter(job=seals.CHECKED).update(problem="changed")
    assert "The log is not what was sealed" in read(client)
