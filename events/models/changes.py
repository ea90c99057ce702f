"""That a publication changed when or where an event takes place, while people were registered to it."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.changes import Facts, differ, facts_of, is_over
from events.facts import PLACE_WORDS, PlaceWords
from events.models.invitations import Invitation
from events.models.occasion import Occasion
from events.models.registrations import Registration, RegistrationQuerySet
from events.models.seating import cancel_everybody
from events.moves import State
from home.languages import laid_snippets, language_of, locales
from privacy import trials
from privacy.by_language import languages

#: Characters of the organiser's own sentence in a language, and of the reason for telling nobody.
LONGEST_SENTENCE = 500


class EventChangeQuerySet(models.QuerySet["EventChange"]):
    """Choices of changes."""

    def of_event(self, event_key: UUID) -> EventChangeQuerySet:
        """Those of one event, the oldest first."""
        return self.filter(event_key=event_key).order_by("made_at", "pk")

    def open(self) -> EventChangeQuerySet:
        """Those of which nobody has decided yet whether people are told."""
        return self.filter(settled_at=None)


class EventChange(models.Model):
    """What one publication changed. Names no one who registered.

    ``occasions``: the key of each occasion that changed, with its facts before and after (events.changes).
    ``revives``: whether the event, cancelled before, takes place after all. ``asks``: whether the mail asks if one can
    still come. ``sentences``: what the organiser adds in it, by language; ``reason``: why nobody is told.
    """

    event_key = models.UUIDField(_("event"))
    occasions = models.JSONField(_("what changed"))
    made_at = models.DateTimeField(_("made"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("made by")
    )
    revives = models.BooleanField(_("takes place after all"), default=False)
    asks = models.BooleanField(_("asks who can still come"), default=False)
    sentences = models.JSONField(_("own sentences"), default=dict)
    settled_at = models.DateTimeField(_("settled"), null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("settled by")
    )
    reason = models.CharField(_("why nobody is told"), max_length=LONGEST_SENTENCE, blank=True)

    objects = EventChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of an event")
        verbose_name_plural = _("changes of events")
        constraints = [
            models.CheckConstraint(
                name="events_change_says_why_once_it_is_settled",
                condition=Q(settled_at__isnull=False) | Q(settled_by__isnull=True, reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["event_key", "made_at"], name="events_change_of_event"),
            models.Index(fields=["event_key"], condition=Q(settled_at__isnull=True), name="events_change_open"),
        ]

    def __str__(self) -> str:
        return f"{self.event_key} {self.pk}"


def note_change(page: Any, before: Mapping[UUID, Occasion], now: datetime) -> EventChange | None:
    """Keep what the publication of the canonical ``page`` changed, if it concerns anybody; under the event's lock.

    An event that is cancelled altogether cancels every registration. Set back, it brings nobody back, but it concerns
    them. Both concern those, too, who are invited and have not answered.

    :param before: its occasions as they were published last, by their lasting keys.
    """
    if trials.is_on() or not before:
        return None
    is_off = page.terms().is_cancelled
    revives = not is_off and all(each.is_cancelled for each in before.values())
    live = Registration.objects.of_event(page.translation_key).live()
    concerned = (cancelled_with_event(page) if revives else live).exists()
    if not concerned and not ((is_off or revives) and Invitation.objects.of_event(page).unanswered().exists()):
        return None
    changed = _changed(page, before, now)
    if not changed:
        return None
    author = page.live_revision.user if page.live_revision_id else None
    found = EventChange.objects.create(
        event_key=page.translation_key, occasions=changed, revives=revives, made_at=now, made_by=author
    )
    if is_off:
        cancel_everybody(page, now)
    return found


def cancelled_with_event(page: Any) -> RegistrationQuerySet:
    """The registrations that were cancelled when the event was, and by nothing else."""
    made = EventChange.objects.of_event(page.translation_key).order_by().values("made_at")
    of_event = Registration.objects.of_event(page.translation_key)
    return of_event.filter(state=State.CANCELLED_BY_ORGANISER, decided_at__in=made)


def _changed(page: Any, before: Mapping[UUID, Occasion], now: datetime) -> list[dict[str, Any]]:
    current = {each.translation_key: each for each in page.occasions.all()}
    bare = {key: (facts_of(old, {}), facts_of(current[key], {}) if key in current else None)
            for key, old in before.items()}  # fmt: skip
    keys = [key for key, (old, new) in bare.items() if differ(old, new) and not is_over(old, new, page.zone(), now)]
    if not keys:
        return []
    olds = facts_by_key(before[key] for key in keys)
    news = facts_by_key(current[key] for key in keys if key in current)
    return [{"occasion": str(key), "old": olds[key], "new": news.get(key)} for key in keys]


def facts_by_key(occasions: Iterable[Occasion]) -> dict[UUID, Facts]:
    """The facts of occasions of canonical pages by their lasting keys, with what each language says of them."""
    rows = list(occasions)
    said = _said(rows)
    return {row.translation_key: facts_of(row, said[row.translation_key]) for row in rows}


def _said(rows: list[Occasion]) -> dict[UUID, dict[str, dict[str, str]]]:
    found: dict[UUID, dict[str, dict[str, str]]] = {row.translation_key: {} for row in rows}
    places = [row.place for row in rows if row.place_id]
    translated = {
        (each.translation_key, locales()[each.locale_id]): each
        for each in Occasion.objects.filter(translation_key__in=found)
    }
    for language, _name in languages():
        words = {place.pk: PlaceWords(place, laid) for place, laid in laid_snippets(places, PLACE_WORDS, language)}
        for row in rows:
            own = row if language_of(row) == language else translated.get((row.translation_key, language), row)
            place = words.get(row.place_id)
            found[row.translation_key][language] = {
                "place": str(place.name) if place else "",
                "address": str(place.address) if place else "",
                "room": own.room or row.room,
                "title": own.title,
            }
    return found
