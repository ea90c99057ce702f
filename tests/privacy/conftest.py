"""A body with its section, set up as a case officer does it."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import translation
from wagtail.models import Page
from wagtail.users.models import UserProfile

from privacy import retention, sections
from privacy.first_run import Body, set_up_body
from privacy.models import DisposalAuthority, RetentionRule, SectionDefaults
from privacy.roles import Role

NOON = datetime(2027, 2, 1, 12, tzinfo=ZoneInfo("Europe/Stockholm"))

BODIES: dict[str, dict[str, Any]] = {
    "SE": {
        "controller_names": {"sv": "Kulturnämnden i Region Granvik", "fi": "Granvikin alueen kulttuurilautakunta",
                             "en": "The Culture Committee of Region Granvik"},
        "parent_names": {"sv": "Region Granvik"},
        "jurisdiction": "SE", "sector": "region", "email": "kultur@granvik.example",
        "phone": "+46 10 555 01 00", "officer_email": "dataskydd@granvik.example",
    },
    "FI": {
        "controller_names": {"fi": "Suvannon virasto", "sv": "Ämbetsverket Suvanto", "en": "Suvanto Agency"},
        "jurisdiction": "FI", "sector": "state", "email": "kirjaamo@suvanto.example",
        "phone": "+358 9 555 0100", "officer_email": "tietosuoja@suvanto.example",
    },
}  # fmt: skip


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """The words of the code itself, whatever the catalogues say."""
    with translation.override("en"):
        yield


@pytest.fixture
def page(db: None) -> Page:
    """A page under the root."""
    return add_page(Page.get_first_root_node(), "Kultur")


@pytest.fixture
def body(page: Page) -> Body:
    """A Swedish body whose section is ``page``; nothing is armed."""
    return make_body(page)


@pytest.fixture
def section(body: Body, page: Page) -> SectionDefaults:
    """The section as pages find it."""
    return reread(page)


@pytest.fixture
def officer(db: None) -> Any:
    """A user without any role."""
    return get_user_model().objects.create_user("tjansteman", password="ett langt losenord")


def add_page(parent: Page, title: str, **columns: Any) -> Page:
    """A child page."""
    return parent.add_child(instance=Page(title=title, **columns))


def make_body(page: Page, country: str = "SE", **changes: Any) -> Body:
    """A body of this country."""
    return set_up_body(page=page, **{**BODIES[country], **changes})


def arm(rule: RetentionRule, reference: str = "KN 2026/17", **columns: Any) -> DisposalAuthority:
    """Arm a rule with a new authority."""
    authority = DisposalAuthority.objects.create(
        controller=rule.activity.controller,
        **{"kind": "disposal_decision", "reference": reference, "decided_by": "Kulturnämnden",
           "decided_on": date(2026, 1, 1), "valid_from": date(2026, 1, 1), "document_type": "Anmälningar",
           **columns},
    )  # fmt: skip
    retention.arm(rule=rule, authority=authority, by=None, now=NOON)
    return authority


def rule_on(body: Body, selector: str) -> RetentionRule:
    """The body's shipped rule with this selector."""
    return next(rule for rule in body.rules if rule.selector == selector)


def reread(page: Page) -> SectionDefaults:
    """The section that holds for ``page``, read again."""
    found = sections.section_for(page)
    assert found is not None
    return found


def signed_in(*roles: Role, is_superuser: bool = False) -> Client:
    """A browser in which a user with these roles is signed in."""
    name = "-".join(role.name.lower() for role in roles) or "nobody"
    user = get_user_model().objects.create_user(f"{name}-{is_superuser}", password="ett langt losenord")
    user.is_superuser = is_superuser
    user.save()
    user.groups.set(Group.objects.filter(name__in=[str(role) for role in roles]))
    UserProfile.objects.create(user=user, preferred_language="en")
    client = Client()
    client.force_login(user)
    return client
