"""What holds for a page is found in the nearest section above it, in every language."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page

from privacy import notices, sections
from privacy.first_run import Body
from privacy.models import SectionDefaults
from tests.privacy.conftest import add_page, arm, make_body, reread, rule_on


def test_a_page_under_no_section_has_none_and_says_what_to_do(page: Page) -> None:
    assert sections.section_for(page) is None
    [reason] = sections.missing_for(page)
    assert "Ask a case officer" in str(reason)


def test_a_section_holds_for_its_page_and_everything_below(body: Body, page: Page) -> None:
    deep = add_page(add_page(page, "Kurser"), "Vår")
    assert reread(page) == reread(deep) == body.section
    assert sections.missing_for(deep) == []


def test_the_nearest_section_wins(body: Body, page: Page) -> None:
    inner_page = add_page(page, "Bibliotek")
    inner = make_body(inner_page, "FI").section
    assert reread(add_page(inner_page, "Seminarium")) == inner
    assert reread(add_page(page, "Annat")) == body.section


def test_a_neighbour_is_not_above(body: Body, page: Page) -> None:
    assert sections.section_for(add_page(Page.get_first_root_node(), "Teknik")) is None


def test_translations_share_the_section(body: Body, page: Page) -> None:
    finnish, _made = Locale.objects.get_or_create(language_code="fi")
    translated = add_page(Page.get_first_root_node(), "Kulttuuri", locale=finnish, translation_key=page.translation_key)
    below = add_page(translated, "Seminaari", locale=finnish)
    assert reread(below) == body.section


def test_finding_a_section_with_its_rules_takes_two_queries(body: Body, page: Page) -> None:
    deep = add_page(add_page(page, "Kurser"), "Vår")
    with CaptureQueriesContext(connection) as queries:
        found = reread(deep)
        assert str(found.controller) == "Kulturnämnden i Region Granvik"
        assert {rule.selector for rule in found.rules} == {"record", "privacy_class", "minor", "invitation"}
        assert found.activity.controller == found.controller
        assert not any(rule.is_armed for rule in found.rules)
    assert len(queries) == 2


def test_a_section_without_a_rule_for_records_is_not_enough(body: Body, page: Page) -> None:
    rule_on(body, "record").delete()
    [reason] = sections.missing_for(page)
    assert "retention rule" in str(reason)


def test_a_page_has_one_section_whatever_the_language(body: Body, page: Page) -> None:
    finnish, _made = Locale.objects.get_or_create(language_code="fi")
    translated = add_page(Page.get_first_root_node(), "Kulttuuri", locale=finnish, translation_key=page.translation_key)
    second = SectionDefaults(page=translated, controller=body.controller, activity=body.activity)
    with pytest.raises(ValidationError, match="has a section already"):
        second.full_clean()


def test_an_activity_of_another_controller_is_refused(body: Body, page: Page) -> None:
    other = make_body(add_page(page, "Teknik"), "FI")
    other.section.activity = body.activity
    with pytest.raises(ValidationError, match="another controller"):
        other.section.full_clean()


def test_the_sentence_is_honest_about_what_is_not_armed(body: Body, page: Page) -> None:
    assert "until disposal has been decided" in notices.one_sentence(reread(page), "en")
    arm(rule_on(body, "record"))
    arm(rule_on(body, "privacy_class"), "KN 2026/18")
    armed = notices.one_sentence(reread(page), "en")
    assert "until disposal has been decided" not in armed
    assert "Special categories: kept 7 days" in armed
    assert "The whole record: kept 2 years" in armed
    assert "Ask kultur@granvik.example" in armed


def sender(section: SectionDefaults, language: str) -> Any:
    return section.sender_name(language), section.reply_address


def test_the_sender_is_the_controller_unless_the_section_says_otherwise(section: SectionDefaults) -> None:
    assert sender(section, "fi") == ("Granvikin alueen kulttuurilautakunta", "kultur@granvik.example")
    section.sender_names, section.reply_to = {"fi": "Kirjasto"}, "bibliotek@granvik.example"
    assert sender(section, "fi") == ("Kirjasto", "bibliotek@granvik.example")
    assert sender(section, "sv")[0] == "Kulturnämnden i Region Granvik"


def test_an_authority_that_has_ended_or_been_replaced_is_not_valid(body: Body) -> None:
    authority = arm(rule_on(body, "record"), valid_to=date(2027, 6, 30))
    assert authority.is_valid_on(date(2027, 6, 30))
    assert not authority.is_valid_on(date(2027, 7, 1))
    assert not authority.is_valid_on(date(2025, 12, 31))
