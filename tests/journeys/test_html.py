"""An independent checker, html-validate, reads every public template of the demo in every language."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import Tag
from django.test import RequestFactory

from config import errors
from config.demo.styleguide.views import guide as style_guide
from forms_app.put_form import PARTY
from tests.browser import form_in_steps, form_of_all_kinds, pages
from tests.html_validate import NOT_FOUND, find_node, findings_in
from tests.journeys.visitor import Visitor

STATUSES = (400, 403, 404, 413, 429, 500, 503)
#: Faults, and the rule that sees each.
PLANTED = {
    "<p><div>a box in a sentence</div></p>": "no-implicit-close",
    '<p id="main">twice</p>': "no-dup-id",
    '<img src="/media/x.png">': "wcag/h37",
    '<section aria-labelledby="nowhere"><h1>x</h1></section>': "no-missing-references",
}
PAGE = (
    '<!DOCTYPE html>\n<html lang="sv"><head><title>A</title></head><body><main id="main">{}</main></body></html>\n'
)
ANSWERS = {"email": "aino.vieras@example.org", "tel": "+358401234567", "number": "1", "date": "2027-03-04"}


@pytest.fixture(scope="module", autouse=True)
def checker() -> None:
    if not find_node():
        pytest.skip(NOT_FOUND)


def all_pages(visitor: Visitor) -> Iterator[tuple[str, str]]:
    """Every page of every kind, list, form, receipt and error: a name for the file, and the HTML."""
    for language in pages.LANGUAGES:
        for kind in pages.KINDS:
            for number, path in enumerate(pages.shown(kind, language)):
                assert visitor.go(path).status_code == 200, path
                yield f"{language}-{kind.__name__}-{number}", visitor.answer.content.decode()
        for status in STATUSES:
            answer = errors.page(RequestFactory().get(f"/{language}/x/"), status)
            yield f"{language}-{status}", answer.content.decode()
        guide = style_guide(RequestFactory().get("/styleguide/", {"language": language}))
        yield f"{language}-style-guide", guide.content.decode()
        yield from lists(visitor, language)
        yield from forms(visitor, language)
        if language in pages.WHOLE:
            yield from evaluations(visitor, language)
            yield from steps(visitor, language)


def lists(visitor: Visitor, language: str) -> Iterator[tuple[str, str]]:
    for path in pages.lists(language):
        for query in ("past=on", "online=on&month=2027-01", "q=xyzzy"):
            assert visitor.go(f"{path}?{query}").status_code == 200
            yield f"{language}-list-{query}", visitor.answer.content.decode()
    for words in ("", "vassbåten", "xyzzy"):
        assert visitor.go(f"/{language}/search/?q={words}").status_code == 200
        yield f"{language}-search-{words}", visitor.answer.content.decode()


def forms(visitor: Visitor, language: str) -> Iterator[tuple[str, str]]:
    in_one = [path for path in pages.forms(language, is_open=True) if form_in_steps.SLUG not in path]
    for number, path in enumerate(in_one[: pages.MOST]):
        visitor.go(path)
        posted = answers(visitor)
        if PARTY in posted:  # in steps, as the one that steps() goes through
            continue
        visitor.send(visitor.fill())
        assert visitor.answer.status_code == 422, path
        yield f"{language}-errors-{number}", visitor.answer.content.decode()
        visitor.go(path)
        visitor.send(posted)
        if visitor.answer.status_code == 200:  # an access need has opened a question of its own
            yield f"{language}-opened-{number}", visitor.answer.content.decode()
            visitor.send(answers(visitor))
        assert visitor.follow().status_code == 200, path
        yield f"{language}-receipt-{number}", visitor.answer.content.decode()


def evaluations(visitor: Visitor, language: str) -> Iterator[tuple[str, str]]:
    for number, (path, status) in enumerate(pages.evaluation_steps(language).items()):
        assert visitor.go(path).status_code == status
        yield f"{language}-evaluation-{number}", visitor.answer.content.decode()


def steps(visitor: Visitor, language: str) -> Iterator[tuple[str, str]]:
    """Every page of a form in steps: the participants, the last look, what opens and what is warned of."""
    visitor.go(form_in_steps.path_in(language))
    posted = answers(visitor) | {"invoiced": "yesplease", "anything": form_in_steps.NUMBER}
    posted.pop("invoiceto", None)
    for number in range(1, 9):
        visitor.send(posted)
        if visitor.answer.status_code == 303:
            break
        assert visitor.answer.status_code == 200
        yield f"{language}-step-{number}", visitor.answer.content.decode()
        posted = answers(visitor) | {"anything": form_in_steps.NUMBER}
    assert number == 4


def answers(visitor: Visitor) -> dict[str, str]:
    """Something that fits for every question of the form at hand."""
    posted = visitor.fill()
    for control in visitor.form().select("input:not([type=hidden]), textarea, select"):
        if not control.find_parent(class_="trap"):
            posted[control["name"]] = answer_to(control)
    return posted


def answer_to(control: Tag) -> str:
    if control.name == "select":
        return control.select("option")[1]["value"]
    if control.get("type") in ("radio", "checkbox"):
        return control.get("value", "on")
    kind = "number" if control.get("inputmode") in ("numeric", "decimal") else control.get("type", "text")
    return ANSWERS.get(kind, "Aino Vieras")


def test_the_checker_finds_nothing_on_any_page(visitor, tmp_path: Path):
    form_of_all_kinds.publish_in_both_languages()
    form_in_steps.publish_in_both_languages()
    written = [(tmp_path / f"{name}.html").write_text(page) for name, page in all_pages(visitor)]
    assert len(written) > 60
    assert findings_in(tmp_path) == []


def test_planted_faults_are_found(tmp_path: Path):
    (tmp_path / "sound.html").write_text(PAGE.format("<p>a sentence</p>"))
    for number, fault in enumerate(PLANTED):
        (tmp_path / f"{number}.html").write_text(PAGE.format(fault))
    found = findings_in(tmp_path)
    assert {finding.split(":")[0] for finding in found} == {str(number) for number in range(len(PLANTED))}
    missed = [rule for number, rule in enumerate(PLANTED.values()) if not any(
        finding.startswith(f"{number}:") and f" {rule}:" in finding for finding in found
    )]  # fmt: skip
    assert missed == [], found
