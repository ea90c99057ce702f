"""A form in steps over HTTP, without script or cookie: what opens, the participants, the last look, the warning."""
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import signing
from django.utils import translation

from forms_app import review
from forms_app.desk.rows import rows_of
from forms_app.models import FormPage, PostOnce, Submission, SubmittedPerson
from home.publishing import PublishingRefused
from tests.factories import a_form_page, address_of, in_language, published, question
from tests.forms_app.walking import Walker

pytestmark = pytest.mark.django_db
NOON = datetime(2027, 2, 1, 11, tzinfo=UTC)
NUMBER = "19640823-3234"
WHO = {"namename": "Maj Lind", "mailmail": "maj.lind@example.org"}
LUNCH = "yesplease=Ja\nnothanks=Nej"


def who(**facts: Any):
    return [question("name", clean_name="namename"), question("email", clean_name="mailmail", **facts)]


def a_lunch_form(**facts: Any) -> FormPage:
    """Lunch opens the diet, the diet "allergy" opens what it is."""
    return a_form_page(
        *who(), question("radio", "Lunch?", clean_name="lunchlun", choices=LUNCH),
        question("radio", "Vilken kost?", clean_name="kostkost", choices="vegetari=Vego\nallergic=Allergi",
                 condition="lunchlun:yesplease"),
        question("diet", "Vilken allergi?", clean_name="allergia", condition="kostkost:allergic", required=True),
        **facts,
    )  # fmt: skip


def a_trip(**facts: Any) -> FormPage:
    """A form that asks each participant for a name and lunch, and for the diet of those who eat."""
    of_each: dict[str, Any] = {"asked_of": "participant"}
    return a_form_page(
        *who(), question("name", "Deltagarens namn", clean_name="whoiswho", **of_each),
        question("radio", "Lunch?", clean_name="lunchlun", choices=LUNCH, **of_each),
        question("diet", "Vilken kost?", clean_name="kostkost", condition="lunchlun:yesplease",
                 required=True, **of_each),
        **facts,
    )  # fmt: skip


def a_reviewed_form(**facts: Any) -> FormPage:
    return a_form_page(*who(), question("multiline", "Övrigt", clean_name="freetext"), review_step=True, **facts)


def at_review(page: FormPage | None = None, **answers: Any) -> Walker:
    walker = Walker(page or a_reviewed_form())
    walker.press(**{**WHO, "freetext": "Rad ett\nRad två", **answers})
    assert walker.answer.status_code == 200
    return walker


# --- conditions --------------------------------------------------------------------------------


def test_a_question_opens_on_the_next_step_with_what_was_written_kept():
    walker = Walker(a_lunch_form())
    assert walker.asked == ["namename", "mailmail", "lunchlun"]
    walker.press(**WHO, lunchlun="yesplease")
    assert walker.answer.status_code == 200
    assert walker.asked == ["namename", "mailmail", "lunchlun", "kostkost"]
    assert dict(walker.filled())["namename"] == "Maj Lind"
    assert "Dina svar leder till en fråga till" in walker.text
    assert len(walker.html.select("[autofocus]")) == 1
    assert not walker.html.select(".error-summary")
    assert not Submission.objects.exists()
    walker.press(kostkost="allergic")
    assert walker.asked[-1] == "allergia"
    walker.press(allergia="jordnötter")
    assert "jordnötter" in walker.follow()
    assert sorted(Submission.objects.get().answers) == ["allergia", "kostkost", "lunchlun", "mailmail", "namename"]


def test_what_was_opened_must_be_answered_once_it_has_been_seen():
    walker = Walker(a_lunch_form())
    walker.press(**WHO, lunchlun="yesplease")
    assert walker.press().status_code == 422
    assert [each["href"] for each in walker.html.select(".error-summary a")] == ["#fraga-kostkost_0"]
    assert not Submission.objects.exists()


def test_what_nothing_opens_is_neither_required_nor_stored():
    walker = Walker(a_lunch_form())
    walker.press(**WHO, lunchlun="nothanks", kostkost="allergic", allergia="jordnötter")
    assert "Maj Lind" in walker.follow()
    stored = Submission.objects.get()
    assert sorted(stored.answers) == ["lunchlun", "mailmail", "namename"]
    assert [each.key for each, _words in stored.lines(sealed=True)] == ["namename", "mailmail", "lunchlun"]
    with translation.override("sv"):
        (cells,) = (row.cells for row in rows_of(stored.page.specific, [stored], stored.version.questions))
    assert [str(words[0]) for words in cells if words] == ["Maj Lind", WHO["mailmail"], "Nej", "Inte frågat"]


def test_a_change_of_mind_closes_the_question_again():
    walker = Walker(a_lunch_form())
    walker.press(**WHO, lunchlun="yesplease")
    walker.press(kostkost="allergic")
    walker.press(allergia="jordnötter", lunchlun="nothanks")
    assert "jordnötter" not in walker.follow()
    assert sorted(Submission.objects.get().answers) == ["lunchlun", "mailmail", "namename"]


def test_a_condition_holds_in_the_other_language_by_its_keys():
    page = a_lunch_form()
    walker = Walker(in_language(page, "fi", {"Ja": "Kyllä", "Lunch?": "Lounas?", "Vilken kost?": "Mikä ruokavalio?"}))
    walker.press(**WHO, lunchlun="yesplease")
    assert "Mikä ruokavalio?" in walker.text
    assert "Vastaustesi perusteella" in walker.text
    walker.press(kostkost="vegetari")
    walker.follow()
    assert Submission.objects.get().answers["kostkost"] == "vegetari"


def test_the_door_itself_keeps_out_what_was_not_put():
    from tests.factories import a_submission

    page = a_lunch_form()
    a_submission(page, radio="nothanks", diet="jordnötter")
    assert "allergia" not in Submission.objects.get().answers


# --- participants --------------------------------------------------------------------------------


def test_the_number_comes_first_then_each_participant():
    walker = Walker(a_trip())
    assert walker.asked == ["namename", "mailmail", "party_size"]
    assert "Steg 1 av 2" in walker.text
    walker.press(**WHO, party_size="2")
    assert walker.answer.status_code == 200
    assert "Steg 2 av 2" in walker.text
    assert [each.get_text(strip=True) for each in walker.form.select("fieldset.participant > legend")] == [
        "Deltagare 1", "Deltagare 2",
    ]  # fmt: skip
    assert walker.asked == ["whoiswho-1", "lunchlun-1", "whoiswho-2", "lunchlun-2"]
    walker.press(whoiswho__1="Bo", lunchlun__1="yesplease", whoiswho__2="Eva", lunchlun__2="nothanks")
    assert walker.answer.status_code == 200
    assert "kostkost-1" in walker.asked
    assert "kostkost-2" not in walker.asked
    walker.press(kostkost__1="Vegan")
    walker.follow()
    bo, eva = SubmittedPerson.objects.order_by("ordinal")
    assert bo.answers["whoiswho"] == "Bo"
    assert sorted(bo.answers) == ["kostkost", "lunchlun", "whoiswho"]
    assert sorted(eva.answers) == ["lunchlun", "whoiswho"]
    assert sorted(Submission.objects.get().answers) == ["mailmail", "namename"]


def test_what_is_wrong_names_the_participant():
    walker = Walker(a_trip())
    walker.press(**WHO, party_size="2")
    walker.press(whoiswho__1="Bo", lunchlun__1="nothanks", whoiswho__2="", lunchlun__2="nothanks")
    assert walker.answer.status_code == 422
    (link,) = walker.html.select(".error-summary a")
    assert link["href"] == "#fraga-whoiswho-2"
    assert link.get_text(strip=True).startswith("Deltagare 2: Deltagarens namn")


def test_going_back_for_another_number_keeps_what_was_written_of_each():
    walker = Walker(a_trip())
    walker.press(**WHO, party_size="2")
    walker.press("go_back", "1", whoiswho__1="Bo", lunchlun__1="nothanks", whoiswho__2="Eva")
    assert walker.asked == ["namename", "mailmail", "party_size"]
    assert dict(walker.filled())["namename"] == "Maj Lind"
    walker.press(party_size="1")
    assert walker.asked == ["whoiswho-1", "lunchlun-1"]
    walker.press("go_back", "1")
    walker.press(party_size="3")
    written = dict(walker.filled())
    assert (written["whoiswho-1"], written["whoiswho-2"], written["whoiswho-3"]) == ("Bo", "Eva", "")


def test_more_than_may_come_are_refused_with_the_reason():
    walker = Walker(a_trip(largest_party=3))
    assert walker.press(**WHO, party_size="4").status_code == 422
    assert "#fraga-party_size" in [each["href"] for each in walker.html.select(".error-summary a")]


def test_a_form_without_such_questions_is_one_page_as_before():
    walker = Walker(a_form_page())
    assert "Steg" not in walker.text
    names = [each["name"] for each in walker.form.select("input[type=hidden], button[name]")]
    assert names == ["version"]


# --- the last look ---------------------------------------------------------------------------------


def test_everything_is_shown_once_more_before_it_is_sent():
    walker = at_review()
    assert "Steg 2 av 2" in walker.text
    assert "Maj Lind" in walker.text
    assert "Rad ett" in walker.text
    assert not Submission.objects.exists()
    assert walker.asked == []
    assert "no-store" in walker.answer["Cache-Control"]
    walker.press()
    assert "Maj Lind" in walker.follow()
    assert Submission.objects.get().answers["freetext"].splitlines() == ["Rad ett", "Rad två"]


def test_a_change_leads_back_to_the_field_with_everything_kept_and_on_to_the_last_look():
    walker = at_review()
    walker.press("change_answer", "mailmail")
    assert walker.html.select_one("[autofocus]")["name"] == "mailmail"
    assert dict(walker.filled())["namename"] == "Maj Lind"
    walker.press(mailmail="maj@example.org")
    assert "maj@example.org" in walker.text
    walker.press()
    walker.follow()
    assert Submission.objects.get().answers["mailmail"] == "maj@example.org"


def test_a_change_of_a_participants_answer_leads_to_her():
    walker = Walker(a_trip(review_step=True))
    walker.press(**WHO, party_size="2")
    walker.press(whoiswho__1="Bo", lunchlun__1="nothanks", whoiswho__2="Eva", lunchlun__2="nothanks")
    assert "Steg 3 av 3" in walker.text
    walker.press("change_answer", "lunchlun-2")
    assert walker.html.select_one("fieldset[autofocus] input")["name"] == "lunchlun-2"
    walker.press(lunchlun__2="yesplease")
    assert "kostkost-2" in walker.asked
    walker.press(kostkost__2="Vegan")
    assert "Vegan" in walker.text
    walker.press()
    walker.follow()
    assert [each.answers["whoiswho"] for each in SubmittedPerson.objects.order_by("ordinal")] == ["Bo", "Eva"]


def test_a_special_answer_is_shown_to_her_and_sealed_in_the_row():
    page = a_form_page(*who(), question("diet", clean_name="kostkost"), review_step=True)
    walker = at_review(page, kostkost="nötter")
    assert "nötter" in walker.text
    walker.press()
    assert "nötter" not in str(Submission.objects.get().answers)


def test_a_form_without_an_address_is_published_only_with_the_last_look():
    form = {"publish": False, "review_step": False}
    page = a_form_page(question("name", clean_name="namename"), **form)
    with pytest.raises(PublishingRefused):
        published(page)
    page.review_step = True
    assert published(page).live


def without_address() -> FormPage:
    return a_form_page(question("multiline", "Vad tycker du?", clean_name="freetext"), review_step=True)


def test_sending_twice_what_was_looked_through_is_one_submission():
    walker = Walker(without_address())
    walker.press(freetext="Bra")
    shown = walker.answer
    with time_machine.travel(datetime.now(UTC)) as clock:
        first = walker.press()
        walker.answer = shown
        clock.shift(timedelta(minutes=90))
        again = walker.press()
    assert (first.status_code, again.status_code) == (303, 303)
    assert Submission.objects.count() == 1
    assert PostOnce.objects.get().repeats == 1


def test_two_people_with_the_same_words_are_two_submissions():
    page = without_address()
    for _person in range(2):
        walker = Walker(page)
        walker.press(freetext="Bra")
        assert walker.press().status_code == 303
    assert Submission.objects.count() == 2


def test_going_back_and_sending_something_else_is_another_submission_and_the_same_is_not():
    walker = Walker(without_address())
    walker.press(freetext="Bra")
    shown = walker.answer
    walker.press()
    walker.answer = shown
    walker.press("change_answer", "freetext")
    walker.press()
    assert walker.press().status_code == 303
    assert Submission.objects.count() == 1
    walker.answer = shown
    walker.press("change_answer", "freetext")
    walker.press(freetext="Inte bra")
    walker.press()
    assert Submission.objects.count() == 2


def test_409_who_has_looked_for_more_than_two_hours_looks_once_more():
    with time_machine.travel(NOON) as clock:
        walker = at_review()
        clock.shift(timedelta(hours=2, minutes=1))
        assert walker.press().status_code == 409
        assert "Maj Lind" in walker.text
        assert not Submission.objects.exists()
        assert walker.press().status_code == 303


@pytest.mark.parametrize("how", ["changed", "of another page", "made by somebody", "far too long"])
def test_400_what_is_not_ours_is_not_read(how):
    walker = at_review()
    signed = dict(walker.filled())["signed_answers"]
    other = review.Reviewed("another page", {"namename": ["Bo"]}).sealed()
    sent = {"changed": f"x{signed}", "of another page": other, "far too long": "x" * 300_000,
            "made by somebody": signing.dumps([1], salt="forms_app.review")}[how]  # fmt: skip
    assert walker.press(signed_answers=sent).status_code == 400
    assert "gick inte att läsa" in walker.text
    assert walker.asked[0] == "namename"
    assert not Submission.objects.exists()


def test_413_more_than_one_page_can_carry_stays_where_it_was_written(monkeypatch):
    monkeypatch.setattr(review, "MOST", 300)
    page = a_reviewed_form()
    walker = Walker(page)
    assert walker.press(**WHO, freetext="".join(map(chr, range(200, 900)))).status_code == 413
    assert dict(walker.filled())["namename"] == "Maj Lind"


def test_409_a_form_that_has_changed_meanwhile_is_given_back_with_the_answers():
    page = a_reviewed_form()
    walker = at_review(page)
    page.form_fields.add(question("singleline", "Enhet", clean_name="unitunit", required=True, sort_order=9))
    published(page)
    assert walker.press().status_code == 409
    assert walker.asked == ["namename", "mailmail", "freetext", "unitunit"]
    assert dict(walker.filled())["freetext"].split() == ["Rad", "ett", "Rad", "två"]


def test_410_a_form_that_has_closed_meanwhile_takes_nothing():
    page = a_reviewed_form(closes_on=NOON.date())
    with time_machine.travel(NOON) as clock:
        walker = at_review(page)
        clock.shift(timedelta(hours=23))
        assert walker.press().status_code == 410
    assert not Submission.objects.exists()


@pytest.mark.parametrize("status", [403, 429])
def test_who_is_stopped_at_the_last_look_stays_there(status, settings):
    walker = at_review()
    settings.KALLELSE_POSTS_PER_FORM = 1 if status == 429 else 1000
    headers = {"Sec-Fetch-Site": "cross-site" if status == 403 else "same-origin"}
    answer = walker.client.post(walker.address, dict(walker.filled()), headers=headers)
    assert answer.status_code == status
    walker.answer = answer
    assert "Maj Lind" in walker.text
    settings.KALLELSE_POSTS_PER_FORM = 1000
    assert walker.press().status_code == 303


def test_who_is_stopped_among_the_participants_stays_there():
    walker = Walker(a_trip())
    walker.press(**WHO, party_size="1")
    sent = {**dict(walker.filled()), "whoiswho-1": "Bo"}
    walker.answer = walker.client.post(walker.address, sent, headers={"Sec-Fetch-Site": "cross-site"})
    assert walker.answer.status_code == 403
    assert dict(walker.filled())["whoiswho-1"] == "Bo"


# --- identity numbers --------------------------------------------------------------------------------


def test_an_identity_number_in_a_text_is_warned_of_before_anything_is_stored():
    page = a_form_page(*who(), question("multiline", "Övrigt", clean_name="freetext"))
    walker = Walker(page)
    assert walker.press(**WHO, freetext=f"Mitt nummer är {NUMBER}.").status_code == 200
    assert "Menade du att skriva ett personnummer?" in walker.text
    assert [each["href"] for each in walker.html.select(".message-warning a")] == ["#fraga-freetext"]
    assert walker.html.select_one("#fraga-freetext")["aria-describedby"] == "fraga-freetext_warning"
    assert not Submission.objects.exists()
    assert walker.press(freetext="Inget.").status_code == 303
    assert Submission.objects.get().answers["freetext"] == "Inget."


def test_who_wants_to_send_it_all_the_same_may():
    page = a_form_page(*who(), question("multiline", "Övrigt", clean_name="freetext"))
    walker = Walker(page)
    walker.press(**WHO, freetext=NUMBER)
    assert walker.press(freetext=f"{NUMBER} eller 131052-308T").status_code == 200
    assert walker.press().status_code == 303
    assert "131052-308T" in Submission.objects.get().answers["freetext"]


def test_the_warning_comes_once_though_there_is_a_last_look():
    walker = Walker(a_trip(review_step=True))
    walker.press(**WHO, party_size="1")
    walker.press(whoiswho__1=f"Bo {NUMBER}", lunchlun__1="nothanks")
    assert "Deltagare 1: Deltagarens namn" in walker.text
    walker.press()
    assert "Steg 3 av 3" in walker.text
    assert walker.press().status_code == 303


# --- the same for everybody --------------------------------------------------------------------------


def test_the_first_page_is_the_same_for_everybody_and_no_step_sets_a_cookie(client):
    page = a_trip(review_step=True)
    assert client.get(address_of(page)).content == Walker(page).answer.content
    walker = Walker(page)
    for step in ({**WHO, "party_size": "1"}, {"whoiswho__1": "Bo", "lunchlun__1": "nothanks"}, {}):
        answer = walker.press(**step)
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")
        assert answer["X-Robots-Tag"] == "noindex"
    assert answer.status_code == 303
