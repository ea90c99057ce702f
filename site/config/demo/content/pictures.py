"""Pictures drawn for the demo: calm shapes in each body's colours. Nobody else's work is in them."""
from __future__ import annotations

import io
import math
from collections.abc import Callable

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw
from wagtail.images import get_image_model

SIZE = (1600, 1000)
STORED = (1280, 800)
CREDIT = "Kallelse"

Colour = tuple[int, int, int]
Draw = Callable[[ImageDraw.ImageDraw], None]

PAPER: Colour = (246, 240, 228)
SPRUCE: Colour = (38, 74, 62)
MOSS: Colour = (112, 142, 104)
RUST: Colour = (186, 92, 58)
SAND: Colour = (226, 205, 166)
MIST: Colour = (226, 234, 240)
FJORD: Colour = (31, 66, 107)
ICE: Colour = (160, 192, 214)
DUSK: Colour = (86, 118, 158)
LAMP: Colour = (240, 190, 96)


def picture(title: str, draw: Draw, sky: tuple[Colour, Colour]) -> int:
    """The id of the stored picture named ``title``; drawn the first time."""
    model = get_image_model()
    found = model.objects.filter(title=title).first()
    if found is None:
        found = model.objects.create(title=title, file=ContentFile(_jpeg(draw, sky), name=f"{title}.jpg"))
    return found.pk


def _jpeg(draw: Draw, sky: tuple[Colour, Colour]) -> bytes:
    canvas = _gradient(*sky)
    draw(ImageDraw.Draw(canvas))
    # Drawn larger than it is shown, so that edges become smooth.
    canvas = canvas.resize(STORED, Image.Resampling.BOX, reducing_gap=1.0)
    out = io.BytesIO()
    canvas.save(out, "JPEG", quality=86)
    return out.getvalue()


def _gradient(top: Colour, bottom: Colour) -> Image.Image:
    mask = Image.linear_gradient("L").resize(SIZE)
    return Image.composite(Image.new("RGB", SIZE, bottom), Image.new("RGB", SIZE, top), mask)


def hill(draw: ImageDraw.ImageDraw, colour: Colour, height: int, wave: int, shift: float) -> None:
    points = [
        (x, SIZE[1] - height + round(wave * math.sin(x / 260 + shift) + wave / 2 * math.sin(x / 97 + shift * 2)))
        for x in range(0, SIZE[0] + 20, 20)
    ]
    draw.polygon([*points, (SIZE[0], SIZE[1]), (0, SIZE[1])], fill=colour)


def reading_boat(draw: ImageDraw.ImageDraw) -> None:
    """A boat whose sail is an open book, on a bay."""
    draw.ellipse((1120, 130, 1330, 340), fill=LAMP)
    hill(draw, MOSS, 430, 46, 0.4)
    hill(draw, SPRUCE, 330, 26, 2.1)
    draw.polygon([(800, 210), (800, 690), (560, 640), (585, 250)], fill=PAPER)
    draw.polygon([(816, 210), (816, 690), (1056, 640), (1031, 250)], fill=SAND)
    for line in range(6):
        y = 320 + line * 52
        draw.line((625, y - 8, 770, y), fill=MOSS, width=8)
        draw.line((846, y, 992, y - 8), fill=RUST, width=8)
    draw.polygon([(480, 720), (1140, 720), (1030, 840), (590, 840)], fill=RUST)
    hill(draw, (52, 96, 84), 190, 14, 4.0)


def lighthouse(draw: ImageDraw.ImageDraw) -> None:
    """A lighthouse with lit windows and people before it."""
    draw.polygon([(860, 300), (1600, 90), (1600, 470)], fill=(250, 226, 170))
    draw.polygon([(700, 880), (900, 880), (860, 340), (740, 340)], fill=PAPER)
    for level in range(3):
        y = 430 + level * 160
        draw.polygon([(734 - level * 11, y), (866 + level * 11, y), (872 + level * 12, y + 70), (728 - level * 12, y + 70)], fill=RUST)
    draw.rectangle((735, 250, 865, 345), fill=LAMP)
    draw.polygon([(715, 252), (885, 252), (800, 160)], fill=SPRUCE)
    hill(draw, SPRUCE, 150, 22, 1.0)
    for number, x in enumerate((300, 390, 470, 1120, 1210, 1330)):
        person(draw, x, 830 + number % 2 * 22, (MOSS, RUST, PAPER)[number % 3])


def person(draw: ImageDraw.ImageDraw, x: int, y: int, colour: Colour) -> None:
    draw.ellipse((x - 24, y - 130, x + 24, y - 82), fill=colour)
    draw.rounded_rectangle((x - 34, y - 76, x + 34, y + 60), radius=32, fill=colour)


def round_table(draw: ImageDraw.ImageDraw) -> None:
    """People around a table, seen from above."""
    centre = (800, 520)
    for number in range(9):
        angle = number * math.tau / 9 + 0.2
        x, y = centre[0] + 420 * math.cos(angle), centre[1] + 320 * math.sin(angle)
        draw.ellipse((x - 78, y - 78, x + 78, y + 78), fill=(FJORD, DUSK, LAMP)[number % 3])
        draw.ellipse((x - 40, y - 40, x + 40, y + 40), fill=MIST)
    draw.ellipse((480, 300, 1120, 740), fill=PAPER)
    for number in range(5):
        angle = number * math.tau / 5
        x, y = centre[0] + 170 * math.cos(angle), centre[1] + 110 * math.sin(angle)
        draw.rounded_rectangle((x - 62, y - 42, x + 62, y + 42), radius=8, fill=(ICE, SAND, MIST, ICE, SAND)[number])


def open_doors(draw: ImageDraw.ImageDraw) -> None:
    """Doors of several heights with a ramp that leads to all of them."""
    for number, (x, height, colour) in enumerate(((210, 430, FJORD), (560, 560, DUSK), (930, 480, ICE), (1270, 390, FJORD))):
        draw.rounded_rectangle((x, 820 - height, x + 230, 820), radius=110, fill=colour)
        draw.rounded_rectangle((x + 34, 860 - height, x + 196, 820), radius=80, fill=LAMP if number % 2 else PAPER)
    draw.polygon([(0, 1000), (0, 930), (1600, 790), (1600, 1000)], fill=SAND)
    draw.line((0, 930, 1600, 790), fill=FJORD, width=10)


def windows(draw: ImageDraw.ImageDraw) -> None:
    """A house at dusk with many lit windows: talk goes on in every room."""
    draw.rectangle((260, 240, 1340, 1000), fill=SPRUCE)
    draw.polygon([(210, 250), (1390, 250), (1220, 120), (380, 120)], fill=RUST)
    for row in range(4):
        for column in range(6):
            lit = (row * 5 + column * 3) % 4 != 0
            x, y = 330 + column * 165, 310 + row * 165
            draw.rounded_rectangle((x, y, x + 110, y + 115), radius=10, fill=LAMP if lit else (60, 102, 88))
            if lit and (row + column) % 2:
                draw.ellipse((x + 38, y + 34, x + 72, y + 68), fill=SPRUCE)
                draw.rectangle((x + 30, y + 72, x + 80, y + 115), fill=SPRUCE)
