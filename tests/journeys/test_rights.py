"""What the law says of a person's data, row by row: from request to letter, for a Swedish and a Finnish authority."""
from __future__ import annotations

from datetime import date, timedelta

import pytest

from forms_app.models import Submission
from privacy import holds
from privacy.models import RetentionRule
from privacy.requests import cases, follow_ups
from tests.factories import ASKED_AT, a_form_page, a_submission, question
from tests.journeys.rights import Office, Story, outcomes_of, wrong_with_letters

HOLDING = "forms_app.submissions"
#: Who writes Finnish to a Swedish board gets its decision in Swedish, and a translation: both letters are read.
TABLE = pytest.mark.parametrize(("law", "language"), [("SE", "fi"), ("FI", "sv"), ("FI", "fi")])

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files_in_folders_of_their_own(settings, tmp_path):
    settings.KALLELSE_LEDGER = tmp_path / "ledger.jsonl"
    settings.KALLELSE_PRIVATE = tmp_path / "private"


def stored(*kinds, **answers):
    """Somebody has answered a form that asks for her name, her address and ``kinds``."""
    return lambda office: a_submission(
        a_form_page(*map(question, ("name", "email", *kinds)), parent=office.page), **answers
    )


def stored_under(**rule):
    """The same, when whole records have another rule."""

    def store(office):
        office.record_rule(**rule)
        return stored()(office)

    return store


def stored_twice(office):
    """She has registered twice for one event: the second is a repeat, of minor importance."""
    page = office.event("Seminarium", date(2027, 6, 1))
    a_submission(page)
    a_submission(page, now=ASKED_AT + timedelta(hours=1), title="Bibliotekarie")


def held_for_a_claim(office, request):
    record = Submission.objects.get().pk
    holds.place(controller=office.controller, scope="record", holding=HOLDING, record=record, reason="claim",
                by=office.officer, now=request.received_at)  # fmt: skip


def upheld(office, request):
    choose(office, request, "objection_upheld", "as_asked")


def overridden(office, request):
    choose(office, request, "objection_overridden", "compelling_grounds")


def choose(office, request, outcome, reason):
    cases.choose(item=request.items.get(), outcome=outcome, reason=reason, by=office.officer, now=request.received_at)


def corrected(office, request):
    key = Submission.objects.get().version.content.questions[0].key
    cases.correct_field(item=request.items.get(), key=key, value="Maj Lindh", by=office.officer,
                        now=request.received_at)  # fmt: skip


KEPT_ONE_YEAR = ("retained", "period_running")
ROWS = {
    "a post that was refused is not stored": Story("erasure", set()),
    "a repeat is erased at once": Story("erasure", {KEPT_ONE_YEAR, ("erased", "minor")}, store=stored_twice),
    "what rests on consent is stopped, and its record is kept": Story(
        "withdrawal", {("nothing", "not_applicable"), ("stopped", "consent_withdrawn")},
        store=stored("next_time", next_time="on"),
    ),
    "what the authority lets go is erased": Story(
        "erasure", {("erased", "authority_allows")}, days=800, store=stored()
    ),
    "while the period is running, fields go whose purpose has ended": Story(
        "erasure", {KEPT_ONE_YEAR, ("blanked", "purpose_ended")}, days=30, store=stored("diet", diet="jordnötter")
    ),
    "what is preserved is not erased": Story(
        "erasure", {("retained", "preserved")}, days=800, store=stored_under(action="preserve", period="")
    ),
    "what an audit of European funding needs is kept until its day": Story(
        "erasure", {("retained", "funding_audit")}, days=800,
        store=stored_under(anchor="final_payment_year_end", period="P5Y", rounding="year_end"),
    ),
    "an objection is upheld": Story(
        "objection", {("objection_upheld", "as_asked")}, store=stored(), before=upheld
    ),
    "an objection is not upheld": Story(
        "objection", {("objection_overridden", "compelling_grounds")}, store=stored(), before=overridden
    ),
}  # fmt: skip
#: The other rights.
OTHERS = {
    "use is restricted": Story("restriction", {("restricted", "as_asked")}, store=stored()),
    "a value is corrected": Story(
        "rectification", {("nothing", "not_concerned"), ("corrected", "as_asked")}, store=stored(), before=corrected
    ),
    "she sees everything, her request included": Story(
        "access", {("provided", "disclosed")}, store=stored("diet", diet="jordnötter")
    ),
    "what a public task needs is not moved along": Story(
        "portability", {("nothing", "not_applicable")}, store=stored()
    ),
}  # fmt: skip


@TABLE
@pytest.mark.parametrize("row", ROWS)
def test_each_case_comes_out_right_and_the_letter_says_so(row, law, language):
    goes_its_way(ROWS[row], law, language)


@pytest.mark.parametrize("law", ["SE", "FI"])
@pytest.mark.parametrize("row", OTHERS)
def test_the_other_rights_come_out_right_too(row, law):
    goes_its_way(OTHERS[row], law, "fi")


def goes_its_way(story, law, language):
    """From request to closing, and what came of it."""
    office = Office.of(law)
    story.store(office)
    now = ASKED_AT + timedelta(days=story.days)
    request = office.ask(story.kind, language, now)
    story.before(office, request)
    office.finish(request, now)
    assert outcomes_of(request) == story.outcomes
    assert wrong_with_letters(request) == []
    assert (request.state, request.sweep["clean"]) == ("closed", True)
    assert not request.holds.standing().exists()


@TABLE
def test_a_claim_keeps_a_record_for_now_and_its_end_brings_the_case_back(law, language):
    office = Office.of(law)
    record = stored()(office)
    now = ASKED_AT + timedelta(days=800)
    claim = holds.place(controller=office.controller, scope="record", holding=HOLDING, record=record, reason="claim",
                        by=office.officer, now=now)  # fmt: skip
    first = office.finish(office.ask("erasure", language, now), now)
    assert outcomes_of(first) == {("retained", "held_claim")}
    assert wrong_with_letters(first) == []
    assert follow_ups.begin_due(now) == 0
    holds.release(hold=claim, by=office.officer, now=now)
    assert follow_ups.begin_due(now) == 1
    assert follow_ups.begin_due(now) == 0
    second = first.followed_by.get()
    assert (second.state, second.received_at) == ("review", now)
    office.finish(second, now)
    # The first case itself is a record about her too, and no authority lets cases go yet.
    assert outcomes_of(second) == {("erased", "authority_allows"), ("retained", "no_authority")}
    assert wrong_with_letters(second) == []
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    ("law", "language", "reason"),
    [("SE", "fi", "unfounded"), ("FI", "sv", "not_identified"), ("FI", "fi", "unfounded")],
)
def test_a_request_may_be_refused_with_its_reason(law, language, reason):
    office = Office.of(law)
    stored()(office)
    request = office.ask("erasure", language, ASKED_AT)
    cases.ask_identity(request=request, by=office.officer, now=ASKED_AT)
    cases.refuse(request=request, reason=reason, by=office.decider, now=ASKED_AT)
    cases.answer(request=request, by=office.officer, now=ASKED_AT)
    cases.close(request=request, by=office.officer, now=ASKED_AT)
    assert wrong_with_letters(request, is_refusal=True) == []
    assert Submission.objects.count() == 1
    assert not request.holds.standing().exists()


def test_the_rules_of_these_stories_are_armed():
    office = Office.of("SE")
    assert all(rule.is_armed for rule in RetentionRule.objects.filter(activity__controller=office.controller))
