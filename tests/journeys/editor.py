"""An editor who opens a form of the admin, fills in some of it and sends all of it, as her browser would."""
from __future__ import annotations

import json
from typing import Any

from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.text import slugify


class Editor:
    """Signed in as one of the demo's accounts. ``filled`` counts what she has filled in herself."""

    def __init__(self, username: str) -> None:
        self.client = Client(SERVER_NAME="localhost")
        self.client.force_login(get_user_model().objects.get(username=username))
        self.fields: dict[str, Any] = {}
        self.filled: list[str] = []
        self.path = ""
        self.page = BeautifulSoup("", "html.parser")

    def open(self, path: str) -> HttpResponse:
        """Open a page with a form; its fields get the values they show."""
        answer = self.client.get(path)
        assert answer.status_code == 200, answer.status_code
        self.path, self.page = path, BeautifulSoup(answer.content, "html.parser")
        form = self.page.select_one("#page-edit-form") or self.page.select("form")[-1]
        self.fields, self.filled = _values(form), []
        return answer

    def fill(self, **values: Any) -> None:
        """Fill in fields by their names; a chooser counts as one."""
        for name, value in values.items():
            self.fields[name] = value
            self.filled.append(name)

    def add_row(self, relation: str, **values: Any) -> None:
        """Add one row to an inline panel, with the values that its blank row shows."""
        number = int(self.fields[f"{relation}-TOTAL_FORMS"])
        template = self.page.find(id=f"id_{relation}-EMPTY_FORM_TEMPLATE")
        blank = BeautifulSoup(str(template.string or template.decode_contents()), "html.parser")
        self.fields |= {
            name.replace("__prefix__", str(number)): value for name, value in _values(blank).items()
        }
        self.fields[f"{relation}-{number}-ORDER"] = str(number + 1)
        self.fields[f"{relation}-TOTAL_FORMS"] = str(number + 1)
        self.fill(**{f"{relation}-{number}-{name}": value for name, value in values.items()})

    def write_body(self, *blocks: tuple[str, Any]) -> None:
        """Fill the body with blocks: rich text as text, a structure as a dictionary of its fields."""
        self.fields["body-count"] = str(len(blocks))
        for number, (kind, value) in enumerate(blocks):
            self.fields |= {
                f"body-{number}-type": kind,
                f"body-{number}-order": str(number),
                f"body-{number}-deleted": "",
                f"body-{number}-id": "",
            }
            if isinstance(value, dict):
                self.fill(**{f"body-{number}-value-{name}": text for name, text in value.items()})
            else:
                self.fill(**{f"body-{number}-value": rich_text(value)})

    def send(self, action: str = "", **more: Any) -> HttpResponse:
        """Send the form; ``action`` is the name of the button, for example "action-publish"."""
        button = {action: "1"} if action else {}
        if "slug" in self.fields and not self.fields["slug"]:
            self.fields["slug"] = slugify(self.fields["title"])  # as the script beside the title does
        return self.client.post(self.path, {**self.fields, **button, **more})


    def autosave(self) -> None:
        """Save as the editor does by itself every half second, and take over what it answers."""
        answer = self.client.post(self.path, self.fields, headers={"Accept": "application/json"})
        assert answer.status_code == 200, answer.content[:500]
        told = answer.json()
        self.fields |= told["field_updates"]
        self.fields["overwrite_revision_id"] = str(told["revision_id"])
        self.fields["loaded_revision_created_at"] = told["revision_created_at"]

    def new(self, app: str, model: str, parent: Any) -> HttpResponse:
        """Open the form for a new page under ``parent``."""
        return self.open(reverse("wagtailadmin_pages:add", args=[app, model, parent.pk]))

    def edit(self, page: Any) -> HttpResponse:
        """Open the form of a page."""
        return self.open(reverse("wagtailadmin_pages:edit", args=[page.pk]))

    def errors(self, answer: HttpResponse) -> str:
        """What a form that was sent back says is wrong."""
        page = BeautifulSoup(answer.content, "html.parser")
        found = page.select(".error-message, .messages .error, .w-field__errors p")
        places = [each.find_parent(id=True) for each in found]
        return " | ".join(
            f"{place['id'] if place else ''}: {each.get_text(' ', strip=True)}"
            for each, place in zip(found, places, strict=True)
        )


def rich_text(text: str) -> str:
    """Paragraphs of plain text as the rich text editor sends them; a line that begins with ## is a heading."""
    blocks = [
        {"key": f"blk{n:02}", "text": line, "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": []}
        for n, line in enumerate(text.split("\n"))
    ]
    return json.dumps({"blocks": blocks, "entityMap": {}})


def _values(form: BeautifulSoup) -> dict[str, Any]:
    """Names and values of the form's controls, as a browser would send them."""
    values: dict[str, Any] = {}
    for control in form.select("input[name], textarea[name], select[name]"):
        name, kind = control["name"], control.get("type", "")
        if control.name == "select":
            chosen = [option.get("value", "") for option in control.select("option[selected]")]
            if control.has_attr("multiple"):
                values[name] = chosen
            else:
                first = control.select_one("option")
                values[name] = chosen[0] if chosen else (first.get("value", "") if first else "")
        elif control.name == "textarea":
            values[name] = control.get_text().lstrip("\n")
        elif kind in ("checkbox", "radio"):
            if control.has_attr("checked"):
                values[name] = control.get("value", "on")
        elif kind not in ("submit", "button", "file"):
            if name in values:
                before = [values[name]] if isinstance(values[name], str) else values[name]
                values[name] = [*before, control.get("value", "")]
            else:
                values[name] = control.get("value", "")
    return values
