"""axe finds nothing on any public page, in Swedish and in Finnish, on a telephone and on a desk."""
import pytest

from tests.browser import pages
from tests.browser.pages import KINDS, LANGUAGES

SIZES = [320, 1280]
each_language = pytest.mark.parametrize("language", LANGUAGES)
each_size = pytest.mark.parametrize("width", SIZES)


def findings(visitor) -> list[str]:
    found = [f"{visitor.page.url} {finding}" for finding in visitor.axe()]
    if overflow := visitor.overflow():
        found.append(f"{visitor.page.url} is {overflow} pixels too wide")
    return found


@each_language
@each_size
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_no_kind_of_page_has_a_barrier(visitor, kind, language, width):
    somebody = visitor(width=width)
    paths = pages.paths_of(kind, language)
    assert paths, "the demo shows no such page"
    found = []
    for path in paths:
        assert somebody.open(path).status == 200
        found += findings(somebody)
    assert found == []


@each_language
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_no_kind_of_page_has_a_barrier_in_the_dark(visitor, kind, language):
    somebody = visitor(scheme="dark")
    found = []
    for path in pages.paths_of(kind, language)[:2]:
        somebody.open(path)
        found += findings(somebody)
    assert found == []


@each_language
@each_size
def test_a_form_full_of_errors_has_no_barrier(visitor, language, width):
    somebody = visitor(width=width)
    somebody.open(pages.forms(language, is_open=True)[0])
    assert somebody.send().status == 422
    assert somebody.page.locator(".error-summary a").count() >= 2
    assert findings(somebody) == []


@each_language
@each_size
def test_the_receipt_has_no_barrier(visitor, language, width):
    somebody = visitor(width=width)
    path = pages.forms(language, is_open=True)[0]
    somebody.open(path)
    somebody.fill()
    assert somebody.send().status == 200
    assert somebody.page.url.removeprefix(somebody.site) != path
    assert somebody.form.count() == 0
    assert findings(somebody) == []


@each_language
@each_size
def test_a_page_whose_form_is_closed_has_no_barrier(visitor, language, width):
    somebody = visitor(width=width)
    closed = pages.forms(language, is_open=False)
    assert closed, "the demo has no closed form"
    assert somebody.open(closed[0]).status == 200
    assert somebody.form.count() == 0
    assert findings(somebody) == []


@each_language
@each_size
def test_the_page_that_is_not_there_has_no_barrier(visitor, language, width):
    somebody = visitor(width=width)
    assert somebody.open(f"/{language}/this-is-nowhere/").status == 404
    assert findings(somebody) == []


@pytest.mark.parametrize("flaw", [
    "main.insertAdjacentHTML('beforeend', '<img src=\"/static/x.png\">')",
    "main.insertAdjacentHTML('beforeend', '<input type=\"text\">')",
    "main.insertAdjacentHTML('beforeend', '<p lang=\"nonsense\">?</p>')",
    "main.insertAdjacentHTML('beforeend', '<b>pale</b>'); main.lastChild.style = 'color: #888; background: #999'",
])
def test_a_planted_barrier_is_found(visitor, flaw):
    somebody = visitor()
    somebody.open("/sv/")
    assert somebody.axe() == []
    somebody.page.locator("main").evaluate(f"main => {{ {flaw} }}")
    assert somebody.axe() != []
