"""wagtail.contrib.forms: its table stays empty, because answers are stored as our own submissions."""
from privacy.contracts import Column, Erase, Find, PrivacyClass, SubjectRole
from privacy.notation import keys, links, technical

TABLES = {
    "wagtailforms.FormSubmission": {
        **keys("id"),
        **links("page"),
        **technical("never written: no page type stores its answers here", "submit_time"),
        "form_data": Column(
            PrivacyClass.FREE_TEXT, SubjectRole.REGISTRANT, Find.TEXT_SEARCH, Erase.DELETE_ROW, True,
            "never written: no page type stores its answers here; searched all the same",
        ),
    },
}
