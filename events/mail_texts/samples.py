"""A mail as it would look, with invented facts: the templates of the real one, about a real page of the body."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from events.mail_texts.words import laid
from events.mail_words import KINDS
from events.models import EventPage
from events.models.mail_text import MailText
from events.wording import moment_words
from home.languages import facts_for
from home.models import BodyPage

REFERENCE = "KRTM-4827"


@dataclass(frozen=True, slots=True)
class Sample:
    """A mail to look at; ``about`` is the page it is about."""

    about: str
    subject: str
    html: str
    text: str


def sample(body: BodyPage, own: MailText) -> Sample | None:
    """The mail with these words, stored or not, which must fit; None where the body has no event to write about."""
    page = _event_of(body, own.language)
    if page is None:
        return None
    words, language = laid(KINDS[own.kind], own), own.language
    with translation.override(language):
        facts = facts_for(page, preview=True)
        soon = moment_words(timezone.now() + timedelta(days=2), page.zone(), language)
        named = {"reference": REFERENCE, "title": page.title, "until": soon, "when": soon}
        context: dict[str, Any] = {
            "page": page, "facts": facts, "language": language, "receipt_facts": facts.receipt_facts(page),
            "notice": {}, "profile": body.profile, "url": page.full_url,
            "reply_to": facts.section.reply_address if facts.section else "",
            "reference": REFERENCE, "repeat": "BWZL-9031", "lines": [], "persons": [], "holds_back": False,
            "later_url": "", "join_links": [], "heading": words.heading,
            "says": [str(each) % named for each in words.says], "own_link": words.link,
            "own_url": f"{settings.WAGTAILADMIN_BASE_URL}/…" if words.link else "",
        }  # fmt: skip
        template = "mail/registration_repeated" if own.kind == "registration_repeated" else "mail/registration_news"
        return Sample(
            page.title,
            str(words.subject) % named,
            render_to_string(f"{template}.html", context),
            render_to_string(f"{template}.txt", context).strip(),
        )


def _event_of(body: BodyPage, language: str) -> Any:
    """A live event of the body, in the language where there is one."""
    for each in sorted(body.get_translations(inclusive=True), key=lambda one: one.locale.language_code != language):
        found = EventPage.objects.live().descendant_of(each).order_by("-first_published_at", "pk").first()
        if found is not None:
            return found.specific
    return None
