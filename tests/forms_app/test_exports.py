"""Answers as files: every one in its own words, typed, defused, read in bounded pieces."""
import json
from datetime import date, datetime, timedelta

import pytest
from django.db.models import Q
from django.utils import timezone

from forms_app import submissions
from forms_app.exports import making, reading, table
from forms_app.exports.files import workshop
from forms_app.exports.order import Preset, RowOf
from forms_app.models import FormVersion, Submission
from forms_app.models.submissions import HOLDING
from privacy import registry, spreadsheets
from tests.factories import ASKED_AT, a_form_page, a_submission, key_of, published, question
from tests.forms_app.exported import FORMULAS, an_order, as_csv, as_json, as_xlsx, under
from tests.forms_app.test_persons import ADA, BO, NOW, a_party_form, register


@pytest.mark.parametrize("text", FORMULAS)
def test_a_defused_text_is_no_formula_and_comes_back_as_it_was(text):
    assert spreadsheets.defused(text).startswith("'")
    assert spreadsheets.original(spreadsheets.defused(text)) == text


@pytest.mark.parametrize("text", ["Maj Lind", "'s-Hertogenbosch", "040-123 45 67", "a=b", "", "'"])
def test_other_texts_are_left_alone(text):
    assert spreadsheets.defused(text) == spreadsheets.original(text) == text


@pytest.mark.django_db
def test_after_an_erasure_json_does_not_tell_what_the_erased_answer_had_opened():
    opened = {"condition": "lunch234:yesplease", "required": False}
    page = a_form_page(
        question("email"),
        question("radio", "Lunch?", clean_name="lunch234", choices="yesplease=Ja\nnothanks=Nej"),
        question("singleline", "Bord", clean_name="table234", **opened),
        question("checkbox", "Vatten", clean_name="water234", **opened),
        question("checkboxes", "Sås", clean_name="sauce234", choices="fishfish=Fisk\nvegansau=Vego", **opened),
    )
    version = FormVersion.objects.keep(page.form_content(page), page_id=page.pk)
    left_empty = {"lunch234": "yesplease", "table234": "", "water234": False, "sauce234": []}
    records = [
        submissions.record(
            page=page, served_page=page, version=version, now=NOW,
            answers={key_of(page, "email"): f"{number}@example.org", **answers},
        ).submission
        for number, answers in enumerate((left_empty, {"lunch234": "nothanks"}))
    ]  # fmt: skip

    def told() -> list[list[tuple]]:
        rows = sorted(as_json(page)["submissions"], key=lambda each: numbers.index(each["reference"]))
        return [[(each["value"], each["words"], each["erased"]) for each in row["answers"][1:]] for row in rows]

    numbers = [Submission.objects.get(pk=record).reference for record in records]
    first, second = told()
    assert first != second, "before, it tells that she was asked"
    registry.holding_of(HOLDING).blank(records, ["lunch234"], cause="case:2027-1")
    first, second = told()
    assert first == second
    assert [value for value, _words, _erased in first] == [None, None, False, None]


@pytest.mark.django_db
class TestTheFile:
    def test_formulas_are_text_in_every_format(self, tmp_path):
        page = a_form_page(question("name"), question("email"))
        for number, formula in enumerate(FORMULAS):
            a_submission(page, name=formula, now=ASKED_AT + timedelta(minutes=number))
        assert [spreadsheets.original(cell) for cell in under(as_csv(page), "Namn")] == FORMULAS
        assert under(as_xlsx(page, tmp_path), "Namn") == FORMULAS
        assert [each["answers"][0]["value"] for each in as_json(page)["submissions"]] == FORMULAS

    def test_days_and_numbers_are_days_and_numbers_and_telephone_numbers_text(self, tmp_path):
        page = a_form_page(
            question("email"), question("telephone"), question("date", "Dag"), question("number", "Antal"),
            question("number", "Andel"),
        )  # fmt: skip
        count, share = page.form_fields.filter(field_type="number").order_by("sort_order")
        record = a_submission(page, telephone="+46 40 123 45 67", date=date(2027, 4, 3), number=None)
        answers = Submission.objects.get(pk=record).answers | {count.clean_name: "12", share.clean_name: "2.5"}
        Submission.objects.filter(pk=record).update(answers=answers)
        read = as_xlsx(page, tmp_path)
        assert under(read, "Telefon") == ["+46 40 123 45 67"]
        assert (under(read, "Dag"), under(read, "Antal"), under(read, "Andel")) == ([datetime(2027, 4, 3)], [12], [2.5])  # noqa: DTZ001
        written = as_csv(page)
        assert under(written, "Telefon") == ["'+46 40 123 45 67"]
        assert (under(written, "Dag"), under(written, "Andel")) == (["2027-04-03"], ["2,5"])

    def test_what_is_special_is_there_only_when_it_was_ordered(self, tmp_path):
        page = a_form_page()
        a_submission(page, diet="jordnötter")
        for read in (as_csv(page), as_xlsx(page, tmp_path)):
            assert "Specialkost" not in read[0]
        assert "jordnötter" not in json.dumps(as_json(page), ensure_ascii=False)
        assert under(as_csv(page, special=True, preset=Preset.DOOR), "Specialkost") == ["jordnötter"]
        assert "jordnötter" in json.dumps(as_json(page, special=True), ensure_ascii=False)

    def test_at_the_door_nobody_needs_an_address(self):
        page = a_form_page()
        a_submission(page)
        assert as_csv(page, preset=Preset.DOOR)[0] == ["Referensnummer", "Läge", "Namn", "Titel", "Organisation"]

    def test_for_an_invoice_there_is_what_it_is_written_from(self):
        page = a_form_page(
            question("name"), question("email"), question("telephone"), question("invoice"),
            question("name", "Deltagare", asked_of="participant", clean_name="deltagare"),
        )  # fmt: skip
        assert as_csv(page, preset=Preset.INVOICES)[0] == [
            "Referensnummer", "Läge", "Namn", "E-post", "Fakturauppgifter",
        ]  # fmt: skip

    def test_who_is_set_aside_is_in_no_file(self):
        page = a_form_page()
        for name in ("Maj Lind", "Bo Ek", "Ann Ek"):
            a_submission(page, name=name)
        Submission.objects.filter(answers__icontains="Bo Ek").update(restricted_at=ASKED_AT)
        Submission.objects.filter(answers__icontains="Ann Ek").update(protected=True)
        assert under(as_csv(page), "Namn") == ["Maj Lind"]
        assert len(as_json(page)["submissions"]) == 1

    def test_a_row_for_each_participant_has_her_own_answers(self):
        page = a_party_form()
        register(page, ADA, BO)
        register(page, name="Bo Ek", now=NOW + timedelta(minutes=1))
        rows = as_csv(page, row_of=RowOf.PARTICIPANT)
        assert (under(rows, "Deltagare"), under(rows, "Deltagarens nummer")) == (
            ["Ada Ahl", "Bo Berg", ""], ["1", "2", ""],
        )  # fmt: skip
        assert under(rows, "Namn") == ["Maj Lind", "Maj Lind", "Bo Ek"]
        assert under(as_csv(page), "Deltagare") == ["Ada Ahl; Bo Berg", ""]
        told = as_json(page)["submissions"]
        assert [[each["answers"][0]["value"] for each in one["participants"]] for one in told] == [
            ["Ada Ahl", "Bo Berg"], [],
        ]  # fmt: skip
        with_diet = as_csv(page, row_of=RowOf.PARTICIPANT, special=True)
        assert under(with_diet, "Specialkost") == ["jordnötter", "gluten", ""]
        assert reading.number_of_rows(page, Q(), RowOf.PARTICIPANT) == 3
        assert reading.number_of_rows(page, Q(), RowOf.REGISTRATION) == 2

    def test_a_participant_who_is_set_aside_is_left_out_of_the_row_of_her_party(self):
        page = a_party_form()
        ada, _bo = register(page, ADA, BO).persons.all()
        type(ada).objects.filter(pk=ada.pk).update(protected=True)
        assert under(as_csv(page), "Deltagare") == ["Bo Berg"]

    def test_the_first_block_comes_after_one_piece_at_most_and_queries_do_not_grow_with_rows(
        self, monkeypatch, django_assert_max_num_queries
    ):
        page = a_form_page(question("name"), question("email"))
        for number in range(9):
            a_submission(page, name=f"Person {number}", now=ASKED_AT + timedelta(minutes=number))
        monkeypatch.setattr(reading, "AT_A_TIME", 3)
        read: list[int] = []
        with django_assert_max_num_queries(8 + 3 * 4):
            blocks = making.stream(page, an_order(), Q(), timezone.now(), read.append)
            assert next(blocks).startswith(b"\xef\xbb\xbf")
            assert read == []
            assert len(list(blocks)) == 1
        assert read == [3, 6, 9]

    def test_no_more_than_one_piece_is_in_memory(self, monkeypatch):
        page = a_form_page(question("name"), question("email"))
        for number in range(6):
            a_submission(page, name=f"Person {number}", now=ASKED_AT + timedelta(minutes=number))
        monkeypatch.setattr(reading, "AT_A_TIME", 2)
        sizes = [len(piece) for piece in reading.Reader(page, Q()).pieces()]
        assert sizes == [2, 2, 2]


@pytest.mark.django_db
def test_a_question_that_is_not_asked_any_more_is_marked():
    page = a_form_page(question("name"), question("email"), question("singleline", "Enhet"))
    a_submission(page, singleline="Norr")
    page.form_fields.remove(page.form_fields.get(field_type="singleline"))
    page = published(page)
    assert under(as_csv(page), "Enhet (borttagen)") == ["Norr"]
    (removed,) = [each for each in as_json(page)["questions"] if each["removed"]]
    assert removed["label"] == "Enhet"


@pytest.mark.django_db
def test_nobody_else_can_read_what_is_written(settings, tmp_path):
    settings.KALLELSE_PRIVATE = tmp_path
    with workshop() as folder:
        assert folder.is_relative_to(tmp_path / "exports")
        assert (tmp_path / "exports").stat().st_mode & 0o077 == 0
    assert not folder.exists()


def test_a_number_with_more_digits_than_a_spreadsheet_counts_stays_text():
    assert table._number("1" * 20) == int("1" * 20)
    assert table._number("NaN") == "NaN"
    assert table._number("tolv") == "tolv"


@pytest.mark.django_db
def test_who_has_answered_later_keeps_her_participants_in_the_file():
    page = a_form_page(
        question("email"), question("title", asked_when="with_place", required=False),
        question("name", "Deltagarens namn", asked_of="participant"),
        question("organisation", "Skola", asked_of="participant", asked_when="with_place", required=False),
    )  # fmt: skip
    version = FormVersion.objects.keep(page.form_content(page), page_id=page.pk)
    key = {row.label: row.clean_name for row in page.form_fields.all()}
    record = submissions.record(
        page=page, served_page=page, version=version, answers={key_of(page, "email"): "maj@example.org"},
        persons=[{key["Deltagarens namn"]: "Ada"}, {key["Deltagarens namn"]: "Bo"}], now=NOW,
    ).submission  # fmt: skip
    sent = Submission.objects.get(pk=record)
    title = key_of(page, "title")
    for one, later in ((sent, {title: "Rektor"}), (sent.persons.get(ordinal=2), {key["Skola"]: "Skola Ett"})):
        one.answers |= later
        one.later |= dict.fromkeys(later, version.pk)
        one.save()
    by_person = as_csv(page, row_of=RowOf.PARTICIPANT)
    assert under(by_person, "Deltagarens namn") == ["Ada", "Bo"]
    assert under(by_person, "Skola") == ["", "Skola Ett"]
    assert under(as_csv(page), "Deltagarens namn") == ["Ada; Bo"]
    [told] = as_json(page)["submissions"]
    assert [{each["key"]: each["value"] for each in one["answers"]}[key["Deltagarens namn"]]
            for one in told["participants"]] == ["Ada", "Bo"]  # fmt: skip
    assert {each["key"]: each["value"] for each in told["participants"][1]["answers"]}[key["Skola"]] == "Skola Ett"
