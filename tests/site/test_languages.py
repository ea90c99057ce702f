"""The address names the language; only the bare front address leads by what the browser asks for."""
import re
from datetime import date, time

import pytest
from django import forms
from django.utils import translation
from django.utils.formats import date_format, time_format
from wagtail.models import Locale

from home.models import HomePage

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("fi", "fi"), ("fi-FI,sv;q=0.5", "fi"), ("sv;q=0.5,fi", "fi"), ("de", "sv"), ("", "sv"), ("de,fi;q=0.3", "fi")],
)
def test_the_front_address_leads_to_the_language_the_browser_asks_for(small_site, client, accepted, language):
    response = client.get("/", headers={"accept-language": accepted})
    assert (response.status_code, response["Location"]) == (302, f"/{language}/")


def test_the_way_from_the_front_address_may_be_kept_by_a_proxy_for_each_language(client):
    response = client.get("/")
    assert "public" in response["Cache-Control"]
    assert response["Vary"] == "Accept-Language"
    assert not response.cookies


def test_nobody_is_led_to_a_language_that_has_no_start_page(small_site, client):
    assert client.get("/", headers={"accept-language": "en,fi;q=0.5"})["Location"] == "/fi/"
    small_site.finnish_start.live = False
    small_site.finnish_start.save()
    assert client.get("/", headers={"accept-language": "en,fi;q=0.5"})["Location"] == "/sv/"


def test_a_language_is_led_to_once_it_has_a_start_page(small_site, client):
    english = Locale.objects.get(language_code="en")
    key = small_site.start.translation_key
    start = HomePage(title="Invitations", slug="begin", locale=english, translation_key=key)
    small_site.start.get_parent().add_child(instance=start)
    assert client.get("/", headers={"accept-language": "en-GB,fi;q=0.5"})["Location"] == "/en/"
    assert client.get("/", headers={"accept-language": "en;q=0,fi;q=0.5"})["Location"] == "/fi/"


@pytest.mark.parametrize(
    ("missing", "offered"),
    [
        ("/fi/alvmark/tietoa/", {"/sv/alvmark/om-oss/": "sv"}),
        ("/fi/alvmark/om-oss/", {"/sv/alvmark/om-oss/": "sv"}),
        ("/en/alvmark/om-oss/", {"/sv/alvmark/om-oss/": "sv"}),
        ("/en/alvmark/", {"/sv/alvmark/": "sv", "/fi/alvmark/": "fi"}),
        ("/fi/alvmark/nothing/", {}),
        ("/fi/alvmark/a%26b/", {}),
    ],
)
def test_a_page_that_is_not_in_a_language_is_offered_in_those_it_is_in(small_site, client, missing, offered):
    small_site.finnish_about.live, small_site.finnish_about.slug = False, "tietoa"
    small_site.finnish_about.save()
    response = client.get(missing)
    assert response.status_code == 404
    links = re.findall(r'<li><a href="([^"]+)" lang="(\w+)" hreflang', response.content.decode())
    assert dict(links) == offered


def test_the_front_address_does_not_listen_to_a_cookie(small_site, client):
    client.cookies["django_language"] = "fi"
    assert client.get("/", headers={"accept-language": "sv"})["Location"] == "/sv/"


@pytest.mark.parametrize("address", ["/seminarier/", "/de/", "/se/", "/nothing"])
def test_an_unknown_address_is_not_led_to_some_language(client, address):
    assert client.get(address, headers={"accept-language": "fi"}).status_code == 404


@pytest.mark.parametrize(("language", "status"), [("sv", 404), ("fi", 404), ("en", 404)])
def test_a_missing_page_is_said_in_the_language_of_its_address(client, language, status):
    response = client.get(f"/{language}/nothing/here/", headers={"accept-language": "de"})
    assert response.status_code == status
    assert response["Content-Language"] == language
    assert f'<html lang="{language}"' in response.content.decode()
    assert "Vary" not in response


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
@pytest.mark.parametrize("american", ["03/14/2027", "3/14/2027", "03/14/27"])
def test_no_language_reads_the_month_before_the_day(language, american):
    with translation.override(language), pytest.raises(forms.ValidationError):
        forms.DateField(localize=True).clean(american)


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_every_language_reads_a_date_by_iso_and_day_before_month(language):
    with translation.override(language):
        field = forms.DateField(localize=True)
        assert field.clean("2027-04-03") == field.clean("03.04.2027") == field.clean("03/04/2027") == date(2027, 4, 3)
        assert field.widget.format_value(date(2027, 4, 3)) == "2027-04-03"


@pytest.mark.parametrize(
    ("language", "written", "clock"),
    [("sv", "27 februari 2027", "10.05"), ("fi", "27. helmikuuta 2027", "10.05"), ("en", "27 February 2027", "10:05")],
)
def test_dates_are_written_as_people_write_them(language, written, clock):
    with translation.override(language):
        assert date_format(date(2027, 2, 27)) == written
        assert time_format(time(10, 5)) == clock
