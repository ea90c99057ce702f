"""Letters in cases about somebody's data: drafted from the case, frozen when they leave, never changed after.

A Swedish body's answer is a decision in Swedish that can be appealed; in another language she reads
a translation. A Finnish body's answer is a reply in Finnish or Swedish, by her language; in English
she reads a translation. Words follow the body's law (``privacy.letter_texts``), never the language alone.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from privacy import audit, outbox
from privacy.models import DecisionLetter, Jurisdiction, LetterKind, RequestToken, RightsRequest
from privacy.requests import letter_parts
from privacy.requests.letter_words import LetterPhrases
from privacy.requests.tokens import LIFETIME
from privacy.runs import Runs, as_runs

#: Changed when the frame of letters is; stands beside the version of the wording.
FRAME = 1
#: Under which a letter may be shown by itself: its own style, and nothing else runs or loads.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; base-uri 'none'; form-action 'none'"
LETTER_MAIL = "request_letter"
EXTRACT_MAIL = "request_extract"
#: The languages in which an authority decides, by its law; the first where her own is none of them.
DECIDED_IN = {Jurisdiction.SE: ("sv",), Jurisdiction.FI: ("fi", "sv")}
#: The paragraphs of the letters that are no answers.
_PARAGRAPHS = {
    LetterKind.RECEIVED: 3,
    LetterKind.ASK_IDENTITY: 3,
    LetterKind.EXTENSION: 3,
    LetterKind.LIFTED: 3,
    LetterKind.EXTRACT: 2,
}


def languages_of(request: RightsRequest) -> list[str]:
    """The languages in which letters of the case are written: first the one that decides, then a translation."""
    decided = DECIDED_IN[Jurisdiction(request.controller.jurisdiction)]
    main = request.controller.language if request.controller.language in decided else decided[0]
    own = request.language if request.language in decided else main
    return list(dict.fromkeys([own, request.language]))


def draft(request: RightsRequest, kind: str, language: str, now: datetime | None = None) -> DecisionLetter:
    """The letter as the case stands now, stored as a draft; a frozen one is returned as it is."""
    letter = DecisionLetter.objects.filter(request=request, kind=kind, language=language).first()
    if letter is not None and letter.frozen_at is not None:
        return letter
    letter = letter or DecisionLetter(request=request, kind=kind, language=language)
    now = now or timezone.now()
    phrases = LetterPhrases(request.controller, language)
    letter.authoritative = language == languages_of(request)[0]
    letter.template_version = f"{phrases.version}/{FRAME}"
    letter.html = _rendered(request, LetterKind(kind), phrases, now, is_translation=not letter.authoritative)
    letter.made_at = now
    letter.save()
    return letter


def freeze(letter: DecisionLetter, *, by: Any, now: datetime, by_post: bool = False) -> DecisionLetter:
    """Make the letter what was sent: its text and hash stay as they are for as long as the case is kept.

    :raises Refusal: when it is frozen already.
    """
    letter.digest = hashlib.sha256(letter.html.encode()).hexdigest()
    letter.signed_by, letter.frozen_at, letter.sent_by_post = by, now, by_post
    letter.save()
    audit.record(
        "case.letter", actor=by, subject_type="case", subject_id=letter.request_id,
        facts={"letter": str(letter.pk), "kind": str(letter.kind), "language": letter.language,
               "digest": letter.digest, "by_post": by_post},
    )  # fmt: skip
    return letter


def send(*, request: RightsRequest, kind: str, by: Any, now: datetime) -> list[DecisionLetter]:
    """Freeze the letter in each of its languages and queue one mail with them.

    Where her identity is protected or no mailbox is known, nothing is queued: it is printed and posted.
    """
    with transaction.atomic():
        by_post = goes_by_post(request)
        letters = [draft(request, kind, language, now) for language in languages_of(request)]
        for letter in letters:
            if letter.frozen_at is None:
                freeze(letter, by=by, now=now, by_post=by_post)
        if not by_post:
            outbox.queue(LETTER_MAIL, object_id=letters[0].pk, language=request.language)
    return letters


def goes_by_post(request: RightsRequest) -> bool:
    """Whether letters of the case are printed and posted: her identity is protected, or no mailbox is known."""
    return bool(request.protected or not request.addresses.filter(is_first=True, kind="email").exists())


def file_name(letter: DecisionLetter) -> str:
    """The name of a letter's file: the number of the case, which letter and language; nobody's name."""
    return f"{letter.request.number}-{letter.kind.replace('_', '-')}-{letter.language}.html"


def _rendered(
    request: RightsRequest, kind: LetterKind, phrases: LetterPhrases, now: datetime, *, is_translation: bool
) -> str:
    is_answer = kind == LetterKind.ANSWER
    context = {
        "language": phrases.language,
        "words": {name: phrases.say(name) for name in ("label_date", "label_number", "label_to")},
        "controller": phrases.controller_name(),
        "parent": phrases.text(request.controller.parent_names),
        "number": request.number,
        "date": phrases.local_day(now),
        "to": _addressee(request, phrases),
        "heading": phrases.say(f"heading_{kind}"),
        "about": phrases.say(f"about_{request.kind}"),
        "note": phrases.say("translation_note") if is_translation else _enclosed(request, phrases),
        "paragraphs": [] if is_answer else paragraphs_of(request, kind, phrases),
        "parts": letter_parts.parts_of(request, phrases) if is_answer else [],
        "contacts": [] if is_answer else letter_parts.contacts(request, phrases),
        "appeal": _appeal(request, phrases) if is_answer else None,
    }
    with translation.override(phrases.language):
        return render_to_string("privacy/letters/letter.html", context)


def _addressee(request: RightsRequest, phrases: LetterPhrases) -> list[Runs]:
    """To whom, line by line; never where, when her identity is protected."""
    lines: list[Runs] = [[request.name]] if request.name else []
    if request.protected:
        return [*lines, phrases.say("to_protected")]
    return lines + [[line.strip()] for line in request.postal_address.splitlines() if line.strip()]


def _enclosed(request: RightsRequest, phrases: LetterPhrases) -> Runs:
    return phrases.say("translation_enclosed") if len(languages_of(request)) > 1 else []


def paragraphs_of(request: RightsRequest, kind: LetterKind, phrases: LetterPhrases) -> list[Runs]:
    """What a letter that is no answer says."""
    slots = {
        "number": request.number,
        "date": phrases.local_day(request.received_at),
        "answer_by": phrases.day(request.answer_by),
        "reason": letter_parts.in_its_language(phrases, request.extension_reason),
        "phone": request.controller.phone,
        "days": str(LIFETIME[RequestToken.Purpose.FETCH].days),
    }
    return [phrases.say(f"{kind}_{number}", **slots) for number in range(1, _PARAGRAPHS[kind] + 1)]


def _appeal(request: RightsRequest, phrases: LetterPhrases) -> dict[str, Any] | None:
    """How the decision is appealed; nothing under a law that knows no such appeal."""
    if not phrases.has("appeal_heading"):
        return None
    controller = request.controller
    slots = {
        "court": phrases.court(),
        "controller": as_runs(controller.name_in(phrases.language), phrases.language),
        "address": ", ".join(filter(None, [controller.postal_address, controller.email])),
        "number": request.number,
        "date": phrases.local_day(request.decided_at),
    }
    return {
        "heading": phrases.part("appeal_heading"),
        "paragraphs": [phrases.say(f"appeal_{number}", **slots) for number in range(1, 7)],
        "law": phrases.say("appeal_law"),
    }
