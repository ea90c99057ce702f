"""The picture of a shared link is drawn in the colours of the body, and no title is ever clipped."""
from io import BytesIO

import pytest
from django.test import Client
from PIL import Image, ImageChops

from home.models import StandardPage
from home.share_images import FOOT, HEIGHT, LOOKS, MARGIN, PLAIN, ROOM, TITLE_ROOM, WIDTH, Words, draw, fitted, wrapped
from tests.factories import a_body, published
from tests.house.test_look import tokens_of

TITLES = [
    "Kort",
    "Så blev Vassbåten en mötesplats för unga",
    "Lentokonesuihkuturbiinimoottoriapumekaanikkoaliupseerioppilas",
    "Esteettömyysvaatimustenmukaisuusselvitysmenettelyasiantuntijakoulutustilaisuus järjestöille ja viranomaisille",
    "Palvelut, joihin pääsee sisään – " * 7,
    "Ö" * 255,
]


def drawn(words):
    return Image.open(BytesIO(draw(words))).convert("RGB")


def painted_area(image, ground):
    """Where anything stands on the ground colour."""
    return ImageChops.difference(image, Image.new("RGB", image.size, ground)).getbbox()


@pytest.mark.parametrize("profile", ["spruce", "fjord"])
@pytest.mark.parametrize("title", TITLES)
def test_a_title_of_any_length_stands_whole_between_the_margins(profile, title):
    image = drawn(Words(title, "keskiviikkona 13. tammikuuta 2027 klo 9.30–15", "Osallisuusvirasto", profile))
    assert image.size == (WIDTH, HEIGHT)
    left, top, right, bottom = painted_area(image.crop((0, 20, WIDTH, FOOT)), LOOKS[profile].paper)
    assert left >= MARGIN - 6 and right <= WIDTH - MARGIN + 6
    assert top > 0 and bottom < FOOT - 20


@pytest.mark.parametrize("title", TITLES[:4])
def test_no_letter_of_a_title_is_lost(title):
    found = fitted(title, PLAIN, TITLE_ROOM, 92, 36)
    assert "".join(found.lines).replace("-", "").replace(" ", "") == title.replace(" ", "")


def test_words_are_wrapped_by_what_they_measure_and_broken_only_when_asked():
    assert wrapped("kaksi sanaa tässä", len, 11) == ["kaksi sanaa", "tässä"]
    assert wrapped("yhdyssanahirviö on", len, 10) == ["yhdyssanahirviö", "on"]
    assert wrapped("yhdyssanahirviö on", len, 10, breaking=True) == ["yhdyssana-", "hirviö on"]
    assert ROOM == WIDTH - 2 * MARGIN


@pytest.mark.parametrize("profile", ["spruce", "fjord"])
def test_the_colours_are_those_of_the_profile(profile):
    tokens, look = tokens_of(profile, dark=False), LOOKS[profile]
    assert (look.paper, look.ink, look.accent) == (tokens["paper"], tokens["ink"], tokens["accent"])


def test_the_picture_lies_below_its_live_page_and_may_be_kept(db):
    page = published(a_body().add_child(instance=StandardPage(title="Om oss", slug="om-oss", live=False)))
    address = f"{page.get_url_parts()[2]}share.png"
    response = Client().get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    assert "public" in response["Cache-Control"] and not response.cookies
    assert Image.open(BytesIO(response.content)).size == (WIDTH, HEIGHT)
    page.unpublish()
    assert Client().get(address).status_code == 404
