"""Somebody with a browser: opens pages, fills forms, and notices what a page does behind her back."""
from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import ConsoleMessage, Locator, Page, Request, Response

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

    def send(self) -> Response:
        """Press the button and wait for the page that comes."""
        with self.page.expect_navigation() as arrival:
            self.form.locator("button[type=submit]").click()
        return arrival.value

    def axe(self) -> list[str]:
        """What axe finds on the page at hand, one line for each place."""
        self.page.evaluate(AXE_SCRIPT)
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        assert len(found["passes"]) > 5, "axe has looked at nothing"
        return [
            f"{rule['id']}: {' '.join(map(str, node['target']))}: {node['html'][:120]}"
            for rule in found["violations"]
            for node in rule["nodes"]
        ]

    def overflow(self) -> int:
        """How many pixels of the page lie outside the window, to the side."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))

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
