"""The desk of a form with a browser: no barrier on any of its pages, in Swedish and Finnish, and on a telephone."""
from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from forms_app.exports import background, reading
from forms_app.files import judging
from forms_app.models import EvaluationAnswer, Export, FormPage, Submission
from privacy.roles import Role
from tests.browser.test_participants import visitor
from tests.factories import a_form_page, a_submission, an_officer, in_language, published, question
from tests.forms_app.exported import an_order
from tests.forms_app.test_evaluation_desk import answered
from tests.forms_app.test_ready_questions import a_ready_question
from tests.made_files import PDF

__all__ = ["visitor"]

IN_JANUARY = datetime(2027, 1, 11, 12, tzinfo=UTC)
LONG_NAME = "Lövkojans kör – verksamhetsberättelse med planerna för våren och höstens resa till Älvmark.pdf"


def a_form_in_use() -> FormPage:
    """A form with answers to every kind of question that the desk treats in its own way."""
    page = a_form_page(
        question("name"), question("email"), question("diet"),
        question("radio", "Hur kommer du till Kulturhuset i Älvmark?", choices="train111=Tåg\nbus11111=Buss"),
        question("singleline", "Önskemål om arbetsgrupp under eftermiddagen", required=False),
        question("file", "Din berättelse om förra året", most_files=2, required=True),
        title="Tillgänglighetsdag för folkbibliotek",
    )  # fmt: skip
    files = [judging.judge(io.BytesIO(PDF), name=LONG_NAME, declared="application/pdf")]
    a_submission(page, name="Ada Ahlström-Lindqvist", diet="Vegan", singleline="Grupp 2", file=files, now=IN_JANUARY)
    a_submission(page, name="Bo Berg", email="bo@example.org", singleline="Grupp 1", file=[])
    in_language(page, "fi", {"Tillgänglighetsdag för folkbibliotek": "Kirjastojen saavutettavuuspäivä"})
    return page


def an_officer_who_publishes(language: str = "sv") -> Any:
    """The case officer of the browser, who is an editor too and reads the desk in ``language``."""
    user = an_officer(Role.CASE_OFFICER)
    an_officer(Role.EDITOR, user.username)
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
    return user


def an_export(page: FormPage, user: Any) -> Export:
    """A large file that ``user`` has ordered and nobody has made yet."""
    chosen = reading.chosen(page, Q()).count()
    return background.place(page=page, order=an_order(), submissions=chosen, by=user, now=timezone.now())


def an_evaluation_of(page: FormPage, **facts: Any) -> Any:
    """One that enough have answered, with texts that nobody has looked through yet."""
    said = ("Att fråga först.", "Otso Kivelänrantas exempel.")
    page = answered(6, *said, parent=page, title="Vad tyckte du om dagen?", **facts)
    in_language(page, "fi", {"Vad tyckte du om dagen?": "Mitä pidit päivästä?"})
    return page


def pages_of(page: FormPage, user: Any) -> Iterator[str]:
    """The addresses of everything staff see of a form; the draft in hand takes out two questions with answers."""
    received = Submission.objects.get(received_at=IN_JANUARY)
    a_submission(page, name="Cecilia Öst", email="cecilia@example.org", file=[])
    a_submission(page, name="Great offers", singleline="http://x.example", file=[], suspicious=True)
    ready = an_export(page, user).pk
    background.make_due(timezone.now())
    waiting = an_export(page, user).pk
    draft = FormPage.objects.get(pk=page.pk)
    draft.form_fields.set([row for row in draft.form_fields.all() if row.field_type in ("name", "email", "radio")])
    revision = draft.save_revision()
    still_open = an_evaluation_of(page, closes_on=timezone.localdate() + timedelta(days=30)).pk
    evaluation = an_evaluation_of(page, closes_on=timezone.localdate() - timedelta(days=1), slug="over").pk
    record = EvaluationAnswer.objects.filter(page=evaluation).values_list("pk", flat=True)[0]
    of_page = (
        "list", "numbers", "export", ("export_progress", waiting), ("export_progress", ready), "enter", "quarantine",
        "move_in", "ask_later", "mails", ("settle", revision.pk), "removed",
    )  # fmt: skip
    of_evaluation = ("evaluation", "evaluation_links", "evaluation_texts", "evaluation_records")
    for each in of_page:
        name, *rest = (each,) if isinstance(each, str) else each
        address = reverse(f"forms_app_desk:{name}", args=[page.pk, *rest])
        yield f"{address}?still=1" if rest == [waiting] else address
    yield from (reverse(f"forms_app_desk:{name}", args=[still_open]) for name in of_evaluation[:2])
    yield from (reverse(f"forms_app_desk:{name}", args=[evaluation]) for name in of_evaluation)
    yield reverse("forms_app_desk:evaluation_one", args=[evaluation, record])
    yield reverse("forms_app_desk:detail", args=[received.pk])
    yield reverse("forms_app_desk:detail", args=[Submission.objects.quarantined().get().pk])
    yield from (reverse(f"forms_app_desk:{name}") for name in ("index", "evaluations"))
    yield from (reverse(f"forms_app_ready_questions:{name}") for name in ("index", "add"))
    yield reverse("forms_app_ready_questions:edit", args=[a_ready_question().pk])
    yield from (reverse(f"forms_app_page_openings:{name}") for name in ("index", "add"))


def test_the_desk_of_a_form_has_no_barrier_and_fits_a_telephone_in_each_language(visitor, settings, tmp_path):
    settings.KALLELSE_PRIVATE, settings.KALLELSE_FILES = tmp_path / "private", True
    user, somebody = an_officer_who_publishes(), visitor(as_officer=True)
    paths = list(pages_of(published(a_form_in_use()), user))
    found = []
    for language in ("sv", "fi"):
        UserProfile.objects.filter(user=user).update(preferred_language=language)
        for path in paths:
            assert somebody.open(path).status == 200, path
            assert somebody.page.url.endswith(path), path
            assert somebody.page.locator("html").get_attribute("lang") == language
            # The words change with the language, the rest does not.
            look = somebody.barriers_of_staff if language == "sv" else somebody.too_wide
            found += [f"{path} {language}: {each}" for each in look()]
    somebody.open(next(path for path in paths if path.endswith("/links/")))
    somebody.page.fill("[name=number]", "2")
    somebody.page.click("main .desk-acts button")
    somebody.page.locator(".slip").first.wait_for()
    found += somebody.barriers_of_staff()
    assert found == []
    assert somebody.strays == []
