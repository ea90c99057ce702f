"""A small site in two languages, as the migrations leave it plus a start page, a body and a page."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from home import navigation
from home.models import BodyPage, HomePage, StandardPage
from tests.factories import unnoted


@dataclass(frozen=True)
class SmallSite:
    """The pages of a site in Swedish and Finnish; English has a locale but no pages."""

    start: Any
    body: Any
    about: Any
    finnish_start: Any
    finnish_body: Any
    finnish_about: Any


def published(parent: Any, page: Any) -> Any:
    """Put ``page`` below ``parent``, live."""
    page.first_published_at = page.last_published_at = timezone.now()
    return parent.add_child(instance=page)


def in_finnish(parent: Any, page: Any, title: str, **values: Any) -> Any:
    """The Finnish page of the same group, live below ``parent``."""
    finnish = Locale.objects.get(language_code="fi")
    values = {"slug": page.slug, "locale": finnish, "translation_key": page.translation_key, **values}
    return published(parent, type(page)(title=title, **values))


@pytest.fixture
@unnoted
def small_site(db) -> SmallSite:
    for code in ("sv", "fi", "en"):
        Locale.objects.get_or_create(language_code=code)
    root, swedish = Page.objects.get(depth=1), Locale.objects.get(language_code="sv")
    start = published(root, HomePage(title="Kallelser i norr", slug="start", locale=swedish))
    body = published(start, BodyPage(title="Region Älvmark", slug="alvmark", locale=swedish, profile="fjord"))
    about = published(body, StandardPage(title="Om oss", slug="om-oss", locale=swedish, lead="Vi ordnar seminarier."))
    finnish_start = in_finnish(root, start, "Kutsuja pohjoisessa", slug="alku")
    finnish_body = in_finnish(finnish_start, body, "Älvmarkin alue", profile="fjord")
    finnish_about = in_finnish(finnish_body, about, "Tietoa meistä")
    values = {"hostname": "testserver", "port": 80, "root_page": start, "site_name": "Kallelse"}
    Site.objects.update_or_create(is_default_site=True, defaults=values)
    navigation.forget()
    return SmallSite(start, body, about, finnish_start, finnish_body, finnish_about)
