"""The mails before and after: what they say of the occasion, and whether that is still true when they are sent."""
from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from events import own_links
from events.calendar_mails import is_behind
from events.letters import placeholders
from events.letters.days import begins_at
from events.letters.rounds import REMINDER, evaluation_of, reminded_of
from events.mail_words import WITH_CALENDAR
from events.mails import Told, about_registration
from events.models import LetterRound, Occasion, OrganiserMessage, Registration
from events.receipts import receipt_lines
from events.wording import when_words
from forms_app.evaluations import mails as evaluation_mails
from forms_app.mails import letter_about
from forms_app.questions import Words
from home.languages import Laid, canonical_of, laid, text_language
from privacy.contracts import Letter

_TEMPLATE = "mail/organiser_words"


def reminder(object_id: UUID, language: str, version: int) -> Letter | None:
    """The reminder of one occasion; None when she has no place any more, or it was moved, cancelled or has begun.

    The calendar entry goes with it only where her calendar lacks it, or has another time or place.

    :param version: the number of the round.
    """
    now = timezone.now()
    registration = _confirmed(object_id)
    round_ = LetterRound.objects.filter(pk=version).first()
    if registration is None or round_ is None:
        return None
    page: Any = registration.submission.served_page.specific
    canonical = canonical_of(page)
    occasion = _still_to_come(canonical, round_, now) if canonical.live else None
    if occasion is None:
        return None
    told = Told(
        named={"when": when_words(occasion.when(canonical.zone()), text_language(page))},
        shown={
            "receipt_facts": _facts(canonical, page, occasion, now),
            "join_links": [occasion.join_link] if occasion.join_link else [],
        },
        with_calendar=is_behind(registration, kinds=WITH_CALENDAR),
    )
    return about_registration(REMINDER, object_id, language, told)


def follow_up(object_id: UUID, language: str, version: int) -> Letter | None:
    """The organiser's words after the last occasion, with what there is to answer and to read.

    None when she had no place after all, or the words have been taken away.

    :param version: the number of the round.
    """
    registration = _confirmed(object_id)
    if registration is None or not LetterRound.objects.filter(pk=version).exists():
        return None
    page: Any = registration.submission.served_page.specific
    canonical = canonical_of(page)
    words = laid("follow_up_text", canonical, page, text_language(page))
    if not words:
        return None
    with translation.override(language):
        extra = {
            "heading": _("After the event"),
            "own_words": words,
            "receipt_facts": [],
            "links": [*_evaluation(canonical, object_id), *_documentation(canonical, page)],
        }
        return letter_about(object_id, language, template=_TEMPLATE, subject=_follow_up_subject, extra=extra)


def message(object_id: UUID, language: str, version: int) -> Letter | None:
    """What an organiser has written, to one of those it is meant for, with the link to her registration.

    None when it was undone, or she stands otherwise by now: it was not written to such as she is.

    :param version: the number of the message.
    """
    found = OrganiserMessage.objects.filter(pk=version, undone_at=None).first()
    registration = Registration.objects.select_related("submission__served_page").filter(pk=object_id).first()
    if found is None or registration is None or registration.state not in found.whom["states"]:
        return None
    spoken, words = found.words_for(language)
    if not words:
        return None
    submission, other = registration.submission, "" if spoken == language else spoken
    values = {"reference": submission.reference, "title": submission.served_page.title}
    title = placeholders.filled(words["subject"], values)
    with translation.override(language):
        extra = {
            "heading": Laid(title, other),
            "own_words": Laid(placeholders.filled(words["text"], values), other),
            "own_url": own_links.link_for(registration, timezone.now()),
            "own_link": _("See your registration"),
        }
        named = {"reference": submission.reference, "subject": title}
        return letter_about(
            object_id, language, template=_TEMPLATE, extra=extra,
            subject=lambda context: _("%(reference)s: %(subject)s") % named,
        )  # fmt: skip


def _confirmed(object_id: UUID) -> Registration | None:
    return (
        Registration.objects.confirmed()
        .select_related("submission__version", "submission__served_page").filter(pk=object_id).first()
    )  # fmt: skip


def _still_to_come(page: Any, round_: LetterRound, now: datetime) -> Occasion | None:
    """The occasion of a round, when it is still on the day of which is reminded, and has not begun."""
    for occasion in reminded_of(page):
        begins = begins_at(occasion.when(page.zone()))
        if occasion.translation_key == round_.occasion_key and occasion.first_day == round_.day:
            return occasion if begins and now < begins else None
    return None


def _facts(canonical: Any, page: Any, occasion: Occasion, now: datetime) -> list[dict[str, Any]]:
    """What a receipt repeats of the event, of this one occasion alone."""
    words = canonical.words_for(page, now)
    one = [each for each in words.occasions if each.occasion.translation_key == occasion.translation_key]
    return [
        {"term": term, "values": [Words(str(value), value.lang) for value in values]}
        for term, values in receipt_lines(replace(words, occasions=one))
    ]


def _evaluation(canonical: Any, record: UUID) -> list[tuple[str, str]]:
    evaluation = evaluation_of(canonical)
    link = evaluation_mails.link_within(evaluation, record) if evaluation else ""
    return [(_("What did you think? Answer anonymously"), link)] if link else []


def _documentation(canonical: Any, page: Any) -> list[tuple[str, str]]:
    has_some = any(each.documentation for each in canonical.occasions.all())
    return [(_("See what was said and shown"), page.full_url)] if has_some and page.full_url else []


def _follow_up_subject(context: dict[str, Any]) -> str:
    named = {"reference": context["reference"], "title": context["page"].title}
    return _("%(reference)s: after the event – %(title)s") % named
