"""The one door: everything is stored or nothing, and the same post is stored once."""
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, connection, connections, transaction

from forms_app import submissions, timers
from forms_app.admission import Refused
from forms_app.models import FormPage, FormVersion, PostOnce, Submission
from forms_app.models.submissions import PostOnceQuerySet
from privacy import cipher, registry, subject_keys
from privacy.models import AuditEvent, FieldExpiry, OutboundMessage, SubjectKey
from tests.factories import a_body, a_form_page, answers_to, key_of, published, question

NOW = datetime(2027, 2, 1, 12, tzinfo=UTC)
PAIRS = 50


def version_of(page: FormPage) -> FormVersion:
    return FormVersion.objects.keep(page.form_content(page), page_id=page.pk)


def store(page: FormPage, answers: dict[str, Any] | None = None, now: datetime = NOW) -> submissions.Recorded:
    """Store a sound answer to ``page``, or ``answers``."""
    given = answers_to(page) if answers is None else answers
    return submissions.record(page=page, served_page=page, version=version_of(page), answers=given, now=now)


def rows() -> dict[str, int]:
    """How many rows lie in each table that an answer is written to."""
    tables = (Submission, PostOnce, SubjectKey, OutboundMessage, AuditEvent)
    return {table.__name__: table.objects.count() for table in tables}


@pytest.mark.django_db
def test_an_answer_is_stored_with_all_that_belongs_to_it():
    page = a_form_page(closes_on=date(2027, 2, 21))
    before = rows()
    recorded = store(page)
    added = {name: count - before[name] for name, count in rows().items()}
    assert added == {"Submission": 1, "PostOnce": 1, "SubjectKey": 1, "OutboundMessage": 1, "AuditEvent": 1}
    submission = Submission.objects.get()
    assert (submission.pk, recorded.repeated) == (recorded.submission, False)
    assert submission.version == version_of(page)
    assert submission.page_id == submission.served_page_id == page.pk
    assert submission.received_at == NOW
    assert submission.handling == "received"


@pytest.mark.django_db
def test_a_closing_day_that_moves_takes_stored_answers_with_it():
    page = a_form_page(closes_on=date(2027, 2, 21))
    store(page)
    before = Submission.objects.get().due_on
    page.closes_on = date(2027, 4, 21)
    published(page)
    assert (before, Submission.objects.get().due_on) == (date(2028, 2, 21), date(2028, 4, 21))


@pytest.mark.django_db
def test_the_stamp_is_copied_from_the_section():
    page = a_form_page(closes_on=date(2027, 2, 21))
    store(page)
    submission = Submission.objects.get()
    assert submission.controller == page.section.controller
    assert submission.activity == page.section.activity
    assert submission.rule.selector == "record"
    assert (submission.anchor_on, submission.due_on) == (date(2027, 2, 21), date(2028, 2, 21))
    assert submission.retention_state == "scheduled"
    assert (submission.origin, submission.stamp_language) == ("received", "sv")
    assert submission.categories == ["personal", "special"]


@pytest.mark.django_db
def test_without_a_closing_date_the_period_counts_from_the_day_of_submission():
    store(a_form_page())
    assert Submission.objects.get().due_on == date(2028, 2, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("zone", "day"), [("Europe/Stockholm", date(2027, 2, 1)), ("Europe/Helsinki", date(2027, 2, 2))]
)
def test_the_day_of_arrival_is_the_controllers_own(zone, day):
    page = a_form_page(parent=a_body(time_zone=zone))
    store(page, now=datetime(2027, 2, 1, 22, 30, tzinfo=UTC))
    assert Submission.objects.get().submitted_on == day


@pytest.mark.django_db
def test_the_person_is_found_by_digest_of_address_and_number():
    page = a_form_page(question("name"), question("email"), question("telephone"))
    recorded = store(page)
    assert subject_keys.records_with("email", "MAJ.LIND@Example.org") == [recorded.submission]
    assert subject_keys.records_with("phone", "+46 40 123 45 67") == [recorded.submission]
    assert subject_keys.records_with("email", "another@example.org") == []


@pytest.mark.django_db
def test_a_number_is_read_as_one_of_the_controllers_country():
    body = a_body(jurisdiction="FI", record_regime="FI", language="fi", sector="state", time_zone="Europe/Helsinki")
    recorded = store(a_form_page(question("telephone"), parent=body))
    assert subject_keys.records_with("phone", "+358 40 1234567") == [recorded.submission]


@pytest.mark.django_db
def test_the_log_and_the_outbox_hold_ids_only():
    recorded = store(a_form_page())
    event = AuditEvent.objects.get(action="submission.received")
    assert (event.subject_id, event.actor, event.facts) == (str(recorded.submission), None, {})
    message = OutboundMessage.objects.get()
    assert (message.kind, message.object_id, message.language) == ("submission_received", recorded.submission, "sv")


@pytest.mark.django_db
def test_without_an_address_no_mail_is_queued():
    store(a_form_page(question("name"), question("telephone")))
    assert Submission.objects.count() == 1
    assert not OutboundMessage.objects.exists()


@pytest.mark.django_db
def test_the_same_answers_again_belong_to_the_first_record():
    page = a_form_page()
    first = store(page)
    again = store(page, now=NOW + timedelta(minutes=10))
    assert again == submissions.Recorded(first.submission, repeated=True)
    assert Submission.objects.count() == OutboundMessage.objects.count() == 1
    assert (PostOnce.objects.get().repeats, PostOnce.objects.get().at) == (1, NOW)


@pytest.mark.django_db
def test_after_ten_minutes_the_same_answers_are_a_new_record():
    page = a_form_page()
    first = store(page)
    later = NOW + timedelta(minutes=10, seconds=1)
    second = store(page, now=later)
    assert not second.repeated
    assert second.submission != first.submission
    assert (PostOnce.objects.get().record, PostOnce.objects.get().at) == (second.submission, later)
    assert PostOnce.objects.get().repeats == 0


@pytest.mark.django_db
@pytest.mark.parametrize("change", [{"name": "Bo Lind"}, {"email": "bo@example.org"}, {"diet": "vegan"}])
def test_any_other_answer_is_another_record(change):
    page = a_form_page()
    first, second = store(page), store(page, answers_to(page, **change))
    assert first.submission != second.submission
    assert Submission.objects.count() == 2


@pytest.mark.django_db
def test_the_same_answers_to_another_form_are_another_record():
    body = a_body()
    page = a_form_page(parent=body)
    twin = page.copy(to=body, update_attrs={"slug": "twin", "title": "Twin"})
    assert set(answers_to(twin)) == set(answers_to(page))
    assert store(page).submission != store(published(twin)).submission


@pytest.mark.django_db
def test_a_refusal_leaves_nothing_behind():
    page = a_form_page(closes_on=date(2027, 1, 31))
    before = rows()
    with pytest.raises(Refused) as refused:
        store(page)
    assert refused.value.verdict.state == "closed"
    assert rows() == before
    page.closes_on = date(2027, 2, 1)
    assert not store(page).repeated


@pytest.mark.django_db
def test_a_page_outside_every_section_takes_no_answer():
    page = a_form_page()
    given = answers_to(page)
    page.section = None
    with pytest.raises(Refused):
        submissions.record(page=page, served_page=page, version=version_of(page), answers=given, now=NOW)
    assert not Submission.objects.exists()


@pytest.mark.django_db
def test_a_reference_that_is_taken_is_drawn_again(monkeypatch):
    page = a_form_page()
    store(page)
    taken = Submission.objects.get().reference
    drawn = iter([taken, taken, "BCDF-2345"])
    monkeypatch.setattr(submissions, "new_reference", lambda: next(drawn))
    second = store(page, answers_to(page, name="Bo Lind"))
    assert Submission.objects.get(pk=second.submission).reference == "BCDF-2345"
    assert PostOnce.objects.filter(record=second.submission).count() == 1


@pytest.mark.django_db
def test_when_no_reference_is_free_nothing_is_stored(monkeypatch):
    page = a_form_page()
    store(page)
    before, taken = rows(), Submission.objects.get().reference
    monkeypatch.setattr(submissions, "new_reference", lambda: taken)
    with pytest.raises(IntegrityError):
        store(page, answers_to(page, name="Bo Lind"))
    assert rows() == before


@pytest.mark.django_db
def test_periodic_purges_the_guards_whose_time_is_over():
    page = a_form_page()
    store(page)
    store(page, answers_to(page, name="Bo Lind"), now=NOW + timedelta(minutes=5))
    assert registry.timers()["forms_app.purge_posts"] is timers.purge_posts
    assert timers.purge_posts(NOW + timedelta(minutes=10)) == 0
    assert timers.purge_posts(NOW + timedelta(minutes=12)) == 1
    assert PostOnce.objects.get().at == NOW + timedelta(minutes=5)
    assert Submission.objects.count() == 2


@pytest.mark.django_db
def test_the_guard_tells_nothing_of_the_answers():
    page = a_form_page()
    store(page)
    digest = PostOnce.objects.get().digest
    assert len(digest) == 64
    assert "Maj" not in str(PostOnce.objects.get())
    store(page, answers_to(page, name="Bo Lind"))
    assert PostOnce.objects.count() == 2


# --- twice at once ---------------------------------------------------------------------------


def twice_at_once(task: Callable[[int], Any], pairs: int = PAIRS) -> list[tuple[Any, Any]]:
    """Run ``task(number)`` in two threads at the same moment, for each number."""
    barrier = Barrier(2)

    def run(number: int) -> Any:
        try:
            connection.ensure_connection()
            barrier.wait(20)
            return task(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as threads:
        return [tuple(threads.map(run, [number, number])) for number in range(pairs)]


def one_of_fifty(page: FormPage) -> Callable[[int], submissions.Recorded]:
    """A task that stores the answers of the person with a number."""
    version = version_of(page)
    given = [answers_to(page, name=f"Person {number}", email=f"person{number}@example.org") for number in range(PAIRS)]
    assert page.section, "read once, before the threads begin"
    return lambda number: submissions.record(
        page=page, served_page=page, version=version, answers=given[number], now=NOW
    )


def test_the_same_post_twice_at_once_is_stored_once(both_databases):
    pairs = twice_at_once(one_of_fifty(a_form_page()))
    assert len({recorded.submission for pair in pairs for recorded in pair}) == PAIRS
    assert all(first.submission == second.submission for first, second in pairs)
    assert all(first.repeated != second.repeated for first, second in pairs)
    assert Submission.objects.count() == PAIRS
    assert OutboundMessage.objects.count() == PAIRS
    assert SubjectKey.objects.count() == PAIRS
    assert {guard.repeats for guard in PostOnce.objects.all()} == {1}


def test_without_the_guard_this_test_would_see_duplicates(both_databases, monkeypatch):
    monkeypatch.setattr(PostOnceQuerySet, "claim", lambda self, digest, *, record, now, lasts: record)
    twice_at_once(one_of_fifty(a_form_page()))
    assert Submission.objects.count() == OutboundMessage.objects.count() == 2 * PAIRS


def test_a_second_post_waits_for_the_first_and_is_the_first_when_that_is_rolled_back(committed_db):
    page = a_form_page()
    version, given = version_of(page), answers_to(page)
    assert page.section, "read once, before the thread begins"

    def second() -> submissions.Recorded:
        try:
            return submissions.record(page=page, served_page=page, version=version, answers=given, now=NOW)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as threads:
        with transaction.atomic():
            first = submissions.record(page=page, served_page=page, version=version, answers=given, now=NOW)
            waiting = threads.submit(second)
            transaction.set_rollback(True)
        recorded = waiting.result(20)
    assert recorded.submission != first.submission
    assert not recorded.repeated
    assert [each.pk for each in Submission.objects.all()] == [recorded.submission]


# --- special categories ----------------------------------------------------------------------


def found_in_database(text: str) -> list[str]:
    """Every table of which a row holds ``text``; on SQLite also the file itself."""
    places = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            quoted = connection.ops.quote_name(table)
            if connection.vendor == "postgresql":
                cursor.execute(f"SELECT count(*) FROM {quoted} t WHERE t::text LIKE %s", [f"%{text}%"])
            else:
                columns = [each.name for each in connection.introspection.get_table_description(cursor, table)]
                holds = " OR ".join(f"CAST({connection.ops.quote_name(name)} AS TEXT) LIKE %s" for name in columns)
                cursor.execute(f"SELECT count(*) FROM {quoted} WHERE {holds}", [f"%{text}%"] * len(columns))
            if cursor.fetchone()[0]:
                places.append(table)
    if connection.vendor == "sqlite":
        path = Path(connection.settings_dict["NAME"])
        places += [each.suffix for each in path.parent.glob(f"{path.name}*") if text.encode() in each.read_bytes()]
    return places


def test_special_categories_are_nowhere_in_the_database(both_databases):
    page = a_form_page(question("name"), question("email"), question("diet"), question("access_other", required=False))
    store(page, answers_to(page, name="Planted Name", diet="plantedpeanuts", access_other="plantedramp"))
    assert "forms_app_submission" in found_in_database("Planted Name")
    if both_databases == "sqlite":
        assert len(found_in_database("Planted Name")) > 1
    assert found_in_database("plantedpeanuts") == []
    assert found_in_database("plantedramp") == []
    submission = Submission.objects.get()
    assert cipher.is_sealed(submission.answers[key_of(page, "diet")])
    assert [str(words[0]) for question, words in submission.lines(sealed=True) if question.is_sealed] == [
        "plantedpeanuts",
        "plantedramp",
    ]
    assert not any(question.is_sealed for question, _words in submission.lines(sealed=False))


# --- fields that are due before their record --------------------------------------------------


@pytest.mark.django_db
def test_a_field_with_a_rule_of_its_own_is_due_by_itself_and_moves_with_the_closing_day():
    page = a_form_page(closes_on=date(2027, 2, 21))
    recorded = store(page, answers_to(page, diet="nötter"))
    expiry = FieldExpiry.objects.get()
    assert (expiry.holding, expiry.record) == ("forms_app.submissions", recorded.submission)
    assert (expiry.key, expiry.question_kind, expiry.due_on) == (key_of(page, "diet"), "diet", date(2027, 2, 28))
    page.closes_on = date(2027, 4, 21)
    published(page)
    assert FieldExpiry.objects.get().due_on == date(2027, 4, 28)
    assert Submission.objects.get().due_on == date(2028, 4, 21)


@pytest.mark.django_db
def test_what_is_not_personal_has_no_time_of_its_own():
    page = a_form_page(question("email"), question("heading", "Om dig"), question("singleline", "Kommun"))
    store(page)
    assert Submission.objects.get().categories == ["personal"]
    assert not FieldExpiry.objects.exists()
