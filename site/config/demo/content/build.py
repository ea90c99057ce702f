"""Loading the demo's content: two bodies on one site, in Swedish and Finnish, the main pages in English too."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from types import ModuleType
from typing import Any

from wagtail.models import Locale, Page, Site

from config.demo.content import agency, evaluating, event_pages, pages, project_pages, region
from config.demo.content.keys import fixed
from config.demo.content.translating import translate
from config.demo.content.world import World
from home.models import BodyPage, FooterLink, HomeListing, HomePage, PrivacyPage, SiteSettings, SiteTexts, StandardPage
from privacy.first_run import Body, set_up_body
from privacy.models import DisposalAuthority, SectionDefaults
from privacy.models.controllers import Jurisdiction, Sector
from privacy.retention import arm
from privacy.roles import Role

ENGLISH = "en"
#: When the region decided on disposal.
DAYS_SINCE_DECISION = 120
SITE_NAMES = {"sv": "Kallelse", "fi": "Kallelse", "en": "Kallelse"}


def load(staff: dict[Role, Any], *, port: int, now: datetime) -> Iterator[str]:
    """Make the whole content; yields the name of each step as it is done.

    :param staff: the demo's user of each role.
    :param now: aware moment of loading; all dates lie around its day.
    """
    today = now.date()
    for code in ("sv", "fi", "en"):
        Locale.objects.get_or_create(language_code=code)
    home, site_body = _start_page(staff, port, now)
    yield "start page"
    _region(home, site_body, staff, today)
    yield region.TITLE
    finnish_home = home.get_translation(Locale.objects.get(language_code="fi"))
    _agency(finnish_home, staff, today)
    yield agency.TITLE
    _finish(home, finnish_home)
    yield "lists and footer"


def _start_page(staff: dict[Role, Any], port: int, now: datetime) -> tuple[HomePage, Body]:
    """The start page; the region answers for it."""
    root = Page.objects.get(depth=1)
    Site.objects.all().delete()
    Page.objects.filter(depth=2).delete()
    root = Page.objects.get(pk=root.pk)
    home = root.add_child(
        instance=HomePage(
            title="Kallelse",
            slug="start",
            headline="Kom och tänk tillsammans",
            lead="Seminarier, kurser och samtal från offentliga organisationer i Sverige och Finland. Anmäl dig utan konto.",
            locale=Locale.objects.get(language_code="sv"),
            translation_key=fixed("home"),
            owner=staff[Role.EDITOR],
            live=False,
        )
    )
    Site.objects.create(hostname="localhost", port=port, root_page=home, is_default_site=True, site_name="Kallelse")
    made = set_up_body(
        page=home,
        controller_names=region.CONTROLLER_NAMES,
        jurisdiction=Jurisdiction.SE,
        email="kultur@example.org",
        phone="+46 40 628 04 00",
        officer_email="dataskyddsombud@example.org",
        court={"sv": "Förvaltningsrätten i Granskär"},
        sector=Sector.REGION,
        parent_names={"sv": region.TITLE, "fi": region.TITLE, "en": region.TITLE},
    )
    _arm(made, staff[Role.ARCHIVIST], now)
    home = pages.publish(home)
    translate(home, "fi", ENGLISH)
    return home, made


def _region(home: HomePage, answers: Body, staff: dict[Role, Any], today: date) -> None:
    world = World(region.BODY, home.locale, staff[Role.EDITOR], staff[Role.ORGANISER], "Europe/Stockholm", region.SKY)
    body = BodyPage(
        title=region.TITLE, slug=region.BODY, lead=region.LEAD, profile=BodyPage.Profile.SPRUCE, show_in_menus=True,
        telephone="+46 40 628 04 00", email="kultur@example.org",
        postal_address="Region Granskär, Residensgatan 1, 290 99 Granskär",
    )
    page = pages.add(home, body, region.BODY, world)
    SectionDefaults.objects.create(
        page=page.page_ptr, controller=answers.controller, activity=answers.activity, reply_to="kultur@example.org"
    )
    _fill(page, region, world, today)


def _agency(home: HomePage, staff: dict[Role, Any], today: date) -> None:
    world = World(agency.BODY, home.locale, staff[Role.EDITOR], staff[Role.ORGANISER], "Europe/Helsinki", agency.SKY)
    body = BodyPage(
        title=agency.TITLE, slug=agency.BODY, lead=agency.LEAD, profile=BodyPage.Profile.FJORD, show_in_menus=True,
        telephone="+358 9 555 0100", email="kirjaamo@example.org",
        postal_address="Osallisuusvirasto, Majakkakatu 14, 00999 Helsinki",
    )
    page = pages.add(home, body, agency.BODY, world)
    set_up_body(
        page=page,
        controller_names=agency.CONTROLLER_NAMES,
        jurisdiction=Jurisdiction.FI,
        email="kirjaamo@example.org",
        phone="+358 9 555 0100",
        officer_email="tietosuojavastaava@example.org",
        sector=Sector.STATE,
    )
    _fill(page, agency, world, today)


def _fill(page: Page, content: ModuleType, world: World, today: date) -> None:
    """Publish a body, its list of events, its events and pages, and all of it in the other languages."""
    everywhere = (content.OTHER_LANGUAGE, ENGLISH)
    body = pages.publish(page)
    translate(body, *everywhere)
    world.settle(content, everywhere)
    index = pages.event_index(body, world, *content.INDEX)
    translate(index, *everywhere)
    projects = project_pages.project_index(body, world, *content.PROJECT_INDEX)
    translate(projects, *everywhere)
    for project in content.PROJECTS:
        translate(project_pages.project(projects, project, world, today), *everywhere[: 1 + project.in_english])
    for spec in content.EVENTS:
        translate(event_pages.event(index, spec, world, today), *everywhere[: 1 + spec.in_english])
    for evaluation in content.EVALUATIONS:
        translate(evaluating.evaluation(evaluation, world, today), content.OTHER_LANGUAGE)
    for text in content.PAGES:
        translate(pages.text_page(body, text, world), *everywhere[: 1 + text.in_english])
    translate(pages.statement(body, content.STATEMENT, world, today), *everywhere)


def _arm(made: Body, archivist: Any, now: datetime) -> None:
    """The region has decided on disposal; the agency has not, so that both can be seen."""
    decided = made.controller.local_date(now) - timedelta(days=DAYS_SINCE_DECISION)
    authority = DisposalAuthority.objects.create(
        controller=made.controller,
        kind="disposal_decision",
        reference="KN 2026/118",
        decided_by="Kulturnämnden",
        decided_on=decided,
        valid_from=decided,
        document_type="Anmälningar till evenemang",
    )
    for rule in made.rules:
        arm(rule=rule, authority=authority, by=archivist, now=now - timedelta(days=DAYS_SINCE_DECISION - 1))


def _finish(home: HomePage, finnish_home: HomePage) -> None:
    """What the start page lists and the footer names."""
    world = World("site", home.locale, home.owner, home.owner, "Europe/Stockholm", region.SKY)
    about = pages.add(
        home,
        StandardPage(
            title="Om webbplatsen",
            slug="om-webbplatsen",
            lead="Kallelse visar vad som händer hos offentliga organisationer i Norden. Organisationerna på den här sidan är påhittade.",
        ),
        "about",
        world,
    )
    about = pages.publish(about)
    translate(about, "fi", ENGLISH)
    privacy = PrivacyPage(
        title="Så hanterar vi personuppgifter",
        slug="personuppgifter",
        lead="Vem som ansvarar för dina uppgifter, vad de används till, hur länge de finns kvar och vem du kan fråga.",
    )
    privacy = pages.publish(pages.add(home, privacy, "privacy", world))
    translate(privacy, "fi", ENGLISH)
    everything = pages.event_index(home, world, "Evenemang", "Allt som våra organisationer bjuder in till.", "evenemang")
    translate(everything, "fi", ENGLISH)
    projects = project_pages.project_index(home, world, "Projekt", "Det våra organisationer prövar under några år.", "projekt")
    translate(projects, "fi", ENGLISH)
    home.listings = [
        _listing(home, "list", everything, "Kommande evenemang", 8),
        _listing(home, "projects", projects, "", 2),
    ]
    home.feature = Page.objects.get(slug=region.FEATURE, locale=home.locale)
    translate(pages.publish(home), "fi", ENGLISH)
    settings = SiteSettings.for_site(Site.objects.get(is_default_site=True))
    settings.texts = [
        SiteTexts(language=code, site_name=name, footer=_FOOTER[code]) for code, name in SITE_NAMES.items()
    ]
    statement = Page.objects.get(translation_key=fixed(region.STATEMENT.key), locale=home.locale)
    footer = [about, privacy, statement]
    settings.footer_links = [FooterLink(page=each, sort_order=n) for n, each in enumerate(footer)]
    settings.save()


def _listing(home: HomePage, key: str, page: Page, heading: str, limit: int) -> HomeListing:
    return HomeListing(
        page=page, heading=heading, limit=limit, locale=home.locale, translation_key=fixed(f"home/{key}")
    )


_FOOTER = {
    "sv": "En visning av Kallelse. Organisationer, personer och evenemang är påhittade.",
    "fi": "Kallelsen esittely. Organisaatiot, henkilöt ja tapahtumat ovat keksittyjä.",
    "en": "A showing of Kallelse. Organisations, people and events are invented.",
}
