"""What holds for a page: found in the nearest section above it, in any language."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from privacy.models import EnteredAnchor, EnteredDate, ProcessingActivity, RetentionRule, SectionDefaults
from privacy.rules import Selector


def section_for(page: Any) -> SectionDefaults | None:
    """The section of ``page``: that of the page itself or of its nearest ancestor, whatever the
    language of the page on which the section was set. Two queries, rules included, and the day that
    an officer has entered for the page itself (``entered_on``).
    """
    steplen = Page.steplen
    path: str = page.path or ""
    paths = [path[:end] for end in range(steplen, len(path) + 1, steplen)]
    above = Page.objects.filter(path__in=paths, translation_key=OuterRef("page__translation_key"))
    entered = EnteredDate.objects.filter(subject=page.translation_key, anchor=EnteredAnchor.MANUAL)
    # Read at each form and each post: no more is joined than is asked for there, and the nearest is found here.
    sections = list(
        SectionDefaults.objects.select_related("controller", "activity")
        .annotate(nearness=Subquery(above.values("depth")[:1]), entered_on=Subquery(entered.values("on")[:1]))
        .filter(nearness__isnull=False)
    )
    nearest = max(sections, key=lambda section: section.nearness, default=None)
    if nearest is not None:
        activity: Any = nearest.activity
        if activity.controller_id == nearest.controller_id:
            activity.controller = nearest.controller
        activity.rules_in_force = list(_in_force().filter(activity=activity))
    return nearest


def _in_force() -> QuerySet[RetentionRule]:
    return RetentionRule.objects.in_force().select_related("authority").order_by("pk")


def missing_for(page: Any) -> list[Any]:
    """Why nothing may be published on ``page`` yet, as whole sentences; empty when all is there."""
    return missing_in(section_for(page))


def missing_in(section: SectionDefaults | None) -> list[Any]:
    """What a section lacks before anything may be published under it."""
    if section is None:
        return [
            _(
                "No data protection settings hold for this part of the site. "
                "Ask a case officer to set up the body under “Data protection”."
            )
        ]
    if not any(rule.selector == Selector.RECORD for rule in section.rules):
        return [
            _(
                "No rule says how long registrations are kept in this part of the site. "
                "Ask a case officer to add a retention rule for whole records."
            )
        ]
    return []


def sections_at_or_below(page: Any) -> list[SectionDefaults]:
    """The sections set on ``page`` or on a page below it."""
    return list(SectionDefaults.objects.filter(page__path__startswith=page.path))


def sections_under(page: Any) -> list[SectionDefaults]:
    """Every section that holds for ``page`` or a page below it: its own and those set further down.

    In whatever language a section was set. Ordered by place in the tree; four queries, rules included.
    """
    below = Page.objects.filter(path__startswith=page.path).values("translation_key")
    found = (
        SectionDefaults.objects.filter(page__translation_key__in=below)
        .select_related("page", "controller", "activity", "activity__controller")
        .prefetch_related(Prefetch("activity__rules", queryset=_in_force(), to_attr="rules_in_force"))
        .order_by("page__path")
    )
    own = section_for(page)
    return [*([own] if own else []), *(section for section in found if section != own)]


def pages_under(activity: ProcessingActivity) -> QuerySet[Page]:
    """The live pages, in every language, whose nearest section is one of ``activity``."""
    with_section = SectionDefaults.objects.values("page__translation_key")
    paths = list(Page.objects.filter(translation_key__in=with_section).values_list("path", "translation_key"))
    ours = set(activity.sections.values_list("page__translation_key", flat=True))
    wanted = Q(pk__in=[])
    for path, key in paths:
        nearer = Q(pk__in=[])
        for other, other_key in paths:
            if other != path and other.startswith(path) and other_key not in ours:
                nearer |= Q(path__startswith=other)
        if key in ours:
            wanted |= Q(path__startswith=path) & ~nearer
    return Page.objects.live().filter(wanted)
