"""Submissions read in pieces: whatever their number, so many are in memory and no more."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from forms_app.exports.order import RowOf
from forms_app.models import FormPageMixin, FormVersion, Submission, SubmittedPerson
from forms_app.models.answered import with_later_versions
from forms_app.questions import Question
from privacy.among import Among

#: So many submissions are in memory at a time.
AT_A_TIME = 250

Asked = dict[str, Question]


def chosen(page: FormPageMixin, wanted: Q) -> QuerySet[Submission]:
    """The submissions that may be taken along; nobody whose use is restricted or whose person is protected."""
    return page.get_submissions().unrestricted().filter(wanted)


def number_of_rows(page: FormPageMixin, wanted: Q, row_of: RowOf) -> int:
    """How many rows there are now: the submissions, or their participants and those without any."""
    found = chosen(page, wanted)
    if row_of is RowOf.REGISTRATION:
        return found.count()
    persons = SubmittedPerson.objects.unrestricted()
    alone = found.filter(~Exists(persons.filter(submission=OuterRef("pk")))).count()
    return alone + persons.filter(submission__in=found).count()


class Reader:
    """Reads submissions, the oldest first, and knows what each of them was asked.

    Which they are is settled when reading begins, by a cursor of the database over their numbers. The rows are read
    piece by piece: whoever is erased or set aside meanwhile is left out of what is still to come.
    """

    def __init__(self, page: FormPageMixin, wanted: Q) -> None:
        self.page, self.wanted = page, wanted
        self._versions: dict[int, FormVersion] = {}
        self._asked: dict[int, Asked] = {}
        self._persons: dict[UUID, list[SubmittedPerson]] = {}

    def pieces(self) -> Iterator[list[Submission]]:
        """The submissions, each with its version; five queries a piece at most."""
        found = chosen(self.page, self.wanted)
        waiting = found.order_by("received_at", "pk").values_list("pk", flat=True).iterator(chunk_size=AT_A_TIME)
        while some := list(islice(waiting, AT_A_TIME)):
            yield self._read(some)

    def persons(self, submission: Submission) -> list[SubmittedPerson]:
        """The participants of a submission of a piece that may be taken along, in their order."""
        return self._persons.get(submission.pk, [])

    def states(self, piece: list[Submission]) -> dict[UUID, str]:
        """What became of each registration, where the page knows; in the active language."""
        facts = self.page.record_facts(piece)
        return {record: lines[0][1] for record, lines in facts.items() if lines}

    def asked(self, record: Any) -> Asked:
        """What was asked of the submission or participant, by key, in the wording that was seen."""
        if record.later:
            return {each.key: each for each in record.questions}
        version = record.version
        if version.pk not in self._asked:
            self._asked[version.pk] = {each.key: each for each in version.content.asked}
        return self._asked[version.pk]

    def _read(self, numbers: list[UUID]) -> list[Submission]:
        found = {each.pk: each for each in Submission.objects.unrestricted().filter(pk__in=Among(numbers))}
        unknown = {each.version_id for each in found.values()} - self._versions.keys()
        if unknown:
            self._versions |= FormVersion.objects.defer("notice").in_bulk(unknown)
        piece = [found[number] for number in numbers if number in found]
        for each in piece:
            each.version = self._versions[each.version_id]
        self._persons = defaultdict(list)
        for person in SubmittedPerson.objects.unrestricted().filter(submission__in=Among(numbers)).order_by("ordinal"):
            if person.submission_id in found:
                person.submission = found[person.submission_id]
                self._persons[person.submission_id].append(person)
        with_later_versions([*piece, *(person for some in self._persons.values() for person in some)])
        return piece
