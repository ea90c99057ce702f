"""A visitor who reads pages and fills in forms as the HTML says."""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.http import HttpResponse
from django.test import Client

FROM_HERE = {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}


@dataclass
class Visitor:
    """``page`` is what she sees; ``answer`` is the last response."""

    client: Client
    answer: Any = None
    page: BeautifulSoup = field(default_factory=lambda: BeautifulSoup("", "html.parser"))
    path: str = ""

    def go(self, path: str) -> HttpResponse:
        """Open a page of the site."""
        self.path = path
        return self._look(self.client.get(path))

    def fill(self, **answers: str) -> dict[str, str]:
        """The form's fields as a browser would post them, with ``answers`` by label (spaces as _)."""
        form = self.form()
        posted = {each["name"]: each.get("value", "") for each in form.select("input[type=hidden]")}
        for label, value in answers.items():
            posted[self.field(label.replace("_", " "))["name"]] = value
        return posted

    def form(self) -> Tag:
        """The one form that posts."""
        forms = [each for each in self.page.select("form") if each.get("method", "").lower() == "post"]
        assert len(forms) == 1, f"{len(forms)} forms"
        return forms[0]

    def field(self, label: str) -> Tag:
        """The control whose label begins with ``label``; a choice is found by the words beside it."""
        for each in self.page.select("form label"):
            if each.get_text(" ", strip=True).startswith(label):
                return self.page.find(id=each["for"])
        raise AssertionError(f"no field is labelled {label!r}")

    def send(self, posted: dict[str, str], **headers: str) -> HttpResponse:
        """Post the form from its own page, without following where it leads."""
        path = self.form().get("action") or self.path
        return self._look(self.client.post(path or self.path, posted, headers={**FROM_HERE, **headers}))

    def follow(self) -> HttpResponse:
        """Go where a 303 leads, as the browser does by itself."""
        assert self.answer.status_code == 303
        return self.go(self.answer["Location"])

    def text(self) -> str:
        """What the main part of the page says."""
        return " ".join((self.page.find("main") or self.page).get_text(" ", strip=True).split())

    def _look(self, answer: Any) -> HttpResponse:
        assert not self.client.cookies, "the site set a cookie"
        is_page = "text/html" in answer.get("Content-Type", "")
        self.answer, self.page = answer, BeautifulSoup(answer.content if is_page else "", "html.parser")
        return answer
