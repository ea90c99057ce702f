"""The mails of a case, in her language: text first, nothing about what was found, no address that is protected.

A link is made when its mail is rendered; the letter itself goes along as a file, whole by itself.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from privacy import registry
from privacy.contracts import Attachment, Letter
from privacy.models import DecisionLetter, ExtractPackage, LetterKind, RequestToken, RightsRequest
from privacy.requests import letters, tokens
from privacy.requests.letter_words import LetterPhrases
from privacy.runs import Runs, plain

_TEMPLATE = "mail/request"


def register() -> None:
    """Tell the outbox who renders these mails, and what people call them."""
    registry.register_renderer("request_confirm", confirm, gettext_lazy("Link to confirm a request"))
    registry.register_renderer("request_received", received, gettext_lazy("Receipt of a request"))
    registry.register_renderer(letters.LETTER_MAIL, letter_mail, gettext_lazy("Letter in a case"))
    registry.register_renderer(letters.EXTRACT_MAIL, extract_mail, gettext_lazy("Link to an extract"))


def confirm(object_id: UUID, language: str) -> Letter | None:
    """The link by which she shows that she reads the mailbox; None when she has, or the case is gone."""
    request = _case(object_id)
    if request is None or request.confirmed_at is not None:
        return None
    link = _link("privacy_public:confirm", request, RequestToken.Purpose.CONFIRM, language)
    with translation.override(language):
        return _mail(
            request,
            language,
            title=_("Confirm your request"),
            paragraphs=[
                [_("Somebody has asked us about personal data and given this address. If it was you, open the link "
                   "and press the button. The link can be used once, within two days.")],
            ],
            link=link,
            link_words=_("Confirm the request"),
            last=_("Was it not you? Then do nothing, and nothing about you is given to anybody."),
        )  # fmt: skip


def received(object_id: UUID, language: str) -> Letter | None:
    """Her request has come in: the number of the case and when she is answered."""
    request = _case(object_id)
    if request is None:
        return None
    words = LetterPhrases(request.controller, language)
    paragraphs = letters.paragraphs_of(request, LetterKind.RECEIVED, words)
    title = plain(words.say(f"heading_{LetterKind.RECEIVED}"))
    with translation.override(language):
        return _mail(request, language, title=title, paragraphs=paragraphs)


def letter_mail(object_id: UUID, language: str) -> Letter | None:
    """A frozen letter of a case with its translation, each as a file; None when it is gone or only a draft."""
    first = DecisionLetter.objects.frozen().filter(pk=object_id).first()
    request = _case(first.request_id) if first else None
    if first is None or request is None:
        return None
    same = request.letters.frozen().filter(kind=first.kind).order_by("-authoritative", "language")
    title = plain(LetterPhrases(request.controller, language).say(f"heading_{first.kind}"))
    with translation.override(language):
        return _mail(
            request,
            language,
            title=title,
            paragraphs=[
                [_("A letter in your case comes with this mail as a file. Save it, and open it in your browser to "
                   "read or print it. It stays as it is with us under the number of the case.")],
                [_("The mail itself says nothing about what the letter is about, so that nobody else learns of it.")],
            ],
            attachments=tuple(
                Attachment(letters.file_name(each), each.html.encode(), "text/html") for each in same
            ),
        )  # fmt: skip


def extract_mail(object_id: UUID, language: str) -> Letter | None:
    """The link to her extract; None when it is gone or has expired."""
    request = _case(object_id)
    package = ExtractPackage.objects.filter(request=object_id, expires_at__gt=timezone.now()).first()
    if request is None or package is None:
        return None
    words = LetterPhrases(request.controller, language)
    link = _link("privacy_public:fetch", request, RequestToken.Purpose.FETCH, language)
    with translation.override(language):
        return _mail(
            request,
            language,
            title=plain(words.say(f"heading_{LetterKind.EXTRACT}")),
            paragraphs=letters.paragraphs_of(request, LetterKind.EXTRACT, words),
            link=link,
            link_words=_("Fetch your data"),
            last=_("Give the link to nobody: whoever has it can read what we hold about you."),
        )


def _case(pk: UUID) -> RightsRequest | None:
    """The case, while she may be written to by mail."""
    found = RightsRequest.objects.select_related("controller").filter(pk=pk, protected=False).first()
    return found if found is not None and _address_of(found) else None


def _address_of(request: RightsRequest) -> str:
    first = request.addresses.filter(is_first=True, kind="email").first()
    return first.value if first else ""


def _link(name: str, request: RightsRequest, purpose: str, language: str) -> str:
    """The full address of a new link, in her language."""
    token = tokens.issue(request, purpose, now=timezone.now())
    with translation.override(language):
        return f"{settings.WAGTAILADMIN_BASE_URL}{reverse(name, args=[token])}"


def _mail(
    request: RightsRequest, language: str, *, title: str, paragraphs: list[Runs], attachments: Any = (), **words: Any
) -> Letter:
    controller = request.controller
    sender = controller.name_in(language)
    context = {
        "reference": request.number,
        "language": language,
        "title": title,
        "paragraphs": paragraphs,
        "plain_paragraphs": [plain(each) for each in paragraphs],
        "sender": sender,
        "phone": controller.phone,
        "reply_to": controller.email,
        **words,
    }
    return Letter(
        to=_address_of(request),
        subject=f"{request.number}: {title}",
        text=render_to_string(f"{_TEMPLATE}.txt", context),
        html=render_to_string(f"{_TEMPLATE}.html", context),
        from_name=sender.text,
        reply_to=controller.email,
        attachments=attachments,
    )
