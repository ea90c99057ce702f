"""The models of the ground floor, one file per idea."""

from .activities import LegalBasis, ProcessingActivity, SpecialBasis
from .audit import AuditEvent, StaffReference
from .authorities import DisposalAuthority
from .controllers import Controller, Jurisdiction, RecordRegime, Sector
from .heartbeats import Heartbeat
from .notices import NoticeTemplate
from .outbox import OutboundMessage
from .publications import RefusedPublication
from .retention import RetentionRule
from .sections import SectionDefaults
from .stamps import Origin, PrivacyStamp
from .subject_keys import SubjectKey

__all__ = [
    "AuditEvent",
    "Controller",
    "DisposalAuthority",
    "Heartbeat",
    "Jurisdiction",
    "LegalBasis",
    "NoticeTemplate",
    "Origin",
    "OutboundMessage",
    "PrivacyStamp",
    "ProcessingActivity",
    "RecordRegime",
    "RefusedPublication",
    "RetentionRule",
    "SectionDefaults",
    "Sector",
    "SpecialBasis",
    "StaffReference",
    "SubjectKey",
]
