"""Models of the forms floor."""
from forms_app.models.changes import SubmissionChange
from forms_app.models.desk_rows import HandlingChange, StaffEntry, SubmissionNote
from forms_app.models.fields import FormField, KeyedOptionsField
from forms_app.models.pages import FormPage, FormPageMixin
from forms_app.models.submissions import Handling, PostOnce, Submission
from forms_app.models.versions import FormVersion

__all__ = [
    "FormField",
    "FormPage",
    "FormPageMixin",
    "FormVersion",
    "Handling",
    "HandlingChange",
    "KeyedOptionsField",
    "PostOnce",
    "StaffEntry",
    "Submission",
    "SubmissionChange",
    "SubmissionNote",
]
