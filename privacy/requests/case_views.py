"""Cases in words, for officers and extracts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from privacy import erasure_marks
from privacy.contracts import FieldState, FieldValue, PrivacyClass, QuestionKind, RecordView
from privacy.mails_about import mails_about
from privacy.models import RightsRequest

ADDRESSES, CORRECTED, FOUND = "addresses", "corrected", "found_elsewhere"
#: The values of a case by key, each with its privacy class and the kind of question it answers.
KEYS: dict[str, tuple[PrivacyClass, str]] = {
    "name": (PrivacyClass.PERSONAL, QuestionKind.NAME),
    ADDRESSES: (PrivacyClass.PERSONAL, ""),
    "postal_address": (PrivacyClass.PERSONAL, ""),
    "text": (PrivacyClass.FREE_TEXT, ""),
    "identity_note": (PrivacyClass.FREE_TEXT, ""),
    "extension_reason": (PrivacyClass.FREE_TEXT, ""),
    "opinion": (PrivacyClass.FREE_TEXT, ""),
    CORRECTED: (PrivacyClass.PERSONAL, ""),
    FOUND: (PrivacyClass.FREE_TEXT, ""),
}


def case_views(holding: str, records: Sequence[UUID], language: str) -> list[RecordView]:
    """The cases by time of arrival, in the active language."""
    related = ("addresses", "items", "sources", "letters")
    found = list(
        RightsRequest.objects.filter(pk__in=records).prefetch_related(*related).order_by("received_at", "pk")
    )
    mails = mails_about(each.pk for each in found)
    return [
        RecordView(
            holding=holding,
            record=each.pk,
            reference=each.number,
            title=_("Request: %(kind)s") % {"kind": each.get_kind_display()},
            group=each.pk,
            language=each.language,
            received_at=each.received_at,
            fields=tuple(_fields(each, language)),
            facts=(*_facts(each), *mails.get(each.pk, [])),
            protected=each.protected,
            logged_as=(("case", str(each.pk)),),
        )
        for each in found
    ]


def _fields(case: RightsRequest, language: str) -> list[FieldValue]:
    """What has been written; nothing here is a question that she left blank."""
    labels, words = _labels(), _words(case)
    return [
        FieldValue(
            key=key,
            label=labels[key],
            words=() if key in case.erased else tuple(words[key]),
            language=language,
            privacy_class=privacy_class,
            kind=str(kind),
            state=FieldState.ERASED if key in case.erased else FieldState.PRESENT,
            note=erasure_marks.in_words(case.erased[key]) if key in case.erased else "",
        )
        for key, (privacy_class, kind) in KEYS.items()
        if key in case.erased or words[key]
    ]


def _labels() -> dict[str, str]:
    return {
        "name": _("Name"),
        ADDRESSES: _("Addresses and numbers"),
        "postal_address": _("Postal address"),
        "text": _("What you wrote"),
        "identity_note": _("How identity was established"),
        "extension_reason": _("Why more time was needed"),
        "opinion": _("The data protection officer’s opinion"),
        CORRECTED: _("Corrections asked for"),
        FOUND: _("What was found outside this site"),
    }


def _words(case: RightsRequest) -> dict[str, list[str]]:
    kept = {key: [getattr(case, key)] for key in KEYS if isinstance(getattr(case, key, None), str)}
    found: dict[str, Iterable[str]] = {
        **kept,
        ADDRESSES: [each.value for each in case.addresses.all()],
        CORRECTED: [each.new_value for each in case.items.all()],
        FOUND: [each.note for each in case.sources.all()],
    }
    return {key: [text for text in texts if text] for key, texts in found.items()}


def _facts(case: RightsRequest) -> list[tuple[str, str]]:
    moments = {
        _("Received"): _moment(case.received_at),
        _("Confirmed by mail"): _moment(case.confirmed_at),
        _("Answer by"): date_format(case.answer_by, "DATE_FORMAT"),
        _("Extended"): _moment(case.extended_at),
        _("Decided"): _moment(case.decided_at),
        _("Carried out"): _moment(case.executed_at),
        _("Answered"): _moment(case.answered_at),
        _("Closed"): _moment(case.closed_at),
    }
    lines = [
        (_("Came by"), str(case.get_channel_display())),
        (_("Where the case stands"), str(case.get_state_display())),
        (_("Identity"), str(case.get_identity_level_display())),
    ]
    sent = [(_("Letter"), f"{each.get_kind_display()}, {_moment(each.frozen_at)}")
            for each in case.letters.all() if each.frozen_at]  # fmt: skip
    return lines + [(term, value) for term, value in moments.items() if value] + sent


def _moment(moment: datetime | None) -> str:
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT") if moment else ""
