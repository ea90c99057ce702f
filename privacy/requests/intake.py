"""The one door through which a request about personal data becomes a case."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import IntegerField, Max
from django.db.models.functions import Cast, Substr
from django.utils.translation import gettext_lazy as _

from privacy import activities, audit, outbox, rules, stamps, subject_keys
from privacy.contracts import PrivacyClass, Refusal
from privacy.models import (
    CaseState,
    Controller,
    IdentityLevel,
    RequestAddress,
    RequestChannel,
    RequestToken,
    RightsRequest,
    SectionDefaults,
)
from privacy.requests import acting, clocks, opening, tokens
from privacy.requests.states import Act

#: Kinds of mail that the intake queues; ``privacy.requests.letters`` renders them.
CONFIRM_MAIL = "request_confirm"
RECEIVED_MAIL = "request_received"
_TRIES = 5
#: What a case holds whatever is asked: names and addresses, and a text in her own words.
_CLASSES = (PrivacyClass.PERSONAL, PrivacyClass.FREE_TEXT)


class NoSuchLink(Refusal):
    """The link was used before, is too old, or was never sent."""

    title = _("This link is not valid any more")


def receive(
    *,
    controller: Controller,
    kind: str,
    channel: str,
    language: str,
    name: str,
    addresses: Iterable[tuple[str, str]],
    text: str,
    now: datetime,
    by: Any = None,
    protected: bool = False,
    postal_address: str = "",
    received_at: datetime | None = None,
) -> RightsRequest:
    """Store a request, whoever it is about and whether or not anything is stored about her.

    :param addresses: (kind, value) of what she gave, "email" or "phone"; the first is answered to.
    :param by: the case officer who enters it; None for the public page.
    :param protected: her identity is protected: she is written to by hand and never by mail.
    :param received_at: when it came in, if that was before it is entered; the clock runs from then.

    What came by the public page waits until it is confirmed by mail, and its clock runs already.

    :raises acting.NotYours: when somebody who is no case officer enters it.
    """
    if channel != RequestChannel.WEB or by is not None:
        acting.require_duty(Act.OPEN, by)

    def store() -> RightsRequest:
        request = _insert(controller, kind, channel, language, now, received_at or now, by, protected,
                          name=name, postal_address=postal_address, text=text)  # fmt: skip
        _remember(request, list(addresses))
        _tell(request)
        audit.record("case.received", actor=by, subject_type="case", subject_id=request.pk,
                     facts={"number": request.number, "kind": str(kind), "channel": str(channel)})  # fmt: skip
        return request

    return _numbered(store)


def take_up(earlier: RightsRequest, now: datetime) -> RightsRequest:
    """A new case in which ``earlier`` is decided again, to be searched: who asks has been shown there."""

    def store() -> RightsRequest:
        request = _insert(
            earlier.controller, earlier.kind, earlier.channel, earlier.language, now, now, earlier.owner,
            earlier.protected, name=earlier.name, postal_address=earlier.postal_address, text=earlier.text,
        )  # fmt: skip
        for row in earlier.addresses.order_by("pk"):
            RequestAddress.objects.create(
                request=request, kind=row.kind, value=row.value, proof=row.proof, is_first=row.is_first
            )
            subject_keys.remember(request.pk, row.kind, row.value, region=request.controller.jurisdiction)
        request.follows, request.state = earlier, CaseState.SEARCHING
        for name in ("confirmed_at", "identity_level", "identity_note"):
            setattr(request, name, getattr(earlier, name))
        request.save()
        return request

    return _numbered(store)


def confirm(token: str, now: datetime) -> RightsRequest:
    """She has shown that she reads the mailbox: the case is opened, and its records are found and held.

    :raises NoSuchLink: when the link is not valid (any more).
    """
    with transaction.atomic():
        request = tokens.spend(token, RequestToken.Purpose.CONFIRM, now=now)
        if request is None:
            raise NoSuchLink([_("The link can be used once, within two days. Send your request again.")])
        _proven(request, now)
    return request


def receive_proven(
    *, controller: Controller, kind: str, language: str, name: str, address: str, now: datetime
) -> RightsRequest:
    """Store a request of somebody who has followed a link to that mailbox: confirmed at once, without a second mail."""

    def store() -> RightsRequest:
        request = _insert(controller, kind, RequestChannel.WEB, language, now, now, None, False,
                          name=name, postal_address="", text="")  # fmt: skip
        _remember(request, [("email", address)])
        audit.record("case.received", subject_type="case", subject_id=request.pk,
                     facts={"number": request.number, "kind": str(kind), "channel": "web"})  # fmt: skip
        return request

    with transaction.atomic():
        request = _numbered(store)
        _proven(request, now)
    return request


def _proven(request: RightsRequest, now: datetime) -> None:
    """She reads the mailbox that answers go to: where that is news, the case is opened."""
    request.addresses.filter(is_first=True).update(proof=RequestAddress.Proof.MAIL)
    if request.confirmed_at is not None or not acting.states.is_open(Act.CONFIRM, request.state):
        return
    with acting.by_site(request, Act.CONFIRM, now=now) as under_way:
        under_way.request.confirmed_at = now
        if under_way.request.identity_level == IdentityLevel.NONE:
            under_way.request.identity_level = IdentityLevel.MAILBOX
    outbox.queue(RECEIVED_MAIL, object_id=request.pk, language=request.language)
    opening.open_case(request, now=now)


def _numbered(store: Callable[[], RightsRequest]) -> RightsRequest:
    """Store a case, again where another one took its number first."""
    for attempt in range(_TRIES):
        try:
            with transaction.atomic():
                return store()
        except IntegrityError as error:
            if "number" not in str(error) or attempt == _TRIES - 1:
                raise
    raise AssertionError("unreachable")


def _insert(
    controller: Controller,
    kind: str,
    channel: str,
    language: str,
    now: datetime,
    received_at: datetime,
    by: Any,
    protected: bool,
    **written: str,
) -> RightsRequest:
    received_on = controller.local_date(received_at)
    found = clocks.deadline(received_on, controller.jurisdiction)
    section = SectionDefaults(controller=controller, activity=activities.of_requests(controller))
    stamp = stamps.stamp(
        section,
        classes=_CLASSES,
        anchors={rules.Anchor.CASE_CLOSED: None},
        language=language,
        submitted_on=received_on,
    )
    return RightsRequest.objects.create(
        id=uuid.uuid4(),
        number=_next_number(controller.local_date(now).year),
        kind=kind,
        channel=channel,
        language=language,
        received_at=received_at,
        answer_by=found.answer_by,
        target_on=found.target_on,
        owner=by,
        protected=protected,
        **written,
        **stamp,
    )


def _remember(request: RightsRequest, addresses: list[tuple[str, str]]) -> None:
    """Store what she gave, and the keys by which the case itself is found."""
    region = request.controller.jurisdiction
    for order, (kind, value) in enumerate(addresses):
        RequestAddress.objects.create(request=request, kind=kind, value=value, is_first=order == 0)
        subject_keys.remember(request.pk, kind, value, region=region)


def _tell(request: RightsRequest) -> None:
    """Ask for confirmation of what came by the page; say of the rest that it has come in."""
    if request.protected or not has_mailbox(request):
        return
    kind = CONFIRM_MAIL if request.channel == RequestChannel.WEB else RECEIVED_MAIL
    outbox.queue(kind, object_id=request.pk, language=request.language)


def has_mailbox(request: RightsRequest) -> bool:
    """Whether answers can go by mail."""
    return request.addresses.filter(is_first=True, kind="email").exists()


def _next_number(year: int) -> str:
    """The next number of the year; two at once are told apart by the unique column."""
    prefix = f"{year}-"
    numbers = RightsRequest.objects.filter(number__startswith=prefix)
    last = numbers.aggregate(last=Max(Cast(Substr("number", len(prefix) + 1), IntegerField())))["last"] or 0
    return f"{prefix}{last + 1}"
