"""What a page costs to load: bytes, requests, and nothing that moves while fonts and pictures come late."""
import pytest

from tests.browser import pages
from tests.browser.pages import KINDS

KILOBYTE = 1000
STYLES_AND_SCRIPTS, FONTS, REQUESTS = 60 * KILOBYTE, 60 * KILOBYTE, 20
#: The sum of layout shifts; browsers call up to 0.1 good.
SHIFT = 0.02
LATE_IN_MILLISECONDS = 300


def come_late(route, request) -> None:
    """Let everything be painted once before the font and the pictures are there."""
    if request.resource_type in ("font", "image"):
        request.frame.page.wait_for_timeout(LATE_IN_MILLISECONDS)
    route.continue_()


def over_budget(somebody) -> list[str]:
    shift, weight = somebody.measure("shift"), somebody.measure("weight")
    allowed = {"styles_and_scripts": STYLES_AND_SCRIPTS, "fonts": FONTS, "fonts_asked_for": 1, "requests": REQUESTS}
    found = [f"{what}: {weight[what]}" for what, most in allowed.items() if weight[what] > most]
    assert min(weight["styles_and_scripts"], weight["fonts"]) > KILOBYTE, "nothing was measured"
    return [*found, *([f"shift: {shift}"] if shift >= SHIFT else [])]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_page_is_light_and_nothing_in_it_moves(visitor, kind):
    found = {}
    for path in pages.shown(kind, "sv")[:1]:
        for width in (390, 1280):
            somebody = visitor(width=width)
            somebody.page.route("**/*", come_late)
            assert somebody.open(path).status == 200
            found[path, width] = over_budget(somebody)
            somebody.page.unroute_all(behavior="ignoreErrors")
    assert found
    assert {where: over for where, over in found.items() if over} == {}


def test_what_is_heavy_or_moves_is_noticed(visitor):
    somebody = visitor()
    somebody.open("/sv/")
    assert over_budget(somebody) == []
    somebody.page.evaluate("""async () => {
        document.querySelector("main").insertAdjacentHTML("beforebegin", "<p><br><br><br><br><br><br>late</p>");
        const again = (path) => fetch(`${path}?again=${Math.random()}`).then((answer) => answer.arrayBuffer());
        const sheet = document.querySelector("link[href*=components]").href;
        const font = "/static/fonts/commissioner.woff2";
        await Promise.all([again(font), ...Array.from({ length: 12 }, () => again(sheet))]);
    }""")
    assert {found.partition(":")[0] for found in over_budget(somebody)} == {
        "styles_and_scripts", "fonts", "requests", "shift"
    }
