"""An editor with a browser: what she can mend on a page is shown beside its form, before anything is published."""
import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import expect
from wagtail.models import Page

from home.models import BodyPage, StandardPage
from tests.browser.test_signing_in import EDITOR, sign_in

SETTLING_IN_MILLISECONDS = 3000
FINDINGS = ["The link does not say where it leads", "A level of headings is skipped"]
LONG_LEAD = "Shorten the lead to about %(most)d characters: it has %(length)d. The rest belongs in the body."


def in_her_language(text):
    with translation.override(EDITOR.language):
        return gettext(text)


@pytest.fixture(scope="module")
def flawed(demo_site, django_db_blocker):
    """A draft whose link says only “här” and whose first heading is a subsection."""
    body = BodyPage.objects.filter(locale__language_code="sv", alias_of=None).order_by("path").first()
    page = StandardPage(title="Om att skriva", slug="om-att-skriva", lead="Kort.", locale=body.locale, live=False)
    page.body = [
        ("text", '<p>Programmet finns <a href="https://www.example.org/">här</a>.</p>'),
        ("heading", {"text": "För djupt", "level": "3"}),
    ]
    body.add_child(instance=page)
    page.save_revision()
    return page


def beside(somebody, panel):
    """Open a panel beside the form."""
    somebody.page.click(f"[data-side-panel-toggle={panel}]")
    return somebody.page.locator(f"[data-side-panel={panel}]")


def test_the_checks_of_the_preview_name_a_link_without_a_goal_and_a_skipped_heading(visitor, flawed):
    somebody = visitor()
    sign_in(somebody)
    somebody.open(f"/admin/pages/{flawed.pk}/edit/")
    checks = beside(somebody, "checks")
    for finding in FINDINGS:
        checks.get_by_text(in_her_language(finding)).wait_for(timeout=30_000)
    # Wagtail writes what axe has found to the console, as an error.
    assert [each for each in somebody.complaints if "axe.run results" not in each] == []
    assert somebody.strays == []


def test_advice_leads_to_its_field_and_is_renewed_when_the_page_saves_itself(visitor, flawed):
    somebody = visitor()
    sign_in(somebody)
    somebody.open(f"/admin/pages/{flawed.pk}/edit/")
    advice = beside(somebody, "advice")
    before = advice.locator(".advice__list li").count()
    assert before >= 2
    lead = "Ord efter ord. " * 30
    words = in_her_language(LONG_LEAD) % {"most": 300, "length": len(lead.strip())}
    added = advice.get_by_text(words)
    assert added.count() == 0

    # Wagtail remembers what the form holds a moment after it has loaded; only what changes after that is saved.
    somebody.page.wait_for_timeout(SETTLING_IN_MILLISECONDS)
    somebody.page.fill("#id_lead", lead)
    added.wait_for(timeout=30_000)
    counter = somebody.page.locator("[data-side-panel-toggle=advice] [data-side-panel-toggle-counter]")
    expect(counter).to_have_text(str(before + 1))

    advice.locator("li").filter(has_text=words).get_by_role("link").click()
    expect(somebody.page.locator("#id_lead")).to_be_focused()


def test_nobody_but_an_editor_in_the_preview_is_sent_the_scripts_of_the_checks(visitor):
    somebody = visitor()
    live = Page.objects.get(url_path__endswith="/evenemang/vassbaten/")
    somebody.open(live.get_url())
    assert somebody.page.locator("h1", has_text=live.title).count() == 1
    assert somebody.page.locator("wagtail-userbar, script[src*=userbar]").count() == 0
