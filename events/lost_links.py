"""Somebody has lost the link to her registration: new ones go by mail to the address she registered with.

Whether an address is registered changes neither what is answered nor what is done while she waits: one digest is
looked up and one letter queued in either case. The letter about nobody is dropped when it is to be written, and its
row deleted afterwards.
"""
from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from events import own_links
from events.models import Registration
from events.models.registrations import RegistrationQuerySet
from events.own_words import STATES
from forms_app import submissions
from forms_app.mails import letter_about
from privacy import outbox, public_posts, subject_keys
from privacy.contracts import Letter
from privacy.models import OutboundMessage, SubjectKey
from privacy.models.outbox import MessageState

KIND = "registration_links"
#: Asked for in ten minutes: for one mailbox, from one network address, and in all.
MOST_PER_ADDRESS = 3
MOST_PER_SENDER = 30
MOST_IN_ALL = 500
_MINUTE = 60


def is_within(*, address: str, sender: str, now: datetime) -> bool:
    """Count one more question and say whether it is within the limits, whoever is registered.

    :param sender: the network address; only digests are kept, for ten minutes.
    """
    normal = subject_keys.normalise(SubjectKey.Kind.EMAIL, address) or ""
    counts = [
        (public_posts.counted("events.lost_link.address", normal, now=now), MOST_PER_ADDRESS),
        (public_posts.counted("events.lost_link.sender", sender, now=now), MOST_PER_SENDER),
        (public_posts.counted("events.lost_link.all", "", now=now), MOST_IN_ALL),
    ]
    return all(count <= most for count, most in counts)


def ask(*, event_key: UUID, address: str, language: str, now: datetime) -> None:
    """Queue the letter to whoever is registered to the event with ``address``, at most one a minute."""
    found = _at_event(event_key, address).values_list("pk", flat=True).first()
    version = int(now.timestamp()) // _MINUTE
    outbox.queue(KIND, object_id=found or event_key, version=version, language=language)


def links_again(object_id: UUID, language: str) -> Letter | None:
    """The letter with a new link to each live registration of one address to one event.

    None when there is none (any more), or all are set aside. It goes to the address of the registration alone,
    whatever address was asked with.
    """
    registration = Registration.objects.select_related("submission__version").filter(pk=object_id).first()
    if registration is None:
        return None
    address, now = submissions.address_of(registration.submission), timezone.now()
    with translation.override(language):
        links = [
            {
                "reference": each.submission.reference,
                "state": STATES[each.state].heading,
                "url": own_links.link_for(each, now),
            }
            for each in _at_event(registration.event_key, address)
            if submissions.address_of(each.submission) == address
        ]
        if not links:
            return None
        return letter_about(
            object_id, language, template=f"mail/{KIND}", subject=_subject, extra={"links": links}
        )


def forget_nobody(now: datetime) -> int:
    """Delete what is left of letters about nobody, once it has been decided that there is nothing to send; how many.

    Not while somebody waits for the answer, which would tell her that nobody is registered.
    """
    about_somebody = Registration.objects.filter(pk=OuterRef("object_id"))
    about_nobody = OutboundMessage.objects.filter(~Exists(about_somebody), kind=KIND, state=MessageState.DROPPED)
    return about_nobody.filter(finished_at__lte=now).delete()[0]


def _at_event(event_key: UUID, address: str) -> RegistrationQuerySet:
    """The live registrations to one event whose person is found by ``address``; one statement."""
    digests = subject_keys.digests(SubjectKey.Kind.EMAIL, address)
    hers = SubjectKey.objects.filter(kind=SubjectKey.Kind.EMAIL, digest__in=digests)
    found = Registration.objects.of_event(event_key).live().filter(pk__in=hers.values("record"))
    found = found.filter(submission__restricted_at=None, submission__protected=False)
    return found.select_related("submission__version").order_by("submission__received_at", "pk")


def _subject(context: dict[str, Any]) -> str:
    return _("Your registration for %(title)s") % {"title": context["page"].title}
