"""The mails to organisers: what happened and where to look, in the language in which she works, and of nobody else."""
from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from forms_app import access
from forms_app.models import Digest, FormPageMixin, OrganiserAlert
from forms_app.organisers.digest import news_for
from forms_app.organisers.kinds import words_of
from forms_app.tasks import tasks_for
from privacy.contracts import Letter


def alert_letter(object_id: UUID, language: str) -> Letter | None:
    """One message that is sent at once; None when she has left, or looks after the page no more."""
    row = OrganiserAlert.objects.select_related("user", "page").filter(pk=object_id).first()
    if row is None or not (row.user.is_active and row.user.email):
        return None
    page: Any = row.page.specific
    if not access.is_organiser(row.user, page):
        return None
    words = words_of(row.kind)
    with translation.override(language):
        named = {"title": page.title, **words.numbers(page)}
        return letter_to(row.user, page, language, template="mail/organiser_alert", subject=str(words.subject) % named,
                         context={
                             "says": [str(sentence) % named for sentence in words.says],
                             "link": words.link,
                             "url": f"{settings.WAGTAILADMIN_BASE_URL}{words.address(page, row.submission_id)}",
                         })  # fmt: skip


def digest_letter(object_id: UUID, language: str) -> Letter | None:
    """One digest, counted when it is sent; None when she has left, or nothing of it is hers any more."""
    row = Digest.objects.select_related("user").filter(pk=object_id).first()
    if row is None or not (row.user.is_active and row.user.email):
        return None
    with translation.override(language):
        news, tasks = news_for(row.user, row.since, row.until), tasks_for(row.user)
        if not (news or tasks):
            return None
        host = settings.WAGTAILADMIN_BASE_URL
        return letter_to(row.user, news[0].page if news else None, language, template="mail/organiser_digest",
                         subject=gettext("What has happened on your pages"),
                         context={
                             "pages": [
                                 {"title": each.page.title, "lines": each.lines,
                                  "url": host + reverse("forms_app_desk:list", args=[each.page.pk])}
                                 for each in news
                             ],
                             "tasks": [{"text": task.text, "url": host + task.url} for task in tasks],
                             "settings_url": host + reverse("wagtailadmin_account"),
                         })  # fmt: skip


def letter_to(
    user: Any, page: FormPageMixin | None, language: str, *, template: str, subject: str, context: dict[str, Any]
) -> Letter:
    """A letter to a colleague, from the section of ``page`` where there is one; in the active language."""
    section = page.section if page is not None else None
    context = {"heading": subject, "reference": subject, "profile": "", **context}
    return Letter(
        to=user.email,
        subject=subject,
        text=render_to_string(f"{template}.txt", context),
        html=render_to_string(f"{template}.html", context),
        from_name=section.sender_name(language) if section else "",
    )
