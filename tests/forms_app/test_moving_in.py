"""A running event is moved in from another system: matched, tried, stored once, and noted where it comes from."""
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from threading import Barrier
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.urls import reverse
from django.utils import timezone

from forms_app import timers
from forms_app.models import ErasedRow, FormPage, MovedIn, StaffEntry, Submission
from forms_app.moving_in import columns as list_columns
from forms_app.moving_in import rows as moving_in
from forms_app.moving_in.lists import read
from forms_app.moving_in.rows import Fate, Move, Origin
from forms_app.record_views import record_views
from privacy import outbox, registry
from privacy.models import AuditEvent, OutboundMessage, SubjectKey, guard
from privacy.roles import Role
from tests.factories import a_form_page, a_submission, an_officer, question

pytestmark = pytest.mark.django_db

STOCKHOLM = ZoneInfo("Europe/Stockholm")
LUNCH = "fishfish=Fisk\nveganveg=Vegan"
#: One list as each of the four systems writes it: semicolons, tabs, commas, and what Excel calls CSV.
LYYTI = (
    "\ufeffIlmoittautumisaika;Etunimi;Sukunimi;Sähköposti;Organisaatio;Erityisruokavalio;Lounas\r\n"
    "2.11.2026 9.05;Aino;Mäkelä;aino@example.org;Kirjasto;Keliakia;Vegan\r\n"
    "3.11.2026 10.00;Bo;Ek;bo@example.org;Skolan;;Fisk\r\n"
).encode()
MAGNET = (
    "Anmäld\tNamn\tE-postadress\tArbetsplats\tLunch\r\n"
    "2026-11-02 09:05\tÅsa Öberg\tasa@example.org\tBiblioteket\tFisk\r\n"
).encode("utf-16")
WEBROPOL = (
    b'Respondent ID,Submitted,"Name","Email","Organisation","Special diet","Lounas",Comments\n'
    b'17,2026-11-02 09:05,"Cia Lind","cia@example.org","Museet","","Vegan","Ser fram\nemot, dagen"\n'
)
EXCEL = "Namn;E-post;Tel;Lunch\r\nÖrjan Ås;orjan@example.org;040-123 45 67;Vegan\r\n".encode("cp1252")


@pytest.fixture
def page() -> FormPage:
    return a_form_page(
        question("name"), question("email"), question("organisation", required=False), question("diet"),
        question("telephone", required=False), question("radio", "Lunch", choices=LUNCH),
    )  # fmt: skip


@pytest.fixture
def officer(client):
    user = an_officer(Role.CASE_OFFICER)
    client.force_login(user)
    return user


def a_move(page, content: bytes, user=None, **wishes) -> tuple[Move, tuple]:
    """The list in ``content`` matched to ``page`` by the proposals; and its rows."""
    sheet = read(content)
    columns = list_columns.proposals(sheet, page.form_content(page).questions)
    origin = Origin(system="lyyti", notice="Lyytis text", **wishes)
    return Move(page, columns, origin, user or an_officer(Role.CASE_OFFICER)), sheet.rows


def fates(page, content: bytes, **wishes) -> list[Fate]:
    move, rows = a_move(page, content, **wishes)
    return [result.fate for result in moving_in.run(move, rows, timezone.now())]


def said(submission: Submission) -> dict[str, str]:
    """The answers of a submission by type of question."""
    return {
        question.type: " ".join(str(word) for word in words) for question, words in submission.lines(sealed=True)
    }


@pytest.mark.parametrize(
    ("content", "answers"),
    [
        (LYYTI, {"name": "Aino Mäkelä", "email": "aino@example.org", "diet": "Keliakia", "radio": "Vegan"}),
        (MAGNET, {"name": "Åsa Öberg", "organisation": "Biblioteket", "radio": "Fisk"}),
        (WEBROPOL, {"name": "Cia Lind", "organisation": "Museet", "radio": "Vegan"}),
        (EXCEL, {"name": "Örjan Ås", "telephone": "040-123 45 67", "radio": "Vegan"}),
    ],
    ids=["Lyyti", "Magnet", "Webropol", "Excel"],
)
def test_a_list_of_each_system_is_matched_and_moved_in(page, content, answers):
    assert set(fates(page, content)) == {Fate.TAKEN}
    first = Submission.objects.order_by("received_at")[0]
    assert answers.items() <= said(first).items()
    if content is not EXCEL:
        assert first.received_at == datetime(2026, 11, 2, 9, 5, tzinfo=STOCKHOLM)
    assert SubjectKey.objects.filter(record=first.pk, kind="email").exists()
    assert first.rule is not None


def test_it_is_noted_where_a_registration_comes_from_and_which_notice_was_given(page):
    fates(page, MAGNET, since=date(2026, 9, 1), notice_on=date(2026, 9, 2))
    moved = MovedIn.objects.get()
    assert (moved.system, moved.notice, moved.since, moved.notice_on) == (
        "lyyti", "Lyytis text", date(2026, 9, 1), date(2026, 9, 2),
    )  # fmt: skip
    entry = StaffEntry.objects.get()
    assert (entry.channel, entry.notice_given) == ("list", "earlier")
    [view] = record_views(Submission, [moved.pk], "sv", opened=False)
    assert ("Inflyttad från", "Lyyti") in view.facts


def test_nobody_is_written_to_unless_it_is_wished(page):
    fates(page, MAGNET)
    assert Submission.objects.count() == 1
    assert not OutboundMessage.objects.exists()
    fates(page, WEBROPOL, is_written_to=True)
    assert outbox.send_due(timezone.now()) == 1
    assert mail.outbox[0].to == ["cia@example.org"]


def test_the_same_list_and_a_newer_one_bring_only_what_is_new(page):
    assert fates(page, LYYTI) == [Fate.TAKEN, Fate.TAKEN]
    assert fates(page, LYYTI) == [Fate.MOVED_BEFORE, Fate.MOVED_BEFORE]
    newer = LYYTI + b"4.11.2026 8.00;Eva;Ny;eva@example.org;Skolan;;Fisk\r\n"
    assert fates(page, newer) == [Fate.MOVED_BEFORE, Fate.MOVED_BEFORE, Fate.TAKEN]
    changed = LYYTI.replace(b"Skolan", b"Museet")
    assert fates(page, changed) == [Fate.MOVED_BEFORE, Fate.REGISTERED]
    assert Submission.objects.count() == 3


def test_who_has_registered_here_already_is_left_alone(page):
    a_submission(page, now=timezone.now(), name="bo  EK", email="BO@example.org")
    assert fates(page, LYYTI) == [Fate.TAKEN, Fate.REGISTERED]


def test_a_row_that_stands_twice_in_the_list_is_moved_in_once(page):
    assert fates(page, EXCEL + EXCEL.split(b"\r\n", 1)[1]) == [Fate.TAKEN, Fate.TWICE]


def test_a_row_that_cannot_be_understood_says_why_and_the_rest_is_moved_in(page):
    bad = (
        "Namn;E-post;Lunch;Anmäld\r\n"
        "Bo Ek;ingen adress;Fisk;\r\n"
        "Cia Ek;cia@example.org;Pizza;\r\n"
        "=HYPERLINK(1);d@example.org;Fisk;\r\n"
        "Eva Ek;eva@example.org;Fisk;i går\r\n"
        f"{'x' * 201};f@example.org;Fisk;\r\n"
        ";g@example.org;Fisk;\r\n"
        "Sven Ek;sven@example.org;Fisk;\r\n"
    ).encode()
    move, rows = a_move(page, bad)
    results = list(moving_in.run(move, rows, timezone.now()))
    assert [result.fate for result in results] == [*[Fate.REFUSED] * 6, Fate.TAKEN]
    assert [result.number for result in results] == [2, 3, 4, 5, 6, 7, 8]
    assert results[1].reasons == (("Lunch", "not_understood"),)
    assert results[2].reasons == (("Namn", "formula"),)
    assert results[3].reasons == (("", "when"),)
    assert all(result.reasons for result in results[:6])
    assert Submission.objects.count() == 1


def test_a_closed_form_takes_a_list_only_when_that_is_chosen(page):
    page.closes_on = date(2020, 1, 1)
    page.save_revision().publish()
    page = FormPage.objects.get(pk=page.pk)
    assert fates(page, MAGNET) == [Fate.CLOSED]
    assert fates(page, MAGNET, although_closed=True) == [Fate.TAKEN]


# --- who has been erased ------------------------------------------------------------------------------


def erased(submission: Submission) -> None:
    """As a decided case, or a run under an authority, does it."""
    with guard.permitted("a test"):
        registry.holding_of(submission.holding).delete([submission.pk])


def test_an_old_list_does_not_bring_back_who_has_been_erased(page):
    assert fates(page, LYYTI) == [Fate.TAKEN, Fate.TAKEN]
    aino = Submission.objects.get(moved_in__person=whose(page, "aino@example.org", "Aino Mäkelä"))
    assert fates(page, LYYTI) == [Fate.MOVED_BEFORE, Fate.MOVED_BEFORE]
    erased(aino)
    assert fates(page, LYYTI) == [Fate.ERASED, Fate.MOVED_BEFORE]
    newer = LYYTI.replace(b"Kirjasto;Keliakia", b"Museo;")
    assert fates(page, newer) == [Fate.ERASED, Fate.MOVED_BEFORE], "she is known whatever else the row says"
    other = LYYTI.replace(b"aino@example.org", b"annan.aino@example.org")
    assert fates(page, other) == [Fate.TAKEN, Fate.MOVED_BEFORE]


def test_who_has_only_been_erased_by_name_and_address_is_not_brought_back_either(page):
    fates(page, LYYTI)
    bo = Submission.objects.get(moved_in__person=whose(page, "bo@example.org", "Bo Ek"))
    keys = [each.key for each in bo.version.content.questions if each.type in ("name", "email")]
    registry.holding_of(bo.holding).blank([bo.pk], keys, cause="case:2027-1")
    assert fates(page, LYYTI.replace(b"Skolan", b"Museet"))[1] is Fate.ERASED


def test_what_is_kept_of_an_erased_row_tells_nobody_and_goes_after_two_years(page):
    fates(page, MAGNET)
    moved = MovedIn.objects.get()
    known = {moved.digest, moved.person}
    erased(Submission.objects.get())
    assert set(ErasedRow.objects.values_list("digest", flat=True)) == known
    assert not MovedIn.objects.exists()
    kept = str(list(ErasedRow.objects.values()))
    assert "asa" not in kept.casefold()
    now = timezone.now()
    assert timers.purge_erased_rows(now) == 0
    assert timers.purge_erased_rows(now + timedelta(days=731)) == 2
    assert not ErasedRow.objects.exists()


def test_who_has_been_erased_is_counted_with_the_reason_and_not_pointed_out(client, officer, page):
    fates(page, LYYTI)
    erased(Submission.objects.order_by("received_at")[0])
    address = reverse("forms_app_desk:move_in", args=[page.pk])
    looked = client.post(address, posted(opened(client, page, LYYTI), look=""))
    assert [count for _words, count in looked.context["fates"]] == [1, 1]
    assert "Inflyttad en gång och raderad sedan dess: flyttas inte in igen" in looked.content.decode()
    assert not looked.context["refused"]


def whose(page, address: str, name: str) -> str:
    """The digest under which somebody is known who was moved in."""
    questions = page.form_content(page).questions
    answers = {each.key: {"email": address, "name": name}.get(each.type) for each in questions}
    return moving_in.persons_digests(page, questions, answers)[0]


# --- the screens ------------------------------------------------------------------------------------


def opened(client, page, content: bytes):
    """The screen after a file was chosen."""
    address = reverse("forms_app_desk:move_in", args=[page.pk])
    return client.post(address, {"file": SimpleUploadedFile("lista.csv", content)})


def posted(response, **more) -> dict:
    """What the form on the screen would send."""
    html = response.content.decode()
    values = {"list": response.context["carried"], "system": "lyyti", "notice": "Lyytis text", **more}
    for name, field in response.context["columns"].fields.items():
        chosen = re.search(rf'name="{name}"[^>]*value="([^"]*)"', html)
        values[name] = chosen[1] if chosen else field.initial
    return values


def test_the_way_from_file_to_registrations(client, officer, page):
    address = reverse("forms_app_desk:move_in", args=[page.pk])
    assert client.get(address).status_code == 200
    matched = opened(client, page, LYYTI)
    assert "Sähköposti" in matched.content.decode()
    looked = client.post(address, posted(matched, look=""))
    assert looked.context["taken"] == 2
    assert not Submission.objects.exists()
    assert not MovedIn.objects.exists()
    moved = client.post(address, posted(looked, move=""))
    assert moved.context["taken"] == Submission.objects.count() == 2
    event = AuditEvent.objects.get(action="submissions.moved_in")
    assert (event.facts["taken"], event.facts["system"]) == (2, "lyyti")
    assert "aino" not in str(event.facts)
    again = client.post(address, posted(opened(client, page, LYYTI), look=""))
    assert again.context["taken"] == 0
    assert Submission.objects.count() == 2


def test_the_list_is_carried_sealed_and_is_of_use_to_nobody_else(client, officer, page):
    matched = opened(client, page, LYYTI)
    carried = matched.context["carried"]
    assert "aino" not in carried
    client.force_login(an_officer(Role.CASE_OFFICER, "another"))
    answer = client.post(reverse("forms_app_desk:move_in", args=[page.pk]), posted(matched, look=""))
    assert "stage" not in answer.context or not answer.context["stage"]
    assert not Submission.objects.exists()


def test_a_required_question_without_a_column_is_asked_for(client, officer, page):
    matched = opened(client, page, b"Namn;Annat\nBo;x\n")
    answer = client.post(reverse("forms_app_desk:move_in", args=[page.pk]), posted(matched, look=""))
    assert "E-post" in str(answer.context["columns"].non_field_errors())


def test_a_long_list_is_moved_in_by_and_by(client, officer, page, monkeypatch):
    monkeypatch.setattr("forms_app.moving_in.views.CHUNK", 1)
    address = reverse("forms_app_desk:move_in", args=[page.pk])
    looked = client.post(address, posted(opened(client, page, LYYTI), look=""))
    first = client.post(address, posted(looked, move=""))
    assert first.context["is_more"]
    assert Submission.objects.count() == 1
    last = client.post(address, posted(first, move="", start="1"))
    assert not last.context["is_more"]
    assert Submission.objects.count() == 2


def test_every_row_of_a_long_list_is_tried_before_it_can_be_moved_in(client, officer, page, monkeypatch):
    monkeypatch.setattr("forms_app.moving_in.views.DRY_CHUNK", 2)
    rows = [
        "Bo Ek;bo@example.org;Fisk", "Eva Ek;ingen adress;Fisk", "Bo Ek;bo@example.org;Fisk",
        "Bo Ek;bo@example.org;Vegan", "Eva Ek;eva@example.org;Pizza",
    ]
    content = "\r\n".join(["Namn;E-post;Lunch", *rows]).encode()
    address = reverse("forms_app_desk:move_in", args=[page.pk])
    looked = client.post(address, posted(opened(client, page, content), look=""))
    assert [(looked.context["start"], looked.context["is_more"])] == [(2, True)]
    assert 'name="move"' not in looked.content.decode()
    looked = client.post(address, posted(looked, go_on="", tried=looked.context["tried"]))
    assert [(looked.context["start"], looked.context["is_more"])] == [(4, True)]
    looked = client.post(address, posted(looked, go_on="", tried=looked.context["tried"]))
    assert not looked.context["is_more"]
    assert 'name="move"' in looked.content.decode()
    assert [row for row, _why in looked.context["refused"]] == [3, 6]
    tried = dict(looked.context["fates"])
    assert not Submission.objects.exists()
    move, every = a_move(page, content)
    found = [each.fate for each in moving_in.run(move, every, timezone.now())]
    assert found == [Fate.TAKEN, Fate.REFUSED, Fate.TWICE, Fate.REGISTERED, Fate.REFUSED]
    assert sorted(tried.values()) == [1, 1, 1, 2], "as it really is"


def test_a_dry_run_of_somebody_else_begins_anew(client, officer, page, monkeypatch):
    monkeypatch.setattr("forms_app.moving_in.views.DRY_CHUNK", 1)
    address = reverse("forms_app_desk:move_in", args=[page.pk])
    looked = client.post(address, posted(opened(client, page, LYYTI), look=""))
    tried = looked.context["tried"]
    assert "aino" not in tried
    client.force_login(an_officer(Role.CASE_OFFICER, "another"))
    looked = client.post(address, posted(opened(client, page, LYYTI), go_on="", tried=tried))
    assert looked.context["start"] == 1


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ARCHIVIST, Role.DATA_PROTECTION_OFFICER, Role.ADMINISTRATOR])
def test_others_do_not_come_in(client, page, role):
    client.force_login(an_officer(role))
    assert client.get(reverse("forms_app_desk:move_in", args=[page.pk])).status_code == 403
    assert opened(client, page, LYYTI).status_code == 403


# --- twice at once ----------------------------------------------------------------------------------


def two_at_once(page) -> list[Fate]:
    """The fates of one row that two colleagues move in at the same moment."""
    barrier = Barrier(2)
    moves = [a_move(page, EXCEL) for _turn in range(2)]

    def go(found) -> Fate:
        move, rows = found
        try:
            barrier.wait(60)
            return next(iter(moving_in.run(move, rows, timezone.now()))).fate
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as threads:
        return sorted(threads.map(go, moves))


def test_two_who_move_the_same_list_in_at_once_store_it_once(committed_db):
    page = a_form_page(question("name"), question("email"), question("radio", "Lunch", choices=LUNCH))
    assert two_at_once(page)[-1] is Fate.TAKEN
    assert Submission.objects.count() == 1


def test_without_the_digest_of_the_row_it_would_be_stored_twice(committed_db, monkeypatch):
    page = a_form_page(question("name"), question("email"), question("radio", "Lunch", choices=LUNCH))
    monkeypatch.setattr(moving_in, "digests_of", lambda *_said: [uuid4().hex])
    monkeypatch.setattr(moving_in, "is_registered", lambda *_said: False)
    assert two_at_once(page) == [Fate.TAKEN, Fate.TAKEN]
    assert Submission.objects.count() == 2
