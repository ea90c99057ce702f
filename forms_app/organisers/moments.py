"""What organisers are told at once because the clock or the mail provider says so: a list closed, mail came back."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.utils import timezone

from forms_app.models import FormPageMixin, OrganiserAlert, Submission
from forms_app.organisers.alerts import alert
from forms_app.organisers.kinds import LIST_CLOSED, MAIL_BACK
from forms_app.record_views import specific_pages
from privacy.models import OutboundMessage

#: What is older when the job runs is not told any more.
LATEST = timedelta(days=2)


def tell(now: datetime) -> int:
    """Tell of lists that have closed and of mail that has come back since the last run; how many are told."""
    return _of_closed_lists(now) + _of_mail_back(now)


def _of_closed_lists(now: datetime) -> int:
    told = 0
    for page in _closing(now):
        closed_at = page.admission(now).closes_at
        if page.has_form() and closed_at and now - LATEST < closed_at <= now:
            told += alert(LIST_CLOSED, page, now=now, mark=closed_at.date().isoformat())
    return told


def _closing(now: datetime) -> Iterator[Any]:
    """The live canonical pages whose list may have closed in the last days."""
    today = timezone.localdate(now)
    for model in pages_with_forms():
        pages: Any = model._default_manager
        found = pages.live().filter(model.may_close(today - LATEST, today))
        yield from (page for page in found.distinct() if type(page) is model and page.is_canonical)


def pages_with_forms() -> list[type[FormPageMixin]]:
    """The page types that have a form."""
    return [model for model in apps.get_models() if issubclass(model, FormPageMixin)]


def _of_mail_back(now: datetime) -> int:
    back = OutboundMessage.objects.unreached().filter(returned_at__gt=now - LATEST)
    messages = dict(back.values_list("object_id", "pk"))
    if not messages:
        return 0
    found = list(Submission.objects.unrestricted().filter(pk__in=messages).values_list("pk", "page"))
    pages: dict[int, Any] = specific_pages({page for _pk, page in found})
    known = set(
        OrganiserAlert.objects.filter(kind=MAIL_BACK, submission__in=messages).values_list("submission", "mark")
    )
    return sum(
        alert(MAIL_BACK, pages[page], now=now, record=pk, mark=str(messages[pk]))
        for pk, page in found
        if (pk, str(messages[pk])) not in known
    )
