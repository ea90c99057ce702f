"""A visitor without script who goes through a form step by step: reads the page, fills it in, presses a button."""
from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from bs4 import BeautifulSoup, Tag
from django.test import Client

from forms_app.models import FormPageMixin
from tests.factories import address_of


class Walker:
    """What she has in front of her is ``answer``, the last response; :meth:`press` sends the form on it."""

    def __init__(self, page: FormPageMixin, *, client: Client | None = None, address: str = "") -> None:
        """:param address: where the form of ``page`` stands, when not on the page itself."""
        self.client, self.address = client or Client(), address or address_of(page)
        self.answer: Any = self.client.get(self.address)

    @property
    def html(self) -> BeautifulSoup:
        """The page at hand."""
        return BeautifulSoup(self.answer.content, "html.parser")

    @property
    def form(self) -> Tag:
        """Its form."""
        found = self.html.select_one("main form[method=post]")
        assert found is not None, self.answer.status_code
        return found

    @property
    def text(self) -> str:
        """The words of its main part, on one line."""
        main = self.html.find("main")
        assert main is not None
        return " ".join(main.get_text(" ").split())

    @property
    def asked(self) -> list[str]:
        """The names of the fields she can see, in order."""
        seen = (each for each in self.form.select("input:not([type=hidden]), textarea, select"))
        return list(dict.fromkeys(each["name"] for each in seen if not each.find_parent(class_="trap")))

    def filled(self) -> list[tuple[str, str]]:
        """What a browser would send of the form as it stands."""
        found = []
        for each in self.form.select("input, textarea, select"):
            if each.get("type") in ("radio", "checkbox") and not each.has_attr("checked"):
                continue
            if each.name == "select":
                value = next((option["value"] for option in each.select("option[selected]")), "")
            else:
                value = each.get_text().removeprefix("\n") if each.name == "textarea" else each.get("value", "")
            found.append((each["name"], value))
        return found

    def press(self, *button: str, **answers: Any) -> Any:
        """Send the form with ``answers`` in it (``__`` for a hyphen), by the button of this name and value."""
        given = {name.replace("__", "-"): value for name, value in answers.items()}
        kept = [(name, value) for name, value in self.filled() if name not in given]
        body = urlencode([*kept, *given.items(), *([button] if button else [])], doseq=True)
        self.answer = self.client.post(
            self.address, body, content_type="application/x-www-form-urlencoded",
            headers={"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"},
        )  # fmt: skip
        return self.answer

    def follow(self) -> str:
        """The words of the receipt that she has been sent to."""
        assert self.answer.status_code == 303, self.text
        self.answer = self.client.get(self.answer["Location"])
        return self.text
