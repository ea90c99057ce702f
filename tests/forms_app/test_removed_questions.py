"""A question with answers is taken out of a live form: what shall happen to them is asked first, and decided."""
from datetime import UTC, date, datetime

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.users.models import UserProfile

from forms_app.columns import columns_of, removed_from
from forms_app.models import Fate, FormPage, QuestionRemoval, Submission
from forms_app.removed_questions import AnswersToSettle, decide, keys_asked, propose, undecided
from privacy.disposal.runs import NothingIsDue, NotThisRun
from privacy.models import AuditEvent, DisposalItem, DisposalRun
from privacy.roles import Role
from tests.factories import a_form_page, a_submission, an_officer, arm, published, question
from tests.journeys.editor import Editor

pytestmark = pytest.mark.django_db

IN_FEBRUARY = datetime(2027, 2, 1, 12, tzinfo=UTC)
IN_MARCH = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def page():
    """Two registered: one with a diet and a wish, one with a wish only."""
    page = a_form_page(
        question("email"), question("diet", clean_name="diet2345"),
        question("singleline", "Önskemål", clean_name="wish2345", required=False), closes_on=date(2027, 2, 1),
    )  # fmt: skip
    a_submission(page, email="anna@example.org", diet="Vegan", singleline="Fönster", now=IN_FEBRUARY)
    a_submission(page, email="bo@example.org", singleline="Gång", now=IN_FEBRUARY)
    return page


def without(page, *kept):
    """A draft in which only the questions of these kinds are left."""
    draft = FormPage.objects.get(pk=page.pk)
    for row in list(draft.form_fields.all()):
        if row.field_type not in kept:
            draft.form_fields.remove(row)
    return draft


def open_questions(page, *kept, now=IN_MARCH):
    return undecided(page, keys_asked(without(page, *kept)), now)


@pytest.fixture
def editor(client):
    user = get_user_model().objects.create_superuser("redaktor", "redaktor@example.org", "x")
    UserProfile.objects.create(user=user, preferred_language="en")
    client.force_login(user)
    client.user = user
    return client


def test_each_removed_question_is_counted_and_never_quoted(page):
    wish, diet = sorted(open_questions(page, "email"), key=lambda each: each.question.key, reverse=True)
    assert (wish.answered.given, wish.answered.special) == (2, 0)
    assert (diet.answered.given, diet.answered.special) == (1, 1)


def test_a_question_that_nobody_has_answered_is_no_matter(page):
    page.form_fields.add(question("checkboxes", "Dagar", choices="dayone11=Ett", required=False, clean_name="days2345"))
    page = published(page)
    assert [each.question.key for each in open_questions(page, "email", "diet", "singleline")] == []


def test_what_is_renamed_or_moved_is_no_matter_either(page):
    row = page.form_fields.get(clean_name="wish2345")
    row.label, row.sort_order = "Andra önskemål", 0
    page.form_fields.add(row)
    assert undecided(page, keys_asked(page), IN_MARCH) == []


def test_publishing_in_the_edit_form_leads_to_the_question_first(page, editor):
    at_the_desk = Editor("redaktor")
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    at_the_desk.open(address)
    at_the_desk.write_body()
    number = page.form_fields.filter(sort_order__lt=page.form_fields.get(clean_name="wish2345").sort_order).count()
    assert at_the_desk.fields[f"form_fields-{number}-clean_name"] == "wish2345"
    at_the_desk.fill(**{f"form_fields-{number}-DELETE": "on"})

    answer = at_the_desk.send("action-publish")
    assert answer.status_code == 302, at_the_desk.errors(answer)
    newest = FormPage.objects.get(pk=page.pk).latest_revision_id
    assert answer.headers["Location"] == reverse("forms_app_desk:settle", args=[page.pk, newest])
    assert "wish2345" in keys_asked(FormPage.objects.get(pk=page.pk))

    assert editor.post(answer.headers["Location"], {"fate-wish2345": "kept"}).status_code == 302
    assert "wish2345" not in keys_asked(FormPage.objects.get(pk=page.pk))
    at_the_desk.open(address)
    at_the_desk.write_body()
    answer = at_the_desk.send("action-publish")
    assert answer.status_code == 302, at_the_desk.errors(answer)
    assert "settle" not in answer.headers["Location"]


def test_the_page_between_asks_before_it_publishes(page, editor):
    draft = without(page, "email", "diet")
    revision = draft.save_revision()
    address = reverse("forms_app_desk:settle", args=[page.pk, revision.pk])
    html = editor.get(address).content.decode()
    assert "Önskemål" in html
    assert "2 answers." in html
    assert "cannot be erased yet" in html
    assert "An archivist can enter an authority" in html
    assert "Fönster" not in html
    assert page.form_fields.count() == 3

    answer = editor.post(address, {"fate-wish2345": "kept"})
    assert answer.status_code == 302
    page = FormPage.objects.get(pk=page.pk)
    assert keys_asked(page) == {"diet2345", page.form_fields.get(field_type="email").clean_name}
    removal = QuestionRemoval.objects.get()
    assert (removal.key, removal.fate, removal.answers, removal.special) == ("wish2345", Fate.KEPT, 2, 0)
    assert removal.decided_by == editor.user
    event = AuditEvent.objects.get(action="question.removed")
    assert event.facts == {"question": "wish2345", "outcome": "kept", "answers": 2, "special": 0}
    assert "wish2345" in removed_from(page, columns_of(page))
    assert [submission.answers["wish2345"] for submission in Submission.objects.order_by("reference")]


def test_what_is_asked_is_not_asked_twice_and_a_changed_draft_is_looked_at_again(page, editor):
    old = without(page, "email", "diet").save_revision()
    without(page, "email").save_revision()
    address = reverse("forms_app_desk:settle", args=[page.pk, old.pk])
    assert editor.get(address).headers["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_whoever_may_not_publish_is_refused(page, client):
    revision = without(page, "email").save_revision()
    client.force_login(an_officer(Role.TRANSLATOR))
    answer = client.get(reverse("forms_app_desk:settle", args=[page.pk, revision.pk]))
    assert answer.status_code == 403
    assert AuditEvent.objects.filter(action="submissions.refused", subject_id=str(page.pk)).exists()
    assert not QuestionRemoval.objects.exists()


def test_every_other_way_of_publishing_refuses_a_person_and_says_where_to_go(page, editor):
    revision = without(page, "email", "diet").save_revision()
    with pytest.raises(AnswersToSettle) as refused:
        revision.publish(user=editor.user)
    assert "publish it there" in str(refused.value.reasons[0])
    assert "Önskemål" in str(refused.value.reasons[0])
    assert FormPage.objects.get(pk=page.pk).form_fields.count() == 3


def test_the_clock_keeps_the_answers_and_the_next_person_is_asked(page, editor):
    published_by_clock = published(without(page, "email", "diet"))
    assert published_by_clock.form_fields.count() == 2
    assert [each.question.key for each in undecided(page, keys_asked(published_by_clock), IN_MARCH)] == ["wish2345"]


def test_a_question_that_comes_back_needs_a_new_decision_the_next_time(page, editor):
    removed = open_questions(page, "email", "diet")
    decide(page, removed, {"wish2345": "kept"}, by=editor.user, now=IN_MARCH)
    assert open_questions(page, "email", "diet") == []
    published(FormPage.objects.get(pk=page.pk))
    assert [each.question.key for each in open_questions(page, "email", "diet")] == ["wish2345"]


def test_an_earlier_revision_brings_the_question_back_with_its_answers(page, editor):
    before = page.save_revision()
    removed = open_questions(page, "email", "diet")
    decide(page, removed, {"wish2345": "kept"}, by=editor.user, now=IN_MARCH)
    without_wish = published(without(page, "email", "diet"))
    assert "wish2345" in removed_from(without_wish, columns_of(without_wish))

    before.publish(user=editor.user)
    page = FormPage.objects.get(pk=page.pk)
    assert "wish2345" in keys_asked(page)
    assert "wish2345" not in removed_from(page, columns_of(page))
    assert {each.answers["wish2345"] for each in Submission.objects.of_form(page)} == {"Fönster", "Gång"}
    assert not QuestionRemoval.objects.exists()


# -- erasing: only where an authority lets it, only those answers, only by a run ------------------------


def test_without_an_authority_the_answers_are_kept_whatever_was_wished(page, editor):
    removed = open_questions(page, "email", "singleline")
    assert not removed[0].may_be_erased
    decide(page, removed, {"diet2345": "erased"}, by=editor.user, now=IN_MARCH)
    assert QuestionRemoval.objects.get().fate == Fate.KEPT


def test_answers_that_are_due_can_be_listed_and_nothing_else_comes_on_the_list(page, editor):
    arm(page.section.activity)
    other = a_form_page(
        question("email"), question("diet", clean_name="diet2345"), parent=page.get_parent().specific, title="Annan",
        closes_on=date(2027, 2, 1),
    )  # fmt: skip
    a_submission(other, email="cia@example.org", diet="Glutenfritt", now=IN_FEBRUARY)
    (diet,) = open_questions(page, "email", "singleline")
    assert (diet.outlook.due, diet.outlook.later) == (1, 0)
    decide(page, [diet], {"diet2345": "erased"}, by=editor.user, now=IN_MARCH)
    run = propose(page, QuestionRemoval.objects.get(), by=an_officer(Role.CASE_OFFICER), now=IN_MARCH)
    (item,) = DisposalItem.objects.filter(run=run)
    owner = Submission.objects.get(pk=item.record)
    assert (item.key, owner.page_id) == ("diet2345", page.pk)
    assert owner.answers["diet2345"]
    assert QuestionRemoval.objects.get().run == run.number


def test_answers_that_are_due_later_say_when(page):
    arm(page.section.activity)
    (diet,) = open_questions(page, "email", "singleline", now=IN_FEBRUARY)
    assert (diet.outlook.due, diet.outlook.later) == (0, 1)
    assert diet.outlook.last_due_on == date(2027, 2, 8)


def test_nothing_due_makes_no_list(page, editor):
    arm(page.section.activity)
    removed = open_questions(page, "email", "singleline", now=IN_FEBRUARY)
    decide(page, removed, {"diet2345": "erased"}, by=editor.user, now=IN_FEBRUARY)
    with pytest.raises(NothingIsDue):
        propose(page, QuestionRemoval.objects.get(), by=an_officer(Role.CASE_OFFICER), now=IN_FEBRUARY)
    assert not DisposalRun.objects.exists()


def test_an_editor_proposes_no_list(page, editor):
    arm(page.section.activity)
    removed = open_questions(page, "email", "singleline")
    decide(page, removed, {"diet2345": "erased"}, by=editor.user, now=IN_MARCH)
    with pytest.raises(NotThisRun):
        propose(page, QuestionRemoval.objects.get(), by=editor.user, now=IN_MARCH)
    address = reverse("forms_app_desk:removed", args=[page.pk])
    assert editor.post(address, {"key": "diet2345"}).status_code == 403
    html = editor.get(address).content.decode()
    assert "1 may go later" in html
    assert "Make the list" not in html


def test_a_case_officer_makes_the_list_from_the_decision(page, client):
    arm(page.section.activity)
    officer = an_officer(Role.CASE_OFFICER)
    removed = open_questions(page, "email", "singleline", now=timezone.now())
    decide(page, removed, {"diet2345": "erased"}, by=officer, now=timezone.now())
    assert QuestionRemoval.objects.get().fate == Fate.ERASED
    client.force_login(officer)
    address = reverse("forms_app_desk:removed", args=[page.pk])
    shown = client.get(address)
    assert shown.status_code == 200
    assert "Vegan" not in shown.content.decode()
