"""Whatever happens to a form afterwards, what was sent stays as it was seen."""
from pathlib import Path
from typing import Any

import pytest

from forms_app.columns import columns_of
from forms_app.exports.table import columns
from forms_app.models import FormField, FormPage, Submission
from tests.factories import a_body, a_form_page, answers_to, in_language, key_of, published, question, send
from tests.forms_app.exported import an_order, as_csv, as_json, as_xlsx

pytestmark = pytest.mark.django_db

Lines = list[tuple[str, list[str]]]
#: Columns that are no answers.
FACTS = {"reference", "received_at", "language", "state"}
LUNCH = "fishfish=Fisk\nveganveg=Vegan"


class Story:
    """Submissions to a changing form, each remembered as the person saw it."""

    def __init__(self, client: Any, page: FormPage, folder: Path) -> None:
        self.client, self.page, self.folder = client, page, folder
        self.seen: dict[str, Lines] = {}

    def sends(self, name: str, page: FormPage | None = None, **by_kind: Any) -> Lines:
        """A person answers; what she saw and said is remembered and returned."""
        page = page or self.page
        response = send(self.client, page, answers_to(page, name=name, email=f"{name}@example.org", **by_kind))
        assert response.status_code == 303, name
        self.seen[name] = self.read(Submission.objects.latest("received_at"))
        return self.seen[name]

    def changes(self, *rows: FormField) -> None:
        """An editor publishes the form with exactly these questions in this order."""
        staying = {row.pk for row in rows}
        for gone in [row for row in self.page.form_fields.all() if row.pk not in staying]:
            self.page.form_fields.remove(gone)
        for order, row in enumerate(rows):
            row.sort_order = order
            self.page.form_fields.add(row)
        self.page = published(self.page)

    def row(self, kind: str) -> FormField:
        return self.page.form_fields.get(clean_name=key_of(self.page, kind))

    @staticmethod
    def read(submission: Submission) -> Lines:
        submission = Submission.objects.get(pk=submission.pk)
        return [(str(asked.label), [str(each) for each in said]) for asked, said in submission.lines(sealed=True)]

    def is_unchanged(self) -> bool:
        """Whether every submission still reads as it was seen, at the desk and in every kind of file."""
        now = [self.read(submission) for submission in Submission.objects.order_by("received_at")]
        return now == list(self.seen.values()) and self._is_in_every_file()

    def _is_in_every_file(self) -> bool:
        """Whether each file holds, of each submission, the words that were seen, under the question they answered."""
        for page in FormPage.objects.filter(pk__in=Submission.objects.values("page")):
            sent = list(page.get_submissions().order_by("received_at").select_related("version"))
            told = as_json(page, special=True)["submissions"]
            assert [[(each["question"], each["words"]) for each in one["answers"]] for one in told] == [
                self.read(each) for each in sent
            ]  # fmt: skip
            shown = [column.key for column in columns(page, an_order(special=True))]
            for cells in (as_csv(page, special=True), as_xlsx(page, self.folder, special=True)):
                in_the_file = [dict(zip(shown, row, strict=True)) for row in cells[1:]]
                assert [self._row(each) for each in sent] == [
                    {key: value for key, value in row.items() if value and key not in FACTS} for row in in_the_file
                ]  # fmt: skip
                assert [row["language"] for row in in_the_file] == [each.version.language for each in sent]
        return True

    @staticmethod
    def _row(submission: Submission) -> dict[str, str]:
        """What was seen, by question key; a question without an answer has no cell."""
        said = {asked.key: ", ".join(map(str, words)) for asked, words in submission.lines(sealed=True)}
        return {key: words for key, words in said.items() if words}


@pytest.fixture
def story(client, tmp_path) -> Story:
    page = a_form_page(
        question("name"), question("email"), question("radio", "Lunch", choices=LUNCH), question("singleline", "Enhet"),
    )  # fmt: skip
    return Story(client, page, tmp_path)


def test_older_submissions_keep_their_wording_and_values_through_every_change(story):
    assert story.sends("anna", radio="fishfish", singleline="Norr")[2:] == [("Lunch", ["Fisk"]), ("Enhet", ["Norr"])]

    name, email, lunch, unit = story.page.form_fields.order_by("sort_order")
    lunch.label, lunch.choices = "Lunch onsdag", "fishfish=Fisk eller kött\nveganveg=Vegan"
    unit.label = "Avdelning"
    story.changes(name, email, lunch, unit)
    renamed = story.sends("bo", radio="fishfish", singleline="Söder")
    assert renamed[2:] == [("Lunch onsdag", ["Fisk eller kött"]), ("Avdelning", ["Söder"])]
    assert story.is_unchanged()

    name, email, lunch, unit = story.page.form_fields.order_by("sort_order")
    lunch.choices = "veganveg=Vegan\nfishfish=Fisk eller kött"
    story.changes(unit, name, email, lunch)
    assert story.sends("cia", radio="veganveg", singleline="Väst")[0] == ("Avdelning", ["Väst"])
    assert story.is_unchanged()

    story.changes(story.row("name"), story.row("email"), story.row("radio"))
    assert len(story.sends("dan", radio="fishfish")) == 3
    assert story.is_unchanged()

    story.changes(story.row("name"), story.row("email"), story.row("radio"), question("singleline", "Enhet"))
    assert story.sends("eva", radio="veganveg", singleline="Öst")[3] == ("Enhet", ["Öst"])
    assert story.is_unchanged()

    lunch = story.row("radio")
    lunch.field_type = "checkboxes"
    story.changes(story.row("name"), story.row("email"), lunch)
    said = story.sends("finn", checkboxes=["fishfish", "veganveg"])
    assert said[2] == ("Lunch onsdag", ["Fisk eller kött", "Vegan"])
    assert story.is_unchanged()

    lunch = story.row("checkboxes")
    lunch.choices = "veganveg=Vegan"
    story.changes(story.row("name"), story.row("email"), lunch)
    assert story.sends("gun", checkboxes=["veganveg"])[2] == ("Lunch onsdag", ["Vegan"])
    assert story.is_unchanged()

    finnish = in_language(story.page, "fi", {"Namn": "Nimi", "Lunch onsdag": "Lounas", "Vegan": "Vegaani"})
    assert ("Lounas", ["Vegaani"]) in story.sends("heli", finnish, checkboxes=["veganveg"])
    assert story.is_unchanged()

    copy = published(story.page.copy(update_attrs={"title": "Kopia", "slug": "kopia"}))
    assert story.sends("ida", copy, checkboxes=["veganveg"])[2] == ("Lunch onsdag", ["Vegan"])
    assert story.is_unchanged()
    assert copy.get_submissions().count() == 1
    assert story.page.get_submissions().count() == 8


def test_a_question_that_was_removed_and_asked_anew_is_another_question(story):
    story.sends("anna", radio="fishfish", singleline="Norr")
    first = key_of(story.page, "singleline")
    story.changes(story.row("name"), story.row("email"), story.row("radio"))
    story.changes(story.row("name"), story.row("email"), story.row("radio"), question("singleline", "Enhet"))
    second = key_of(story.page, "singleline")
    assert first != second
    story.sends("bo", radio="fishfish", singleline="Söder")
    columns = {column.key: str(column.label) for column in columns_of(story.page)}
    assert {columns[first], columns[second]} == {"Enhet"}
    anna, bo = Submission.objects.order_by("received_at")
    assert (anna.answers.get(first), anna.answers.get(second)) == ("Norr", None)
    assert (bo.answers.get(first), bo.answers.get(second)) == (None, "Söder")


def test_the_officer_still_sees_a_removed_question(story):
    story.sends("anna", radio="fishfish", singleline="Norr")
    story.changes(story.row("name"), story.row("email"), story.row("radio"))
    assert "Enhet" in [str(column.label) for column in columns_of(story.page)]


def test_an_option_is_the_same_answer_in_every_language(story):
    finnish = in_language(story.page, "fi", {"Fisk": "Kala", "Vegan": "Vegaani", "Namn": "Nimi"})
    story.sends("anna", radio="fishfish")
    assert ("Lunch", ["Kala"]) in story.sends("heli", finnish, radio="fishfish")
    key = key_of(story.page, "radio")
    assert set(Submission.objects.values_list(f"answers__{key}", flat=True)) == {"fishfish"}


def test_translations_of_options_survive_reordering_adding_and_removing(story):
    finnish = in_language(story.page, "fi", {"Fisk": "Kala", "Vegan": "Vegaani"})
    lunch = story.row("radio")
    lunch.choices = "meatmeat=Kött\nveganveg=Vegan"
    story.changes(story.row("name"), story.row("email"), lunch)
    (asked,) = [each for each in finnish.questions(story.page) if each.type == "radio"]
    assert [(each.key, each.label.value, each.label.lang) for each in asked.options] == [
        ("meatmeat", "Kött", "sv"),
        ("veganveg", "Vegaani", ""),
    ]


def test_keys_stay_over_saving_publishing_copying_and_translating(story):
    before = [(row.clean_name, row.choices) for row in story.page.form_fields.order_by("sort_order")]
    for _time in range(3):
        story.page.save_revision()
    story.page = published(story.page)
    finnish = in_language(story.page, "fi", {})
    copy = published(story.page.copy(to=a_body("annan"), update_attrs={"slug": "kopia"}))
    for page in (story.page, copy, finnish):
        assert [(row.clean_name, row.choices) for row in page.form_fields.order_by("sort_order")] == before


def test_two_new_questions_have_two_keys():
    page = a_form_page(question("email"), question("singleline", "A"), question("singleline", "B"))
    keys = list(page.form_fields.values_list("clean_name", flat=True))
    assert len(set(keys)) == 3
    assert all(len(key) == 8 for key in keys)
