"""The digest: once a morning, to each organiser one mail over all her pages, on days when something has happened."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from wagtail.users.models import UserProfile

from forms_app import access
from forms_app.models import Digest, DigestReader, Submission
from forms_app.organisers.moments import pages_with_forms
from forms_app.organisers.mornings import is_due
from forms_app.tasks import tasks_for
from privacy import outbox

#: The kind of the outbound message; its object is the digest.
MAIL = "organiser_digest"
#: So long after the mail a digest is of no use any more.
KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class News:
    """What has happened on one page: sentences with numbers."""

    page: Any
    lines: list[str]


def send_due(now: datetime) -> int:
    """Queue a digest for everybody whose morning has come and who has something to read; how many.

    Two runs at once send one: whoever moves the moment until which she has been told sends it.
    """
    found = _organisers()
    known = {row.user_id: row for row in DigestReader.objects.filter(user__in=[user.pk for user in found])}
    zones = dict(UserProfile.objects.filter(user__in=found).values_list("user", "current_time_zone"))
    languages = dict(UserProfile.objects.filter(user__in=found).values_list("user", "preferred_language"))
    sent = 0
    for user in found:
        reader = known.get(user.pk)
        if reader is None or reader.told_until is None:
            _begin(user, now)
        elif is_due(reader.told_until, now, ZoneInfo(zones.get(user.pk) or settings.TIME_ZONE)):
            sent += _send(user, reader, languages.get(user.pk) or settings.LANGUAGE_CODE, now)
    return sent


def news_for(user: Any, since: datetime, until: datetime) -> list[News]:
    """What has happened on the pages that ``user`` looks after and that stand in digests, by title."""
    found = [News(page, page.happened(since, until)) for page in _pages_of(user)]
    return sorted((each for each in found if each.lines), key=lambda each: str(each.page.title))


def purge(now: datetime) -> int:
    """Forget digests that were sent long ago; how many."""
    return Digest.objects.filter(until__lt=now - KEPT).delete()[0]


def _begin(user: Any, now: datetime) -> None:
    """From now on there is something to tell her; her first digest comes the next morning."""
    DigestReader.objects.get_or_create(user=user, defaults={"told_until": now})
    DigestReader.objects.filter(user=user, told_until=None).update(told_until=now)


def _send(user: Any, reader: DigestReader, language: str, now: datetime) -> int:
    since: Any = reader.told_until
    tasks = [task.url for task in tasks_for(user)]
    with transaction.atomic():
        mine = DigestReader.objects.filter(user=user, told_until=since).update(told_until=now, tasks=tasks)
        is_new = bool(set(tasks) - set(reader.tasks))
        if not (mine and reader.wants_digest and (is_new or news_for(user, since, now))):
            return 0
        digest = Digest.objects.create(user=user, since=since, until=now)
        outbox.queue(MAIL, object_id=digest.pk, language=language)
    return 1


def _organisers() -> list[Any]:
    """Everybody who is named on a page with a form or has made one, is still here and has an address."""
    keys: set[int] = set()
    for model in pages_with_forms():
        pages: Any = model._default_manager.order_by()
        for name in ("organisers", "owner"):
            keys.update(pages.exclude(**{name: None}).values_list(name, flat=True).distinct())
    users: Any = get_user_model().objects.filter(pk__in=keys, is_active=True).exclude(email="")
    return list(users.order_by("pk"))


def _pages_of(user: Any) -> list[Any]:
    """The canonical pages with answers that she looks after, as far as they stand in digests."""
    answered = Submission.objects.unrestricted().values("page")
    pages: dict[int, Any] = {}
    for model in pages_with_forms():
        of_type: Any = model._default_manager
        hers = of_type.filter(Q(organisers=user) | Q(owner=user), pk__in=answered, in_digest=True)
        pages |= {page.pk: page for page in hers.distinct() if page.specific_class is model}
    return [page for page in pages.values() if page.is_canonical and access.is_organiser(user, page)]

