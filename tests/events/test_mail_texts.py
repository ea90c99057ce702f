"""A body words its own mails: checked when they are saved, shown as they will look, and never in the way of sending."""
from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from events.mail_texts import rules, words
from events.mail_texts.rules import Flaw, Problem
from events.mail_words import KINDS
from events.models import MailText
from forms_app.tasks import tasks_for
from privacy.models import AuditEvent
from privacy.roles import Role
from tests.events.visiting import come, limited, post
from tests.forms_app.test_desk import colleague, signed_in

OFFER = "registration_offered"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("Svara senast %(until)s. 100 % gratis.", []),
        ("Svara i tid.", [Problem(Flaw.MISSING, "until")]),
        ("%(until)s, %(namn)s", [Problem(Flaw.UNKNOWN, "namn")]),
        ("%(until)s och %(until)", [Problem(Flaw.BROKEN)]),
        ("%(until)s <b>nu</b>", [Problem(Flaw.MARKUP)]),
        ("%(until)s &nbsp;", [Problem(Flaw.MARKUP)]),
        ("%(until)s: 3 < 5 & 7 > 5", []),
    ],
)
def test_a_text_is_checked_against_what_its_mail_knows_and_must_tell(text, found):
    assert rules.problems_of(text, allowed={"until", "title"}, required={"until"}) == found


def test_a_percent_sign_of_ones_own_stands_for_itself_and_empty_lines_part_paragraphs():
    assert rules.as_template("100 % %(until)s") % {"until": "nu"} == "100 % nu"
    assert rules.paragraphs("Ett\noch samma.\r\n\r\nTvå.\n \n") == ("Ett och samma.", "Två.")


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_every_standard_text_would_pass_as_an_own_one(language):
    for kind in KINDS:
        assert words.problems_of(MailText(kind=kind, language=language, **words.standard(kind, language))) == {}, kind


@pytest.fixture
def editor(body) -> Any:
    eva = colleague("eva", Role.EDITOR)
    UserProfile.objects.create(user=eva, preferred_language="sv")
    return signed_in(eva)


def address(body: Any, kind: str = OFFER, language: str = "sv") -> str:
    return reverse("events_desk:mail_text", args=[body.pk, kind, language])


def store(body: Any, kind: str, **texts: str) -> None:
    MailText.objects.create(
        body_key=body.translation_key, kind=kind, language="sv", changed_at=timezone.now(), **texts
    )


def test_what_is_saved_is_shown_logged_sent_and_taken_back(editor, body, seminar):
    own = {"subject": "%(reference)s: plats på %(title)s", "heading": "Varmt välkommen!", "text": "Ett.\n\n100 % två."}
    here = address(body, "registration_confirmed")
    assert "Du är anmäld" in editor.get(here).content.decode()
    looked = editor.post(here, {**own, "act": "look"}).content.decode()
    assert "Varmt välkommen!" in looked.partition("srcdoc=")[2]
    assert "100 % två." in looked
    assert not MailText.objects.exists()
    assert editor.post(here, {**own, "act": "save"}).status_code == 302
    event = limited(seminar)
    come(event)
    (letter,) = post()
    assert letter.subject.endswith("plats på Läsning för alla")
    assert all(each in str(letter.body) for each in ("Varmt välkommen!", "Ett.", "100 % två.", "Se din anmälan"))
    listed = editor.get(reverse("events_desk:mail_texts", args=[body.pk])).content.decode()
    assert "<strong>" in listed
    assert editor.post(here, {"act": "reset"}).status_code == 302
    assert not MailText.objects.exists()
    changes = AuditEvent.objects.filter(subject_type="mail_text").values_list("action", flat=True)
    assert sorted(changes) == ["mail_text.changed", "mail_text.reset"]
    assert editor.get(here).content.decode().count("desk-by") == 2
    come(event, name="Ida Lund")
    assert "Du är anmäld" in str(post("ida@example.org")[0].body)


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ({"text": "Svara snart."}, "Sätt tillbaka ”%(until)s”"),
        ({"text": "%(until)s till %(namn)s"}, "känner inte till ”%(namn)s”"),
        ({"text": "%(until)s <a href='x'>här</a>"}, "utan HTML"),
        ({"subject": "Vill du ha platsen?"}, "Sätt tillbaka ”%(reference)s”"),
        ({"heading": "%(title)s"}, "känner inte till ”%(title)s”"),
        ({"link": "%(title"}, "avhuggen"),
    ],
)
def test_what_does_not_fit_is_not_saved_and_the_answer_says_what_to_do(editor, body, texts, said):
    page = unescape(editor.post(address(body), {**texts, "act": "save"}).content.decode())
    assert said in page
    assert next(iter(texts.values())).split("<")[0] in page
    assert not MailText.objects.exists()


def test_a_stored_text_that_fits_no_more_is_not_sent_and_is_somebodys_task(editor, body, seminar):
    eva = colleague("elin", Role.EDITOR)
    store(body, "registration_confirmed", text="Hej %(borttagen)s", heading="Eget")
    assert [each.url for each in tasks_for(eva)] == [address(body, "registration_confirmed")]
    come(limited(seminar))
    (letter,) = post()
    assert "Du är anmäld" in str(letter.body)
    assert "Eget" not in str(letter.body)
    assert editor.get(address(body, "registration_confirmed")).status_code == 200
    assert editor.get(reverse("events_desk:mail_texts", args=[body.pk])).status_code == 200


def test_other_bodies_and_languages_keep_the_standard_words(body, seminar):
    store(body, "registration_confirmed", heading="Eget")
    assert words.words_for("registration_confirmed", seminar, "sv").heading == "Eget"
    assert words.words_for("registration_confirmed", seminar, "fi") is KINDS["registration_confirmed"]
    assert words.words_for("registration_confirmed", body.get_parent(), "sv") is KINDS["registration_confirmed"]


def test_every_kind_can_be_looked_at_in_every_language(editor, body, seminar):
    for kind in KINDS:
        for language in ("sv", "fi", "en"):
            page = editor.get(address(body, kind, language))
            assert page.status_code == 200, (kind, language)
            assert "srcdoc=" in page.content.decode(), (kind, language)
    assert editor.get(address(body, "nothing")).status_code == 404
    assert editor.get(address(body, language="de")).status_code == 404


def test_only_editors_who_may_publish_the_body_come_in_and_the_way_is_in_the_header(editor, body):
    header = editor.get(reverse("wagtailadmin_pages:edit", args=[body.pk])).content.decode()
    assert reverse("events_desk:mail_texts", args=[body.pk]) in header
    for role in (Role.ORGANISER, Role.CASE_OFFICER, Role.TRANSLATOR):
        browser = signed_in(colleague(str(role), role))
        assert browser.get(address(body)).status_code == 403
        assert browser.post(address(body), {"heading": "Eget"}).status_code == 403
    assert AuditEvent.objects.filter(action="mail_text.refused").count() == 6
