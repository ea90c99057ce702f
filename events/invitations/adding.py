"""Putting people on the list: what would become of each, and storing those who are new. Nothing is sent by it."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from events.invitations import known
from events.invitations.addresses import Person
from events.models import Invitation
from events.models.invitations import Answer
from forms_app.moving_in.columns import fold
from home.languages import text_language
from privacy import audit, stamps, subject_keys
from privacy.by_language import languages
from privacy.contracts import PrivacyClass, Refusal
from privacy.models import Origin, SubjectKey

#: So many stand on the list of one event at most.
MOST = 5_000
_CLASSES = (PrivacyClass.PERSONAL, PrivacyClass.FREE_TEXT)


class Fate(StrEnum):
    """What becomes of somebody on a pasted list."""

    NEW = "new"
    INVITED = "invited"
    REGISTERED = "registered"
    LEFT_ALONE = "left_alone"
    TWICE = "twice"
    NOT_UNDERSTOOD = "not_understood"


@dataclass(frozen=True, slots=True)
class Judged:
    """A person on the list, and what becomes of her."""

    person: Person
    fate: Fate


@dataclass(frozen=True, slots=True)
class Source:
    """Where people come from: what they are told, who says it, and how the record came to be."""

    words: str
    by: Any = None
    named_by: Invitation | None = None

    @property
    def origin(self) -> str:
        """Staff draw up their own list; whoever is named by an invited person was received."""
        return Origin.RECEIVED if self.named_by else Origin.DRAWN_UP


def live_languages(page: Any) -> list[str]:
    """The languages in which the event's page is live, its own first."""
    own = text_language(page)
    group = page.get_translations(inclusive=True).live().specific(defer=True)
    found = {text_language(each) for each in group}
    return [own, *(code for code, _name in languages() if code in found - {own})]


def words_for_languages() -> dict[str, str]:
    """The code of each language of the site by what it may be called in any of them, folded."""
    found: dict[str, str] = {}
    for code, _name in languages():
        info = get_language_info(code)
        found |= {fold(word): code for word in (code, info["name"], info["name_local"])}
        for spoken, _spoken_name in settings.LANGUAGES:
            with translation.override(spoken):
                found[fold(str(get_language_info(code)["name_translated"]))] = code
    return found


def judge(page: Any, people: Sequence[Person]) -> list[Judged]:
    """What would become of each, in order; four statements."""
    digests = known.digests_of_addresses((person.email, person.email) for person in people if not person.fault)
    ours = Invitation.objects.of_event(page)
    invited = _keys_of(ours.standing())
    stopped = known.those_with(_keys_of(ours.filter(answer=Answer.STOPPED)), digests)
    by_fate = {
        Fate.LEFT_ALONE: stopped | known.those_with(known.not_to_be_written_to(), digests),
        Fate.REGISTERED: known.those_with(known.coming(page), digests),
        Fate.INVITED: known.those_with(invited, digests),
    }
    found, seen = [], set()
    for person in people:
        fate = next((fate for fate, those in by_fate.items() if person.email in those), Fate.NEW)
        normal = subject_keys.normalise(SubjectKey.Kind.EMAIL, person.email) or ""
        if person.fault or not normal:
            fate = Fate.NOT_UNDERSTOOD
        elif normal in seen:
            fate = Fate.TWICE
        seen.add(normal)
        found.append(Judged(person, fate))
    return found


def add(
    page: Any, people: Sequence[Person], *, source: Source, language: str, now: datetime
) -> list[Invitation]:
    """Put those who are new on the list of the canonical ``page``; they, as they are stored.

    :param language: of those of whom the list says nothing.
    :raises Refusal: when there is no source to be told, no room on the list, or nobody answers for what is stored.
    """
    if not source.words.strip():
        raise Refusal([_("Write where the addresses come from. Everybody who is invited is told.")])
    if page.section is None:
        raise Refusal([_("No data protection settings hold for this part of the site.")])
    with transaction.atomic():
        page.take_lock()
        new = [each.person for each in judge(page, people) if each.fate is Fate.NEW]
        if Invitation.objects.of_event(page).count() + len(new) > MOST:
            raise Refusal([_("The list of one event has room for %(most)d people.") % {"most": MOST}])
        rows = [_drawn_up(page, person, source, person.language or language, now) for person in new]
        Invitation.objects.bulk_create(rows)
        region = page.section.controller.jurisdiction
        subject_keys.remember_each({each.pk: [(SubjectKey.Kind.EMAIL, each.email)] for each in rows}, region=region)
        if rows:
            audit.record(
                "invitations.added", actor=source.by, subject_type="page", subject_id=page.pk,
                facts={"records": len(rows), "by_invited": source.named_by is not None},
            )  # fmt: skip
    return rows


def _drawn_up(page: Any, person: Person, source: Source, language: str, now: datetime) -> Invitation:
    stamp = stamps.stamp(
        page.section, classes=_CLASSES, anchors=page.retention_anchors(), language=language, origin=source.origin,
        submitted_on=timezone.localdate(now, page.zone()), ruled_as=Invitation.ruled_as,
    )  # fmt: skip
    return Invitation(
        id=uuid4(), page_id=page.pk, language=language, name=person.name, organisation=person.organisation,
        email=person.email, source=source.words.strip(), named_by=source.named_by, added_at=now, added_by=source.by,
        **stamp,
    )  # fmt: skip


def _keys_of(invitations: QuerySet[Invitation]) -> QuerySet[SubjectKey]:
    return SubjectKey.objects.filter(kind=SubjectKey.Kind.EMAIL, record__in=invitations.order_by().values("pk"))


def numbers(judged: Iterable[Judged]) -> dict[Fate, int]:
    """How many have which fate."""
    found = dict.fromkeys(Fate, 0)
    for each in judged:
        found[each.fate] += 1
    return found
