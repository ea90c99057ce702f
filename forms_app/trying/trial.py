"""Trying a form: the latest draft takes a real answer by the one door, and everything is undone.

What becomes of the answer is kept as values: the receipt's page, the mails with their attachments, what was
decided. Call everything here inside ``privacy.trials.undone``.
"""
from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.core import signing
from django.db import DataError, IntegrityError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import resolve
from django.utils import translation

from forms_app import receipts, views
from forms_app.models import FormPageMixin, Submission
from home import drafts
from home.languages import canonical_of, language_of
from privacy import registry
from privacy.contracts import Attachment, Letter
from privacy.models import OutboundMessage

_SALT = "forms_app.trying"
#: In seconds, how long the mails of a trial can be sent on.
LETTERS_VALID = 3600


class Incomplete(Exception):
    """The draft lacks something that no form can be without."""


@dataclass(frozen=True, slots=True)
class TriedLetter:
    """A mail that would have gone out."""

    kind: str
    letter: Letter

    @property
    def name(self) -> str:
        """What mails of its kind are called."""
        return registry.mail_name_of(self.kind)

    @property
    def files(self) -> Iterator[dict[str, str]]:
        """The attachments: ``name``, ``text`` where there is some to read, ``address`` to fetch it from."""
        for file in self.letter.attachments:
            content = base64.b64encode(file.content).decode()
            yield {
                "name": file.filename,
                "text": file.content.decode() if file.content_type.startswith("text/") else "",
                "address": f"data:{file.content_type};base64,{content}",
            }


@dataclass(frozen=True, slots=True)
class Outcome:
    """What would have become of an answer. ``facts`` are (term, value).

    ``is_set_aside``: it looks as if a program had written it, so nothing is decided and no mail goes out.
    """

    reference: str
    facts: list[tuple[str, str]]
    receipt: str
    letters: list[TriedLetter]
    is_set_aside: bool = False


def staged(page: FormPageMixin, **changes: Any) -> Any:
    """The latest draft of ``page`` as if it were published, its facts those of the original's latest draft.

    A form that opens later is open: that is when it is tried.

    :param changes: other values of the original page.
    :raises Incomplete: when the draft cannot be stored as a published page.
    """
    facts = canonical_of(page)
    try:
        original = drafts.stage(facts, **{"opens_at": None, **changes})
        return original if facts.pk == page.pk else drafts.stage(page)
    except (IntegrityError, DataError) as error:
        raise Incomplete from error


def staged_in_hand(page: FormPageMixin, **changes: Any) -> Any:
    """As ``staged``, for a page that is being written: what is in hand counts, not what was saved last."""
    try:
        if page.is_canonical:
            return drafts.stage_draft(page, **changes)
        drafts.stage(canonical_of(page), **changes)
        return drafts.stage_draft(page)
    except (IntegrityError, DataError) as error:
        raise Incomplete from error


def outcome_of(request: HttpRequest, response: HttpResponse) -> Outcome | None:
    """What became of the post that was answered by ``response``; None when it was not taken."""
    if response.status_code != 303:
        return None
    with translation.override(translation.get_language_from_path(response["Location"])):
        record = receipts.unsign(resolve(response["Location"]).kwargs["token"])
    submission = Submission.objects.select_related("version", "rule").get(pk=record)
    facts = canonical_of(submission.served_page.specific)
    return Outcome(
        reference=submission.reference,
        facts=facts.record_facts([submission]).get(submission.pk, []),
        receipt=receipt_page(request, submission),
        letters=letters(),
        is_set_aside=submission.quarantined_at is not None,
    )


def receipt_page(request: HttpRequest, submission: Submission) -> str:
    """The receipt as a whole page, in the language of the answer."""
    with translation.override(submission.version.language):
        context = views.receipt_context(submission)
        shown: Any = request
        shown.shown_page = context["page"]  # read by home.frame
        return render_to_string("forms_app/receipt.html", context, request)


def letters() -> list[TriedLetter]:
    """The mails that were queued in this trial, rendered as they would have been."""
    queued = OutboundMessage.objects.filter(pk__lt=0).order_by("created_at")
    rendered = [
        (each.kind, registry.letter_of(each.kind, each.object_id, each.language, each.version)) for each in queued
    ]
    return [TriedLetter(kind, letter) for kind, letter in rendered if letter]


def languages_of(page: FormPageMixin, user: Any) -> list[FormPageMixin]:
    """The page in every language in which ``user`` may edit it, the original first."""
    group = page.get_translations(inclusive=True).specific()
    mine = [each for each in group if may_try(user, each)]
    return sorted(mine, key=lambda each: (not each.is_canonical, language_of(each)))


def may_try(user: Any, page: Any) -> bool:
    """Whether ``user`` may try the form of ``page``: whoever may edit it, where there is one."""
    is_form = isinstance(page, FormPageMixin) and canonical_of(page).get_latest_revision_as_object().has_form()
    return bool(is_form and page.permissions_for_user(user).can_edit())


def sealed(letters: list[TriedLetter], user: Any) -> str:
    """The mails signed for ``user``, for an hour: the page carries them, since nothing is stored."""
    values = [{"kind": each.kind, "letter": _plain(each.letter)} for each in letters]
    return signing.dumps([user.pk, values], salt=_SALT, compress=True)


def unsealed(text: str, user: Any) -> list[TriedLetter]:
    """The mails that ``sealed`` signed for ``user``.

    :raises django.core.signing.BadSignature: when they are somebody else's, changed or too old.
    """
    owner, values = signing.loads(text, salt=_SALT, max_age=LETTERS_VALID)
    if owner != user.pk:
        raise signing.BadSignature("somebody else's")
    return [TriedLetter(each["kind"], _letter(each["letter"])) for each in values]


def _plain(letter: Letter) -> dict[str, Any]:
    files = [[file.filename, base64.b64encode(file.content).decode(), file.content_type] for file in letter.attachments]
    return {**asdict(letter), "attachments": files}


def _letter(values: dict[str, Any]) -> Letter:
    files = [Attachment(name, base64.b64decode(content), kind) for name, content, kind in values["attachments"]]
    return Letter(**{**values, "attachments": tuple(files)})
