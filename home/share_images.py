"""The picture of a shared link, drawn from title, date and the body's name in the body's colours.

Nothing is asked of anybody else: the typeface is the site's own. A title is wrapped by what it measures and
made smaller until it fits; a word too long for a line is broken, never cut off.
"""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO

from django.contrib.staticfiles import finders
from PIL import Image, ImageDraw, ImageFont

FILENAME = "share.png"
WIDTH, HEIGHT = 1200, 630
MARGIN = 80
ROOM, TITLE_ROOM, FOOT = WIDTH - 2 * MARGIN, 370, HEIGHT - 110
LARGEST, SMALLEST, STEP = 92, 36, 4
#: The smallest size for the sake of a whole word, and the largest at which words are broken.
WHOLE, BROKEN = 56, 68
#: A broken word leaves at least so many letters to the next line.
LEFT_OVER = 4
LEADING, GAP = 1.18, 22
LINE_SIZE, NAME_SIZE = 38, 36


@dataclass(frozen=True, slots=True)
class Look:
    """A body's profile as the drawing needs it: colours, and the shape of headings on the typeface's axes."""

    paper: str
    ink: str
    accent: str
    foot_paper: str
    foot_ink: str
    heading: tuple[int, int, int]


#: The light colours of tokens.css.
LOOKS = {
    "spruce": Look("#fbf8f1", "#1d2521", "#1b5e4a", "#12382c", "#f4eddf", (560, 100, 60)),
    "fjord": Look("#f8fafc", "#16202b", "#14568a", "#0c3b63", "#fff", (680, 0, 0)),
}
PLAIN = (500, 0, 0)

Measure = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Words:
    """What stands on the picture: a title, a line above it that may be empty, and whose it is."""

    title: str
    line: str
    name: str
    profile: str

    @property
    def digest(self) -> str:
        """The same for the same picture."""
        return sha256("\0".join((self.title, self.line, self.name, self.profile)).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text in lines at the size at which they fit."""

    size: int
    lines: list[str]

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * LEADING


def draw(words: Words) -> bytes:
    """The picture as PNG, 1200 by 630 points: line and title in the middle, the name on a band below."""
    look = LOOKS.get(words.profile, LOOKS["spruce"])
    image = Image.new("RGB", (WIDTH, HEIGHT), look.paper)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, WIDTH, 14), fill=look.accent)
    pen.rectangle((0, FOOT, WIDTH, HEIGHT), fill=look.foot_paper)
    title = fitted(words.title, look.heading, TITLE_ROOM, LARGEST, SMALLEST)
    line = fitted(words.line, PLAIN, LINE_SIZE * LEADING, LINE_SIZE, 20) if words.line else None
    top = (FOOT + 14 - title.height - (line.height + GAP if line else 0)) / 2
    if line:
        _write(pen, line, top, PLAIN, look.accent)
        top += line.height + GAP
    _write(pen, title, top, look.heading, look.ink)
    name = fitted(words.name, PLAIN, NAME_SIZE * LEADING, NAME_SIZE, 16)
    _write(pen, name, (FOOT + HEIGHT - name.height) / 2, PLAIN, look.foot_ink)
    written = BytesIO()
    image.save(written, "PNG", optimize=True)
    return written.getvalue()


def _write(pen: ImageDraw.ImageDraw, text: Fitted, top: float, shape: tuple[int, int, int], colour: str) -> None:
    for number, line in enumerate(text.lines):
        pen.text((MARGIN, top + number * text.size * LEADING), line, font=_font(text.size, shape), fill=colour)


def fitted(text: str, shape: tuple[int, int, int], height: float, largest: int, smallest: int) -> Fitted:
    """``text`` at the largest size at which it fits.

    Words are whole as long as that leaves them large enough; then they are broken. What does not even fit
    at the smallest size is left out with an ellipsis.
    """
    whole = range(largest, max(smallest, WHOLE) - 1, -STEP)
    broken = range(min(largest, BROKEN), smallest - 1, -STEP)
    for size, breaking in [*((size, False) for size in whole), *((size, True) for size in broken)]:
        measure = _font(size, shape).getlength
        lines = wrapped(text, measure, ROOM, breaking=breaking)
        if len(lines) * size * LEADING <= height and all(measure(line) <= ROOM for line in lines):
            return Fitted(size, lines)
    measure = _font(smallest, shape).getlength
    lines = wrapped(text, measure, ROOM, breaking=True)
    most = max(1, int(height / (smallest * LEADING)))
    return Fitted(smallest, [*lines[: most - 1], _cut(lines[most - 1], measure, ROOM)])


def wrapped(text: str, measure: Measure, width: float, *, breaking: bool = False) -> list[str]:
    """The lines of ``text``; with ``breaking``, a word wider than a line is broken with a hyphen."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if measure(longer) <= width:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        while breaking and measure(word) > width:
            end = next(at for at in range(len(word), 0, -1) if measure(f"{word[:at]}-") <= width or at == 1)
            end = max(1, min(end, len(word) - LEFT_OVER))
            lines[-1:] = [f"{word[:end]}-", ""]
            word = word[end:]
        lines[-1] = word
    return lines


def _cut(line: str, measure: Measure, width: float) -> str:
    while line and measure(f"{line}…") > width:
        line = line[:-1]
    return f"{line.rstrip()}…"


def _font(size: int, shape: tuple[int, int, int]) -> ImageFont.FreeTypeFont:
    path = finders.find("fonts/commissioner.woff2")
    font = ImageFont.truetype(str(path), size)
    font.set_variation_by_axes(list(shape))
    return font
