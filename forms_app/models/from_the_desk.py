"""What a page says to the desk of its form: template methods for the floors above, with what holds for a plain form."""
from __future__ import annotations

from collections.abc import Collection
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import ngettext

from forms_app.models.submissions import Submission
from forms_app.ways import Deed, Way


class FromTheDesk(models.Model):
    """The side of a page with a form that staff see. Pages are canonical here."""

    class Meta:
        abstract = True

    def record_facts(self, submissions: list[Submission]) -> dict[UUID, list[tuple[str, str]]]:
        """What else is stored about each of these submissions, as (term, value) in the active language."""
        return {}

    def desk_ways(self) -> list[Way]:
        """Pages of its own at the desk, beside the list; each keeps its own door."""
        return []

    def desk_deeds(self, submission: Submission) -> list[Deed]:
        """What can be done with ``submission`` by those who may handle it, beside marking it."""
        return []

    def happened(self, since: datetime, until: datetime) -> list[str]:
        """What came after ``since`` up to ``until``: sentences with numbers, of nobody, in the active language."""
        page: Any = self
        came = page.standing(page.get_submissions().unrestricted())
        number = came.filter(received_at__gt=since, received_at__lte=until).count()
        return [ngettext("%(count)d new answer", "%(count)d new answers", number) % {"count": number}] if number else []

    def own_states(self) -> list[tuple[str, Any]]:
        """What may become of an answer beyond how far the work with it has come: (code, what it is called)."""
        return []

    def in_own_states(self, states: Collection[str]) -> models.Q:
        """As a condition on submissions: those of which one of these became."""
        return models.Q()

    def own_address(self, submission: Submission, now: datetime) -> str:
        """A new link, absolute, to her own page, for a mail that is being made; "" where there is no such page."""
        return ""

    def correcting(
        self, submission: UUID, key: str, *, by: Any, now: datetime
    ) -> AbstractContextManager[None]:
        """Around the correction of an answer by staff, in its transaction: what goes along. Here: nothing.

        :param submission: the record that the answer is of, or came with.
        :param key: of the question.
        :raises privacy.contracts.Refusal: where the correction cannot be.
        """
        return nullcontext()
