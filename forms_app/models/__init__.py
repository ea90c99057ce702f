"""Models of the forms floor."""
from forms_app.models.changes import AnswerChange, PersonChange, SubmissionChange
from forms_app.models.desk_rows import HandlingChange, PartyChange, StaffEntry, SubmissionNote
from forms_app.models.evaluation_page import EvaluationPage
from forms_app.models.evaluations import (
    EvaluationAnswer,
    EvaluationInvitation,
    EvaluationRecord,
    EvaluationReview,
    EvaluationToken,
    EvaluationWaiting,
)
from forms_app.models.exports import Export
from forms_app.models.fields import FormField, KeyedOptionsField
from forms_app.models.files import SubmittedFile
from forms_app.models.later import LaterAsk, LaterLink, LaterRound
from forms_app.models.moved import ErasedRow, MovedIn
from forms_app.models.needs import AccessTask, NeedState
from forms_app.models.pages import FormPage, FormPageMixin
from forms_app.models.persons import SubmittedPerson
from forms_app.models.ready_questions import PageOpening, ReadyQuestion
from forms_app.models.removals import Fate, QuestionRemoval
from forms_app.models.submissions import Handling, PostOnce, Submission
from forms_app.models.telling import Digest, DigestReader, OrganiserAlert
from forms_app.models.versions import FormVersion

__all__ = [
    "AccessTask",
    "AnswerChange",
    "Digest",
    "DigestReader",
    "ErasedRow",
    "EvaluationAnswer",
    "EvaluationInvitation",
    "EvaluationPage",
    "EvaluationRecord",
    "EvaluationReview",
    "EvaluationToken",
    "EvaluationWaiting",
    "Export",
    "Fate",
    "FormField",
    "FormPage",
    "FormPageMixin",
    "FormVersion",
    "Handling",
    "HandlingChange",
    "KeyedOptionsField",
    "LaterAsk",
    "LaterLink",
    "LaterRound",
    "MovedIn",
    "NeedState",
    "OrganiserAlert",
    "PageOpening",
    "PartyChange",
    "PersonChange",
    "PostOnce",
    "QuestionRemoval",
    "ReadyQuestion",
    "StaffEntry",
    "Submission",
    "SubmissionChange",
    "SubmissionNote",
    "SubmittedFile",
    "SubmittedPerson",
]
