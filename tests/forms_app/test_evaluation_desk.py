"""What the desk shows of an evaluation, from when, and to whom."""
import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from forms_app.evaluations import answering, hiding
from forms_app.evaluations.batches import write_batches
from forms_app.evaluations.results import as_table, results_of
from forms_app.models import EvaluationAnswer, EvaluationInvitation, EvaluationToken, FormVersion, Submission
from privacy import outbox
from privacy.models import AuditEvent, OutboundMessage
from privacy.roles import Role
from tests.factories import a_body, a_form_page, a_submission, an_evaluation, question
from tests.forms_app.test_desk import colleague, signed_in

pytestmark = pytest.mark.django_db
OPEN = datetime(2027, 3, 1, 11, tzinfo=UTC)
OVER = datetime(2027, 4, 1, 11, tzinfo=UTC)
VIEWS = ("evaluation", "evaluation_export", "evaluation_links", "evaluation_texts", "evaluation_records")


@pytest.fixture(autouse=True)
def while_it_is_open():
    with time_machine.travel(OPEN, tick=False):
        yield


@pytest.fixture
def when_it_is_over(while_it_is_open):
    """The day after the last day to answer; what was written was written before."""
    with time_machine.travel(OVER, tick=False):
        yield


def answered(number: int, *words: str, **facts: Any) -> Any:
    """An evaluation with so many answers written; the first ones give ``words``."""
    page = an_evaluation(**facts)
    version = FormVersion.objects.get(page=page.pk, language="sv")
    rate, text = page.form_fields.order_by("sort_order").values_list("clean_name", flat=True)
    steps = ["bad111", "soso22", "good33"]
    for place, code in enumerate(answering.make_links(page, number)):
        said = words[place] if place < len(words) else ""
        answering.spend(code, version=version, answers={rate: steps[place % 3], text: said})
    write_batches(OPEN)
    return page


def an_answer_more(page: Any) -> Any:
    """One more who answers, alone, before it is over: the key of her answer, as it is written then."""
    before = set(EvaluationAnswer.objects.values_list("pk", flat=True))
    version = FormVersion.objects.get(page=page.pk, language="sv")
    [code] = answering.make_links(page, 1)
    answering.spend(code, version=version, answers={})
    assert write_batches(OVER) == 1
    [new] = set(EvaluationAnswer.objects.values_list("pk", flat=True)) - before
    return new


def address(name: str, page: Any) -> str:
    return reverse(f"forms_app_desk:{name}", args=[page.pk])


def test_below_five_nothing_is_shown_not_even_how_many():
    page = answered(4)
    browser = signed_in(colleague("otto", Role.CASE_OFFICER))
    html = browser.get(address("evaluation", page)).content.decode()
    assert "Hur bra var dagen?" not in html
    assert not results_of(page, timezone.now()).is_shown
    assert browser.get(address("evaluation_export", page)).status_code == 404


def test_what_was_left_at_the_end_shows_nothing_to_those_who_look_after_it_when_it_is_below_five(when_it_is_over):
    event = a_form_page(parent=a_body(), title="Seminariet", owner=colleague("eva", Role.EDITOR, is_superuser=True))
    page = answered(4, "Kaffet", parent=event)
    assert write_batches(OVER) == 4
    browser = signed_in(event.owner)
    assert browser.get(address("evaluation_export", page)).status_code == 404
    for name in ("evaluation", "evaluation_texts"):
        html = browser.get(address(name, page)).content.decode()
        assert "Kaffet" not in html
        assert "Hur bra var dagen?" not in html
        assert "/records/" not in html
    an_answer_more(page)
    assert "Hur bra var dagen?" in browser.get(address("evaluation", page)).content.decode()


def test_nothing_that_is_shown_tells_those_who_answered_last_from_the_others(when_it_is_over):
    page = answered(5, "Kaffet")
    last = an_answer_more(page)
    assert {each.day for each in EvaluationAnswer.objects.all()} == {OPEN.date(), OVER.date()}
    officer = signed_in(colleague("otto", Role.CASE_OFFICER))
    pages = [address(name, page) for name in ("evaluation", "evaluation_records", "evaluation_export")]
    answers = EvaluationAnswer.objects.values_list("pk", flat=True)
    pages += [reverse("forms_app_desk:evaluation_one", args=[page.pk, each]) for each in answers]
    shown = [officer.get(each) for each in pages]
    assert str(last) in shown[1].content.decode()
    for response in shown:
        said = b"".join(response).decode()
        for day in (OPEN, OVER):
            assert f"{day:%Y-%m-%d}" not in said
            assert date_format(day, "DATE_FORMAT") not in said


def test_while_it_is_open_nobody_learns_from_two_looks_what_the_last_ones_answered():
    page = answered(5, "Kaffet")
    officer = signed_in(colleague("otto", Role.CASE_OFFICER))
    looks = ("evaluation", "evaluation_texts")
    for _look in range(2):
        html, texts = (officer.get(address(name, page)).content.decode() for name in looks)
        assert "Hur bra var dagen?" not in html
        assert "Kaffet" not in html + texts
        assert officer.get(address("evaluation_export", page)).status_code == 404
        assert f"{results_of(page, OPEN).number} " in html
        for code in answering.make_links(page, 5):
            answering.spend(code, version=FormVersion.objects.get(page=page.pk, language="sv"), answers={})
        write_batches(OPEN)
    assert results_of(page, OVER).is_shown, "it would be shown now"
    [code] = answering.make_links(page, 1)
    answering.spend(code, version=FormVersion.objects.get(page=page.pk, language="sv"), answers={})
    assert not results_of(page, OVER).is_shown, "one still waits to be written"
    write_batches(OVER)
    assert results_of(page, OVER).number == 16


def test_an_evaluation_whose_results_are_shown_is_not_opened_again(when_it_is_over):
    shown = answered(5)
    shown.closes_on = date(2027, 5, 1)
    assert any("är slut" in reason for reason in shown.publishing_refusals())
    few = answered(4, parent=shown.get_parent().specific, title="En annan", slug="en-annan")
    write_batches(OVER)
    few.closes_on = date(2027, 5, 1)
    assert not few.publishing_refusals(), "nothing has been shown"
    shown.closes_on = date(2027, 3, 30)
    assert not shown.publishing_refusals()


def test_from_five_on_there_are_counts_shares_a_mean_and_a_chart(when_it_is_over):
    page = answered(6, "Kaffet")
    scale = results_of(page, timezone.now()).questions[0]
    assert [(each.count, each.share) for each in scale.tallies] == [(2, 33), (2, 33), (2, 33)]
    assert (str(scale.mean), str(scale.median)) == ("2.0", "2.0")
    html = signed_in(colleague("otto", Role.CASE_OFFICER)).get(address("evaluation", page)).content.decode()
    assert "Hur bra var dagen?" in html
    assert 'class="desk-chart"' in html
    assert "Kaffet" not in html, "nobody has looked through it"


def test_a_text_is_shown_when_it_was_looked_through_and_without_what_was_hidden(when_it_is_over):
    page = answered(5, "Maj Lind var toppen. Tack, maj lind!")
    officer = signed_in(colleague("otto", Role.CASE_OFFICER))
    html = officer.get(address("evaluation_texts", page)).content.decode()
    assert "Maj Lind var toppen" in html
    answer = re.search(r'name="answer" value="([0-9a-f-]{36})"', html)[1]
    field = re.search(rf'<textarea[^>]*name="({answer}-\w+)"', html)[1]
    wrong = officer.post(address("evaluation_texts", page), {"answer": answer, field: "Lena"})
    assert wrong.status_code == 422
    done = officer.post(address("evaluation_texts", page), {"answer": answer, field: "Maj Lind"})
    assert done.status_code == 302
    html = officer.get(address("evaluation", page)).content.decode()
    assert "[…] var toppen. Tack, […]!" in html
    assert "Maj" not in "".join(str(row) for row in as_table(results_of(page, timezone.now())))
    kept = EvaluationAnswer.objects.get(pk=answer)
    assert "Maj Lind var toppen. Tack, maj lind!" in kept.answers.values(), "the record is as it was"
    assert officer.get(reverse("forms_app_desk:evaluation_one", args=[page.pk, answer])).status_code == 200


def test_who_looks_after_the_event_sees_the_results_but_no_single_answer():
    event = a_form_page(parent=a_body(), title="Seminariet", owner=colleague("eva", Role.EDITOR, is_superuser=True))
    page = answered(5, "Hej", parent=event)
    browser = signed_in(event.owner)
    assert browser.get(address("evaluation", page)).status_code == 200
    assert browser.get(address("evaluation_texts", page)).status_code == 200
    assert browser.get(address("evaluation_records", page)).status_code == 403
    assert AuditEvent.objects.filter(action="submissions.refused").count() == 1


@pytest.mark.parametrize(
    "role", [Role.EDITOR, Role.TRANSLATOR, Role.ARCHIVIST, Role.DECISION_MAKER, Role.ADMINISTRATOR]
)
def test_nobody_else_sees_anything_and_each_try_is_logged(role):
    page = answered(5, "Hej")
    browser = signed_in(colleague("nisse", role))
    assert [browser.get(address(name, page)).status_code for name in VIEWS] == [403] * len(VIEWS)
    one = EvaluationAnswer.objects.first()
    assert browser.get(reverse("forms_app_desk:evaluation_one", args=[page.pk, one.pk])).status_code == 403
    assert AuditEvent.objects.filter(action="submissions.refused").count() == len(VIEWS) + 1
    assert browser.get(reverse("forms_app_desk:evaluations")).status_code == 200


def test_the_data_protection_officer_reads_and_makes_nothing(when_it_is_over):
    page = answered(5, "Hej")
    browser = signed_in(colleague("dora", Role.DATA_PROTECTION_OFFICER))
    found = {name: browser.get(address(name, page)).status_code for name in VIEWS}
    assert found == {name: 403 if name in ("evaluation_links", "evaluation_texts") else 200 for name in VIEWS}


def test_slips_hold_codes_that_work_and_are_stored_nowhere(client):
    page = an_evaluation()
    browser = signed_in(colleague("otto", Role.CASE_OFFICER))
    response = browser.post(address("evaluation_links", page), {"number": "3", "way": "sheet"})
    assert "no-store" in response["Cache-Control"]
    codes = re.findall(r'class="slip-code" translate="no">([A-Z0-9-]{14})<', response.content.decode())
    assert len(set(codes)) == EvaluationToken.objects.count() == 3
    assert client.get(f"/sv/evaluation/{codes[0]}/").status_code == 200
    listed = browser.post(address("evaluation_links", page), {"number": "2", "way": "list"})
    assert len(re.findall(r"http\S+/sv/evaluation/[A-Z0-9-]{14}/", listed.getvalue().decode())) == 2
    assert browser.post(address("evaluation_links", page), {"number": "0", "way": "list"}).status_code == 422


def test_each_who_registered_is_mailed_one_link_once_and_nothing_says_whose_it_is(client):
    event = a_form_page(parent=a_body(), title="Seminariet")
    for name in ("maj", "lena"):
        a_submission(event, email=f"{name}@example.org", name=name)
    OutboundMessage.objects.all().delete()
    page = an_evaluation(parent=event)
    browser = signed_in(colleague("otto", Role.CASE_OFFICER))
    for _click in range(2):
        browser.post(address("evaluation_links", page), {"invite": "1"})
    assert EvaluationInvitation.objects.count() == OutboundMessage.objects.count() == 2
    assert not EvaluationToken.objects.exists(), "a link is made when its mail leaves"
    assert outbox.send_due(timezone.now()) == 2
    codes = [re.search(r"/sv/evaluation/([A-Z0-9-]{14})/", each.body)[1] for each in mail.outbox]
    assert len(set(codes)) == 2
    assert client.get(f"/sv/evaluation/{codes[0]}/").status_code == 200
    assert not any(code in str(row) for code in codes for row in OutboundMessage.objects.values())
    assert all(each.subject.startswith("Vad tyckte du?") for each in mail.outbox)


def test_when_it_is_over_no_link_is_made_and_no_mail_is_sent():
    event = a_form_page(parent=a_body())
    a_submission(event)
    page = an_evaluation(parent=event, closes_on=date(2027, 2, 27))
    browser = signed_in(colleague("otto", Role.CASE_OFFICER))
    assert browser.post(address("evaluation_links", page), {"number": "3", "way": "list"}).status_code == 409
    assert Submission.objects.exists()
    assert not EvaluationToken.objects.exists()


def test_options_that_were_removed_are_counted_under_the_words_they_had(when_it_is_over):
    page = answered(6)
    rate = page.form_fields.get(field_type="radio")
    rate.choices = rate.choices.replace("\nsoso22=2", "")
    rate.save()
    page.keep_version()
    scale = results_of(page, timezone.now()).questions[0]
    assert sum(each.count for each in scale.tallies) == 6
    assert "2" in [str(each.label) for each in scale.tallies]


def test_numbers_boxes_and_several_choices_are_counted(when_it_is_over):
    page = an_evaluation(
        question("number", "Hur många mil?"), question("checkbox", "Kommer du igen?"),
        question("checkboxes", "Vad var bra?", choices="mat111=Maten\nsal222=Salen", required=False),
    )  # fmt: skip
    number, box, several = page.form_fields.order_by("sort_order").values_list("clean_name", flat=True)
    version = FormVersion.objects.get(page=page.pk)
    for place, code in enumerate(answering.make_links(page, 5)):
        answers = {number: str(place), box: place > 2, several: ["mat111", "sal222"][: place % 3]}
        answering.spend(code, version=version, answers=answers)
    write_batches(OPEN)
    miles, again, good = results_of(page, timezone.now()).questions
    assert (str(miles.mean), str(miles.median)) == ("2.0", "2.0")
    assert [each.count for each in again.tallies] == [2, 3]
    assert (good.answered, [each.count for each in good.tallies]) == (3, [3, 1])


def test_places_that_meet_are_hidden_as_one():
    text = "Anna Annasson talade."
    places = hiding.places_of(["anna", "Annasson"], text)
    assert hiding.shown(text, places) == "[…] […] talade."
    with pytest.raises(hiding.NotFound):
        hiding.places_of(["Lena"], text)
