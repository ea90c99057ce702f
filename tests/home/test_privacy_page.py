"""The privacy page is made from the records of data protection and says what the notices say."""
import pytest
from django.test import Client
from wagtail.models import Page

from home.models import PrivacyPage
from privacy.models import RetentionRule
from privacy.notices import notice_for
from privacy.runs import plain
from privacy.sections import section_for
from tests.factories import a_body, a_home_page, a_section, arm, in_language, published


def a_privacy_page(parent):
    return published(parent.add_child(instance=PrivacyPage(title="Dina uppgifter", slug="uppgifter", live=False)))


def shown(page):
    return Client().get(page.get_url_parts()[2]).content.decode()


def sentences(notice, *headings):
    parts = [part for part in notice.layer2 if part["heading"] in headings]
    return [plain(paragraph) for part in parts for paragraph in part["paragraphs"]]


def test_the_page_of_a_body_says_what_its_notice_says(db):
    body = a_body()
    page = a_privacy_page(body)
    notice = notice_for(section_for(page), [], "sv")
    wanted = sentences(notice, "Personuppgiftsansvarig", "Dataskyddsombud", "Dina rättigheter", "Klagomål")
    assert len(wanted) > 5
    html = shown(page)
    assert [each for each in wanted if each not in html] == []


def test_a_period_is_promised_only_when_it_is_armed(db):
    body = a_body()
    page = a_privacy_page(body)
    unarmed = shown(page)
    assert "bevaras tills vi har beslutat om gallring" in unarmed
    assert "1 år" not in unarmed
    arm(section_for(page).activity)
    armed = shown(page)
    assert "raderas senast 1 år efter" in armed
    assert "bevaras tills vi har beslutat om gallring" not in armed


def test_a_rule_on_one_question_is_told_by_the_name_of_the_question(db):
    page = a_privacy_page(a_body())
    activity = section_for(page).activity
    RetentionRule.objects.create(
        activity=activity, selector="question", question_kind="invoice",
        anchor="submitted", period="P7Y", action="blank",
    )  # fmt: skip
    arm(activity)
    html = shown(page)
    assert "Fakturauppgifter: raderas senast 7 år" in html
    assert "Namn, kontaktuppgifter och övriga svar: raderas" not in html


@pytest.mark.parametrize(
    ("language", "authority"), [("sv", "dataombudsmannen"), ("fi", "tietosuojavaltuutet"), ("en", "Ombudsman")]
)
def test_the_way_to_complain_is_that_of_the_controllers_country_in_every_language(db, language, authority):
    page = a_privacy_page(a_body(jurisdiction="FI", record_regime="FI"))
    html = shown(page if language == "sv" else in_language(page, language, {}))
    assert authority in html
    assert "IMY" not in html


def test_the_page_of_the_site_tells_of_every_controller_and_that_of_a_body_only_of_its_own(db):
    home = a_home_page()
    a_section(home, names={"sv": "Regionstyrelsen"})
    board = a_body("kultur", names={"sv": "Kulturnämnden"})
    a_body("halsa", names={"sv": "Hälsonämnden"})
    everybody = shown(a_privacy_page(Page.objects.get(pk=home.pk).specific))
    assert [name for name in ("Regionstyrelsen", "Kulturnämnden", "Hälsonämnden") if name not in everybody] == []
    own = shown(a_privacy_page(Page.objects.get(pk=board.pk).specific))
    assert "Kulturnämnden är personuppgiftsansvarig" in own
    assert "Hälsonämnden" not in own
    assert "Regionstyrelsen" not in own


def test_the_number_of_questions_to_the_database_does_not_grow_with_the_controllers(
    db, django_assert_max_num_queries
):
    home = a_home_page()
    a_section(home)
    page = a_privacy_page(Page.objects.get(pk=home.pk).specific)
    shown(page)
    for number in range(4):
        a_body(f"body-{number}", names={"sv": f"Nämnd {number}"})
    shown(page)
    with django_assert_max_num_queries(20):
        assert "Nämnd 3" in shown(page)
