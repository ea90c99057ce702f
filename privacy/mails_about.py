"""Which mails were sent about a record, said to the person it is about and to officers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from privacy import registry, returned_mail
from privacy.models import OutboundMessage


def mails_about(records: Iterable[UUID]) -> dict[UUID, list[tuple[str, str]]]:
    """record -> (term, what was sent, its state and when) in the active language; one query."""
    found: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
    for each in OutboundMessage.objects.filter(object_id__in=list(records)).order_by("created_at", "pk"):
        words = {
            "what": registry.mail_name_of(each.kind),
            "state": each.get_state_display(),
            "when": date_format(timezone.localtime(each.finished_at or each.created_at), "DATETIME_FORMAT"),
        }
        said = [_("%(what)s: %(state)s, %(when)s") % words, returned_mail.in_words(each)]
        found[each.object_id].append((_("E-mail"), "; ".join(filter(None, said))))
    return found
