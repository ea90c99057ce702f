"""The look as rules: components say what they take, nothing stands inline, colours can be read."""
import re
from itertools import product

import pytest

from tests.house.tree import ROOT, TEMPLATES, place

CSS = ROOT / "site" / "static" / "css"
FONTS = ROOT / "site" / "static" / "fonts"
COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))
LETTERS_AND_STAFF = ("mail", "letters", "extract", "admin", "widgets")
PUBLIC = [path for path in TEMPLATES.rglob("*.html") if not set(LETTERS_AND_STAFF) & set(path.parts)]
LARGEST_TYPEFACE = 60 * 1024
TEXTS = ("ink", "ink-soft", "accent", "accent-strong", "success", "warning", "danger")
#: What is read on what, by WCAG 2.2, 1.4.3: 4.5 for text; and 1.4.11: 3 for the edges of controls.
READ_ON = [
    *((text, ground, 4.5) for text, ground in product(TEXTS, ("paper", "surface"))),
    ("on-accent", "accent", 4.5),
    ("on-accent", "accent-strong", 4.5),
    ("head-ink", "head-paper", 4.5),
    ("head-accent", "head-paper", 3.0),
    ("foot-ink", "foot-paper", 4.5),
    ("edge", "paper", 3.0),
    ("edge", "surface", 3.0),
]


def inline_in(template: str) -> list[str]:
    """Styles and scripts that the policy of the public site would refuse."""
    scripts = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", template)
    return scripts + re.findall(r"<style\b|\sstyle=|\son[a-z]+=[\"']", template)


def tokens_of(profile: str, *, dark: bool) -> dict[str, str]:
    """The colours of one profile by name, references followed."""
    css = (CSS / "tokens.css").read_text()
    light, _at, night = css.partition("@media (prefers-color-scheme: dark)")
    blocks = [*_blocks(light, profile), *(_blocks(night, profile) if dark else [])]
    found = {name: value for block in blocks for name, value in re.findall(r"--([\w-]+):\s*([^;]+);", block)}
    return {name: _followed(value, found) for name, value in found.items()}


def _blocks(css: str, profile: str) -> list[str]:
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", css)
    return [body for selector, body in rules if ":root" in selector or f'"{profile}"' in selector]


def _followed(value: str, found: dict[str, str]) -> str:
    reference = re.fullmatch(r"var\(--([\w-]+)\)", value)
    return _followed(found[reference[1]], found) if reference else value


def contrast(one: str, other: str) -> float:
    """How far two colours lie apart, from 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    shares = [int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_each_component_begins_by_saying_what_it_takes():
    assert len(COMPONENTS) > 30
    silent = [place(path) for path in COMPONENTS if not path.read_text().startswith("{# ")]
    assert silent == []


def test_a_component_sees_only_what_it_is_given():
    includes = [
        (place(path), include) for path in PUBLIC for include in re.findall(r"{%\s*include\b[^%]*%}", path.read_text())
    ]
    assert len(includes) > 50
    assert [found for found in includes if not re.search(r"\bonly\s*%}$", found[1])] == []


def test_no_public_template_has_styles_or_scripts_inside():
    assert len(PUBLIC) > 50
    assert {place(path): found for path in PUBLIC if (found := inline_in(path.read_text()))} == {}


@pytest.mark.parametrize("planted", ["<script>x</script>", '<p style="a">', "<style>", '<a onclick="x">'])
def test_a_style_or_script_inside_is_seen(planted):
    assert inline_in(planted)


def test_the_styles_ask_for_nothing_from_elsewhere():
    sheets = sorted(CSS.glob("*.css"))
    addresses = [address for sheet in sheets for address in re.findall(r"url\(\s*[\"']?([^\"')]+)", sheet.read_text())]
    assert addresses
    assert [address for address in addresses if re.match(r"(?:[a-z]+:|//)", address)] == []


def test_the_typeface_is_small_and_brings_its_licence():
    [typeface] = FONTS.glob("*.woff2")
    assert typeface.stat().st_size <= LARGEST_TYPEFACE
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text().upper()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("profile", ["spruce", "fjord"])
def test_everything_can_be_read_in_every_profile(profile, dark):
    tokens = tokens_of(profile, dark=dark)
    found = {(text, ground): contrast(tokens[text], tokens[ground]) for text, ground, _least in READ_ON}
    assert [(text, ground) for text, ground, least in READ_ON if found[text, ground] < least] == []


def test_the_profiles_look_like_different_bodies():
    spruce, fjord = tokens_of("spruce", dark=False), tokens_of("fjord", dark=False)
    differing = {name for name in spruce if spruce[name] != fjord[name]}
    assert {"paper", "ink", "accent", "head-paper", "radius", "heading-shape"} <= differing


def test_a_pale_colour_is_seen():
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") < 4.5
