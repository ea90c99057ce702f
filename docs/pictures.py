"""The pictures of the guides, taken from a running demo.

    python3 manage.py demo --fresh --no-input
    .venv/bin/python docs/pictures.py [ADDRESS]

ADDRESS is that of the demo, http://localhost:8000 if none is given. Needs the packages of the tests
(``python3 manage.py test`` has put them there) and a Chromium: the one in CHROMIUM or Playwright's own.
Run it when the look has changed, and look at every picture before it goes in.
"""
from __future__ import annotations

import io
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).parent / "pictures"
SHOWN_TO_ALL = "prova-kallelse"  # no secret: the demo shows it on its own login page
#: Of these colours a picture is stored; more weigh more and show nothing.
COLOURS = 96


@dataclass(frozen=True)
class Picture:
    """One picture: what is opened, by whom, and what of it is shown.

    ``path`` may hold ``{pk}``: the number of the page with ``slug``. ``part``: the element that is brought to
    the top, ``above`` it so many pixels.
    """

    name: str
    path: str
    account: str = ""
    slug: str = ""
    part: str = ""
    size: tuple[int, int] = (1280, 800)
    above: int = 24


EDITOR = "redaktor"
EDIT = "/admin/pages/{pk}/edit/"
#: The panel of the editor that holds the rows of one kind.
PANEL = "xpath=//*[@id='id_{}-TOTAL_FORMS']/ancestor::section[1]"
PICTURES = (
    Picture("start", "/sv/", size=(1280, 1000)),
    Picture("seminar", "/sv/region-granskar/evenemang/vassbaten/"),
    Picture("network", "/sv/region-granskar/evenemang/lugnt-och-oppet/"),
    Picture("programme", "/fi/osallisuusvirasto/tapahtumat/yhdenvertainen-palvelu/", part=".steps", above=90),
    Picture("project", "/fi/osallisuusvirasto/hankkeet/samalta-viivalta/"),
    Picture("form", "/sv/region-granskar/evenemang/vassbaten/", part="#form", size=(1280, 1000)),
    Picture("choose", "/admin/pages/{pk}/add_subpage/", account=EDITOR, slug="evenemang"),
    Picture("edit", EDIT, account=EDITOR, slug="vassbaten"),
    Picture("dates", EDIT, account=EDITOR, slug="vassbaten", part=PANEL.format("occasions"), above=90),
    Picture("questions", EDIT, account=EDITOR, slug="vassbaten", part=PANEL.format("form_fields"), above=90),
    Picture("registrations", "/admin/submissions/form/{pk}/", account=EDITOR, slug="vassbaten"),
)


def take_all(base: str) -> None:
    """Take every picture of the demo at ``base`` and store it."""
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM"), args=["--no-sandbox"] if os.geteuid() == 0 else []
        )
        visitors: dict[str, Page] = {}
        for picture in PICTURES:
            if picture.account not in visitors:
                visitors[picture.account] = _arrive(browser, base, picture.account)
            store(picture.name, take(visitors[picture.account], picture))
        browser.close()


def _arrive(browser: Browser, base: str, account: str) -> Page:
    """A visitor's window; signed in when an account is named."""
    page = browser.new_context(base_url=base, reduced_motion="reduce", locale="sv-SE").new_page()
    page.set_default_timeout(120_000)
    if account:
        page.goto("/account/login/")
        page.fill("[name=login]", account)
        page.fill("[name=password]", SHOWN_TO_ALL)
        page.click("main button[type=submit]")
        page.wait_for_load_state("networkidle")
    return page


def take(page: Page, picture: Picture) -> bytes:
    """The picture as the browser shows it."""
    page.set_viewport_size({"width": picture.size[0], "height": picture.size[1]})
    path = picture.path
    if picture.slug:
        path = path.format(pk=_number_of(page, picture.slug))
    page.goto(path, wait_until="networkidle")
    # The editor builds itself up while it is scrolled, so once is not enough.
    for _turn in range(3 if picture.part else 1):
        if picture.part:
            _bring_to_the_top(page, picture)
        page.wait_for_timeout(900)
    return page.screenshot()


def _bring_to_the_top(page: Page, picture: Picture) -> None:
    part = page.locator(picture.part).first
    part.wait_for()
    part.evaluate(
        "(element, above) => { element.style.scrollMarginTop = `${above}px`; element.scrollIntoView() }",
        picture.above,
    )


def _number_of(page: Page, slug: str) -> int:
    """The number of the page with ``slug``, from the admin's own list."""
    answer = page.request.get(f"/admin/api/main/pages/?slug={slug}")
    return int(answer.json()["items"][0]["id"])


def store(name: str, png: bytes) -> None:
    """Write the picture small enough for a guide."""
    image = Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    image.save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    take_all((sys.argv[1:] or ["http://localhost:8000"])[0])
