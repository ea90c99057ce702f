"""Mails about a registration, one for each thing that may become of it.

Text and facts in the language she registered in; ordinary answers only; a link that opens her registration, and the
calendar entry where there is a place.
"""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone, translation

from events import calendar_mails, change_mails, chosen, own_links
from events.mail_texts.words import words_for
from events.mail_words import WITH_CALENDAR, MailWords
from events.models import Registration
from events.moves import LIVE, State
from events.wording import moment_words
from forms_app.mails import letter_about
from home.languages import canonical_of, facts_for
from privacy.contracts import Attachment, Letter


@dataclass(frozen=True, slots=True)
class Told:
    """What a letter tells beside what every letter of its kind does.

    ``named``: words for the sentences; ``shown``: laid over what the templates are given; ``with_calendar``: whether
    calendar files go with it, where its kind has any.
    """

    named: Mapping[str, str] = field(default_factory=dict)
    shown: Mapping[str, Any] = field(default_factory=dict)
    with_calendar: bool = True


_NOTHING_MORE = Told()


def about_registration(kind: str, object_id: UUID, language: str, told: Told = _NOTHING_MORE) -> Letter | None:
    """The letter of a kind about one registration.

    None when the record is gone or restricted, or the letter is of a state that is over: then there is nothing to
    tell. Of a repetition it tells the number and the facts of the registration that stands.
    """
    registration = _registration(object_id)
    if registration is None or (kind in _ONLY_WHILE and registration.state != _ONLY_WHILE[kind]):
        return None
    standing = registration.repeats if kind == "registration_repeated" else registration
    if standing is None or standing.submission.restricted_at or standing.submission.protected:
        return None
    words, now = words_for(kind, standing.submission.served_page, language), timezone.now()
    news = _news(kind, registration, language)
    if news is None:
        return None
    with translation.override(language):
        return letter_about(
            object_id,
            language,
            template=f"mail/{kind}" if kind == "registration_repeated" else "mail/registration_news",
            subject=_subject(words),
            extra={**_extra(words, registration, standing, now, told.named), **news, **told.shown},
            attachments=_calendar(kind, words, standing, now) if told.with_calendar else (),
        )


#: Letters that are true, or ask for something that can be done, in one state only. One that waited for the mail server
#: until that was over is not sent; a later one tells how it stands.
_ONLY_WHILE = {
    "registration_unverified": State.UNVERIFIED,
    "registration_offered": State.OFFERED,
    "registration_confirmed": State.CONFIRMED,
    "registration_promoted": State.CONFIRMED,
    "registration_reminder": State.CONFIRMED,
}


def _registration(object_id: UUID) -> Registration | None:
    related = ("submission__version", "repeats__submission")
    return Registration.objects.select_related(*related).filter(pk=object_id).first()


def _news(kind: str, registration: Registration, language: str) -> dict[str, Any] | None:
    """What has changed, in a letter that tells of a change; None where there is nothing to tell any more."""
    if not change_mails.tells_of_change(kind):
        return {}
    page = canonical_of(registration.submission.page.specific)
    return change_mails.of_change(kind, registration, page, language)


def _extra(
    words: MailWords, registration: Registration, standing: Registration, now: datetime, more: Mapping[str, str]
) -> dict[str, Any]:
    sent = registration.submission
    canonical = facts_for(sent.served_page.specific, preview=True)
    hers = chosen.occasions_chosen(standing.submission)
    links = [
        each.join_link
        for each in canonical.occasions.all()
        if each.join_link and not each.is_cancelled and (hers is None or each.translation_key in hers)
    ]
    until = registration.until
    named = {
        "reference": standing.submission.reference,
        "title": sent.served_page.title,
        "until": moment_words(until, canonical.zone(), sent.version.language) if until else "",
        **more,
    }
    is_repeat = standing is not registration
    return {
        "reference": standing.submission.reference,
        "heading": words.heading,
        "says": [str(sentence) % named for sentence in words.says],
        "join_links": list(dict.fromkeys(links)) if words.with_calendar and standing.state == State.CONFIRMED else [],
        "own_url": own_links.link_for(standing, now) if words.link else "",
        "own_link": words.link,
        "is_over": standing.state not in LIVE,
        **({"repeat": sent.reference, "lines": [], "persons": []} if is_repeat else {}),
    }


def _calendar(kind: str, words: MailWords, registration: Registration, now: datetime) -> tuple[Attachment, ...]:
    """The entry belongs to whoever has a place; who has none any more has it taken out of her calendar.

    Where answers have changed, only when her calendar does not show what she comes to now.
    """
    brings = words.with_calendar or (
        kind == chosen.CHANGED and calendar_mails.is_behind(registration, kinds=WITH_CALENDAR)
    )
    if not (words.cancels or (brings and registration.state == State.CONFIRMED)):
        return ()
    return calendar_mails.files_for(registration, kinds=WITH_CALENDAR, taken_back=words.cancels, now=now)


def _subject(words: MailWords) -> Any:
    return lambda context: words.subject % {"reference": context["reference"], "title": context["page"].title}
