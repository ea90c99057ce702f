"""Mails about a registration, one for each thing that may become of it.

Text and facts in the language she registered in; ordinary answers only; a link that opens her registration, and the
calendar entry where there is a place.
"""
from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone, translation

from events import calendar, own_links
from events.mail_words import KINDS, MailWords
from events.models import Registration
from events.wording import moment_words
from forms_app.mails import letter_about
from forms_app.models import Submission
from home.languages import facts_for, text_language
from privacy.contracts import Attachment, Letter


def about_registration(kind: str, object_id: UUID, language: str) -> Letter | None:
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
    words, sent = KINDS[kind], registration.submission
    with translation.override(language):
        return letter_about(
            object_id,
            language,
            template=f"mail/{kind}" if kind == "registration_repeated" else "mail/registration_news",
            subject=_subject(words),
            extra=_extra(words, registration, standing),
            attachments=_calendar(words, sent, standing.submission.reference),
        )


#: Letters that ask for something that can be done in one state only.
_ONLY_WHILE = {
    "registration_unverified": Registration.State.UNVERIFIED,
    "registration_offered": Registration.State.OFFERED,
}


def _registration(object_id: UUID) -> Registration | None:
    related = ("submission__version", "repeats__submission")
    return Registration.objects.select_related(*related).filter(pk=object_id).first()


def _extra(words: MailWords, registration: Registration, standing: Registration) -> dict[str, Any]:
    sent = registration.submission
    canonical = facts_for(sent.served_page.specific, preview=True)
    links = [each.join_link for each in canonical.occasions.all() if each.join_link and not each.is_cancelled]
    until = registration.until
    named = {"until": moment_words(until, canonical.zone(), sent.version.language) if until else ""}
    is_repeat = standing is not registration
    return {
        "reference": standing.submission.reference,
        "heading": words.heading,
        "says": [str(sentence) % named for sentence in words.says],
        "join_links": list(dict.fromkeys(links)) if words.with_calendar else [],
        "own_url": own_links.link_for(standing, timezone.now()) if words.link else "",
        "own_link": words.link,
        **({"repeat": sent.reference, "lines": [], "persons": []} if is_repeat else {}),
    }


def _calendar(words: MailWords, submission: Submission, reference: str) -> tuple[Attachment, ...]:
    if not (words.with_calendar or words.cancels):
        return ()
    page = submission.served_page.specific
    source = page.calendar_source(facts_for(page, preview=True))
    content = calendar.event_calendar(
        [source], language=text_language(page), with_links=words.with_calendar, cancelled=words.cancels
    )
    if b"BEGIN:VEVENT" not in content:
        return ()
    return (Attachment(calendar.filename_of(reference), content, "text/calendar"),)


def _subject(words: MailWords) -> Any:
    return lambda context: words.subject % {"reference": context["reference"], "title": context["page"].title}
