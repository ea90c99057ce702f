"""An extract for machines (GDPR 15 and 20); the format is told in docs/extract.md and docs/extract.schema.json."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from privacy import runs
from privacy.information import ControllerInformation, Part
from privacy.requests.extract_content import Extract, Record, Value

FORMAT = "kallelse-extract"
VERSION = 1


def as_json(extract: Extract, *, portable: bool = False) -> bytes:
    """The extract as JSON in UTF-8.

    :param portable: only what she gave herself, as she may take it elsewhere.
    """
    found = _head(extract) | {"records": [_record(name, each) for name, records in extract.records for each in records]}
    if not portable:
        found |= _rest(extract)
    return json.dumps(found, ensure_ascii=False, indent=2, default=_plain).encode()


def _plain(value: Any) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)


def _head(extract: Extract) -> dict[str, Any]:
    request, controller = extract.request, extract.request.controller
    return {
        "format": FORMAT,
        "version": VERSION,
        "language": request.language,
        "made_at": extract.made_at,
        "case": {"number": request.number, "kind": str(request.kind), "received_at": request.received_at},
        "controller": {
            "name": controller.name_in(request.language).text,
            "email": controller.email,
            "telephone": controller.phone,
            "data_protection_officer": controller.officer_email,
        },
        "person": {"name": request.name, "addresses": extract.addresses},
    }


def _rest(extract: Extract) -> dict[str, Any]:
    return {
        "notices": [_notice(each) for each in extract.notices],
        "mentions": [{"place": each.place, "text": each.text} for each in extract.mentions],
        "withheld": [
            {"title": each.title, "reference": each.reference, "label": each.label, "reason": each.reason}
            for each in extract.withheld
        ],
        "sources": [
            {"name": each.name, "answer": each.answer, "count": each.count, "note": each.note}
            for each in extract.sources
        ],
        "mails": [
            {"at": each.at, "what": each.what, "state": each.state, "language": each.language,
             "reference": each.reference}
            for each in extract.mails
        ],
        "readings": [
            {"at": each.at, "what": each.what, "roles": list(each.roles), "reference": each.reference}
            for each in extract.readings
        ],
        "disclosures": [
            {"at": each.at, "what": each.what, "purpose": each.purpose, "recipient": each.recipient,
             "special": each.special, "reference": each.reference}
            for each in extract.disclosures
        ],
        "information": [_information(each) for each in extract.information],
    }  # fmt: skip


def _record(holding: str, record: Record) -> dict[str, Any]:
    view = record.view
    return {
        "holding": view.holding,
        "holding_name": holding,
        "id": str(view.record),
        "reference": view.reference,
        "title": view.title,
        "language": view.language,
        "received_at": view.received_at,
        "kept_until": record.kept_until,
        "restricted": view.restricted,
        "protected": view.protected,
        "facts": [{"term": term, "value": value} for term, value in view.facts],
        "fields": [_field(each) for each in record.values],
        "notice": record.notice,
    }


def _field(value: Value) -> dict[str, Any]:
    field = value.field
    return {
        "key": field.key,
        "label": field.label,
        "language": field.language,
        "privacy_class": str(field.privacy_class),
        "kind": field.kind,
        "state": "withheld" if value.withheld else str(field.state),
        "values": [] if value.withheld else list(field.words),
        "note": value.withheld or field.note,
        "kept_until": value.kept_until,
        "files": [
            {"place": place, "name": file.name, "content_type": file.content_type, "size": file.size}
            for place, file in value.files
        ],
    }


def _notice(notice: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "language": notice["language"],
        "version": notice["version"],
        "title": notice["title"],
        "short": [runs.plain(each) for each in notice["layer1"]],
        "parts": [_part(each) for each in notice["layer2"]],
    }


def _information(told: ControllerInformation) -> dict[str, Any]:
    return {
        "language": told.language,
        "controller": runs.plain(told.name),
        "parts": [_part(each) for each in told.parts],
        "activities": [
            {"name": runs.plain(each.name), "parts": [_part(part) for part in each.parts]} for each in told.activities
        ],
        "closing": [_part(each) for each in told.closing],
    }


def _part(part: Part) -> dict[str, Any]:
    return {"heading": part["heading"], "paragraphs": [runs.plain(each) for each in part["paragraphs"]]}
