"""Building the demo's projects and their list."""
from __future__ import annotations

from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from wagtail.models import Page

from config.demo.content.keys import body
from config.demo.content.pages import add, contacts, known, picture_block, publish, related_links
from config.demo.content.specs import ProjectSpec
from config.demo.content.world import World
from events.models import Funding, Partner, ProjectIndexPage, ProjectPage, ProjectResult


def project_index(parent: Page, world: World, title: str, lead: str, slug: str) -> ProjectIndexPage:
    """A published list of projects."""
    page = ProjectIndexPage(title=title, slug=slug, lead=lead, show_in_menus=True)
    return publish(add(parent, page, f"{world.body_key}/projects", world))


def project(index: ProjectIndexPage, spec: ProjectSpec, world: World, today: date) -> ProjectPage:
    """A published project; its months are whole ones around the month of loading."""
    blocks: list[tuple[str, Any]] = [picture_block(spec.picture, world)]
    page = ProjectPage(
        title=spec.title,
        slug=spec.key,
        lead=spec.lead,
        body=body(spec.key, *blocks, *(("text", paragraph) for paragraph in spec.paragraphs)),
        organisation_unit=spec.organisation_unit,
        starts_on=_first_of(spec.begins_in_months, today),
        ends_on=_last_of(spec.ends_in_months, today),
        last_payment_on=_last_of(spec.last_payment_in_months, today),
        goals=spec.goals,
        implementation=spec.implementation,
    )
    page.partners = [
        Partner(name=name, url=url, sort_order=n, **known(f"{spec.key}/partner/{n}", world))
        for n, (name, url) in enumerate(spec.partners)
    ]
    page.fundings = [
        Funding(funder=funder, fund=fund, label=label, sort_order=n, **known(f"{spec.key}/funding/{n}", world))
        for n, (funder, fund, label) in enumerate(spec.fundings)
    ]
    page.results = [
        ProjectResult(title=title, text=text, url=url, sort_order=n, **known(f"{spec.key}/result/{n}", world))
        for n, (title, text, url) in enumerate(spec.results)
    ]
    page.contacts = contacts(spec.key, spec.contacts, world)
    page.related_links = related_links(spec.key, spec.links, world)
    page = publish(add(index, page, spec.key, world))
    world.projects.update(dict.fromkeys(spec.events, page))
    return page


def _first_of(months: int, today: date) -> date:
    return today.replace(day=1) + relativedelta(months=months)


def _last_of(months: int | None, today: date) -> date | None:
    return None if months is None else _first_of(months + 1, today) - relativedelta(days=1)
