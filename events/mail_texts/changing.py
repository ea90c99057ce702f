"""Changing a body's own words of a mail, and going back to the standard ones. Both are logged."""
from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from events.mail_texts.words import PARTS
from events.models.mail_text import MailText
from home.models import BodyPage
from privacy import audit
from privacy.roles import Role, has_role

#: The kind of thing in the audit log; its id names body, kind and language.
SUBJECT = "mail_text"


def may_word(user: Any, body: BodyPage) -> bool:
    """Whether ``user`` may change the words of the body's mails: editors who may publish the body's own page."""
    return has_role(user, Role.EDITOR, Role.ADMINISTRATOR) and bool(body.permissions_for_user(user).can_publish())


def subject_of(body: BodyPage, kind: str, language: str) -> str:
    """Under what the changes of one text of ``body`` (canonical) stand in the audit log."""
    return f"{body.pk}:{kind}:{language}"


def change(body: BodyPage, kind: str, language: str, texts: Mapping[str, str], *, by: Any, now: datetime) -> None:
    """Store own words; where all are empty, the standard ones are back."""
    own = {part: texts.get(part, "").strip() for part in PARTS}
    if not any(own.values()):
        go_back(body, kind, language, by=by)
        return
    with transaction.atomic():
        MailText.objects.update_or_create(
            body_key=body.translation_key, kind=kind, language=language,
            defaults={**own, "changed_at": now, "changed_by": by},
        )  # fmt: skip
        audit.record("mail_text.changed", actor=by, subject_type="mail_text",
                     subject_id=subject_of(body, kind, language))  # fmt: skip


def go_back(body: BodyPage, kind: str, language: str, *, by: Any) -> None:
    """Back to the standard words; nothing where they stand already."""
    with transaction.atomic():
        deleted, _by_model = MailText.objects.filter(
            body_key=body.translation_key, kind=kind, language=language
        ).delete()
        if deleted:
            audit.record("mail_text.reset", actor=by, subject_type="mail_text",
                         subject_id=subject_of(body, kind, language))  # fmt: skip
