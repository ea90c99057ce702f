"""Publishing and unpublishing on time: one page that is refused never holds back the others.

Wagtail's own command stops at the first page whose publishing raises.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.models import DraftStateMixin, Page, Revision

from privacy.alone import problem_in
from privacy.contracts import Refusal
from privacy.models import RefusedPublication

UNEXPECTED = _("Something went wrong when the page was to be published. Publish it by hand to see what is wrong.")


def publish_due(now: datetime) -> int:
    """Take down what has expired, put up what is due; how many went live.

    What is refused keeps its schedule and is tried again at the next run; the reasons are stored.
    """
    _unpublish_expired(now)
    due = Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at", "pk")
    published = sum(_publish(pk, now) for pk in list(due.values_list("pk", flat=True)))
    RefusedPublication.objects.filter(revision__approved_go_live_at__isnull=True).delete()
    return published


def _publish(pk: int, now: datetime) -> bool:
    """Publish one revision in a transaction of its own; whether it went live."""
    went_live: list[int] = []

    def publish() -> None:
        with transaction.atomic():
            revision = Revision.objects.select_for_update().filter(pk=pk, approved_go_live_at__lt=now).first()
            if revision is not None:  # else another run was faster, or the editor changed her mind
                revision.publish(log_action="wagtail.publish.scheduled")
                went_live.append(pk)

    problem = problem_in(publish, what=f"scheduled publishing of revision {pk}")
    if problem is not None:
        _write_down(pk, problem.reasons if isinstance(problem, Refusal) else [UNEXPECTED], now)
        return False
    return bool(went_live)


def _write_down(pk: int, reasons: Iterable[Any], now: datetime) -> None:
    in_words = _in_every_language(list(reasons))
    RefusedPublication.objects.update_or_create(
        revision_id=pk,
        defaults={"reasons": in_words, "last_refused_at": now},
        create_defaults={"reasons": in_words, "first_refused_at": now, "last_refused_at": now},
    )


def _in_every_language(reasons: list[Any]) -> dict[str, list[str]]:
    found = {}
    for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES:
        with translation.override(code):
            found[code] = [str(reason) for reason in reasons]
    return found


def _unpublish_expired(now: datetime) -> None:
    for model in _scheduled_models():
        for row in list(model._default_manager.filter(live=True, expire_at__lt=now).order_by("expire_at")):
            problem_in(partial(_unpublish, row), what=f"scheduled unpublishing of {model._meta.label} {row.pk}")


def _unpublish(row: Any) -> None:
    with transaction.atomic():
        row.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def _scheduled_models() -> list[Any]:
    """Pages as such, and everything else with a draft state."""
    others = [model for model in apps.get_models() if issubclass(model, DraftStateMixin)]
    return [Page, *(model for model in others if not issubclass(model, Page))]
