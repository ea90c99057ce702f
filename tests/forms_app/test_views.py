"""What a visitor meets who has no cookies: the form, its refusals, its receipt."""
import re
from datetime import UTC, date, datetime, timedelta
from html import escape
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils.translation import gettext_lazy as _
from wagtail.models import PageViewRestriction

from forms_app.models import FormPage, FormVersion, PostOnce, Submission
from privacy.models import OutboundMessage, SubjectKey
from tests.factories import (
    a_form_page,
    address_of,
    answers_to,
    arm,
    in_language,
    key_of,
    let_go,
    published,
    question,
    send,
    version_shown,
)

pytestmark = pytest.mark.django_db
URLENCODED = "application/x-www-form-urlencoded"
PROBLEM_WHEN_CLOSED = _("The form is closed, so your answer could not be taken.")
NOON = datetime(2027, 2, 1, 11, tzinfo=UTC)


def nothing_is_stored() -> bool:
    return not any(table.objects.exists() for table in (Submission, PostOnce, SubjectKey, OutboundMessage))


def shows_kept(response: Any, page: FormPage) -> bool:
    """Whether the form stands there again with the name and address of the usual person in it."""
    html = response.content.decode()
    name, email = (re.search(rf'<input[^>]*name="{key_of(page, kind)}"[^>]*>', html) for kind in ("name", "email"))
    return bool(name and email and 'value="Maj Lind"' in name[0] and 'value="maj.lind@example.org"' in email[0])


def assert_refused(response: Any, page: FormPage, status: int) -> str:
    """The post was refused with ``status``, her answers are kept, nothing is stored; returns the page."""
    assert response.status_code == status
    assert shows_kept(response, page)
    assert nothing_is_stored()
    assert_private(response)
    return response.content.decode()


def assert_private(response: Any) -> None:
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
    assert_no_cookie(response)


def assert_no_cookie(response: Any) -> None:
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


# --- taken -----------------------------------------------------------------------------------


def test_an_answer_leads_to_a_receipt(client):
    page = a_form_page()
    response = send(client, page, answers_to(page))
    assert response.status_code == 303
    assert response["Location"].startswith("/sv/receipt/")
    assert_private(response)
    receipt = client.get(response["Location"])
    html = receipt.content.decode()
    assert receipt.status_code == 200
    assert Submission.objects.get().reference in html
    assert "Maj Lind" in html
    assert "maj.lind@example.org" in html
    assert_private(receipt)
    assert 'name="robots" content="noindex"' in html


def test_the_form_page_is_the_same_for_everybody(client):
    page = a_form_page()
    first = client.get(address_of(page))
    stranger = Client(headers={"cookie": "sessionid=abc; csrftoken=def"}).get(address_of(page))
    assert first.status_code == 200
    assert first.content == stranger.content
    for response in (first, stranger):
        assert_no_cookie(response)
        assert "public" in response["Cache-Control"]
    assert "csrfmiddlewaretoken" not in first.content.decode()


def test_what_is_special_is_on_the_receipt_but_not_in_the_row(client):
    page = a_form_page()
    response = send(client, page, answers_to(page, diet="jordnötter"))
    assert "jordnötter" in client.get(response["Location"]).content.decode()
    assert "jordn" not in str(Submission.objects.values_list("answers", flat=True)[0])


def test_an_unarmed_rule_promises_no_day(client):
    page = a_form_page(closes_on=date(2027, 2, 21))
    with time_machine.travel(NOON):
        html = client.get(send(client, page, answers_to(page))["Location"]).content.decode()
    assert "receipt-until" in html
    assert "2028" not in html


def test_an_armed_rule_promises_the_day_beside_each_answer(client):
    page = a_form_page(closes_on=date(2027, 2, 21))
    arm(page.section.activity)
    with time_machine.travel(NOON):
        html = client.get(send(client, page, answers_to(page))["Location"]).content.decode()
    until = re.findall(r'class="receipt-until">\s*(.*?)\s*</dd>', html)
    assert len(until) == 5
    assert all("21 februari 2028" in sentence for sentence in until[:4])
    assert "28 februari 2027" in until[4]


def test_after_an_hour_only_reference_and_advice_are_left(client):
    page = a_form_page()
    with time_machine.travel(NOON) as clock:
        address = send(client, page, answers_to(page))["Location"]
        clock.shift(timedelta(minutes=59))
        assert "Maj Lind" in client.get(address).content.decode()
        clock.shift(timedelta(minutes=2))
        late = client.get(address)
    html = late.content.decode()
    assert late.status_code == 200
    assert Submission.objects.get().reference in html
    assert "Maj Lind" not in html
    assert "maj.lind" not in html
    assert_private(late)


@pytest.mark.parametrize("column", [{"restricted_at": NOON}, {"protected": True}])
def test_a_restricted_record_shows_advice_only(client, column):
    page = a_form_page()
    address = send(client, page, answers_to(page))["Location"]
    reference = Submission.objects.get().reference
    assert reference in client.get(address).content.decode()
    Submission.objects.update(**column)
    response = client.get(address)
    assert response.status_code == 200
    assert reference not in response.content.decode()
    assert "Maj Lind" not in response.content.decode()


def test_an_erased_record_shows_advice_only(client):
    page = a_form_page()
    address = send(client, page, answers_to(page))["Location"]
    let_go(Submission.objects.all())
    response = client.get(address)
    assert response.status_code == 200
    assert "Maj Lind" not in response.content.decode()
    assert_private(response)


def test_a_forged_receipt_address_is_not_found(client):
    page = a_form_page()
    address = send(client, page, answers_to(page))["Location"]
    assert client.get(address).status_code == 200
    assert client.get(address.replace(":", ":x", 1)).status_code == 404
    assert client.get("/sv/receipt/%C3%A5/").status_code == 404


def test_a_receipt_is_only_read(client):
    page = a_form_page()
    address = send(client, page, answers_to(page))["Location"]
    assert client.post(address).status_code == 405


def test_the_same_answers_again_get_an_address_of_their_own_to_the_same_record(client):
    page = a_form_page()
    with time_machine.travel(NOON) as clock:
        first = send(client, page, answers_to(page))
        clock.shift(timedelta(minutes=2))
        second = send(client, page, answers_to(page))
        assert first["Location"] != second["Location"]
        reference = Submission.objects.get().reference
        for response in (first, second):
            assert response.status_code == 303
            assert reference in client.get(response["Location"]).content.decode()
    assert OutboundMessage.objects.count() == 1


def test_a_posted_hidden_value_is_ignored(client):
    page = a_form_page(question("name"), question("email"), question("hidden", "Kampanj", default_value="vår"))
    hidden = key_of(page, "hidden")
    assert hidden not in client.get(address_of(page)).content.decode()
    assert send(client, page, {**answers_to(page), hidden: "höst"}).status_code == 303
    assert Submission.objects.get().answers[hidden] == "vår"


def test_a_form_from_an_older_browser_is_taken_by_its_origin(client):
    page = a_form_page()
    body = {**answers_to(page), "version": version_shown(client, page)}
    assert client.post(address_of(page), body, headers={"Origin": "http://testserver"}).status_code == 303


# --- refused with the answers kept -----------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "none"}],
)
def test_403_a_post_from_another_site_is_given_back(client, headers):
    page = a_form_page()
    html = assert_refused(send(client, page, answers_to(page), **headers), page, 403)
    assert f'value="{version_shown(client, page)}"' in html


def test_403_origin_decides_where_the_browser_says_nothing_else(client):
    page = a_form_page()
    body = {**answers_to(page), "version": version_shown(client, page)}
    for origin in ("https://evil.example", "null"):
        assert_refused(client.post(address_of(page), body, headers={"Origin": origin}), page, 403)


def test_409_a_form_that_has_changed_is_given_back_new(client):
    page = a_form_page()
    old, answers = version_shown(client, page), answers_to(page)
    page.form_fields.add(question("singleline", "Enhet", required=True, sort_order=9))
    page = published(page)
    response = send(client, page, answers, version=old)
    html = assert_refused(response, page, 409)
    new = version_shown(client, page)
    assert "Enhet" in html
    assert f'value="{new}"' in html
    assert send(client, page, answers_to(page), version=new).status_code == 303


def test_409_a_question_that_is_not_asked_any_more_is_not_collected(client):
    page = a_form_page()
    old, answers = version_shown(client, page), answers_to(page, diet="jordnötter")
    page.form_fields.remove(page.form_fields.get(field_type="diet"))
    page = published(page)
    html = assert_refused(send(client, page, answers, version=old), page, 409)
    assert "jordnötter" not in html


@pytest.mark.parametrize("version", ["", "0" * 64, "no digest", "x" * 5000])
def test_409_an_unknown_version_is_given_back_with_the_one_in_force(client, version):
    page = a_form_page()
    assert_refused(send(client, page, answers_to(page), version=version), page, 409)


def test_an_older_form_that_still_fits_is_stored_as_it_was_seen(client):
    page = a_form_page()
    old, answers = version_shown(client, page), answers_to(page)
    row = page.form_fields.get(field_type="name")
    assert row.label == "Namn"
    row.label = "Hela namnet"
    page.form_fields.add(row)
    page = published(page)
    assert version_shown(client, page) != old
    assert "Hela namnet" in client.get(address_of(page)).content.decode()
    assert send(client, page, answers, version=old).status_code == 303
    assert Submission.objects.get().version.digest == old
    assert str(Submission.objects.get().lines(sealed=True)[0][0].label) == "Namn"


def test_422_a_missing_answer_is_asked_for(client):
    page = a_form_page()
    answers = answers_to(page)
    organisation = key_of(page, "organisation")
    del answers[organisation]
    html = assert_refused(send(client, page, answers), page, 422)
    assert f'href="#fraga-{organisation}"' in html
    assert re.search(rf'name="{organisation}"[^>]*aria-invalid="true"', html)


def test_422_errors_of_every_kind_are_shown_beside_what_was_written(client):
    page = a_form_page(
        question("name"), question("email"), question("radio", "Lunch", choices="fishfish=Fisk", required=False),
        question("date", "Dag", required=False), question("persons", "Antal", required=False),
        question("multiline", "Övrigt", required=False),
    )  # fmt: skip
    wrong = {"radio": "gonegone", "date": "3/4/2027", "persons": "0", "multiline": "x" * 100_000}
    answers = answers_to(page) | {key_of(page, kind): value for kind, value in wrong.items()}
    html = assert_refused(send(client, page, answers), page, 422)
    for kind in wrong:
        assert f'id="fraga-{key_of(page, kind)}_error"' in html, kind


def test_422_the_trap_is_refused_visibly(client):
    page = a_form_page()
    html = assert_refused(send(client, page, {**answers_to(page), "webbplats": "x"}), page, 422)
    assert 'id="fraga-webbplats_error"' in html


def test_422_what_she_wrote_is_shown_as_text(client):
    page = a_form_page()
    answers = answers_to(page, name="<script>alert(1)</script>", email="no address")
    html = send(client, page, answers).content.decode()
    assert escape("<script>alert(1)</script>") in html
    assert "<script>alert" not in html


def test_429_one_sender_may_not_flood_a_form(client, settings):
    settings.KALLELSE_POSTS_PER_SENDER = 2
    page = a_form_page()
    for _time in range(2):
        assert send(client, page, {**answers_to(page), "webbplats": "x"}).status_code == 422
    response = send(client, page, answers_to(page))
    assert_refused(response, page, 429)
    assert int(response["Retry-After"]) > 0
    body = {**answers_to(page), "version": version_shown(client, page)}
    elsewhere = client.post(address_of(page), body, REMOTE_ADDR="192.0.2.7", headers={"Sec-Fetch-Site": "same-origin"})
    assert elsewhere.status_code == 303


def test_429_all_together_may_not_flood_a_form(client, settings):
    settings.KALLELSE_POSTS_PER_FORM = 1
    page = a_form_page()
    assert send(client, page, {**answers_to(page), "webbplats": "x"}).status_code == 422
    assert_refused(send(client, page, answers_to(page)), page, 429)


def test_429_the_window_is_ten_minutes(client, settings):
    settings.KALLELSE_POSTS_PER_SENDER = 1
    page = a_form_page()
    with time_machine.travel(NOON) as clock:
        assert send(client, page, {**answers_to(page), "webbplats": "x"}).status_code == 422
        assert send(client, page, answers_to(page)).status_code == 429
        clock.shift(timedelta(minutes=10))
        assert send(client, page, answers_to(page)).status_code == 303


# --- refused ---------------------------------------------------------------------------------


def test_410_a_closed_form_takes_nothing(client):
    page = a_form_page(closes_on=date(2027, 2, 21), closed_text="Ring Maj i växeln.")
    with time_machine.travel(datetime(2027, 2, 21, 22, 59, 50, tzinfo=UTC), tick=False) as clock:
        answers, version = answers_to(page), version_shown(client, page)
        clock.shift(timedelta(seconds=10))
        response = send(client, page, answers, version=version)
        shown = client.get(address_of(page))
    assert response.status_code == 410
    assert response.context["problem"] == PROBLEM_WHEN_CLOSED
    assert "Ring Maj i växeln." in response.content.decode()
    assert "<form" not in shown.content.decode()
    assert "Ring Maj i växeln." in shown.content.decode()
    assert nothing_is_stored()
    assert_private(response)


def test_410_a_form_that_is_not_open_yet_takes_nothing(client):
    page = a_form_page(opens_at=NOON, not_open_text="Öppnar i februari.", closed_text="Ring Maj.")
    version = FormVersion.objects.keep(page.form_content(page), page_id=page.pk).digest
    with time_machine.travel(NOON - timedelta(seconds=1), tick=False) as clock:
        response = send(client, page, answers_to(page), version=version)
        clock.shift(timedelta(seconds=1))
        opened = client.get(address_of(page))
    html = response.content.decode()
    assert response.status_code == 410
    assert "Öppnar i februari." in html
    assert "Ring Maj." not in html
    assert response.context["problem"] != PROBLEM_WHEN_CLOSED
    assert nothing_is_stored()
    assert "<form" in opened.content.decode()


@pytest.mark.parametrize("content_type", ["text/plain", "application/json", "application/octet-stream", ""])
def test_400_what_no_form_sends(client, content_type):
    page = a_form_page()
    headers = {"Sec-Fetch-Site": "same-origin"}
    response = client.post(address_of(page), b"{}", content_type=content_type, headers=headers)
    assert response.status_code == 400
    assert nothing_is_stored()


@pytest.mark.parametrize(
    "value", [b"Maj%00Lind", b"Maj%FFLind", b"%ed%a0%80"], ids=["nul", "latin-1", "surrogate"]
)
def test_400_characters_that_cannot_be_kept(client, value):
    page = a_form_page()
    body = key_of(page, "name").encode() + b"=" + value
    response = client.post(address_of(page), body, content_type=URLENCODED, headers={"Sec-Fetch-Site": "same-origin"})
    assert response.status_code == 400
    assert nothing_is_stored()


@pytest.mark.parametrize("charset", ["utf-16", "iso-8859-1", "no-such-charset"])
def test_400_another_charset(client, charset):
    page = a_form_page()
    response = client.generic("POST", address_of(page), b"a=b", f"{URLENCODED}; charset={charset}")
    assert response.status_code == 400
    assert nothing_is_stored()


def test_400_a_file_that_nobody_asked_for(client):
    from django.core.files.uploadedfile import SimpleUploadedFile

    page = a_form_page()
    body = {**answers_to(page), "version": version_shown(client, page), "file": SimpleUploadedFile("a.txt", b"a")}
    response = client.post(address_of(page), body, headers={"Sec-Fetch-Site": "same-origin"})
    assert response.status_code == 400
    assert nothing_is_stored()


def test_413_too_much_is_refused_before_it_is_read(client):
    page = a_form_page()
    response = client.post(address_of(page), b"a=" + b"x" * 1_100_000, content_type=URLENCODED)
    assert response.status_code == 413
    assert nothing_is_stored()


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_405_a_form_is_got_or_posted(client, method):
    page = a_form_page()
    response = client.generic(method, address_of(page), headers={"Sec-Fetch-Site": "same-origin"})
    assert response.status_code == 405
    assert nothing_is_stored()


def test_404_a_form_that_is_not_live(client):
    page = a_form_page()
    address = address_of(page)
    page.unpublish()
    body = {**answers_to(page), "version": "0" * 64}
    assert client.post(address, body, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 404
    assert nothing_is_stored()


def test_a_page_for_the_few_takes_nothing_from_others(client):
    page = a_form_page()
    answers, version = answers_to(page), version_shown(client, page)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    cache.clear()
    response = send(client, page, answers, version=version)
    assert response.status_code in (302, 403)
    assert "receipt" not in response.get("Location", "")
    assert nothing_is_stored()


# --- in the visitor's language ---------------------------------------------------------------

FINNISH = {"Namn": "Nimi", "Anmälan": "Ilmoittautuminen", "Anmäl dig": "Ilmoittaudu", "Fisk": "Kala", "Lunch": "Lounas"}


def a_form_in_two_languages() -> tuple[FormPage, FormPage]:
    page = a_form_page(
        question("name"), question("email"), question("radio", "Lunch", choices="fishfish=Fisk", required=False),
        button_text="Anmäl dig",
    )  # fmt: skip
    return page, in_language(page, "fi", FINNISH)


def test_a_finnish_answer_is_kept_in_finnish_with_its_wording(client):
    page, finnish = a_form_in_two_languages()
    answers = {**answers_to(page), key_of(page, "radio"): "fishfish"}
    response = send(client, finnish, answers)
    assert response["Location"].startswith("/fi/receipt/")
    submission = Submission.objects.get()
    assert (submission.page_id, submission.served_page_id) == (page.pk, finnish.pk)
    assert submission.version.language == submission.stamp_language == "fi"
    lines = {str(asked.label): [str(each) for each in said] for asked, said in submission.lines(sealed=True)}
    assert lines["Nimi"] == ["Maj Lind"]
    assert lines["Lounas"] == ["Kala"]
    assert str(submission.version.content.button) == "Ilmoittaudu"
    assert submission.version.notice["language"] == "fi"
    assert OutboundMessage.objects.get().language == "fi"


def test_the_finnish_receipt_speaks_finnish(client):
    page, finnish = a_form_in_two_languages()
    response = send(client, finnish, answers_to(page))
    receipt = client.get(response["Location"])
    html = receipt.content.decode()
    assert '<html lang="fi"' in html
    assert receipt["Content-Language"] == "fi"
    assert "Nimi" in html
    assert "Namn" not in html


def test_the_finnish_page_says_in_finnish_what_is_wrong(client):
    page, finnish = a_form_in_two_languages()
    response = send(client, finnish, answers_to(page, email="no address"))
    html = response.content.decode()
    assert response.status_code == 422
    assert "Syötä kelvollinen sähköpostiosoite." in html
    assert '<html lang="fi"' in html
    assert nothing_is_stored()


def test_a_question_added_later_is_asked_in_finnish_at_once_and_marked(client):
    page, finnish = a_form_in_two_languages()
    page.form_fields.add(question("singleline", "Kommun", sort_order=9))
    page = published(page)
    html = client.get(address_of(finnish)).content.decode()
    assert re.search(r'<span lang="sv">\s*Kommun\s*</span>', html)
    assert "Ilmoittaudu" in html


def test_both_languages_share_one_list_and_one_guard(client):
    page, finnish = a_form_in_two_languages()
    first, second = send(client, page, answers_to(page)), send(client, finnish, answers_to(page))
    assert {first.status_code, second.status_code} == {303}
    assert Submission.objects.count() == 1
    send(client, finnish, answers_to(page, name="Bo Lind"))
    assert page.get_submissions().count() == finnish.get_submissions().count() == 2


def test_the_times_of_the_original_decide_in_every_language(client):
    page, finnish = a_form_in_two_languages()
    version = version_shown(client, finnish)
    page.closes_on = date(2027, 2, 21)
    published(page)
    with time_machine.travel(datetime(2027, 2, 22, 12, tzinfo=UTC)):
        assert send(client, finnish, answers_to(page), version=version).status_code == 410
    assert nothing_is_stored()
