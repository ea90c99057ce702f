"""The list of projects of a part of the site."""
from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PageQuerySet

from events.models.project import ProjectPage
from events.project_words import project_card
from events.projects import Stage
from home.models import BasePage
from home.page_templates import LIST

ORDER = (Stage.RUNNING, Stage.COMING, Stage.ENDED)


class ProjectIndexPage(BasePage):
    """Every project beside and below it: under a body those of the body, under the start page all."""

    subpage_types = ["events.ProjectPage"]
    parent_page_types = ["home.HomePage", "home.BodyPage"]
    page_description = _("Lists the projects below it: those that run or come first, then those that have ended.")
    template = "events/project_index_page.html"
    template_place, template_icon = LIST, "folder-inverse"

    class Meta:
        verbose_name = _("list of projects")
        verbose_name_plural = _("lists of projects")

    def projects(self) -> PageQuerySet:
        """The live projects in this page's language in its part of the site, whose original is live too."""
        above = self.path[: -self.steplen]
        originals = ProjectPage.objects.live().filter(locale=F("source_locale"))
        return ProjectPage.objects.live().filter(
            path__startswith=above, locale_id=self.locale_id, translation_key__in=originals.values("translation_key")
        )

    def listed(self) -> list[ProjectPage]:
        """The same with their cards: those that run first, then those to come, then those that have ended."""
        shown = list(self.projects().select_related("share_image", "first_picture"))
        today = timezone.localdate()
        attach(shown, today)
        return sorted(shown, key=_place)

    def teasers(self, limit: int) -> list[Page]:
        """The first of them, for another page to show."""
        return list(self.listed()[:limit])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds ``current`` and ``ended``: projects, each with its ``card``."""
        context = super().get_context(request, *args, **kwargs)
        listed = self.listed()
        context["current"] = [page for page in listed if not page.card.has_ended]
        context["ended"] = [page for page in listed if page.card.has_ended]
        return context


def attach(pages: Iterable[ProjectPage], today: date) -> None:
    """Give each page its card; the facts of translations are read in one query, or none."""
    pages = list(pages)
    foreign = [page.translation_key for page in pages if not page.is_canonical]
    originals = {}
    if foreign:
        found = ProjectPage.objects.filter(Q(translation_key__in=foreign), locale=F("source_locale"))
        originals = {each.translation_key: each for each in found}
    for page in pages:
        page.card = project_card(page, originals.get(page.translation_key, page), today)


def _place(page: ProjectPage) -> tuple[int, int, str]:
    """Those that run, those to come, those that have ended; in each the latest first day before the others."""
    card = page.card
    return (ORDER.index(card.stage), -card.starts_on.toordinal() if card.starts_on else 0, page.title)
