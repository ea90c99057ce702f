"""Answering an evaluation behind a link: once, without a cookie, and with nothing to hold on to afterwards."""
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier
from urllib.parse import urlencode

import pytest
import time_machine
from django.db import connections
from django.test import Client

from forms_app.evaluations import answering
from forms_app.evaluations import codes as evaluation_codes
from forms_app.evaluations.batches import write_batches
from forms_app.models import (
    EvaluationAnswer,
    EvaluationPage,
    EvaluationToken,
    EvaluationWaiting,
    FormVersion,
    PostOnce,
    Submission,
)
from privacy.models import AuditEvent, OutboundMessage, SubjectKey
from privacy.models.guard import NotByTheWay
from tests.factories import a_form_page, an_evaluation, in_language, question

OPEN = datetime(2027, 3, 1, 11, tzinfo=UTC)
OVER = datetime(2027, 4, 1, 11, tzinfo=UTC)
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(autouse=True)
def while_it_is_open():
    with time_machine.travel(OPEN, tick=False):
        yield


def path_of(code: str, language: str = "sv") -> str:
    return f"/{language}/evaluation/{code}/"


def filled_in(page: EvaluationPage, words: str = "", choice: str = "good33") -> dict[str, str]:
    """The usual answers by question key."""
    rate, text = page.form_fields.order_by("sort_order").values_list("clean_name", flat=True)
    return {rate: choice, text: words}


def send(client: Client, code: str, answers: dict[str, str], *, language: str = "sv", **headers: str):
    """Answer behind a link, as a browser does from our own page."""
    html = client.get(path_of(code, language)).content.decode()
    found = re.search(r'name="version"[^>]*value="([0-9a-f]{64})"', html)
    body = urlencode({"webbplats": "", **answers, "version": found[1] if found else ""})
    headers = {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver", **headers}
    return client.post(path_of(code, language), body, content_type=FORM, headers=headers)


def assert_kept_by_nobody(response) -> None:
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Referrer-Policy"] == "origin"
    assert not response.cookies
    assert not {"Last-Modified", "ETag"} & set(response.headers)


@pytest.mark.django_db
def test_an_answer_leads_to_the_same_thanks_for_everybody(client):
    page = an_evaluation()
    codes = answering.make_links(page, 2)
    responses = [send(client, code, filled_in(page, words)) for code, words in zip(codes, "ab", strict=True)]
    assert [each.status_code for each in responses] == [303, 303]
    assert len({each["Location"] for each in responses}) == 1
    thanks = [client.get(each["Location"]) for each in responses]
    assert thanks[0].content == thanks[1].content
    for response in (*responses, *thanks):
        assert_kept_by_nobody(response)


@pytest.mark.django_db
def test_nothing_of_an_ordinary_form_is_stored(client):
    page = an_evaluation()
    for code in answering.make_links(page, 5):
        assert send(client, code, filled_in(page)).status_code == 303
    assert EvaluationWaiting.objects.count() == 5
    write_batches(OPEN)
    assert EvaluationAnswer.objects.count() == 5
    for table in (Submission, PostOnce, SubjectKey, OutboundMessage, AuditEvent, EvaluationToken, EvaluationWaiting):
        assert not table.objects.exists()


@pytest.mark.django_db
def test_looking_never_uses_the_link(client):
    page = an_evaluation()
    [code] = answering.make_links(page, 1)
    for _look in range(3):
        response = client.get(path_of(code))
        assert response.status_code == 200
        assert "Hur bra var dagen?" in response.content.decode()
        assert_kept_by_nobody(response)
    assert client.head(path_of(code.lower().replace("-", ""))).status_code == 200
    assert send(client, code, filled_in(page)).status_code == 303


@pytest.mark.django_db
def test_before_each_text_it_says_that_no_names_belong_there(client):
    text = question("multiline", "Vad tar du med dig?", help_text="Högst tre saker.")
    page = an_evaluation(question("radio", "Hur var det?", choices="bra111=Bra"), text)
    [code] = answering.make_links(page, 1)
    parts = client.get(path_of(code)).content.decode().split("<textarea")
    assert "Högst tre saker. <span lang=" in parts[0]
    assert parts[0].count("Skriv inga namn och inget som röjer vem du eller någon annan är.") == 1
    told = re.search(r'aria-describedby="(\S+)"', parts[1])
    assert f'id="{told[1]}"' in parts[0]


@pytest.mark.django_db
def test_a_link_that_was_used_opens_nothing_and_the_same_click_again_is_thanked(client):
    page = an_evaluation()
    [code, *others] = answering.make_links(page, 5)
    version = FormVersion.objects.get(page=page.pk).digest
    body = urlencode({**filled_in(page), "version": version})
    headers = {"Sec-Fetch-Site": "same-origin"}
    first, again = (client.post(path_of(code), body, content_type=FORM, headers=headers) for _click in range(2))
    assert (first.status_code, first["Location"]) == (again.status_code, again["Location"]) == (303, first["Location"])
    assert client.get(path_of(code)).status_code == 410
    for other in others:
        send(client, other, filled_in(page))
    write_batches(OPEN)
    late = client.post(path_of(code), body, content_type=FORM, headers=headers)
    assert late.status_code == 410
    assert late.content == client.get(path_of("AAAA-BBBB-CCCC")).content, "used and unknown look the same"
    assert EvaluationAnswer.objects.count() == 5


@pytest.mark.django_db
def test_ten_equal_answers_within_a_minute_are_ten(client):
    page = an_evaluation()
    for code in answering.make_links(page, 10):
        assert send(client, code, filled_in(page, "Bra!")).status_code == 303
    write_batches(OPEN)
    assert EvaluationAnswer.objects.count() == 10


@pytest.mark.django_db
def test_fewer_than_five_wait_until_it_is_over(client):
    page = an_evaluation()
    codes = answering.make_links(page, 7)
    for code in codes[:4]:
        send(client, code, filled_in(page))
    assert write_batches(OPEN) == 0
    assert EvaluationWaiting.objects.count() == 4
    assert write_batches(OVER) == 4
    assert {each.day for each in EvaluationAnswer.objects.all()} == {date(2027, 4, 1)}
    assert not EvaluationToken.objects.exists(), "links that were never used go too"
    with time_machine.travel(OVER, tick=False):
        assert client.get(path_of(codes[6])).status_code == 410


@pytest.mark.django_db
def test_what_is_wrong_is_said_with_the_answers_kept(client):
    page = an_evaluation()
    [code] = answering.make_links(page, 1)
    answers = filled_in(page, "Jag minns kaffet.", choice="")
    assert send(client, code, answers).status_code == 422
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}):
        response = send(client, code, filled_in(page, "Jag minns kaffet."), **headers)
        assert response.status_code == 403
        assert "Jag minns kaffet." in response.content.decode()
    changed = client.post(
        path_of(code), urlencode({**answers, "version": "0" * 64}), content_type=FORM,
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert changed.status_code == 409
    assert "Jag minns kaffet." in changed.content.decode()
    assert not EvaluationWaiting.objects.exists()
    assert send(client, code, filled_in(page)).status_code == 303


@pytest.mark.django_db
def test_the_page_takes_a_code_and_leads_to_its_questions(client):
    page = an_evaluation()
    [code] = answering.make_links(page, 1)
    html = client.get(page.get_url_parts()[2]).content.decode()
    assert 'name="code"' in html
    assert "Hur bra var dagen?" not in html
    response = client.post("/sv/evaluation/", urlencode({"code": code.lower()}), content_type=FORM)
    assert (response.status_code, response["Location"]) == (303, path_of(code))
    wrong = client.post("/sv/evaluation/", urlencode({"code": "hej"}), content_type=FORM)
    assert wrong.status_code == 422
    assert client.post(page.get_url_parts()[2]).status_code == 405


@pytest.mark.django_db
def test_answers_in_two_languages_join_by_the_keys_of_their_options(client):
    page = an_evaluation()
    in_language(page, "fi", {"Vad tyckte du?": "Mitä mieltä olit?"})
    swedish, finnish = answering.make_links(page, 2)
    send(client, swedish, filled_in(page))
    assert send(client, finnish, filled_in(page), language="fi").status_code == 303
    write_batches(OVER)
    answers = EvaluationAnswer.objects.select_related("version")
    assert {each.version.language for each in answers} == {"sv", "fi"}
    assert len({str(each.answers) for each in answers}) == 1


@pytest.mark.django_db
def test_an_answer_is_deleted_only_through_disposal(client):
    page = an_evaluation()
    send(client, answering.make_links(page, 1)[0], filled_in(page))
    assert page.deletion_refusals()
    write_batches(OVER)
    assert page.deletion_refusals()
    with pytest.raises(NotByTheWay):
        EvaluationAnswer.objects.all().delete()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("row", "words"),
    [
        (question("email"), "E-post"),
        (question("persons", "Hur många?"), "Hur många?"),
        (question("radio", "Vad äter du?", choices="a=b", privacy_class="special"), "Vad äter du?"),
        (question("singleline", "Var och en", asked_of="participant"), "Var och en"),
    ],
)
def test_what_asks_who_somebody_is_stops_publishing(row, words):
    page = an_evaluation(row, publish=False)
    assert any(words in reason for reason in page.publishing_refusals())


@pytest.mark.django_db
def test_an_evaluation_needs_questions_and_a_last_day():
    page = an_evaluation(question("heading", "Först"), closes_on=None, publish=False)
    assert len(page.publishing_refusals()) == 2


def test_an_answer_cannot_be_told_by_its_length(settings):
    short, long = (answering.seal("0" * 64, {"a": words}) for words in ("", "ord " * 500))
    assert len(short["sealed"]) == len(long["sealed"])
    assert len(answering.seal("0" * 64, {"a": "ord " * 2000})["sealed"]) > len(long["sealed"])


def test_a_code_is_read_as_people_write_it():
    code = evaluation_codes.new_code()
    for written in (code, code.lower(), code.replace("-", ""), f" {code.replace('-', ' ')} "):
        assert evaluation_codes.read(written) == code
    for wrong in ("", "ABCD", code + "A", "OOOO-1111-IIII"):
        assert evaluation_codes.read(wrong) is None


def at_once(number: int, act) -> list:
    """``act`` in so many threads at the same moment; what each returned."""
    barrier = Barrier(number)

    def run(place: int):
        try:
            barrier.wait(60)
            return act(place)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(number) as threads:
        return list(threads.map(run, range(number)))


def test_a_double_click_is_one_answer(both_databases):
    page = an_evaluation()
    version = FormVersion.objects.get(page=page.pk)
    codes = answering.make_links(page, 5)
    for code in codes:
        at_once(2, lambda _place, code=code: answering.spend(code, version=version, answers=filled_in(page)))
    assert EvaluationWaiting.objects.count() == 5


def test_two_runs_at_once_write_each_answer_once(both_databases):
    page = an_evaluation()
    version = FormVersion.objects.get(page=page.pk)
    for code in answering.make_links(page, 10):
        answering.spend(code, version=version, answers=filled_in(page))
    assert sum(at_once(2, lambda _place: write_batches(OPEN))) == 10
    assert EvaluationAnswer.objects.count() == 10
    assert not EvaluationWaiting.objects.exists()


def test_answers_that_come_while_a_batch_is_written_are_neither_lost_nor_doubled(both_databases):
    page = an_evaluation()
    version = FormVersion.objects.get(page=page.pk)
    codes = answering.make_links(page, 20)

    def act(place: int) -> None:
        for code in codes[place % 2 * 10 : place % 2 * 10 + 10]:
            if place < 4:
                try:
                    answering.spend(code, version=version, answers=filled_in(page, code))
                except answering.NotUsable:
                    continue
            else:
                write_batches(OPEN)

    at_once(5, act)
    write_batches(OVER)
    written = [each.answers for each in EvaluationAnswer.objects.all()]
    assert sorted(word for each in written for word in each.values() if word in codes) == sorted(codes)


@pytest.mark.django_db
def test_a_link_to_an_ordinary_form_cannot_exist(client):
    page = a_form_page()
    assert answering.page_in_language(page.pk) is None
