"""The style guide of the demo shows every component there is, and stands nowhere else."""
import pytest
from django.test import Client
from django.urls import include, path

from config.urls import urlpatterns as addresses_of_the_site
from tests.browser.pages import LANGUAGES
from tests.house.tree import TEMPLATES

COMPONENTS = {f"components/{file.name}" for file in (TEMPLATES / "components").glob("*.html")}

urlpatterns = [path("styleguide/", include("config.demo.styleguide.urls")), *addresses_of_the_site]
with_style_guide = pytest.mark.urls(__name__)


@with_style_guide
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_component_is_shown_in_every_language(demo_db, language):
    answer = Client().get(f"/styleguide/?language={language}")
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.content.decode()
    assert len(COMPONENTS) > 80
    assert COMPONENTS - {template.name for template in answer.templates} == set()


@with_style_guide
def test_profile_and_colours_are_chosen_in_the_address(demo_db):
    page = Client().get("/styleguide/?profile=fjord&scheme=dark").content.decode()
    assert 'data-profile="fjord"' in page
    assert "/styleguide/tokens-dark.css" in page
    dark, light = (Client().get(f"/styleguide/tokens-{scheme}.css").content.decode() for scheme in ("dark", "light"))
    assert "@media all" in dark
    assert "@media not all" in light
    assert "prefers-color-scheme" not in dark + light


@with_style_guide
def test_an_unknown_choice_shows_the_guide_as_usual(demo_db):
    page = Client().get("/styleguide/?profile=neon&language=de&scheme=x").content.decode()
    assert 'data-profile="spruce"' in page
    assert '<html lang="sv"' in page


@pytest.mark.django_db
def test_a_site_that_is_no_demo_has_no_style_guide():
    assert Client().get("/sv/styleguide/").status_code == 404
    assert Client().get("/styleguide/").status_code == 404
