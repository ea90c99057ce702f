"""Whom a mail to many reaches: each person alone, by language, and how many it does not reach, and why."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from forms_app import submissions
from forms_app.models import Submission


@dataclass(slots=True)
class Reach:
    """Whom a mail reaches: registrations by language, and how many it does not reach, and why."""

    by_language: dict[str, list[UUID]] = field(default_factory=dict)
    set_aside: int = 0
    without_address: int = 0

    @property
    def mails(self) -> int:
        """How many mails go out."""
        return sum(map(len, self.by_language.values()))

    @property
    def left_out(self) -> int:
        """How many get none."""
        return self.set_aside + self.without_address

    @property
    def everybody(self) -> int:
        """All whom it concerns."""
        return self.mails + self.left_out


def reach_of(whom: Any, is_meant: Callable[[Submission], bool] = lambda each: True) -> Reach:
    """Whom a mail to these registrations would reach; those set aside are counted, and never asked what they chose.

    :param whom: the numbers of the registrations, as a query.
    :param is_meant: which of them, by what they answered.
    """
    found = Reach()
    chosen = Submission.objects.filter(pk__in=whom)
    free = chosen.unrestricted()
    found.set_aside = chosen.count() - free.count()
    for each in free.select_related("version").order_by("pk").iterator(2000):
        if not is_meant(each):
            continue
        questions = each.questions
        answers = {one.key: each.answer(one) for one in questions if one.kind.widget == "email"}
        if submissions.email_of(questions, answers):
            found.by_language.setdefault(each.version.language, []).append(each.pk)
        else:
            found.without_address += 1
    found.by_language = dict(sorted(found.by_language.items(), key=lambda pair: (-len(pair[1]), pair[0])))
    return found
