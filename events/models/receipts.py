"""What the receipt of a registration says beside what every receipt says."""
from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events import chosen, link_tokens, moves
from events.models.registrations import Registration, RegistrationLink
from events.own_words import STATES
from events.receipts import receipt_lines
from events.seats import Room
from forms_app.models import FormPageMixin, Submission
from forms_app.questions import Question, Words
from forms_app.squares import Square, square_of
from forms_app.submissions import address_question
from forms_app.ways import ReceiptWay

#: The mode of an occasion to whose door nobody comes.
_ONLINE = "online"
#: So long after she has registered she may correct a mistyped address from the receipt.
MISTYPED_FOR = timedelta(minutes=30)


def mistyped_question(submission: Submission, now: datetime) -> Question | None:
    """The question whose answer is her address, while she may correct it: for half an hour, and once.

    A repetition looks like any other registration here, so that nobody learns that somebody is registered.
    """
    question = address_question(submission.questions)
    if question is None or question.key in submission.corrected or not submission.answer(question):
        return None
    if now >= submission.received_at + MISTYPED_FOR:
        return None
    states = (*moves.LIVE, moves.State.REPEATED)
    return question if Registration.objects.filter(pk=submission.pk, state__in=states).exists() else None


class EventReceipts(FormPageMixin):
    """Goes before the rest of an event with a form. ``words_for`` and ``room`` come with that."""

    room: Any
    words_for: Any

    class Meta:
        abstract = True

    def receipt_facts(self, page: Any, submission: Submission | None = None) -> list[dict[str, Any]]:
        """When, where and what to know, in the language of ``page``: of what the registration is for."""
        words = self.words_for(page, timezone.now())
        if submission is not None:
            meant = chosen.only_chosen(words.occasions, chosen.occasions_chosen(submission))
            words = replace(words, occasions=meant)
        return [
            {"term": term, "values": [Words(str(value), value.lang) for value in values]}
            for term, values in receipt_lines(words)
        ]

    def receipt_news(self, submission: Submission) -> tuple[str, str]:
        """How the registration stands, where it has no place; a repetition looks like any that comes now."""
        stands = Registration.objects.filter(pk=submission.pk).values_list("state", flat=True).first()
        if stands == Registration.State.REPEATED and self.room is Room.QUEUE:
            stands = Registration.State.WAITING
        if stands in (None, Registration.State.REPEATED, Registration.State.CONFIRMED):
            return super().receipt_news(submission)
        words = STATES[stands]
        return str(words.heading), str(words.lead)

    def receipt_code(self, submission: Submission) -> Square | None:
        """Where people come to a place: what staff at its door point a telephone at, whatever became of her."""
        page: Any = self
        if submission.quarantined_at or all(getattr(each, "mode", "") == _ONLINE for each in page.attended_rows()):
            return None
        address = reverse("events_door:arrived", args=[link_tokens.at_the_door(submission.pk)])
        return square_of(f"{settings.WAGTAILADMIN_BASE_URL}{address}")

    def receipt_ways(self, submission: Submission, token: str, now: datetime) -> list[ReceiptWay]:
        """Her own page, where no mail leads to it; otherwise, for a while, where to correct a mistyped address."""
        if mistyped_question(submission, now):
            return [ReceiptWay(_("Is the e-mail address wrong? Correct it"), reverse("events:mistyped", args=[token]))]
        printed = link_tokens.printed(submission.pk)
        if not RegistrationLink.objects.filter(registration=submission.pk, digest=link_tokens.digest(printed)).exists():
            return []
        address = f"{settings.WAGTAILADMIN_BASE_URL}{reverse('events:registration', args=[printed])}"
        words = _("Keep this address. It opens your registration, to see, change or cancel it:")
        return [ReceiptWay(words, address, is_kept=True)]
