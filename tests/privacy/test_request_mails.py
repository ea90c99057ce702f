"""The mails of a case: in her language, by the outbox, with nothing of what was found."""

import re
from typing import Any

import pytest
from django.utils import translation
from wagtail.models import Page

from privacy import outbox
from privacy.contracts import Letter
from privacy.models import ExtractPackage, LetterKind, OutboundMessage, RightsRequest
from privacy.requests import letters, request_mails
from tests.language_purity import judge, strangers
from tests.privacy.letter_cases import ADDRESS, LAWS, NOON, a_case, add_item, catalogue

SECRET = "jordnötsallergi"


@pytest.fixture
def case(page: Page) -> RightsRequest:
    """A case in which something sensitive was found."""
    request = a_case(page, "SE", "fi", "access")
    add_item(request, "provided", "disclosed", described={"title": "Möte", "label": SECRET, "lang": "sv"})
    return request


def every_mail(request: RightsRequest, language: str) -> list[Letter]:
    """Each mail of the case as it leaves."""
    (first, *_rest) = letters.send(request=request, kind=LetterKind.ANSWER, by=request.decided_by, now=NOON)
    ExtractPackage.objects.create(
        request=request, file_name="x.zip", digest="x", made_at=NOON, expires_at=NOON.replace(year=2100)
    )
    found = [
        request_mails.confirm(request.pk, language),
        request_mails.received(request.pk, language),
        request_mails.letter_mail(first.pk, language),
        request_mails.extract_mail(request.pk, language),
    ]
    return [mail for mail in found if mail]


@pytest.mark.parametrize(("law", "language"), LAWS)
def test_each_mail_is_in_her_language_with_its_number_and_whom_to_ask(page: Page, law: str, language: str) -> None:
    request = a_case(page, law, language)
    mails = every_mail(request, language)
    assert len(mails) == 4
    for mail in mails:
        assert mail.to == ADDRESS
        assert mail.subject.startswith(f"{request.number}: ")
        assert request.number in mail.text
        assert request.controller.phone in mail.text
        assert mail.reply_to == request.controller.email
        assert mail.from_name == request.controller.name_in(language).text
        assert strangers(mail.html, catalogue()) == []
        # Plain text cannot say that a term is foreign: it stands in brackets there.
        text = re.sub(r"\([^)]*\)", "", mail.text)
        assert [line for line in text.splitlines() if judge(line, language, catalogue())] == []


def test_no_mail_says_what_was_found(case: RightsRequest) -> None:
    mails = every_mail(case, "fi")
    assert len(mails) == 4
    bodies = [mail.subject + mail.text + mail.html for mail in mails]
    assert not any(SECRET in body or "Möte" in body or case.name in body for body in bodies)
    attached = [file for mail in mails for file in mail.attachments]
    assert [file.filename for file in attached] == [f"{case.number}-answer-sv.html", f"{case.number}-answer-fi.html"]
    assert all(SECRET in file.content.decode() for file in attached)
    assert [file.content.decode() for file in attached] == [
        case.letters.get(kind="answer", language=language).html for language in ("sv", "fi")
    ]


def test_a_letter_leaves_with_its_file_as_one_mail(case: RightsRequest, mailoutbox: Any) -> None:
    letters.send(request=case, kind=LetterKind.ANSWER, by=case.decided_by, now=NOON)
    letters.send(request=case, kind=LetterKind.ANSWER, by=case.decided_by, now=NOON)
    OutboundMessage.objects.exclude(kind="request_letter").delete()
    assert outbox.send_due(OutboundMessage.objects.get().created_at) == 1
    (mail,) = mailoutbox
    assert [(name, kind) for name, _content, kind in mail.attachments] == [
        (f"{case.number}-answer-sv.html", "text/html"), (f"{case.number}-answer-fi.html", "text/html"),
    ]  # fmt: skip


def test_somebody_with_a_protected_identity_is_written_to_on_paper_only(case: RightsRequest) -> None:
    assert len(every_mail(case, "fi")) == 4
    case.protected = True
    case.save()
    OutboundMessage.objects.all().delete()
    assert every_mail_again(case) == []
    letters.send(request=case, kind=LetterKind.EXTENSION, by=case.decided_by, now=NOON)
    assert not OutboundMessage.objects.exists()
    assert set(case.letters.filter(kind="extension").values_list("sent_by_post", flat=True)) == {True}


def every_mail_again(request: RightsRequest) -> list[Letter]:
    first = request.letters.filter(kind="answer").first()
    assert first is not None
    found = [
        request_mails.confirm(request.pk, "fi"), request_mails.received(request.pk, "fi"),
        request_mails.letter_mail(first.pk, "fi"), request_mails.extract_mail(request.pk, "fi"),
    ]  # fmt: skip
    return [mail for mail in found if mail]


def test_nothing_is_sent_about_a_case_that_is_gone_confirmed_or_only_drafted(case: RightsRequest) -> None:
    draft = letters.draft(case, LetterKind.ANSWER, "fi", NOON)
    assert request_mails.letter_mail(draft.pk, "fi") is None
    assert request_mails.extract_mail(case.pk, "fi") is None
    assert request_mails.confirm(case.pk, "fi") is not None
    RightsRequest.objects.update(confirmed_at=NOON)
    assert request_mails.confirm(case.pk, "fi") is None
    assert request_mails.received(draft.pk, "fi") is None


def test_a_link_leads_to_the_page_in_her_language(case: RightsRequest) -> None:
    for language in ("sv", "fi", "en"):
        with translation.override("en"):
            mail = request_mails.confirm(case.pk, language)
        assert mail is not None
        assert f"/{language}/personal-data/confirm/" in mail.text
        assert f"/{language}/personal-data/confirm/" in mail.html
