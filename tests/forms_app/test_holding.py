"""Submissions as records about people: shown, found, blanked, counted, deleted and restricted by sets."""
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from forms_app import corrections, submissions
from forms_app.mails import submission_received
from forms_app.models import FormPage, FormVersion, PostOnce, Submission, SubmissionChange
from forms_app.models.submissions import HOLDING
from privacy import cipher, erasure_marks, registry, subject_keys
from privacy.contracts import FieldState, Holding
from privacy.models import SubjectKey, guard
from tests.factories import a_form_page, answers_to, in_language, key_of, question

NOW = datetime(2027, 2, 1, 12, tzinfo=UTC)
CAUSE = "run:2027-1"


def holding() -> Holding:
    return registry.holding_of(HOLDING)


def store(page: FormPage, served: FormPage | None = None, **by_kind: Any) -> UUID:
    """Store an answer to ``page`` as seen on ``served``; which record it is."""
    served = served or page
    version = FormVersion.objects.keep(served.form_content(page), page_id=page.pk)
    return submissions.record(
        page=page, served_page=served, version=version, answers=answers_to(page, **by_kind), now=NOW
    ).submission


def field(record: UUID, kind: str, page: FormPage, *, opened: bool = True, language: str = "en") -> Any:
    (view,) = holding().views([record], language, opened=opened)
    return next(each for each in view.fields if each.key == key_of(page, kind))


@pytest.mark.django_db
class TestViews:
    def test_a_record_is_shown_in_the_wording_that_was_seen(self):
        page = a_form_page()
        finnish = in_language(page, "fi", {"Namn": "Nimi", "Anmälan": "Ilmoittautuminen"})
        own, other = store(page), store(page, finnish, name="Heli Metsä", diet="maapähkinä")
        views = {view.record: view for view in holding().views([own, other], "en", opened=True)}
        assert [views[own].fields[0].label, views[other].fields[0].label] == ["Namn", "Nimi"]
        assert [views[own].title, views[other].title] == ["Anmälan", "Ilmoittautuminen"]
        assert views[other].fields[0].words == ("Heli Metsä",)
        assert views[other].group == page.translation_key
        assert "Heli" not in f"{views[other].title} {views[other].reference} {views[other].facts}"
        assert views[own].notice["title"] != views[other].notice["title"]

    def test_what_is_sealed_is_in_words_only_when_opened(self):
        page = a_form_page()
        record = store(page, diet="jordnötter")
        assert field(record, "diet", page, opened=True).words == ("jordnötter",)
        shut = field(record, "diet", page, opened=False)
        assert (shut.words, shut.state, shut.kind) == ((), FieldState.PRESENT, "diet")

    def test_a_question_left_blank_is_empty_and_its_value_is_not_missed(self):
        page = a_form_page()
        assert field(store(page), "diet", page).state is FieldState.EMPTY

    def test_facts_tell_of_the_mail_that_was_queued(self):
        (view,) = holding().views([store(a_form_page())], "en", opened=False)
        mails = [value.partition(",")[0] for term, value in view.facts if term == "E-mail"]
        assert mails == ["Receipt: Waiting to be sent"]

    def test_records_that_do_not_exist_are_passed_over(self):
        record = store(a_form_page())
        assert [view.record for view in holding().views([uuid4(), record], "sv", opened=False)] == [record]

    def test_many_records_cost_no_more_queries_than_one(self):
        page = a_form_page()
        records = [store(page, name=f"Person {number}") for number in range(4)]
        holding().views(records[:1], "sv", opened=True)  # reads the types of content, which are kept
        with CaptureQueriesContext(connection) as one:
            holding().views(records[:1], "sv", opened=True)
        with CaptureQueriesContext(connection) as all_of_them:
            holding().views(records, "sv", opened=True)
        assert len(all_of_them) == len(one)


@pytest.mark.django_db
def test_groups_and_anchors_are_those_of_the_page():
    page = a_form_page(closes_on=date(2027, 2, 21))
    record = store(page)
    assert holding().groups([record, uuid4()]) == {record: page.translation_key}
    (known,) = holding().anchors([record, uuid4()]).values()
    assert (known["registration_closed"], known["submitted"]) == (date(2027, 2, 21), date(2027, 2, 1))
    assert {"last_published", "manual"} <= known.keys()


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["maj lind", "MAJ  Lind", "jordNÖTTER", "rättad"])
def test_free_text_is_found_in_received_sealed_and_corrected_values(text):
    page = a_form_page()
    record, _other = store(page, diet="jordnötter"), store(page, name="Bo Ek", email="bo@example.org")
    corrections.correct(record=record, key=key_of(page, "title"), value="Rättad", by=None, why="slip", now=NOW)
    corrections.correct(record=record, key=key_of(page, "name"), value="Maja Lind", by=None, why="slip", now=NOW)
    assert holding().search(text) == [record]


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", "  ", "nobody"])
def test_what_stands_nowhere_is_not_found(text):
    store(a_form_page())
    assert holding().search("lind")
    assert holding().search(text) == []


def test_a_blanked_value_is_gone_with_its_corrections_and_its_key_says_why(both_databases):
    page = a_form_page()
    record, other = store(page, diet="jordnötter"), store(page, name="Bo Ek", diet="vegan")
    diet, name = key_of(page, "diet"), key_of(page, "name")
    corrections.correct(record=record, key=diet, value="selleri", by=None, why="asked", now=NOW)
    before = Submission.objects.get(pk=record)
    assert cipher.is_sealed(before.answers[diet])
    assert cipher.is_sealed(before.corrected[diet])
    assert SubmissionChange.objects.count() == 1
    assert PostOnce.objects.filter(record=record).exists()
    untouched = Submission.objects.filter(pk=other).values().get()

    holding().blank([record], [diet, "unknown"], cause=CAUSE)

    after = Submission.objects.get(pk=record)
    assert after.answers == {**before.answers, diet: None}
    assert (after.answers[name], after.corrected) == ("Maj Lind", {})
    assert list(after.erased) == [diet]
    assert after.erased[diet]["cause"] == CAUSE
    assert not SubmissionChange.objects.exists()
    assert not PostOnce.objects.filter(record=record).exists()
    assert Submission.objects.filter(pk=other).values().get() == untouched

    holding().blank([record, other], [diet, name], cause="case:2027-3")
    again = Submission.objects.get(pk=record)
    assert [again.erased[diet]["cause"], again.erased[name]["cause"]] == [CAUSE, "case:2027-3"]
    assert Submission.objects.get(pk=other).answers[name] is None


def test_what_a_blanked_answer_did_not_open_does_not_tell_it(both_databases):
    page = a_form_page(
        question("name"), question("email"),
        question("radio", "Lunch?", clean_name="lunch234", choices="yesplease=Ja\nnothanks=Nej"),
        question("radio", "Kost?", clean_name="diet2345", choices="vegan234=Vego\nother234=Annat",
                 condition="lunch234:yesplease", required=False),
        question("singleline", "Vad?", clean_name="what2345", condition="diet2345:other234", required=False),
        question("singleline", "Bord", clean_name="table234", asked_of="participant",
                 condition="lunch234:yesplease", required=False),
    )  # fmt: skip
    version = FormVersion.objects.keep(page.form_content(page), page_id=page.pk)
    name, email = key_of(page, "name"), key_of(page, "email")

    def register(who: str, lunch: str) -> UUID:
        answers = {name: who, email: f"{who}@example.org", "lunch234": lunch}
        return submissions.record(
            page=page, served_page=page, version=version, answers=answers, persons=[{}], now=NOW
        ).submission

    eats, stays_away, other = register("maj", "yesplease"), register("bo", "nothanks"), register("eva", "nothanks")
    assert "diet2345" in Submission.objects.get(pk=eats).answers
    assert "diet2345" not in Submission.objects.get(pk=stays_away).answers

    holding().blank([eats, stays_away], ["lunch234"], cause=CAUSE)
    both = [Submission.objects.get(pk=record) for record in (eats, stays_away)]
    for records in (both, [each.persons.get() for each in both]):
        first, second = ([(question.key, words) for question, words in each.lines(sealed=True)
                          if question.condition] for each in records)  # fmt: skip
        assert first == second != []
    assert "diet2345" not in Submission.objects.get(pk=other).answers

    holding().blank([eats, stays_away], ["diet2345", "what2345"], cause="case:2027-3")
    eaten, missed = (Submission.objects.get(pk=record).erased for record in (eats, stays_away))
    assert eaten == missed
    assert eaten.keys() == {"lunch234", "diet2345", "what2345"}


@pytest.mark.django_db
class TestErasedValues:
    def test_every_reader_says_erased_and_none_says_empty(self):
        page = a_form_page()
        record = store(page, diet="jordnötter")
        assert not Submission.objects.get().erased
        holding().blank([record], [key_of(page, kind) for kind in ("diet", "title")], cause=CAUSE)
        submission = Submission.objects.get()
        lines = {asked.type: [str(word) for word in words] for asked, words in submission.lines(sealed=True)}
        assert lines["name"] == ["Maj Lind"]
        for kind in ("diet", "title"):
            with translation.override("sv"):
                sentence = erasure_marks.in_words(submission.erased[key_of(page, kind)])
            assert str(timezone.localdate().year) in sentence
            assert lines[kind] == [sentence]
            seen = field(record, kind, page)
            assert (seen.state, seen.words) == (FieldState.ERASED, ())
            assert seen.note.startswith("Erased on")
        with translation.override("sv"):
            assert f"Titel – {sentence}" in submission_received(record, "sv").text

    def test_a_gap_does_not_tell_who_had_answered(self):
        page = a_form_page()
        answered, silent = store(page, diet="jordnötter"), store(page, name="Bo Ek")
        holding().blank([answered, silent], [key_of(page, "diet")], cause=CAUSE)
        assert {field(record, "diet", page).state for record in (answered, silent)} == {FieldState.ERASED}

    def test_an_erased_address_finds_nobody_and_gets_no_mail(self):
        page = a_form_page(question("name"), question("email"), question("telephone"))
        record = store(page)
        assert subject_keys.records_with("email", "maj.lind@example.org") == [record]
        assert submission_received(record, "sv") is not None
        holding().blank([record], [key_of(page, "email")], cause=CAUSE)
        assert subject_keys.records_with("email", "maj.lind@example.org") == []
        assert subject_keys.records_with("phone", "040-123 45 67") == [record]
        assert submission_received(record, "sv") is None

    def test_a_second_address_of_the_form_still_finds_her(self):
        page = a_form_page(question("email"), question("email", "Privat e-post"))
        keys = list(page.form_fields.order_by("sort_order").values_list("clean_name", flat=True))
        version = FormVersion.objects.keep(page.form_content(page), page_id=page.pk)
        answers = dict(zip(keys, ["one@example.org", "two@example.org"], strict=True))
        record = submissions.record(
            page=page, served_page=page, version=version, answers=answers, now=NOW
        ).submission
        holding().blank([record], keys[:1], cause=CAUSE)
        assert subject_keys.records_with("email", "one@example.org") == []
        assert subject_keys.records_with("email", "two@example.org") == [record]


@pytest.mark.django_db
def test_an_answer_is_counted_once_whatever_language_it_was_chosen_in():
    page = a_form_page(question("email"), question("radio", "Mat", choices="kott0001=Kött\nvego0001=Vego"))
    finnish = in_language(page, "fi", {"Vego": "Kasvis", "Kött": "Liha"})
    records = [
        store(page, email="a@example.org", radio="vego0001"),
        store(page, finnish, email="b@example.org", radio="vego0001"),
        store(page, email="c@example.org", radio="kott0001"),
    ]
    counted = holding().generalise(records, key_of(page, "radio"))
    assert counted == {page.translation_key: {"Vego": 2, "Kött": 1}}


@pytest.mark.django_db
def test_sealed_free_text_is_counted_without_regard_to_case_and_blanks_not_at_all():
    page = a_form_page()
    given = ["vegan", "Vegan ", "", "jordnötter"]
    records = [store(page, email=f"p{number}@example.org", diet=diet) for number, diet in enumerate(given)]
    counted = holding().generalise(records, key_of(page, "diet"))
    assert counted == {page.translation_key: {"Vegan": 2, "Jordnötter": 1}}


def test_a_deleted_record_takes_all_its_rows_along_and_nobody_elses(both_databases):
    page = a_form_page()
    record, other = store(page), store(page, name="Bo Ek")
    for each in (record, other):
        corrections.correct(record=each, key=key_of(page, "title"), value="Chef", by=None, why="slip", now=NOW)
    assert {each.record for each in PostOnce.objects.all()} == {record, other}
    untouched = Submission.objects.filter(pk=other).values().get()
    with guard.permitted("a decided case"):
        holding().delete([record, uuid4()])
    assert Submission.objects.values().get() == untouched
    assert [each.submission_id for each in SubmissionChange.objects.all()] == [other]
    assert [each.record for each in PostOnce.objects.all()] == [other]


@pytest.mark.django_db
def test_without_grounds_nothing_is_deleted():
    record = store(a_form_page())
    with pytest.raises(guard.NotByTheWay):
        holding().delete([record])
    assert PostOnce.objects.count() == Submission.objects.count() == 1


@pytest.mark.django_db
def test_restriction_is_set_once_and_lifted():
    record = store(a_form_page())
    holding().restrict([record], NOW)
    holding().restrict([record], datetime(2028, 1, 1, tzinfo=UTC))
    assert Submission.objects.get().restricted_at == NOW
    assert not Submission.objects.unrestricted().exists()
    holding().restrict([record], None)
    assert Submission.objects.unrestricted().count() == 1


@pytest.mark.django_db
def test_the_number_of_statements_does_not_grow_with_the_records():
    page = a_form_page()
    records = [store(page, name=f"Person {number}") for number in range(6)]
    key = key_of(page, "email")
    with CaptureQueriesContext(connection) as few:
        holding().blank(records[:1], [key], cause=CAUSE)
    with CaptureQueriesContext(connection) as many:
        holding().blank(records[1:], [key], cause=CAUSE)
    assert (len(many), SubjectKey.objects.count()) == (len(few), 0)
    with guard.permitted("a decided case"):
        with CaptureQueriesContext(connection) as one:
            holding().delete(records[:1])
        with CaptureQueriesContext(connection) as rest:
            holding().delete(records[1:])
    assert (len(rest), Submission.objects.count()) == (len(one), 0)
