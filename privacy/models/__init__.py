"""The models of the ground floor, one file per idea."""

# The key of every table: the type checker must know it before it reads a relation.
from privacy.row_numbers import RowNumber

from .activities import LegalBasis, ProcessingActivity, SpecialBasis
from .audit import AuditEvent, StaffReference
from .authorities import DisposalAuthority
from .controllers import Controller, Jurisdiction, RecordRegime, Sector
from .copies import CopyToDestroy
from .delegations import Delegation, OutsideSource
from .disclosures import DisclosedTo, Disclosure, DisclosureKind, DisclosurePurpose
from .entered_dates import EnteredAnchor, EnteredDate
from .expiries import FieldExpiry
from .extracts import ExtractPackage
from .heartbeats import Heartbeat
from .holds import Hold, HoldReason, HoldScope
from .ledger import ErasureLedger, LedgerStep
from .letters import DecisionLetter, LetterKind
from .notices import LawText, LetterTemplate, NoticeTemplate
from .outbox import OutboundMessage
from .publications import RefusedPublication
from .recipients import RecipientTask
from .request_items import Certainty, Outcome, Reason, RequestItem, SourceAnswer
from .requests import (
    CaseState,
    ClosingReason,
    IdentityLevel,
    RequestAddress,
    RequestChannel,
    RequestKind,
    RequestToken,
    RightsRequest,
)
from .retention import RetentionRule
from .runs import NO_AUTHORITY, DisposalItem, DisposalRecord, DisposalRun, KeptNumber, LineOutcome, RunState
from .seals import AuditLeaf, AuditSeal
from .sections import SectionDefaults
from .stamps import Origin, PrivacyStamp
from .subject_keys import SubjectKey

__all__ = [
    "NO_AUTHORITY",
    "AuditEvent",
    "AuditLeaf",
    "AuditSeal",
    "CaseState",
    "Certainty",
    "ClosingReason",
    "Controller",
    "CopyToDestroy",
    "DecisionLetter",
    "Delegation",
    "DisclosedTo",
    "Disclosure",
    "DisclosureKind",
    "DisclosurePurpose",
    "DisposalAuthority",
    "DisposalItem",
    "DisposalRecord",
    "DisposalRun",
    "EnteredAnchor",
    "EnteredDate",
    "ErasureLedger",
    "ExtractPackage",
    "FieldExpiry",
    "Heartbeat",
    "Hold",
    "HoldReason",
    "HoldScope",
    "IdentityLevel",
    "Jurisdiction",
    "KeptNumber",
    "LawText",
    "LedgerStep",
    "LegalBasis",
    "LetterKind",
    "LetterTemplate",
    "LineOutcome",
    "NoticeTemplate",
    "Origin",
    "OutboundMessage",
    "Outcome",
    "OutsideSource",
    "PrivacyStamp",
    "ProcessingActivity",
    "Reason",
    "RecipientTask",
    "RecordRegime",
    "RefusedPublication",
    "RequestAddress",
    "RequestChannel",
    "RequestItem",
    "RequestKind",
    "RequestToken",
    "RetentionRule",
    "RightsRequest",
    "RowNumber",
    "RunState",
    "SectionDefaults",
    "Sector",
    "SourceAnswer",
    "SpecialBasis",
    "StaffReference",
    "SubjectKey",
]
