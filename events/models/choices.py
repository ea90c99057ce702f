"""Choices of events: what is coming, what is past, and what a visitor looks for."""
from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from wagtail.models import PageQuerySet

from events.models.occasion import Mode, Occasion
from events.registration import Status


def _occasions() -> QuerySet[Occasion]:
    return Occasion.objects.filter(page=OuterRef("pk"))


class EventPageQuerySet(PageQuerySet):
    """Choices by the facts of canonical pages."""

    def canonical(self) -> EventPageQuerySet:
        """Pages in their original language: those whose facts count."""
        return self.filter(locale=F("source_locale"))

    def of_project(self, key: Any) -> EventPageQuerySet:
        """Those that belong to the project with this translation key, whichever language it was chosen in."""
        return self.filter(project__translation_key=key)

    def beside(self, canonical: Iterable[Any], locale_id: int) -> list[tuple[Any, Any]]:
        """Each canonical page, in its order, behind its page among these; itself where there is none.

        One query where a canonical page is in another language than ``locale_id``, otherwise none.
        """
        canonical = list(canonical)
        foreign = [each.translation_key for each in canonical if each.locale_id != locale_id]
        own = {}
        if foreign:
            translated = self.filter(translation_key__in=foreign).select_related("locale")
            own = {each.translation_key: each for each in translated}
        return [(own.get(each.translation_key, each), each) for each in canonical]

    def upcoming(self, today: date) -> EventPageQuerySet:
        """Those with an occasion to come, or without a date yet; the next that is kept first, undecided last."""
        is_off = Case(When(status=Status.CANCELLED, then=1), default=0)
        ahead = _occasions().filter(latest_day__gte=today).order_by(is_off, "earliest_day", "start_time")
        return self.filter(_is_ahead(today)).annotate(
            next_day=Subquery(ahead.values("earliest_day")[:1]), next_time=Subquery(ahead.values("start_time")[:1])
        ).order_by(F("next_day").asc(nulls_last=True), F("next_time").asc(nulls_last=True), "title")

    def past(self, today: date) -> EventPageQuerySet:
        """Those whose every occasion is over; the latest first."""
        last = _occasions().order_by("-latest_day").values("latest_day")[:1]
        return self.exclude(_is_ahead(today)).annotate(last_day=Subquery(last)).order_by("-last_day", "title")

    def matching(self, wanted: dict[str, Any]) -> EventPageQuerySet:
        """Those that fit what a visitor chose in the filters (events.filters); empty choices do not count.

        ``q``, the words, is here the lasting keys of the events that have them.
        """
        return self.filter(_fitting(wanted))

    def without_one(self, wanted: dict[str, Any]) -> dict[str, int]:
        """How many would fit if one of the choices were taken back, by the name of that choice; one query."""
        others = {name: {key: wanted[key] for key in wanted if key != name} for name in wanted}
        counts = {
            f"without_{name}": Count("pk", distinct=True, filter=Q(pk__isnull=False) & _fitting(rest))
            for name, rest in others.items()
        }
        found = self.order_by().aggregate(**counts)
        return {name: found[f"without_{name}"] for name in others}


def _fitting(wanted: dict[str, Any]) -> Q:
    found = Q()
    if kind := wanted.get("kind"):
        found &= Q(kind=kind)
    if audience := wanted.get("audience"):
        found &= Q(audiences__translation_key=audience)
    if language := wanted.get("language"):
        found &= Q(held_in=language) | Q(held_in="", source_locale__language_code=language)
    if wanted.get("free"):
        found &= Q(cost="")
    if "q" in wanted:
        found &= Q(translation_key__in=wanted["q"])
    return found & _with_occasion(wanted)


def _with_occasion(wanted: dict[str, Any]) -> Q:
    """One and the same occasion fits place, way of taking part and month."""
    fitting = Q()
    if place := wanted.get("place"):
        fitting &= Q(place__translation_key=place)
    if wanted.get("online"):
        fitting &= Q(mode__in=[Mode.ONLINE, Mode.HYBRID])
    if month := wanted.get("month"):
        first, last = month
        fitting &= Q(earliest_day__lte=last, latest_day__gte=first)
    return Q(Exists(_occasions().filter(fitting))) if fitting else Q()


def _is_ahead(today: date) -> Q:
    ahead = Q(latest_day__gte=today) | Q(latest_day__isnull=True)
    return Q(Exists(_occasions().filter(ahead))) | ~Q(Exists(_occasions()))
