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

from events.invitations import answering, known
from events.invitations.sending import INVITED, REMINDED, is_over
from events.models import Invitation
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


def _letter(object_id: UUID, kind: str) -> Letter | None:
    now, chosen = timezone.now(), Invitation.objects.unrestricted().standing().filter(answer=Answer.NONE)
    chosen = chosen.filter(pk=object_id)
    found = chosen.select_related("page", "controller", "activity", "rule").first()
    if found is None or known.same_person(chosen, known.not_to_be_written_to()):
        return None
    page = canonical_of(found.page.specific)
    if is_over(page, now) or known.same_person(chosen, known.coming(page)):
        return None
    return written(found, page_in(page, found.language), kind, answering.link_for(found, now))


def written(found: Invitation, page: Any, kind: str, url: str) -> Letter:
    """The mail of ``kind`` with the link ``url``, in the language of the invitation."""
    context = _context(found, page, kind, url)
    section = canonical_of(page).section
    with translation.override(found.language):
        words = _("Reminder: will you come? %(title)s") if kind == REMINDED else _("Invitation: %(title)s")
        return Letter(
            to=found.email,
            subject=words % {"title": page.title},
            text=render_to_string(f"{_TEMPLATE}.txt", context),
            html=render_to_string(f"{_TEMPLATE}.html", context),
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
