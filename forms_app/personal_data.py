"""What questions, versions and submissions hold about anybody."""
from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from forms_app import mails, participant_mails, timers
from forms_app.counting import count_forms
from forms_app.evaluations import batches
from forms_app.evaluations import mails as evaluation_mails
from forms_app.evaluations.declared import EVALUATIONS
from forms_app.evaluations.holding import Evaluations
from forms_app.holding import Persons, Submissions
from forms_app.later import mails as later_mails
from forms_app.later import rounds
from forms_app.needs import mails as needs_mails
from forms_app.organisers import alerts, digest, moments
from forms_app.organisers import mails as organiser_mails
from home.personal_data import BASE_PAGE
from privacy import registry
from privacy.contracts import Column, Columns, Erase, Find, PrivacyClass, SubjectRole
from privacy.notation import keys, links, staff, technical, writing
from privacy.personal_data import STAMP

_OF_RECORD = "what a person sent, or what we know of it; goes with the record"


def of_record(*names: str, privacy_class: PrivacyClass = PrivacyClass.PERSONAL) -> Columns:
    """Columns of a submission: found by the subject key, erased with the record, in the extract."""
    column = Column(
        privacy_class, SubjectRole.REGISTRANT, Find.SUBJECT_KEY, Erase.WITH_RECORD, True, _OF_RECORD
    )
    return dict.fromkeys(names, column)


#: Columns of a page with a form; floors above put them into their own tables.
FORM_PAGE: Columns = {
    **technical(
        "when and how the form takes answers",
        "opens_at", "closes_on", "access_by", "review_step", "largest_party", "in_digest",
    ),
    **writing(
        "an editor's text may name a contact", "button_text", "thank_you_text", "not_open_text", "closed_text"
    ),
    **staff("the colleague who looks after diet and access needs", "special_reader", erase=Erase.BLANK),
}

#: Columns of ``models.answered.Answered``, and of the corrections beside such a record.
_ANSWERED: Columns = {
    **of_record("answers", "corrected", privacy_class=PrivacyClass.SPECIAL),
    **of_record("erased", "later"),
}
_CHANGE: Columns = {
    **keys("id"),
    **of_record("key", "at", "why"),
    **of_record("old", "new", privacy_class=PrivacyClass.SPECIAL),
    **of_record("note", privacy_class=PrivacyClass.FREE_TEXT),
    **staff("the colleague who corrected an answer", "by", erase=Erase.BLANK),
}

_TABLES: dict[str, Columns] = {
    "forms_app.FormField": {
        **keys("id", "translation_key", "clean_name"),
        **links("locale", "page"),
        **writing(
            "an editor's question may name a person",
            "label", "help_text", "error_text", "choices", "default_value",
        ),
        **technical(
            "how a question is asked",
            "sort_order", "field_type", "required", "max_length", "autocomplete", "privacy_class", "in_receipt",
            "asked_of", "asked_when", "condition", "most_files",
        ),
        **links("ready_question"),
    },
    "forms_app.ReadyQuestion": {
        **keys("id", "option_keys"),
        **technical(
            "a question that officers have made ready, and how it is asked",
            "labels", "helps", "errors", "options", "kind", "required", "privacy_class", "autocomplete", "max_length",
            "asked_of", "page_types", "opens", "order", "retired",
        ),
    },
    "forms_app.PageOpening": {
        **keys("id"),
        **technical("which questions a type of page opens with", "page_type", "kinds"),
    },
    "forms_app.QuestionRemoval": {
        **keys("id", "key"),
        **links("page"),
        **technical(
            "numbers of answers and what was decided about them", "fate", "answers", "special", "decided_at", "run"
        ),
        **staff("the colleague who decided", "decided_by", erase=Erase.BLANK),
    },
    "forms_app.FormVersion": {
        **keys("id", "digest"),
        **links("page"),
        **technical(
            "evidence of what was asked and told: words of the body, kept unchanged",
            "language", "schema", "notice", "button", "made_at",
        ),
    },
    "forms_app.Submission": {
        **STAMP,
        **of_record("id", "reference", "page", "served_page", "version", "handling", "received_at", "restricted_at"),
        **of_record("quarantined_at"),
        **_ANSWERED,
    },
    "forms_app.HandlingChange": {
        **keys("id", "act"),
        **of_record("submission", "before", "after", "at"),
        **staff("the colleague who handled a submission", "by", erase=Erase.BLANK),
    },
    "forms_app.SubmissionNote": {
        **keys("id"),
        **of_record("submission", "at"),
        **of_record("text", privacy_class=PrivacyClass.FREE_TEXT),
        **staff("the colleague who wrote a note", "by", erase=Erase.BLANK),
    },
    "forms_app.AccessTask": {
        **keys("id"),
        **of_record("submission", "person", "key", "state", "made_at", "changed_at", "booked_at"),
        **of_record("need", "note", privacy_class=PrivacyClass.SPECIAL),
        **staff("the colleague who arranged what somebody needs", "by", erase=Erase.BLANK),
    },
    "forms_app.StaffEntry": {
        **of_record("submission", "channel", "came_at", "notice_given", "at"),
        **of_record("why_closed", privacy_class=PrivacyClass.FREE_TEXT),
        **staff("the colleague who entered a submission", "by", erase=Erase.BLANK),
    },
    "forms_app.PartyChange": {
        **keys("id"),
        **of_record("submission", "joined", "left", "named", "channel", "at"),
        **staff("the colleague who changed who comes", "by", erase=Erase.BLANK),
    },
    "forms_app.MovedIn": of_record("submission", "digest", "person", "system", "since", "notice_on", "notice"),
    "forms_app.ErasedRow": {
        **links("page"),
        **technical(
            "a keyed digest that leads to nobody who does not bring the old list: it keeps that list from bringing "
            "back who was erased; purged after two years",
            "digest", "until",
        ),
    },
    "forms_app.SubmittedPerson": {
        **STAMP, **of_record("id", "submission", "ordinal", "restricted_at", "left_at"), **_ANSWERED,
    },
    "forms_app.LaterRound": {
        **keys("id", "key"),
        **links("page"),
        **technical("when a question was put to those who were registered", "at", "reminded_at"),
        **staff("the colleague who put a question", "by", erase=Erase.BLANK),
    },
    "forms_app.LaterAsk": {**keys("id"), **of_record("submission", "round", "version", "keys", "at", "answered_at")},
    "forms_app.LaterLink": {**keys("id", "digest"), **of_record("submission", "made_at")},
    "forms_app.SubmissionChange": {**of_record("submission"), **_CHANGE},
    "forms_app.PersonChange": {**of_record("person"), **_CHANGE},
    **EVALUATIONS,
    "forms_app.OrganiserAlert": {
        **keys("id", "mark"),
        **links("page"),
        **of_record("submission"),
        **technical("what a colleague was told, and when; never in which words", "kind", "made_at"),
        **staff("the colleague who was told", "user", erase=Erase.DELETE_ROW),
    },
    "forms_app.DigestReader": {
        **technical(
            "until when a colleague has been told, and the addresses of the tasks she knew of", "told_until", "tasks"
        ),
        **staff("the colleague who gets the digest", "user", erase=Erase.DELETE_ROW),
        **staff("whether she wants it", "wants_digest", erase=Erase.DELETE_ROW),
    },
    "forms_app.Digest": {
        **keys("id"),
        **technical("of which time a digest tells", "since", "until"),
        **staff("the colleague who got the digest", "user", erase=Erase.DELETE_ROW),
    },
    "forms_app.SubmittedFile": {
        **of_record("id", "submission", "key", "kind", "size", "sha256"),
    },
    "forms_app.Export": {
        **keys("id", "lease"),
        **links("page"),
        **staff("the colleague who ordered a file and may fetch it", "by", erase=Erase.DELETE_ROW),
        **writing("what was ordered: codes, and the organisation that gets it", "order", erase=Erase.EXPIRES),
        **technical(
            "how far the file is; the file itself is deleted with the row, three days after it was made, and at once "
            "when a record of its form is destroyed",
            "state", "ordered_at", "submissions", "done", "rows", "attempts", "next_attempt_at", "problem",
            "leased_until", "read_at", "expires_at", "fetched",
        ),
    },
    "forms_app.PostOnce": dict.fromkeys(
        ("digest", "record", "at", "repeats"),
        Column(
            PrivacyClass.PERSONAL, SubjectRole.REGISTRANT, Find.RECORD, Erase.EXPIRES, False,
            "a keyed digest against double posts, purged after ten minutes",
        ),
    ),
}


def register() -> None:
    """Tell privacy of the app's columns, mails and timers."""
    for model, columns in _TABLES.items():
        registry.declare(model, columns)
    registry.declare("forms_app.FormPage", {**BASE_PAGE, **FORM_PAGE})
    registry.declare("forms_app.FormPage_organisers", organiser_columns("formpage"))
    registry.register_renderer("submission_received", mails.submission_received, _("Receipt"))
    registry.register_renderer(
        participant_mails.TOLD, participant_mails.participant_told, _("Notice to a participant whom another registered")
    )
    registry.register_renderer(rounds.ASKED, later_mails.asked_later, _("Question asked later"))
    registry.register_renderer(rounds.REMINDED, later_mails.asked_again, _("Reminder of a question"))
    registry.register_renderer(alerts.MAIL, organiser_mails.alert_letter, _("Message to organisers"))
    registry.register_timer("forms_app.alerts", moments.tell)
    registry.register_renderer(needs_mails.ARRANGED, needs_mails.arranged, _("A word about her registration"))
    registry.register_renderer(needs_mails.TALK, needs_mails.talk, _("A word about her registration"))
    registry.register_renderer(digest.MAIL, organiser_mails.digest_letter, _("Digest to organisers"))
    registry.register_timer("forms_app.digests", digest.send_due)
    registry.register_timer("forms_app.old_digests", digest.purge)
    registry.register_holding(Submissions())
    registry.register_holding(Persons())
    registry.register_holding(Evaluations())
    registry.register_form_counter(count_forms)
    registry.register_timer("forms_app.purge_posts", timers.purge_posts)
    registry.register_timer("forms_app.purge_erased_rows", timers.purge_erased_rows)
    registry.register_timer("forms_app.evaluations", batches.write_batches)
    registry.register_renderer("evaluation_invitation", evaluation_mails.invitation, _("Invitation to an evaluation"))
    registry.register_timer("forms_app.settle_files", timers.settle_files)
    registry.register_timer("forms_app.exports", timers.make_exports)
    registry.register_timer("forms_app.expired_exports", timers.delete_exports)


def organiser_columns(model: str) -> Columns:
    """The table that names a page's organisers; ``model`` is the page model's name in lower case."""
    return {
        **keys("id"),
        **links(model),
        **staff("a colleague who looks after an event", "user", erase=Erase.DELETE_ROW),
    }
