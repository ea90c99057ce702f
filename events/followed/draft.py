"""The mail of a follow-up before anybody has touched it: in the language in which she registered."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from events.models.following import LONGEST_SUBJECT, LONGEST_TEXT
from home.languages import laid_children


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the fields; ``title`` is the follow-up's, in her language."""

    title: str
    subject: str
    text: str


def draft_for(page: Any, submission: Any, row: Any) -> Draft:
    """The draft of the follow-up ``row`` of ``page`` (canonical) to whoever sent ``submission``."""
    served, language = submission.served_page.specific, submission.version.language
    words = {each.translation_key: said for each, said in laid_children(served, page, "follow_ups", ["title", "text"])}
    said = words[row.translation_key]
    named = {"follow_up": str(said["title"]), "title": served.title}
    with translation.override(language):
        subject = _("%(follow_up)s – %(title)s") % named
        parts = [
            _("Hello!"),
            _("It is time for the follow-up “%(follow_up)s” of %(title)s.") % named,
            str(said["text"]),
            _("Answer this mail, so that we find a time that suits you."),
        ]
    text = "\n\n".join(part for part in parts if part)
    return Draft(named["follow_up"], subject[:LONGEST_SUBJECT], text[:LONGEST_TEXT])
