"""How many places there are, what happens when they are taken, and the word that the public reads of them."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models.registrations import Admission
from events.seats import Promotion, Room


class LimitedPlaces(models.Model):
    """What the editor of an event says of its places; every setting has a working default."""

    capacity = models.PositiveIntegerField(
        _("number of places"), null=True, blank=True,
        help_text=_("Leave empty when there is room for everybody. Counts persons, in all languages together."),
    )
    has_queue = models.BooleanField(
        _("waiting list when the places are taken"), default=True,
        help_text=_("Without one, registration closes when the last place is taken."),
    )
    promotion = models.CharField(
        _("when a place becomes free"), max_length=9, default=Promotion.AUTOMATIC.value,
        choices=[
            (Promotion.AUTOMATIC.value, _("The first on the waiting list gets it at once")),
            (Promotion.OFFER.value, _("It is offered to the first on the waiting list, who has two days to answer")),
            (Promotion.BY_HAND.value, _("You give it by hand")),
        ],
        help_text=_("Nobody is promoted during the last 24 hours before the start."),
    )
    needs_approval = models.BooleanField(
        _("approve each registration"), default=False,
        help_text=_("The place is held until you have said yes or no."),
    )
    verifies_address = models.BooleanField(
        _("ask people to confirm their e-mail address"), default=False,
        help_text=_("The place is held for a day, until she has followed the link in the mail."),
    )
    names_later = models.BooleanField(
        _("participants may be named later"), default=False,
        help_text=_(
            "Whoever registers several says how many come and holds their places. She names them by the link in her "
            "mail, until registration closes. Counts only where a question is put to each participant."
        ),
    )
    counts_places = models.BooleanField(default=False, editable=False)

    _room: Room | None = None
    #: Every page has one; named here for the word that is read by it.
    translation_key: UUID

    class Meta:
        abstract = True

    @property
    def room(self) -> Room:
        """What the public reads of its seats; remembered with the page in hand, no query where none are counted."""
        if not self.counts_places:
            return self._room or Room.FREE
        if self._room is None:
            found = Admission.objects.filter(event_key=self.translation_key).values_list("room", flat=True).first()
            self._room = Room(found or Room.FREE)
        return self._room

    @room.setter
    def room(self, room: Room) -> None:
        self._room = room

    @staticmethod
    def read_rooms(pages: Iterable[Any]) -> None:
        """Read the word of the seats of several canonical pages at once: one query."""
        by_key = {each.translation_key: each for each in pages if each.counts_places}
        if not by_key:
            return
        found = dict(Admission.objects.filter(event_key__in=by_key).values_list("event_key", "room"))
        for key, each in by_key.items():
            each.room = Room(found.get(key, Room.FREE))
