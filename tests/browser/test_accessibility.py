"""Nobody meets a barrier on any public page, in any language, on a telephone and on a desk.

Each page is opened once; axe and the measures of measures.js then look at it in every way (Visitor.barriers).
"""
import pytest

from tests.browser import form_in_steps, pages
from tests.browser.pages import KINDS, LANGUAGES, WHOLE

each_language = pytest.mark.parametrize("language", LANGUAGES)
each_whole_language = pytest.mark.parametrize("language", WHOLE)


@each_language
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_no_kind_of_page_has_a_barrier_sets_a_cookie_or_asks_another_site(visitor, kind, language):
    somebody = visitor()
    found = []
    for path in pages.shown(kind, language):
        opened = somebody.open(path)
        assert opened.status == 200
        assert opened.headers["content-security-policy"].startswith("default-src 'none'")
        found += somebody.barriers()
    assert found == []
    assert somebody.page.context.cookies() == []
    assert somebody.strays == []
    assert somebody.complaints == []


@each_language
def test_a_form_full_of_errors_and_its_receipt_have_no_barrier(visitor, language):
    somebody = visitor()
    path = pages.forms(language, is_open=True)[0]
    somebody.open(path)
    assert somebody.send().status == 422
    assert somebody.page.locator(".error-summary a").count() >= 2
    assert somebody.barriers() == []
    somebody.fill()
    assert somebody.send().status == 200
    assert somebody.page.url.removeprefix(somebody.site) != path
    assert somebody.form.count() == 0
    assert somebody.barriers() == []


@each_whole_language
def test_no_step_of_a_form_in_steps_has_a_barrier(visitor, language):
    somebody = visitor()
    found, stops = [], []
    for stop in form_in_steps.pages_on_the_way(somebody, language):
        stops.append(stop)
        found += [f"{stop}: {barrier}" for barrier in somebody.barriers()]
    assert found == []
    assert len(stops) == 7
    assert somebody.page.context.cookies() == []
    assert somebody.strays == somebody.complaints == []


@each_whole_language
def test_a_page_whose_form_is_closed_and_one_that_is_not_there_have_no_barrier(visitor, language):
    somebody = visitor()
    closed = pages.forms(language, is_open=False)
    assert closed, "the demo has no closed form"
    assert somebody.open(closed[0]).status == 200
    assert somebody.form.count() == 0
    assert somebody.barriers() == []
    assert somebody.open(f"/{language}/this-is-nowhere/").status == 404
    assert somebody.barriers() == []


@each_language
def test_lists_and_the_search_have_no_barrier_whether_they_find_something_or_nothing(visitor, language):
    somebody = visitor()
    path = pages.lists(language)[0]
    for address in (f"{path}?past=on", f"{path}?online=on&q=xyzzy", f"/{language}/search/?q=vassbåten"):
        assert somebody.open(address).status == 200
        assert somebody.barriers() == []


@each_language
def test_asking_about_ones_data_has_no_barrier_when_everything_was_left_out(visitor, language):
    somebody = visitor()
    assert somebody.open(pages.request_page(language)).status == 200
    assert somebody.send().status == 422
    assert somebody.page.locator(".error-summary a").count() >= 2
    assert somebody.barriers() == []
    assert somebody.page.context.cookies() == []


@each_whole_language
def test_answering_an_evaluation_has_no_barrier_and_leaves_no_cookie(visitor, language):
    somebody = visitor()
    steps = pages.evaluation_steps(language)
    for path, status in steps.items():
        assert somebody.open(path).status == status
        assert somebody.barriers() == []
    somebody.open(list(steps)[1])
    assert somebody.send().status == 422
    assert somebody.barriers() == []
    assert somebody.page.context.cookies() == []
    assert somebody.complaints == []


def test_what_follows_a_request_has_no_barrier_in_the_language_of_the_longest_words(visitor):
    somebody = visitor()
    for path, status in pages.request_steps("fi").items():
        assert somebody.open(path).status == status
        assert somebody.barriers() == []


#: What is done to the main part of a page, and the word by which it must be found.
PLANTED = [
    ('<img src="/static/x.png">', "image-alt"),
    ('<input type="text">', "label"),
    ('<p lang="nonsense">?</p>', "valid-lang"),
    ('<b class="planted-pale">pale</b>', "color-contrast"),
    ("<h1>another</h1>", "heading: <body"),
    ("<h6>far down</h6>", "heading: <h6>"),
    ("<nav>nameless</nav>", "landmark: nav"),
    ('<a class="planted-unseen" href="/">no focus to see</a>', "focus: <a"),
    ('<a class="planted-small" href="/">x</a><a class="planted-small" href="/">y</a>', "target-size"),
    ('<button class="planted-low">low</button>', "target: <button"),
    ('<img alt="" src="/static/img/spruce.png">', "width and height"),
    ('<p class="planted-wide">wide</p>', "reflow: "),
    ('<p class="planted-tight">a sentence that fits as long as nobody asks for more room</p>', "spacing: <p"),
    ('<p class="planted-stubborn">some</p>', "large text, reflow"),
]  # fmt: skip
STYLES = """
    .planted-pale { color: #888; background: #999 }
    .planted-unseen:focus-visible { outline: none }
    .planted-small { display: inline-block; inline-size: 12px; block-size: 12px; overflow: hidden }
    .planted-low { block-size: 30px; min-block-size: 0; font-size: 12px }
    .planted-wide { inline-size: 1000px }
    .planted-tight { font-size: 16px; line-height: 1.2; block-size: 40px; inline-size: 220px; overflow: hidden }
    .planted-stubborn { inline-size: 40rem; white-space: nowrap }
"""


PLANT = """([html, styles]) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    document.adoptedStyleSheets = [sheet];
    document.querySelector("main").insertAdjacentHTML("beforeend", html);
}"""


def test_planted_barriers_are_found(visitor):
    somebody = visitor()
    somebody.open("/sv/")
    assert somebody.barriers() == []
    somebody.page.evaluate(PLANT, ["".join(html for html, _word in PLANTED), STYLES])
    found = somebody.barriers()
    assert [word for _html, word in PLANTED if not any(word in finding for finding in found)] == []
