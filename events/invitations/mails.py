"""The mail that invites, and the one that reminds: who invites to what, her own link, and what the law has her told.

GDPR 14: whose list it is, why, where her address comes from, how long it is kept, what is told in full, and her rights.
"""
from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from events.invitations import answering, known, told
from events.invitations.sending import INVITED, REMINDED, is_over
from events.models import EventChange, Invitation
from events.models.invitations import Answer
from events.registration import closing_day
from events.wording import weekday_words
from home.languages import canonical_of, text_language
from home.models import BodyPage, PrivacyPage
from privacy import notice_details
from privacy.contracts import Letter
from privacy.phrases import Phrases

_TEMPLATE = "mail/event_invitation"


def invitation(object_id: UUID, language: str) -> Letter | None:
    """The mail that invites; None when there is nobody to invite any more."""
    return _letter(object_id, INVITED)


def reminder(object_id: UUID, language: str) -> Letter | None:
    """The mail that reminds; None when she has answered meanwhile, by whatever way."""
    return _letter(object_id, REMINDED)


def told_of_change(kind: str, object_id: UUID, language: str, version: int) -> Letter | None:
    """The mail that the event is cancelled, or takes place after all; None when that is not so any more.

    :param version: the number of the change that it tells of, with the organiser's own sentence.
    """
    found, now = _unanswered(object_id), timezone.now()
    change = EventChange.objects.exclude(settled_at=None).filter(pk=version).first()
    if found is None or change is None:
        return None
    page = canonical_of(found.page.specific)
    if page.terms().is_cancelled is not (kind == told.CANCELLED):
        return None
    own = change.sentences.get(found.language, "")
    return written_of_change(found, page_in(page, found.language), kind, answering.link_for(found, now), own)


def _letter(object_id: UUID, kind: str) -> Letter | None:
    found, now = _unanswered(object_id), timezone.now()
    if found is None or is_over(page := canonical_of(found.page.specific), now):
        return None
    return written(found, page_in(page, found.language), kind, answering.link_for(found, now))


def _unanswered(object_id: UUID) -> Invitation | None:
    """The invitation, as long as she may be written to and has neither answered it nor registered by another way."""
    chosen = Invitation.objects.unrestricted().standing().filter(answer=Answer.NONE, pk=object_id)
    found: Invitation | None = chosen.select_related("page", "controller", "activity", "rule").first()
    if found is None:
        return None
    digests = known.digests_of_addresses([(found.pk, found.email)])
    if known.those_with(known.not_to_be_written_to(), digests):
        return None
    return None if known.those_with(known.coming(canonical_of(found.page.specific)), digests) else found


def written(found: Invitation, page: Any, kind: str, url: str) -> Letter:
    """The mail of ``kind`` with the link ``url``, in the language of the invitation."""
    with translation.override(found.language):
        words = _("Reminder: will you come? %(title)s") if kind == REMINDED else _("Invitation: %(title)s")
    return _laid_out(found, page, _TEMPLATE, words, _context(found, page, kind, url))


def written_of_change(found: Invitation, page: Any, kind: str, url: str, own_sentence: str) -> Letter:
    """The mail that the event is cancelled or takes place after all, in the language of the invitation."""
    is_cancelled = kind == told.CANCELLED
    more = {"is_cancelled": is_cancelled, "own_sentence": own_sentence}
    with translation.override(found.language):
        words = _("It does not take place: %(title)s") if is_cancelled else _("It takes place after all: %(title)s")
    return _laid_out(found, page, f"{_TEMPLATE}_changed", words, {**_context(found, page, kind, url), **more})


def _laid_out(found: Invitation, page: Any, template: str, words: str, context: dict[str, Any]) -> Letter:
    section = canonical_of(page).section
    with translation.override(found.language):
        return Letter(
            to=found.email,
            subject=words % {"title": page.title},
            text=render_to_string(f"{template}.txt", context),
            html=render_to_string(f"{template}.html", context),
            from_name=context["sender"],
            reply_to=section.reply_address if section else "",
            headers={
                "List-Unsubscribe": f"<{context['stop_url']}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",  # RFC 8058
            },
        )


def page_in(page: Any, language: str) -> Any:
    """The event's page in ``language`` where that is live, else the canonical one."""
    group = page.get_translations(inclusive=True).live().specific()
    return next((each for each in group if text_language(each) == language), page)


def _context(found: Invitation, page: Any, kind: str, url: str) -> dict[str, Any]:
    canonical, language = canonical_of(page), found.language
    section, last_day = canonical.section, closing_day(canonical.terms())
    with translation.override(language):
        request_url = f"{settings.WAGTAILADMIN_BASE_URL}{reverse('privacy_public:request')}"
        return {
            "reference": page.title,
            "page": page,
            "url": page.full_url,
            "name": found.name,
            "is_reminder": kind == REMINDED,
            "sender": section.sender_name(language) if section else "",
            "receipt_facts": canonical.receipt_facts(page),
            "until": weekday_words(last_day, language) if last_day else "",
            "own_url": url,
            "stop_url": f"{url}stop/",
            "is_deputy": found.named_by_id is not None,
            "source": found.source,
            "told": notice_details.to_one_not_asked(Phrases(found.controller, language), section) if section else [],
            "kept_until": _kept_until(found),
            "privacy_url": _privacy_page(page),
            "request_url": request_url,
            "profile": BodyPage.objects.ancestor_of(page).values_list("profile", flat=True).first() or "",
        }


def _kept_until(found: Invitation) -> str:
    """The day, where a decision promises one."""
    if found.rule is None or not found.rule.is_armed or found.due_on is None:
        return ""
    return date_format(found.due_on, "DATE_FORMAT")


def _privacy_page(page: Any) -> str:
    """Where all of it is told: the nearest page about personal data in this language; "" where there is none."""
    pages = PrivacyPage.objects.live().filter(locale=page.locale_id).order_by("-depth")
    above = [each for each in pages if page.path.startswith(each.path[: -each.steplen])]
    return str(above[0].full_url) if above else ""
