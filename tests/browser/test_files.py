"""Files with a browser: chosen with the keyboard alone, refused and told on the receipt without a barrier."""
from __future__ import annotations

from typing import Any

import pytest

from forms_app.models import FormPage
from tests.browser.test_participants import visitor
from tests.factories import a_form_page, address_of, in_language, question
from tests.made_files import PDF

__all__ = ["visitor"]

LONG_NAME = "Lövkojans kör – verksamhetsberättelse med planerna för våren.pdf"
PLAN = {"name": LONG_NAME, "mimeType": "application/pdf", "buffer": PDF}
PROGRAM = {"name": "plan.exe", "mimeType": "application/x-msdownload", "buffer": b"MZ"}
FINNISH = {"Ansök om stöd": "Hae tukea", "Din ansökan": "Hakemuksesi"}


@pytest.fixture
def pages(settings: Any, tmp_path: Any) -> list[FormPage]:
    settings.KALLELSE_FILES, settings.KALLELSE_PRIVATE = True, tmp_path
    file = question("file", "Din ansökan", most_files=2, required=True)
    swedish = a_form_page(question("name"), question("email"), file, title="Ansök om stöd")
    return [swedish, in_language(swedish, "fi", FINNISH)]


def choose(somebody: Any, file: dict[str, Any]) -> None:
    """Choose a file in the field that the keyboard reaches; the window to choose in is the system's, not ours."""
    field = somebody.form.locator("input[type=file]")
    somebody.tab_to(field)
    field.set_input_files([file])


def send(somebody: Any) -> int:
    somebody.tab_to(somebody.form.locator("button[type=submit]"))
    with somebody.page.expect_navigation() as arrival:
        somebody.page.keyboard.press("Enter")
    return int(arrival.value.status)


def test_a_wrong_file_and_the_right_one_are_sent_without_a_mouse_and_no_page_has_a_barrier(visitor, pages):
    for page in pages:
        somebody = visitor()
        assert somebody.open(address_of(page)).status == 200
        assert somebody.barriers() == []
        for kind, answer in (("text", "Aino Vieras"), ("email", "aino.vieras@example.org")):
            somebody.tab_to(somebody.form.locator(f"input[type={kind}]:not(.trap *)").first)
            somebody.page.keyboard.type(answer)
        choose(somebody, PROGRAM)
        assert send(somebody) == 422
        assert somebody.page.locator(".error-summary a").count() == 1
        assert somebody.barriers() == []
        choose(somebody, PLAN)
        assert send(somebody) == 200
        assert LONG_NAME in somebody.page.locator("main").inner_text()
        assert somebody.barriers() == []
        assert (somebody.strays, somebody.complaints, somebody.page.context.cookies()) == ([], [], [])
