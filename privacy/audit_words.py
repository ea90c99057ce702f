"""The audit log in words: what each code means to the people who read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from privacy.models import StaffReference

#: Every action that the code writes.
ACTIONS: dict[str, Any] = {
    "audit.exported": gettext_lazy("Part of the audit log was exported"),
    "body.set_up": gettext_lazy("A body was set up"),
    "case.add_address": gettext_lazy("An address was added to a case"),
    "case.alerted": gettext_lazy("A case was drawn attention to before its date"),
    "case.answer": gettext_lazy("A case was answered"),
    "case.answer_source": gettext_lazy("A source outside the site answered"),
    "case.appeal": gettext_lazy("An appeal was noted in a case"),
    "case.ask_identity": gettext_lazy("Proof of identity was asked for"),
    "case.choose": gettext_lazy("The outcome of an item was chosen"),
    "case.close": gettext_lazy("A case was closed"),
    "case.confirm": gettext_lazy("A request was confirmed by mail"),
    "case.decide": gettext_lazy("A case was decided"),
    "case.execute": gettext_lazy("A decision was carried out"),
    "case.extend": gettext_lazy("The time to answer was extended"),
    "case.followed": gettext_lazy("A new case was opened for what had been kept because of a hold"),
    "case.give_opinion": gettext_lazy("The data protection officer gave an opinion"),
    "case.kept": gettext_lazy("Something was kept after all when a decision was carried out"),
    "case.letter": gettext_lazy("A letter was made final"),
    "case.open": gettext_lazy("A case was opened"),
    "case.received": gettext_lazy("A request about personal data came in"),
    "case.refuse": gettext_lazy("A request was refused"),
    "case.search": gettext_lazy("A person's data were searched for"),
    "case.show_identity": gettext_lazy("Identity was shown"),
    "case.tell_recipient": gettext_lazy("Whoever was given a list was told, or could not be told"),
    "case.verified": gettext_lazy("A sweep looked for what was left"),
    "case.withdraw": gettext_lazy("A request was withdrawn"),
    "change.left": gettext_lazy("It was decided that nobody is told of a change of an event"),
    "change.told": gettext_lazy("Those registered to an event were told of a change"),
    "change.undone": gettext_lazy("Telling of a change of an event was undone within two minutes"),
    "date.entered": gettext_lazy("A date was entered from which periods are counted"),
    "erasures.reapplied": gettext_lazy("Erasures were applied again after a restore"),
    "evaluation.exported": gettext_lazy("The results of an evaluation were downloaded"),
    "evaluation.invited": gettext_lazy("Links to an evaluation were mailed"),
    "evaluation.links_made": gettext_lazy("Links to an evaluation were made"),
    "evaluation.links_page_opened": gettext_lazy("The page for making links to an evaluation was opened"),
    "evaluation.record_opened": gettext_lazy("A single answer to an evaluation was opened"),
    "evaluation.records_opened": gettext_lazy("The list of single answers to an evaluation was opened"),
    "evaluation.results_opened": gettext_lazy("The results of an evaluation were opened"),
    "evaluation.text_reviewed": gettext_lazy("A text in an evaluation was looked through for names"),
    "evaluation.texts_opened": gettext_lazy("Texts in an evaluation were opened to be looked through"),
    "copy.destroyed": gettext_lazy("A downloaded file was said to be destroyed"),
    "extract.fetched": gettext_lazy("A copy of somebody’s data was handed out"),
    "extract.made": gettext_lazy("A copy of somebody’s data was made"),
    "hold.placed": gettext_lazy("A disposal hold was placed"),
    "hold.released": gettext_lazy("A disposal hold was released"),
    "mail_text.changed": gettext_lazy("The words of a mail were changed"),
    "mail_text.refused": gettext_lazy("Somebody was refused the words of the mails"),
    "mail_text.reset": gettext_lazy("The standard words of a mail were taken back"),
    "mail.return_settled": gettext_lazy("Somebody whose mail came back was told in another way"),
    "mail.returned": gettext_lazy("The mail provider told that a mail did not arrive"),
    "mail.sent_again": gettext_lazy("A mail that had come back was sent again"),
    "mail.retried": gettext_lazy("A failed mail was tried again"),
    "mails.refused": gettext_lazy("Somebody was refused to send mails again"),
    "message.looked_at": gettext_lazy("It was looked at whom a message to those registered would reach"),
    "message.opened": gettext_lazy("A message to those registered, and who got it, was opened"),
    "message.refused": gettext_lazy("Somebody was refused to write to those registered"),
    "message.sent": gettext_lazy("An organiser wrote to those registered"),
    "message.undone": gettext_lazy("A message to those registered was undone within two minutes"),
    "page.opened": gettext_lazy("An officers’ page was opened"),
    "page.refused": gettext_lazy("Somebody was refused an officers’ page"),
    "question.removed": gettext_lazy("A question with answers was removed from a form"),
    "register.exported": gettext_lazy("The register of processing was exported"),
    "rule.added": gettext_lazy("A retention rule was added from a template"),
    "rule.armed": gettext_lazy("A retention rule was armed"),
    "rule.revised": gettext_lazy("A retention rule was given a new version"),
    "rule.standing_given": gettext_lazy("A standing approval was given"),
    "rule.standing_withdrawn": gettext_lazy("A standing approval was withdrawn"),
    "run.approved": gettext_lazy("A disposal run was approved"),
    "run.discarded": gettext_lazy("A disposal run was discarded"),
    "run.done": gettext_lazy("A disposal run was finished"),
    "run.exported": gettext_lazy("A disposal protocol was exported"),
    "run.proposed": gettext_lazy("A disposal run was proposed"),
    "run.started": gettext_lazy("A disposal run was begun"),
    "question.asked_later": gettext_lazy("A question was put to those who are registered"),
    "question.reminded": gettext_lazy("Those who had not answered a question were reminded"),
    "submission.answered_later": gettext_lazy("Questions asked later were answered"),
    "submission.corrected": gettext_lazy("An answer was corrected"),
    "submission.entered": gettext_lazy("A submission was entered by staff"),
    "submission.file_fetched": gettext_lazy("A file sent with a submission was fetched"),
    "submission.handled": gettext_lazy("The state of a submission was changed"),
    "submission.noted": gettext_lazy("A note was written on a submission"),
    "submission.opened": gettext_lazy("A submission was opened"),
    "submission.protected": gettext_lazy("A person’s identity was marked as protected"),
    "submission.protection_lifted": gettext_lazy("The mark of a protected identity was removed"),
    "submission.quarantined": gettext_lazy("A suspicious submission was set aside"),
    "attendance.noted": gettext_lazy("Somebody’s arrival at an event was noted"),
    "attendance.taken_back": gettext_lazy("The note of an arrival was taken back"),
    "invitation.answered": gettext_lazy("An invitation was answered"),
    "invitation.corrected": gettext_lazy("The address of an invitation was corrected"),
    "invitation.taken_back": gettext_lazy("An invitation was taken back"),
    "invitations.added": gettext_lazy("People were put on a list of invitations"),
    "invitations.list_opened": gettext_lazy("A list of invitations was opened"),
    "invitations.reminded": gettext_lazy("Those who had not answered an invitation were reminded"),
    "invitations.sent": gettext_lazy("Invitations were sent"),
    "invitations.undone": gettext_lazy("Sending invitations was undone within two minutes"),
    "need.changed": gettext_lazy("Something was done about an access need"),
    "need.noted": gettext_lazy("A note was written on an access need"),
    "need.ordered": gettext_lazy("Something was booked outside for one person"),
    "need.told": gettext_lazy("A registrant was written to about what she asked for"),
    "needs.opened": gettext_lazy("The access needs told in a form were opened"),
    "follow_up.done": gettext_lazy("A follow-up was done without a mail"),
    "follow_up.not_needed": gettext_lazy("A follow-up was noted as not applying"),
    "follow_up.sent": gettext_lazy("A mail of a follow-up was sent"),
    "follow_up.undone": gettext_lazy("What was done with a follow-up was taken back"),
    "registration.followed_from": gettext_lazy("The day from which a registration is followed up was set"),
    "registration.accept": gettext_lazy("An offered place was accepted"),
    "registration.approve": gettext_lazy("A registration was approved"),
    "registration.cancel": gettext_lazy("A registration was cancelled by its registrant"),
    "registration.cancel_for_her": gettext_lazy("A registration was cancelled by the organiser"),
    "registration.cancel_with_event": gettext_lazy("A registration was cancelled because the event was"),
    "registration.decline": gettext_lazy("An offered place was declined"),
    "registration.expire": gettext_lazy("An offer or an unconfirmed registration lapsed"),
    "registration.offer": gettext_lazy("A place was offered to the first on the waiting list"),
    "registration.party_changed": gettext_lazy("Those who come with a registration were changed"),
    "registration.promote": gettext_lazy("A place was given to somebody on the waiting list"),
    "registration.refused": gettext_lazy("An act with a registration was refused"),
    "registration.reject": gettext_lazy("A registration was not approved"),
    "registration.reseated": gettext_lazy("Seats followed an answer that was corrected"),
    "registration.still_coming": gettext_lazy("A registrant answered that she still comes after a change"),
    "registration.stop": gettext_lazy("A waiting list was closed, and somebody got no place"),
    "registration.verify_confirmed": gettext_lazy("An e-mail address was confirmed; there was a place"),
    "registration.verify_pending": gettext_lazy("An e-mail address was confirmed; the registration waits for approval"),
    "registration.verify_waiting": gettext_lazy("An e-mail address was confirmed; there was no place"),
    "registrations.arrivals_opened": gettext_lazy("The page of arrivals at an event was opened"),
    "registrations.attendance_opened": gettext_lazy("The attendance list of an event was opened"),
    "registrations.still_coming_opened": gettext_lazy("The list of who still comes after a change was opened"),
    "registrations.follow_ups_opened": gettext_lazy("The follow-ups of a programme were opened"),
    "registrations.caterer_told": gettext_lazy("The numbers of an event were downloaded for a caterer"),
    "registrations.catering_opened": gettext_lazy("The numbers for the caterer of an event were opened"),
    "registrations.places_opened": gettext_lazy("The places of an event were opened"),
    "submission.received": gettext_lazy("A submission came in"),
    "submission.released": gettext_lazy("A submission that had been set aside was released"),
    "submission.refused": gettext_lazy("Somebody was refused a submission"),
    "submission.restricted": gettext_lazy("The use of a submission was restricted"),
    "submission.restriction_lifted": gettext_lazy("The restriction of a submission was lifted"),
    "submissions.badges_opened": gettext_lazy("The name badges of a form were opened"),
    "submissions.handled": gettext_lazy("The state of several submissions was changed"),
    "submissions.export_fetched": gettext_lazy("A file of answers was fetched"),
    "submissions.export_ordered": gettext_lazy("A file of answers was ordered"),
    "submissions.exported": gettext_lazy("Answers were downloaded as a file"),
    "submissions.quarantine_opened": gettext_lazy("A list of suspicious submissions was opened"),
    "submissions.list_opened": gettext_lazy("A list of submissions was opened"),
    "submissions.mails_opened": gettext_lazy("The mails about the answers to a form were opened"),
    "submissions.moved_in": gettext_lazy("A list of another system was moved in"),
    "submissions.numbers_opened": gettext_lazy("The numbers of a form were opened"),
    "submissions.refused": gettext_lazy("Somebody was refused a list of submissions"),
    "submissions.searched": gettext_lazy("A submission was searched for by number or address"),
    "sweep.done": gettext_lazy("Tables and files were searched for what is left"),
}

#: The kinds of things that events are about; a page of the desk stands under its own name.
SUBJECTS: dict[str, Any] = {
    "audit": gettext_lazy("Audit log"),
    "case": gettext_lazy("Case"),
    "controller": gettext_lazy("Controller"),
    "date": gettext_lazy("Date"),
    "disclosure": gettext_lazy("Disclosure"),
    "evaluation_answer": gettext_lazy("Answer to an evaluation"),
    "hold": gettext_lazy("Disposal hold"),
    "invitation": gettext_lazy("Invitation"),
    "ledger": gettext_lazy("Ledger of erasures"),
    "mail_text": gettext_lazy("Words of a mail"),
    "message": gettext_lazy("Mail"),
    "page": gettext_lazy("Page with a form"),
    "register": gettext_lazy("Register of processing"),
    "rule": gettext_lazy("Retention rule"),
    "run": gettext_lazy("Disposal run"),
    "submission": gettext_lazy("Submitted form"),
}

#: The names of facts.
FACTS: dict[str, Any] = {
    "after_closing": gettext_lazy("After the last day"),
    "anchor": gettext_lazy("Counted from"),
    "answer": gettext_lazy("Answer"),
    "answer_by": gettext_lazy("To be answered by"),
    "answers": gettext_lazy("Answers"),
    "asked": gettext_lazy("Asked"),
    "authority": gettext_lazy("Disposal authority"),
    "by": gettext_lazy("Followed by"),
    "by_clock": gettext_lazy("By the clock"),
    "by_invited": gettext_lazy("Named by an invited person"),
    "by_post": gettext_lazy("By post"),
    "case": gettext_lazy("Case"),
    "certainty": gettext_lazy("Why hers"),
    "change": gettext_lazy("Change of the event"),
    "channel": gettext_lazy("Came by"),
    "clean": gettext_lazy("Nothing was left"),
    "corrected": gettext_lazy("Answers corrected"),
    "dates": gettext_lazy("Records counted anew"),
    "day": gettext_lazy("Day of the case"),
    "decisions": gettext_lazy("Decisions"),
    "digest": gettext_lazy("Digest"),
    "disclosure": gettext_lazy("Disclosure"),
    "export": gettext_lazy("Export"),
    "extended": gettext_lazy("Time was extended"),
    "fields": gettext_lazy("Fields"),
    "filters": gettext_lazy("Chosen by"),
    "format": gettext_lazy("Format"),
    "hidden": gettext_lazy("Hidden passages"),
    "item": gettext_lazy("Item"),
    "joined": gettext_lazy("Joined"),
    "items": gettext_lazy("Things found"),
    "kind": gettext_lazy("Kind"),
    "language": gettext_lazy("Language"),
    "left": gettext_lazy("Left"),
    "left_behind": gettext_lazy("Places where something was left"),
    "left_out": gettext_lazy("Not asked"),
    "letter": gettext_lazy("Letter"),
    "level": gettext_lazy("Level of identity"),
    "listed": gettext_lazy("Decisions on the list"),
    "mails": gettext_lazy("Mails are sent"),
    "message": gettext_lazy("Message"),
    "method": gettext_lazy("Way"),
    "named": gettext_lazy("Named"),
    "needles": gettext_lazy("Searched for"),
    "number": gettext_lazy("Number"),
    "on": gettext_lazy("Day entered"),
    "outcome": gettext_lazy("Outcome"),
    "page": gettext_lazy("Page of the list"),
    "participant": gettext_lazy("Participant"),
    "participants": gettext_lazy("Participants"),
    "preset": gettext_lazy("Columns"),
    "proof": gettext_lazy("Proof"),
    "purpose": gettext_lazy("Purpose"),
    "question": gettext_lazy("Question"),
    "questions": gettext_lazy("Questions"),
    "reason": gettext_lazy("Reason"),
    "recipient": gettext_lazy("Recipient to tell"),
    "records": gettext_lazy("Records"),
    "reminded": gettext_lazy("Reminded"),
    "replaces": gettext_lazy("Replaces"),
    "residues": gettext_lazy("Places where something was left"),
    "rows": gettext_lazy("Rows"),
    "scope": gettext_lazy("Covers"),
    "source": gettext_lazy("Source"),
    "special": gettext_lazy("Sensitive answers shown"),
    "state": gettext_lazy("State"),
    "system": gettext_lazy("Earlier system"),
    "template": gettext_lazy("Template"),
    "told": gettext_lazy("Were told"),
    "version": gettext_lazy("Version"),
    "way": gettext_lazy("How they were handed out"),
    "why": gettext_lazy("Why"),
    "with_values": gettext_lazy("Records with emptied values"),
}


def action_in_words(code: str) -> str:
    """What was done; the code itself where an older version wrote one that is no longer known."""
    return str(ACTIONS.get(code, code))


def subject_in_words(kind: str) -> str:
    """What kind of thing it was done to."""
    return str(SUBJECTS.get(kind, kind))


def facts_in_words(facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Each fact as a term and its value."""
    return [(str(FACTS.get(name, name)), _value(value)) for name, value in facts.items()]


def _value(value: Any) -> str:
    if value is True:
        return _("yes")
    if value is False:
        return _("no")
    if isinstance(value, list):
        return ", ".join(_value(each) for each in value)
    return "–" if value in (None, "") else str(value)


class Actors:
    """Who did it: colleagues by name for as long as they are here."""

    def __init__(self, references: Iterable[UUID | None]) -> None:
        rows = StaffReference.objects.filter(ref__in={each for each in references if each}).select_related("user")
        self.names = {row.ref: row.user.get_full_name() or row.user.get_username() for row in rows}

    def name(self, reference: UUID | None) -> str:
        """A name, or what can be said instead."""
        if reference is None:
            return _("The site or a visitor")
        return self.names.get(reference) or _("A colleague who has left")
