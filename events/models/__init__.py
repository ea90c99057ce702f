"""What happens in time: events, when and where, who appears, who registered."""
from events.models.allotment import Allotment
from events.models.attendance import Attendance
from events.models.changes import EventChange
from events.models.decisions import EventDecision
from events.models.defaults import EventDefaults
from events.models.event import EventPage
from events.models.following import FollowedFrom, FollowUpDeed
from events.models.index import EventIndexPage
from events.models.invitations import Invitation, InvitationLink
from events.models.letters import LetterRound, OrganiserMessage
from events.models.mail_text import MailText
from events.models.occasion import Occasion
from events.models.people import Appearance, Audience, EventContact, RelatedLink
from events.models.programme import FollowUp, Module, ProgrammePage
from events.models.project import Funding, Partner, ProjectPage, ProjectResult
from events.models.project_index import ProjectIndexPage
from events.models.registrations import Admission, Registration, RegistrationLink, Seat
from events.models.series import SeriesPage

__all__ = [
    "Admission",
    "Allotment",
    "Appearance",
    "Attendance",
    "Audience",
    "EventChange",
    "EventContact",
    "EventDecision",
    "EventDefaults",
    "EventIndexPage",
    "EventPage",
    "FollowUp",
    "FollowUpDeed",
    "FollowedFrom",
    "Funding",
    "Invitation",
    "InvitationLink",
    "LetterRound",
    "MailText",
    "Module",
    "Occasion",
    "OrganiserMessage",
    "Partner",
    "ProgrammePage",
    "ProjectIndexPage",
    "ProjectPage",
    "ProjectResult",
    "Registration",
    "RegistrationLink",
    "RelatedLink",
    "Seat",
    "SeriesPage",
]
