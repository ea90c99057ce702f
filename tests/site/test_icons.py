"""A body may have a picture of its own for tabs and home screens; else the mark of its look is there."""
import re
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image as Drawing
from wagtail.images import get_image_model

from home import navigation

pytestmark = pytest.mark.django_db
ICON = re.compile(r'<link rel="((?:apple-touch-)?icon)" href="([^"]+)"')


def icons_on(address):
    return ICON.findall(Client().get(address).content.decode())


def a_picture():
    drawn = BytesIO()
    Drawing.new("RGB", (200, 200), "#14568a").save(drawn, "PNG")
    return get_image_model().objects.create(title="Märke", file=ContentFile(drawn.getvalue(), "mark.png"))


def test_a_body_without_a_picture_of_its_own_has_the_mark_of_its_look(small_site):
    assert {rel for rel, _url in icons_on("/sv/alvmark/")} == {"icon", "apple-touch-icon"}
    assert all("fjord" in url for _rel, url in icons_on("/sv/alvmark/om-oss/"))
    assert all("spruce" in url for _rel, url in icons_on("/sv/"))


def test_a_bodys_own_picture_is_offered_on_all_its_pages_in_every_size_asked_for(small_site):
    small_site.body.icon = a_picture()
    small_site.body.save()
    navigation.forget()
    found = icons_on("/sv/alvmark/om-oss/")
    assert [rel for rel, _url in found] == ["icon", "icon", "apple-touch-icon"]
    sizes = [Drawing.open(BytesIO(b"".join(Client().get(url).streaming_content))).size for _rel, url in found]
    assert sizes == [(32, 32), (192, 192), (180, 180)]
    assert all("spruce" in url for _rel, url in icons_on("/sv/"))
