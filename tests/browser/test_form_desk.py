"""The desk of a form with a browser: no barrier in lists, numbers, files taken along and removed questions."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from forms_app.exports import background, reading
from forms_app.models import Export, FormPage
from privacy.roles import Role
from tests.browser.test_desk import barriers
from tests.browser.test_participants import visitor
from tests.factories import a_form_page, a_submission, an_officer, published, question
from tests.forms_app.exported import an_order

__all__ = ["visitor"]

IN_FEBRUARY = datetime(2027, 2, 1, 12, tzinfo=UTC)


def a_form_in_use() -> FormPage:
    """A form with answers to every kind of question that the desk treats in its own way."""
    page = a_form_page(
        question("name"), question("email"), question("diet"),
        question("radio", "Hur kommer du till Kulturhuset i Älvmark?", choices="train111=Tåg\nbus11111=Buss"),
        question("singleline", "Önskemål om arbetsgrupp under eftermiddagen", required=False),
        title="Tillgänglighetsdag för folkbibliotek",
    )  # fmt: skip
    a_submission(page, name="Ada Ahlström-Lindqvist", diet="Vegan", singleline="Grupp 2", now=IN_FEBRUARY)
    a_submission(page, name="Bo Berg", email="bo@example.org", singleline="Grupp 1", now=IN_FEBRUARY)
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


def pages_of(page: FormPage, user: Any) -> Iterator[str]:
    """The addresses of its desk; the draft in hand takes out two questions with answers."""
    a_submission(page, name="Cecilia Öst", email="cecilia@example.org")
    ready = an_export(page, user).pk
    background.make_due(timezone.now())
    waiting = an_export(page, user).pk
    draft = FormPage.objects.get(pk=page.pk)
    draft.form_fields.set([row for row in draft.form_fields.all() if row.field_type in ("name", "email", "radio")])
    revision = draft.save_revision()
    for name, *rest in (
        ("list",), ("numbers",), ("export",), ("export_progress", waiting), ("export_progress", ready),
        ("settle", revision.pk), ("removed",),
    ):  # fmt: skip
        address = reverse(f"forms_app_desk:{name}", args=[page.pk, *rest])
        yield f"{address}?still=1" if rest == [waiting] else address


def test_the_desk_of_a_form_has_no_barrier_and_fits_a_telephone(visitor, settings, tmp_path):
    settings.KALLELSE_PRIVATE = tmp_path / "private"
    somebody = visitor(as_officer=True)
    for path in pages_of(published(a_form_in_use()), an_officer_who_publishes()):
        answer = somebody.open(path)
        assert answer.status == 200, path
        assert somebody.page.url.endswith(path), path
        assert barriers(somebody) == [], path
        somebody.page.set_viewport_size({"width": 390, "height": 900})
        assert somebody.overflow() <= 0, path
        somebody.page.set_viewport_size({"width": 1280, "height": 900})
    assert somebody.strays == []
