"""More drawn pictures: ways of meeting, and what long work looks like."""
from __future__ import annotations

import math

from PIL import ImageDraw

from config.demo.content.pictures import (
    DUSK,
    FJORD,
    ICE,
    LAMP,
    MIST,
    MOSS,
    PAPER,
    RUST,
    SAND,
    SPRUCE,
    hill,
    person,
)

Draw = ImageDraw.ImageDraw


def book_bus(draw: Draw) -> None:
    """A red bus with books in its windows, two people at a stop."""
    draw.ellipse((180, 120, 360, 300), fill=LAMP)
    hill(draw, MOSS, 480, 40, 1.2)
    hill(draw, SPRUCE, 360, 24, 3.0)
    draw.rectangle((0, 800, 1600, 1000), fill=SAND)
    draw.rounded_rectangle((420, 380, 1180, 800), radius=50, fill=RUST)
    for number in range(4):
        x = 470 + number * 140
        draw.rounded_rectangle((x, 440, x + 116, 600), radius=12, fill=PAPER)
        for book in range(5):
            colour = (SPRUCE, LAMP, MOSS, DUSK)[(number + book) % 4]
            draw.rectangle((x + 10 + book * 20, 485 + book * 7 % 22, x + 25 + book * 20, 596), fill=colour)
    draw.rounded_rectangle((1040, 440, 1150, 720), radius=12, fill=PAPER)
    for x in (600, 1010):
        draw.ellipse((x - 76, 724, x + 76, 876), fill=SPRUCE)
        draw.ellipse((x - 30, 770, x + 30, 830), fill=PAPER)
    draw.rectangle((1330, 420, 1346, 840), fill=SPRUCE)
    draw.rounded_rectangle((1290, 370, 1386, 466), radius=14, fill=LAMP)
    person(draw, 1430, 800, MOSS)
    person(draw, 1510, 812, PAPER)


def screen(draw: Draw) -> None:
    """A screen with four people talking; a cup and a plant beside it."""
    draw.rectangle((0, 800, 1600, 1000), fill=SAND)
    draw.rounded_rectangle((360, 160, 1240, 730), radius=30, fill=FJORD)
    draw.polygon([(720, 730), (880, 730), (920, 830), (680, 830)], fill=DUSK)
    for number in range(4):
        x, y = 400 + number % 2 * 410, 195 + number // 2 * 260
        draw.rounded_rectangle((x, y, x + 390, y + 240), radius=16, fill=(MIST, ICE, PAPER, MIST)[number])
        colour = (RUST, SPRUCE, DUSK, MOSS)[number]
        draw.ellipse((x + 145, y + 46, x + 245, y + 146), fill=colour)
        draw.pieslice((x + 95, y + 150, x + 295, y + 340), 180, 360, fill=colour)
    draw.rounded_rectangle((1330, 720, 1440, 850), radius=16, fill=RUST)
    draw.arc((1415, 745, 1485, 825), 270, 90, fill=RUST, width=14)
    draw.polygon([(140, 850), (280, 850), (260, 720), (160, 720)], fill=RUST)
    for angle in range(-60, 61, 30):
        tip = (210 + 190 * math.sin(math.radians(angle)), 720 - 240 * math.cos(math.radians(angle)))
        draw.polygon([(200, 722), (220, 722), tip], fill=MOSS)


def net(draw: Draw) -> None:
    """A net between two poles, its knots lit like lamps, over a calm sea."""
    hill(draw, MOSS, 330, 30, 0.9)
    for x in (210, 1350):
        draw.rectangle((x, 180, x + 40, 1000), fill=SPRUCE)
    knots = [
        [(250 + column * 220, 230 + row * 150 + round(90 * math.sin(column * math.pi / 5))) for column in range(6)]
        for row in range(4)
    ]
    for row in range(4):
        draw.line(knots[row], fill=SPRUCE, width=9)
    for column in range(6):
        draw.line([knots[row][column] for row in range(4)], fill=SPRUCE, width=9)
    for row, line in enumerate(knots):
        for column, (x, y) in enumerate(line):
            size = 30 if (row + column) % 3 else 44
            draw.ellipse((x - size, y - size, x + size, y + size), fill=(RUST, LAMP, PAPER)[(row * 2 + column) % 3])
    hill(draw, (52, 96, 84), 130, 16, 4.0)


def stairs(draw: Draw) -> None:
    """Three broad steps with a handrail; people on each help one another up to a flag."""
    draw.ellipse((180, 110, 400, 330), fill=PAPER)
    for number, colour in enumerate((ICE, DUSK, FJORD)):
        draw.rectangle((200 + number * 430, 790 - number * 170, 1600, 1000), fill=colour)
    draw.line([(160, 700), (1180, 280)], fill=SPRUCE, width=12)
    for number in range(4):
        x = 180 + number * 330
        draw.line([(x, 692 - number * 136), (x, 800 - number * 120)], fill=SPRUCE, width=10)
    for x, y, colour in ((330, 730, RUST), (480, 730, PAPER), (760, 560, LAMP), (900, 560, RUST), (1230, 390, PAPER)):
        person(draw, x, y, colour)
    draw.rectangle((1420, 130, 1432, 450), fill=SPRUCE)
    draw.polygon([(1432, 140), (1560, 190), (1432, 240)], fill=LAMP)


def quilt(draw: Draw) -> None:
    """A quilt of many patches on a line between two birches."""
    hill(draw, MOSS, 240, 24, 2.2)
    for x in (150, 1390):
        draw.rectangle((x, 60, x + 60, 1000), fill=PAPER)
        for y in range(120, 1000, 110):
            draw.polygon([(x, y), (x + 34, y + 10), (x, y + 26)], fill=SPRUCE)
    draw.line([(180, 190), (800, 225), (1420, 190)], fill=SPRUCE, width=8)
    colours = (RUST, LAMP, FJORD, ICE, MOSS, SAND, DUSK)
    for row in range(4):
        for column in range(7):
            x, y = 310 + column * 140, 225 + row * 140
            draw.rectangle((x, y, x + 134, y + 134), fill=colours[(row * 3 + column) % 7])
            if (row + column) % 2:
                draw.ellipse((x + 37, y + 37, x + 97, y + 97), fill=PAPER)
            else:
                draw.polygon([(x + 67, y + 24), (x + 110, y + 67), (x + 67, y + 110), (x + 24, y + 67)], fill=MIST)


def harbour(draw: Draw) -> None:
    """Boathouses by the water; words like small flags on a line between them."""
    for number, colour in enumerate((RUST, SAND, SPRUCE, RUST)):
        x, height = 160 + number * 330, 300 + number % 2 * 60
        draw.polygon([(x - 30, 700 - height), (x + 260, 700 - height), (x + 115, 560 - height)], fill=SPRUCE)
        draw.rectangle((x, 700 - height, x + 230, 760), fill=colour)
        draw.rounded_rectangle((x + 70, 560, x + 160, 760), radius=40, fill=LAMP if number % 2 else PAPER)
    points = [(60 + step * 74, 150 + round(70 * math.sin(step * math.pi / 10))) for step in range(21)]
    draw.line(points, fill=SPRUCE, width=6)
    for number, (x, y) in enumerate(points[1:-1:2]):
        draw.polygon([(x, y), (x + 86, y + 8), (x + 43, y + 92)], fill=(RUST, MOSS, PAPER, LAMP)[number % 4])
    draw.rectangle((0, 760, 1600, 800), fill=MOSS)
    hill(draw, (52, 96, 84), 210, 12, 1.0)


def open_letter(draw: Draw) -> None:
    """A letter out of its envelope: few lines on it, and large."""
    draw.rounded_rectangle((330, 420, 1270, 920), radius=24, fill=DUSK)
    draw.polygon([(330, 430), (1270, 430), (800, 120)], fill=FJORD)
    draw.rounded_rectangle((430, 180, 1170, 760), radius=14, fill=PAPER)
    draw.rectangle((500, 250, 900, 290), fill=RUST)
    for number, length in enumerate((560, 500, 330)):
        draw.rounded_rectangle((500, 350 + number * 80, 500 + length, 378 + number * 80), radius=12, fill=FJORD)
    draw.polygon([(330, 470), (800, 760), (1270, 470), (1270, 920), (330, 920)], fill=ICE)
    draw.line([(330, 915), (690, 692)], fill=DUSK, width=8)
    draw.line([(1270, 915), (910, 692)], fill=DUSK, width=8)
