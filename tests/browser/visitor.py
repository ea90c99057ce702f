"""Somebody with a browser: opens pages, fills forms, and notices what a page does behind her back."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import ConsoleMessage, Locator, Page, Request, Response

MEASURES = Path(__file__).with_name("measures.js").read_text(encoding="utf-8")
#: axe leaves out the size of targets (WCAG 2.2, 2.5.8) unless it is asked for.
EVERYTHING = "{resultTypes: ['violations'], rules: {'target-size': {enabled: true}}}"
#: What depends on the width of the window and on its colours.
LAYOUT = "{resultTypes: ['violations'], runOnly: ['color-contrast', 'target-size', 'scrollable-region-focusable']}"
#: What is handed back is written out word for word on its way: axe itself, or all that it passed, takes longer than
#: looking.
OUR_AXE = f"{AXE_SCRIPT}\nwindow.axeOfTheTests = window.axe; null"
FINDINGS = """found => ({passed: found.passes.length, lines: found.violations.flatMap((rule) => rule.nodes.map(
    (node) => `${rule.id}: ${node.target.join(" ")}: ${node.html.slice(0, 120)}`))})"""
DESK, TELEPHONE = 1280, 320
ANSWERS = {
    "email": "aino.vieras@example.org",
    "tel": "+358 40 123 4567",
    "number": "1",
    "decimal": "1",
    "numeric": "1",
    "date": "1980-05-17",
    "text": "Aino Vieras",
}


class Visitor:
    """One person in a browser window of her own, without cookies when she arrives."""

    def __init__(self, page: Page, site: str) -> None:
        self.page, self.site = page, site
        #: Requests to other sites, and what the browser complains of.
        self.strays: list[str] = []
        self.complaints: list[str] = []
        page.on("request", self._look_at)
        page.on("console", self._listen)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, path: str) -> Response:
        """Go to a path of the site and wait until everything is there."""
        response = self.page.goto(path, wait_until="load")
        assert response is not None, path
        return response

    @property
    def form(self) -> Locator:
        """The form for answers on the page at hand."""
        return self.page.locator("main form[method=post]")

    def fill(self) -> None:
        """Answer every question that is put to people, each with something that fits."""
        for field in self.form.locator(":is(input:not([type=hidden]), textarea, select):not(.trap *)").all():
            self._answer(field)

    def tab_to(self, goal: Locator, most: int = 80) -> None:
        """Go on with the tabulator until ``goal`` has the focus."""
        for _step in range(most):
            self.page.keyboard.press("Tab")
            if goal.evaluate("each => each === document.activeElement"):
                return
        raise AssertionError(f"not reached with the keyboard: {goal}")

    def send(self) -> Response:
        """Press the button and wait for the page that comes."""
        with self.page.expect_navigation() as arrival:
            self.form.locator("button[type=submit]").click()
        return arrival.value

    def barriers(self) -> list[str]:
        """What is in somebody's way on the page at hand: on a desk and a telephone, light and dark, large and small."""
        found = []
        self._stand_at(DESK)
        for measure in ("headings", "landmarks", "focus", "targets", "pictures", "largeText"):
            found += self.measure(measure)
        found += self.axe()
        # A desk at 200 % is half as wide.
        self._stand_at(DESK // 2)
        found += self.measure("reflow")
        self._stand_at(TELEPHONE)
        for measure in ("reflow", "targets", "spacing"):
            found += self.measure(measure)
        self.page.emulate_media(color_scheme="dark")
        found += self.axe(LAYOUT)
        self.page.emulate_media(color_scheme="light")
        return [f"{self.page.url} {finding}" for finding in found]

    def barriers_of_staff(self) -> list[str]:
        """What is in the way of staff on the page at hand, light and dark; Wagtail's frame is looked at too."""
        self.measure("settle")
        found = self.axe()
        self.page.emulate_media(color_scheme="dark")
        self.measure("settle")
        found += self.axe(LAYOUT)
        self.page.emulate_media(color_scheme="light")
        return found + self.too_wide()

    def too_wide(self) -> list[str]:
        """What lies beyond the window of a telephone."""
        self._stand_at(TELEPHONE)
        found = [*self.measure("reflow"), *self.measure("cutOff")]
        self._stand_at(DESK)
        return found

    def measure(self, name: str) -> Any:
        """One function of measures.js on the page at hand: what it finds, or a figure."""
        return self.page.evaluate(f"{MEASURES.strip()}.{name}()")

    def axe(self, options: str = EVERYTHING) -> list[str]:
        """What axe finds on the page at hand, one line for each place."""
        # The editors' own bar brings an axe too, and may be at work.
        if not self.page.evaluate("'axeOfTheTests' in window"):
            self.page.evaluate(OUR_AXE)
        found = self.page.evaluate(f"axeOfTheTests.run(document, {options}).then({FINDINGS})")
        assert found["passed"], "axe has looked at nothing"
        return list(found["lines"])

    def overflow(self) -> int:
        """How many pixels of the page lie outside the window, to the side."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))

    def _stand_at(self, width: int) -> None:
        self.page.set_viewport_size({"width": width, "height": 900})

    def _answer(self, field: Locator) -> None:
        kind = field.get_attribute("inputmode") or field.get_attribute("type") or "text"
        if field.locator("option").count():
            field.select_option(index=1)
        elif kind == "checkbox":
            field.check()
        elif kind == "radio":
            self.form.locator(f"input[name='{field.get_attribute('name')}']").first.check()
        elif kind not in ("submit", "button", "reset"):
            field.fill(ANSWERS.get(kind, ANSWERS["text"]))

    def _look_at(self, request: Request) -> None:
        if not request.url.startswith((self.site, "data:", "about:")):
            self.strays.append(request.url)

    def _listen(self, message: ConsoleMessage) -> None:
        # The browser itself complains of every answer from 400 on; those we ask for on purpose.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)
