"""The list of a form: filters that nobody forges into answers, columns, whole addresses, states, numbers."""
from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from forms_app.models import FormPage, HandlingChange, Submission, SubmissionNote
from privacy import holds
from privacy.models import AuditEvent, Hold
from privacy.roles import Role
from tests.factories import a_form_page, a_submission, in_language, key_of, question
from tests.forms_app.test_desk import colleague, list_of, signed_in

pytestmark = pytest.mark.django_db

#: The list's own statements, one for each further word on it (mail that came back, the way to access needs), and
#: those of Wagtail's frame: session, user, permissions, locales.
MOST_STATEMENTS = 17


@pytest.fixture
def officer() -> Any:
    return signed_in(colleague("otto", Role.CASE_OFFICER))


@pytest.fixture
def form() -> FormPage:
    """A form with three answers: two in Swedish, one in Finnish."""
    page = a_form_page(owner=colleague("eva", Role.EDITOR))
    now = timezone.now()
    finnish = in_language(page, "fi", {})
    a_submission(page, now=now - timedelta(days=3), name="Maj Lind", email="maj.lind@example.org", diet="jordnötter")
    a_submission(page, now=now - timedelta(days=2), name="Bo Ek", email="bo.ek@example.org")
    a_submission(page, finnish, now=now - timedelta(days=1), name="Heli Metsä", email="heli@example.org")
    return page


def names(browser: Any, page: FormPage, query: str = "") -> list[str]:
    shown = browser.get(list_of(page) + query)
    assert shown.status_code == 200
    return [str(row.cells[0][0]) for row in shown.context["rows"]]


def test_the_newest_stand_first_and_the_oldest_when_asked(officer, form):
    assert names(officer, form) == ["Heli Metsä", "Bo Ek", "Maj Lind"]
    assert names(officer, form, "?order=oldest") == ["Maj Lind", "Bo Ek", "Heli Metsä"]


def test_filters_take_language_days_state_version_and_origin(officer, form):
    day = timezone.localdate() - timedelta(days=2)
    assert names(officer, form, "?language=fi") == ["Heli Metsä"]
    assert names(officer, form, f"?since={day}&until={day}") == ["Bo Ek"]
    version = Submission.objects.filter(version__language="fi").values_list("version", flat=True).get()
    assert names(officer, form, f"?version={version}") == ["Heli Metsä"]
    Submission.objects.filter(received_at__date=day).update(handling="handled")
    assert names(officer, form, "?state=handled") == ["Bo Ek"]
    assert names(officer, form, "?state=handled&state=received&language=sv") == ["Bo Ek", "Maj Lind"]
    assert names(officer, form, "?origin=received") == ["Heli Metsä", "Bo Ek", "Maj Lind"]
    nothing = officer.get(list_of(form) + "?origin=drawn_up")
    assert nothing.context["rows"] == []
    assert f'href="{list_of(form)}"' in nothing.content.decode()


def test_nothing_forged_filters_sorts_or_shows_by_an_answer(officer, form):
    name, diet = key_of(form, "name"), key_of(form, "diet")
    everybody = names(officer, form)
    forged = [
        f"{diet}=jordnötter", f"answers__{diet}=jordnötter", f"answers__{diet}__isnull=0", f"order={diet}",
        f"order=answers__{diet}", f"ordering=-{name}", "q=Maj", "search=jordnötter", "state=jordnötter",
        "version=0", "version=1 OR 1=1", "since=igår", "language=xx", "origin=x",
    ]  # fmt: skip
    for query in forged:
        assert names(officer, form, f"?{query}") == everybody, query
    shown = officer.get(list_of(form) + f"?columns=own&column={diet}&column={name}")
    assert [each.key for each in shown.context["columns"]] == [name]
    assert "jordnötter" not in shown.content.decode()


def test_columns_are_chosen_by_presets_and_by_keys(officer, form):
    def shown(query: str) -> list[str]:
        return [each.type for each in officer.get(list_of(form) + query).context["columns"]]

    assert shown("") == ["name", "title", "organisation", "email"]
    assert shown("?columns=door") == ["name", "organisation"]
    assert shown(f"?columns=own&column={key_of(form, 'email')}") == ["email"]


@pytest.mark.parametrize("written", ["maj.lind@example.org", " Maj.Lind@Example.org "])
def test_a_whole_address_finds_its_record_by_post_and_stands_in_no_address_or_log(officer, form, written):
    answer = officer.post(reverse("forms_app_desk:find", args=[form.pk]), {"wanted": written})
    maj = Submission.objects.order_by("received_at")[0]
    assert answer.url == reverse("forms_app_desk:detail", args=[maj.pk])
    event = AuditEvent.objects.get(action="submissions.searched")
    assert event.facts == {"kind": "email", "rows": 1}
    assert "lind" not in str(vars(event)).lower()
    assert officer.get(reverse("forms_app_desk:find", args=[form.pk])).url == list_of(form)


def test_a_reference_number_finds_its_record_however_it_is_written(officer, form):
    found = Submission.objects.order_by("received_at")[0]
    written = found.reference.lower().replace("-", " ")
    answer = officer.post(reverse("forms_app_desk:find", args=[form.pk]), {"wanted": written})
    assert answer.url == reverse("forms_app_desk:detail", args=[found.pk])


@pytest.mark.parametrize("piece", ["maj", "maj.lind", "example.org", "@example.org", "Lind", "jordnötter", "%", ""])
def test_a_piece_of_an_answer_finds_nobody(officer, form, piece):
    answer = officer.post(reverse("forms_app_desk:find", args=[form.pk]), {"wanted": piece})
    assert answer.status_code == 200
    assert answer.context["rows"] == []


def test_an_organiser_finds_nobody_whose_use_is_restricted(form):
    Submission.objects.order_by("received_at").filter(version__language="sv").update(restricted_at=timezone.now())
    browser = signed_in(form.owner)
    answer = browser.post(reverse("forms_app_desk:find", args=[form.pk]), {"wanted": "maj.lind@example.org"})
    assert answer.context["rows"] == []


def test_the_chosen_are_marked_and_it_is_undone(officer, form):
    chosen = list(Submission.objects.order_by("received_at").values_list("pk", flat=True)[:2])
    sent = {"chosen": chosen, "to": "handled", "query": "language=sv&forged=1"}
    answer = officer.post(reverse("forms_app_desk:set_state", args=[form.pk]), sent)
    act = HandlingChange.objects.values_list("act", flat=True).distinct().get()
    assert answer.url == f"{list_of(form)}?language=sv&done={act}"
    assert Submission.objects.filter(handling="handled").count() == 2
    assert AuditEvent.objects.get(action="submissions.handled").facts["rows"] == 2
    undo = reverse("forms_app_desk:undo", args=[form.pk, act])
    assert undo in officer.get(answer.url).content.decode()
    Submission.objects.filter(pk=chosen[0]).update(handling="archived")
    officer.post(undo)
    assert dict(Submission.objects.filter(pk__in=chosen).values_list("pk", "handling")) == {
        chosen[0]: "archived", chosen[1]: "received",
    }  # fmt: skip


def test_what_is_chosen_of_another_form_stays_as_it_is(officer, form):
    other = Submission.objects.first()
    foreign = a_form_page(parent=form.get_parent(), title="Annat")
    sent = {"chosen": [other.pk], "to": "handled"}
    officer.post(reverse("forms_app_desk:set_state", args=[foreign.pk]), sent)
    assert not Submission.objects.filter(handling="handled").exists()


def test_a_submission_shows_states_notes_hold_mails_and_its_neighbours(officer, form):
    newest, middle, _oldest = Submission.objects.order_by("-received_at")
    detail = reverse("forms_app_desk:detail", args=[middle.pk])
    officer.post(reverse("forms_app_desk:set_one", args=[middle.pk]), {"to": "handled"})
    officer.post(reverse("forms_app_desk:note", args=[middle.pk]), {"text": "Ringde tillbaka"})
    reason = Hold.objects.model._meta.get_field("reason").choices[2][0]
    holds.place(
        controller=middle.controller, scope="record", holding="forms_app.submissions", record=middle.pk,
        reason=reason, by=None, now=timezone.now(),
    )  # fmt: skip
    shown = officer.get(detail)
    assert (shown.context["previous"], shown.context["following"].pk) == (newest, _oldest.pk)
    html = shown.content.decode()
    assert "Ringde tillbaka" in html
    assert len(shown.context["history"]) == 2
    assert [str(value) for _term, value in shown.context["retention"]][-1]
    assert shown.context["mails"]
    only = officer.get(detail + "?language=fi").context
    assert (only["previous"], only["following"]) == (newest, None)


def test_a_note_is_in_the_extract_and_found_by_its_words(form):
    from forms_app.holding import Submissions

    record = Submission.objects.first()
    SubmissionNote.objects.create(submission=record, text="Talade med Kanariefågel", at=timezone.now())
    assert Submissions().search("kanariefågel") == [record.pk]
    (view,) = Submissions().views([record.pk], "sv", opened=True)
    assert any("Kanariefågel" in value for _term, value in view.facts)


def test_a_small_number_of_sensitive_answers_is_told_only_to_those_who_may_read_them(form, officer):
    assert [count for _question, count in officer.get(list_of(form)).context["special"]] == [1]
    narrowed = officer.get(list_of(form) + "?language=fi")
    assert [count for _question, count in narrowed.context["special"]] == [1]
    assert [count for _question, count in signed_in(form.owner).get(list_of(form)).context["special"]] == [None]


def test_numbers_count_options_by_key_in_all_languages_and_no_sensitive_one(officer):
    asked = question("radio", "Kommer du?", choices="comesyes=Ja\ncomesnot=Nej", required=True)
    page = a_form_page(question("email"), asked, question("diet"))
    finnish = in_language(page, "fi", {"Ja": "Kyllä"})
    a_submission(page, email="a@example.org")
    a_submission(page, finnish, email="b@example.org")
    aside = a_submission(page, email="c@example.org")
    Submission.objects.filter(pk=aside).update(protected=True)
    shown = officer.get(reverse("forms_app_desk:numbers", args=[page.pk])).context
    ((_question, lines),) = shown["questions"]
    assert [(line.name, line.number) for line in lines] == [("Ja", 2), ("Nej", 0)]
    assert (shown["all"], shown["set_aside"]) == (2, 1)
    assert sorted(line.number for line in shown["languages"]) == [1, 1]
    assert [number for _question, number in shown["special"]] == [None]
    assert sum(span.count for _name, span in shown["spans"]) == 2


def test_fifty_thousand_answers_are_listed_in_few_statements(form, officer):
    with connection.cursor() as cursor:
        columns = [field.column for field in Submission._meta.concrete_fields]
        given = {
            "id": "gen_random_uuid()", "reference": "'R' || number",
            "received_at": "received_at - number * interval '1 minute'",
        }  # fmt: skip
        chosen = ", ".join(given.get(column, column) for column in columns)
        table = Submission._meta.db_table
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {chosen}"
            f" FROM (SELECT * FROM {table} LIMIT 1) AS one, generate_series(1, 50000) AS number"
        )
        cursor.execute(f"ANALYZE {table}")
    for query in ("", "?p=900", "?state=received&language=sv&columns=door&order=oldest"):
        officer.get(list_of(form) + query)
        with CaptureQueriesContext(connection) as asked:
            shown = officer.get(list_of(form) + query)
        assert len(shown.context["rows"]) == 50
        assert shown.context["all"] == 50_003
        own = [each["sql"] for each in asked if "forms_app_" in each["sql"] or "privacy_" in each["sql"]]
        assert len(own) <= 10
        assert len(asked) <= MOST_STATEMENTS, [each["sql"][:120] for each in asked]
