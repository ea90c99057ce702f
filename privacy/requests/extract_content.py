"""What an extract says, as values: the readable page and the JSON are made from the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from privacy import information, registry, traces
from privacy.audit_words import action_in_words
from privacy.contracts import FieldValue, RecordView, StoredFile
from privacy.information import ControllerInformation
from privacy.models import (
    AuditEvent,
    Certainty,
    FieldExpiry,
    OutboundMessage,
    Outcome,
    RequestItem,
    RightsRequest,
    SectionDefaults,
    SourceAnswer,
    StaffReference,
)
from privacy.models.request_items import TRACE
from privacy.requests.handed_out import HandedOut, handed_out
from privacy.requests.holding import NAME
from privacy.requests.sources import source_in_words
from privacy.roles import LABELS, roles_of


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a record, and until when it is kept where a decision promises a day."""

    field: FieldValue
    kept_until: date | None
    withheld: str = ""  # why it is not handed out, in words
    files: tuple[tuple[str, StoredFile], ...] = ()  # each with its place in the copy


@dataclass(frozen=True, slots=True)
class Record:
    """One record; ``notice`` is its place in the extract's list of notices, or None."""

    view: RecordView
    values: tuple[Value, ...]
    kept_until: date | None
    notice: int | None


@dataclass(frozen=True, slots=True)
class Mention:
    """A text elsewhere that names her: what it is, and the words around; everybody else is masked."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Withheld:
    """Something of hers that is not handed out, and why."""

    title: str
    reference: str
    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """That somebody here saw or changed a record: the role, never the name."""

    at: datetime
    what: str
    roles: tuple[str, ...]
    reference: str


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail about a record."""

    at: datetime
    what: str
    state: str
    language: str
    reference: str


@dataclass(frozen=True, slots=True)
class Source:
    """A place that was searched, also where nothing was found."""

    name: str
    answer: str
    state: str
    count: int
    note: str


@dataclass(slots=True)
class Extract:
    """All that is handed out in one case, in her language."""

    request: RightsRequest
    made_at: datetime
    information: list[ControllerInformation]
    addresses: list[str] = field(default_factory=list)
    records: list[tuple[str, list[Record]]] = field(default_factory=list)  # by the holding's name in words
    notices: list[Mapping[str, Any]] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    withheld: list[Withheld] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    mails: list[Mail] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    disclosures: list[HandedOut] = field(default_factory=list)


def gather(request: RightsRequest, now: datetime) -> Extract:
    """Everything that was decided to be handed out, in the active language."""
    items = [each for each in request.items.all() if each.certainty in (Certainty.KEY, Certainty.CONFIRMED)]
    provided = _provided(items, request)
    found = Extract(
        request=request,
        made_at=now,
        information=information.of_controllers(_sections(provided, request), request.language),
        addresses=[each.value for each in request.addresses.all()],
        mentions=_mentions(items, request),
        withheld=[_withheld(each) for each in items if each.outcome == Outcome.WITHHELD],
        sources=[_source(each) for each in request.sources.order_by("pk")],
    )
    for name, chosen in provided.items():
        holding = registry.holding_of(name)
        views = holding.views(list(chosen), request.language, opened=True)
        kept = _kept(holding.stamped, list(chosen))
        records = [_record(view, chosen[view.record], kept, items, found.notices) for view in views]
        if records:
            found.records.append((str(holding.label), records))
    views = [record.view for _name, records in found.records for record in records]
    found.mails, found.readings, found.disclosures = _mails(views), _readings(views), handed_out(views)
    return found


def _provided(items: Iterable[RequestItem], request: RightsRequest) -> dict[str, dict[UUID, set[str]]]:
    """holding -> record -> the keys handed out; no key means all of them. The case itself is hers as well."""
    found: dict[str, dict[UUID, set[str]]] = defaultdict(dict)
    whole = set()
    for item in items:
        if item.outcome != Outcome.PROVIDED or item.holding.startswith(TRACE):
            continue
        record = UUID(item.record)
        keys = found[item.holding].setdefault(record, set())
        if item.key:
            keys.add(item.key)
        else:
            whole.add(record)
    # What is known of her comes before the case about it.
    found[NAME] = {request.pk: set()} | found.pop(NAME, {})
    return {name: {record: set() if record in whole else keys for record, keys in records.items()}
            for name, records in found.items()}  # fmt: skip


def _sections(provided: Mapping[str, Mapping[UUID, Any]], request: RightsRequest) -> list[SectionDefaults]:
    """Controller and activity of each record, each pair once; the case's own last."""
    pairs = {}
    for name, records in provided.items():
        stamped = registry.holding_of(name).stamped._base_manager
        for each in stamped.filter(pk__in=list(records)).select_related("controller", "activity__controller"):
            pairs[each.controller_id, each.activity_id] = each
    own = (request.controller_id, request.activity_id)
    ordered = sorted(pairs, key=lambda pair: (pair == own, pair))
    return [SectionDefaults(controller=pairs[pair].controller, activity=pairs[pair].activity) for pair in ordered]


def _kept(stamped: Any, records: list[UUID]) -> dict[tuple[UUID, str], date | None]:
    """(record, key) -> the day promised; key "" for the record itself. A rule that is not armed promises none."""
    rows = stamped._base_manager.filter(pk__in=records).select_related("rule")
    found = {(row.pk, ""): row.due_on if row.rule and row.rule.is_armed else None for row in rows}
    for expiry in FieldExpiry.objects.filter(record__in=records).select_related("rule"):
        found[expiry.record, expiry.key] = expiry.due_on if expiry.rule.is_armed else None
    return found


def _record(
    view: RecordView,
    keys: set[str],
    kept: Mapping[tuple[UUID, str], date | None],
    items: Iterable[RequestItem],
    notices: list[Mapping[str, Any]],
) -> Record:
    kept_back = {
        each.key: str(each.get_reason_display())
        for each in items
        if each.record == str(view.record) and each.key and each.outcome == Outcome.WITHHELD
    }
    whole = kept.get((view.record, ""))
    values = tuple(
        Value(
            each, kept.get((view.record, each.key), whole), kept_back.get(each.key, ""),
            () if each.key in kept_back else tuple(_placed(view, each)),
        )
        for each in view.fields
        if not keys or each.key in keys or each.key in kept_back
    )
    return Record(view, values, whole, _place_of(view.notice, notices))


def _placed(view: RecordView, value: FieldValue) -> Iterator[tuple[str, StoredFile]]:
    """Each file with its place in the copy: a folder for each record, under a name that no program misreads."""
    for number, file in enumerate(value.files, start=1):
        yield f"files/{view.reference}/{value.key}-{number}{file.path.suffix}", file


def files_of(extract: Extract) -> dict[str, bytes]:
    """Place in the copy -> content, of every file that is handed out."""
    values = [value for _name, records in extract.records for record in records for value in record.values]
    return {place: file.path.read_bytes() for value in values for place, file in value.files if file.path.exists()}


def _place_of(notice: Mapping[str, Any], notices: list[Mapping[str, Any]]) -> int | None:
    """Where the notice stands among those told once each."""
    if not notice:
        return None
    if notice not in notices:
        notices.append(notice)
    return notices.index(notice)


def _mentions(items: Iterable[RequestItem], request: RightsRequest) -> list[Mention]:
    """The texts that name her, read again now; what stands there about others is left out."""
    chosen = {
        (each.holding, each.record)
        for each in items
        if each.holding.startswith(TRACE) and each.outcome == Outcome.PROVIDED
    }
    names = [request.name, *(each.value for each in request.addresses.all())]
    hits = traces.search([name for name in names if name]) if chosen else []
    return [
        Mention(str(hit.what), hit.excerpt)
        for hit in hits
        if (f"{TRACE}{hit.model}.{hit.column}", hit.pk) in chosen
    ]


def _withheld(item: RequestItem) -> Withheld:
    described = item.described or {}
    title, reference, label = (str(described.get(name, "")) for name in ("title", "reference", "label"))
    return Withheld(title, reference, label, str(item.get_reason_display()))


def _source(source: SourceAnswer) -> Source:
    state = str(source.get_answer_display())
    return Source(source_in_words(source), str(source.answer), state, source.count, source.note)


def _mails(views: list[RecordView]) -> list[Mail]:
    references = {view.record: view.reference for view in views}
    sent = OutboundMessage.objects.filter(object_id__in=list(references)).order_by("created_at", "pk")
    return [
        Mail(
            each.finished_at or each.created_at, registry.mail_name_of(each.kind), str(each.get_state_display()),
            each.language, references[each.object_id],
        )
        for each in sent
    ]  # fmt: skip


def _readings(views: list[RecordView]) -> list[Reading]:
    """Who saw or changed her records, and lists in which they stand, since they came in."""
    things: dict[tuple[str, str], list[RecordView]] = defaultdict(list)
    for view in views:
        for thing in view.logged_as:
            things[thing].append(view)
    sought = Q(pk__in=[])
    for kind in {kind for kind, _pk in things}:
        sought |= Q(subject_type=kind, subject_id__in=[pk for own, pk in things if own == kind])
    events = list(AuditEvent.objects.filter(sought, actor__isnull=False).order_by("at", "pk"))
    roles = _roles(events)
    return [
        Reading(event.at, action_in_words(event.action), roles.get(event.actor, ()), ", ".join(references))
        for event in events
        if (references := [view.reference for view in things[event.subject_type, event.subject_id]
                           if view.received_at <= event.at])
    ]  # fmt: skip


def _roles(events: list[AuditEvent]) -> dict[Any, tuple[str, ...]]:
    rows = StaffReference.objects.filter(ref__in={event.actor for event in events}).select_related("user")
    return {row.ref: tuple(str(LABELS[role]) for role in roles_of(row.user)) for row in rows}
