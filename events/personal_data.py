"""What events, the people appearing and registrations hold about anybody."""
from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy as _

from events import lost_links, mail_words, mails, timers
from events.followed import deeds as followed_deeds
from events.followed import mails as followed_mails
from events.followed import tasks as followed_tasks
from events.invitations import mails as invitation_mails
from events.invitations import sending, told
from events.invitations.declared import INVITATION_LINKS, INVITATIONS
from events.invitations.holding import Invitations
from events.letters import mails as letter_mails
from events.letters import messages, rounds
from forms_app.personal_data import FORM_PAGE, of_record, organiser_columns
from home.personal_data import BASE_PAGE
from privacy import registry
from privacy.contracts import Column, Columns, Erase, Find, PrivacyClass, SubjectRole
from privacy.notation import keys, links, staff, technical, writing

_APPEARING = Column(
    PrivacyClass.PERSONAL, SubjectRole.CONTACT, Find.TEXT_SEARCH, Erase.BY_EDITOR, True,
    "published by the body to say who appears at an event",
)

_ROW: Columns = {**keys("id", "translation_key"), **links("locale", "page"), **technical("its place", "sort_order")}

_TABLES: dict[str, Columns] = {
    "events.EventIndexPage": BASE_PAGE,
    "events.EventPage": {
        **BASE_PAGE,
        **FORM_PAGE,
        **technical(
            "what sort of event it is and how one registers",
            "kind", "held_in", "registration_mode", "registration_url", "time_zone", "cancelled_on", "capacity",
            "counts_places", "has_queue", "promotion", "needs_approval", "verifies_address", "names_later",
        ),
        **technical(
            "when those who have a place are written to", "reminder_days", "follow_up_days", "follow_up_to_arrived"
        ),
        **links("project", "earlier_edition"),
        **writing(
            "an editor's text may name a person",
            "target_group", "preparation", "included", "cost", "deadline_note", "follow_up_text",
        ),
    },
    "events.SeriesPage": {
        **links("eventpage_ptr"),
        **technical("for whom the cost is, and what one registration is for", "cost_per", "registers_for"),
        **writing(
            "an editor's text may name a person",
            "rhythm", "requirements", "commitment", "invoice_text", "next_step",
        ),
    },
    "events.ProgrammePage": {
        **links("eventpage_ptr"),
        **writing(
            "an editor's text may name a person",
            "group_size", "group_task", "certificate_rule", "evaluation_note", "other_note",
        ),
        **technical("the day from which follow-ups are counted", "follow_ups_from"),
    },
    "events.Module": {
        **_ROW,
        **links("evaluation"),
        **technical("what sort of step it is", "kind"),
        **writing("an editor's text may name a person", "title", "length", "text"),
    },
    "events.FollowUp": {
        **_ROW,
        **technical("how long after", "months"),
        **writing("an editor's text may name a person", "title", "text"),
    },
    "events.ProjectIndexPage": BASE_PAGE,
    "events.ProjectPage": {
        **BASE_PAGE,
        **FORM_PAGE,
        **technical(
            "when a project runs and was paid, and whether it has a form",
            "starts_on", "ends_on", "last_payment_on", "with_form",
        ),
        **writing("an editor's text may name a person", "organisation_unit", "goals", "implementation"),
    },
    "events.ProjectPage_organisers": organiser_columns("projectpage"),
    "events.Partner": {
        **_ROW,
        **writing("an organisation may be named after a person", "name"),
        **technical("an address elsewhere", "url"),
    },
    "events.Funding": {
        **_ROW,
        **writing("a fund may be named after a person", "funder", "fund"),
        **technical("which words of the European Union go with it", "label"),
    },
    "events.ProjectResult": {
        **_ROW,
        **links("target"),
        **writing("an editor's text may name a person", "title", "text"),
        **technical("an address elsewhere", "url"),
    },
    "events.EventPage_organisers": organiser_columns("eventpage"),
    "events.EventPage_audiences": {**keys("id"), **links("eventpage", "audience")},
    "events.Audience": {
        **keys("id", "translation_key"),
        **links("locale", "latest_revision", "live_revision"),
        **technical(
            "a group of people, never one, and when its name was published",
            "name", "live", "has_unpublished_changes", "first_published_at", "last_published_at",
            "go_live_at", "expire_at", "expired",
        ),
    },
    "events.Occasion": {
        **_ROW,
        **links("place"),
        **technical(
            "when it takes place, how, and what became of it",
            "precision", "first_day", "start_time", "end_time", "last_day", "mode", "join_link", "status",
            "previous_day", "previous_time", "sequence", "earliest_day", "latest_day",
        ),
        **writing("a room may be named after a person", "room"),
        **writing("an editor's text may name a person", "title", "documentation"),
    },
    "events.Appearance": {
        **_ROW,
        **dict.fromkeys(("name", "title", "role", "about"), _APPEARING),
    },
    "events.EventContact": {**_ROW, **links("person")},
    "events.RelatedLink": {
        **_ROW,
        **writing("an editor's words for a link may name its author", "title"),
        **technical("an address elsewhere", "url"),
    },
    "events.Allotment": {
        **_ROW,
        **technical("how many places there are for those who choose what", "title", "option", "capacity"),
    },
    "events.Admission": {**keys("event_key"), **technical("what the public reads of its places", "room")},
    "events.EventChange": {
        **keys("id", "event_key"),
        **technical("when what changed was published, and when it was decided who is told", "made_at", "settled_at"),
        **technical("whether it takes place after all, and whether people are asked", "revives", "asks"),
        **writing("a room may be named after a person", "occasions"),
        **writing("an organiser's own words may name a person", "sentences", "reason"),
        **staff("the colleague who published what changed", "made_by", erase=Erase.BLANK),
        **staff("the colleague who decided whether people are told", "settled_by", erase=Erase.BLANK),
    },
    "events.EventDefaults": {**keys("id"), **links("site"), **technical("a usual number of days", "reminder_days")},
    "events.LetterRound": {
        **keys("id", "event_key", "occasion_key"),
        **technical("which mails went out for which day; to whom stands in the outbox", "kind", "day", "made_at"),
    },
    "events.OrganiserMessage": {
        **keys("id", "event_key", "once"),
        **technical(
            "to which of those who registered it went, how many they were, and when",
            "whom", "instead", "told", "set_aside", "without_address", "made_at", "undone_at",
        ),
        **writing("an organiser's own words may name a person", "texts"),
        **staff("the colleague who wrote it", "by", erase=Erase.BLANK),
    },
    "events.MailText": {
        **keys("id", "body_key"),
        **technical("which mail of a body, in which language, and when its words were changed",
                    "kind", "language", "changed_at"),
        **writing("a body's own words may name a person", "subject", "heading", "text", "link"),
        **staff("the colleague who changed the words", "changed_by", erase=Erase.BLANK),
    },
    "events.Registration": of_record(
        "submission", "event_key", "state", "repeats", "queue_number", "until", "decided_at", "asked_at",
        "still_coming_at",
    ),
    "events.RegistrationLink": of_record("id", "registration", "digest", "made_at"),
    "events.Attendance": {
        **of_record("id", "seat", "occasion_key", "at"),
        **staff("the colleague who noted that somebody came", "by", erase=Erase.BLANK),
    },
    "events.Invitation": INVITATIONS,
    "events.InvitationLink": INVITATION_LINKS,
    "events.FollowedFrom": {
        **of_record("registration", "on", "at"),
        **staff("the colleague who set the day from which a registration is followed up", "by", erase=Erase.BLANK),
    },
    "events.FollowUpDeed": {
        **of_record("id", "registration", "follow_up_key", "title", "due_on", "outcome", "at"),
        **of_record("subject", "text", "note", privacy_class=PrivacyClass.FREE_TEXT),
        **staff("the colleague who followed up a registration", "by", erase=Erase.BLANK),
    },
    "events.Seat": of_record("id", "registration", "person", "allotment_key"),
}


def register() -> None:
    """Tell privacy of the app's columns and mails."""
    for model, columns in _TABLES.items():
        registry.declare(model, columns)
    for kind, words in mail_words.KINDS.items():
        if kind == rounds.REMINDER:
            registry.register_version_renderer(kind, letter_mails.reminder, words.name)
            continue
        registry.register_renderer(kind, partial(mails.about_registration, kind), words.name)
    registry.register_renderer(lost_links.KIND, lost_links.links_again, _("New links to registrations"))
    registry.register_version_renderer(rounds.FOLLOW_UP, letter_mails.follow_up, _("Mail after the event"))
    registry.register_holding(Invitations())
    registry.register_renderer(sending.INVITED, invitation_mails.invitation, _("Invitation"))
    registry.register_renderer(sending.REMINDED, invitation_mails.reminder, _("Reminder of an invitation"))
    registry.register_timer("events.lost_links", lost_links.forget_nobody)
    registry.register_version_renderer(followed_deeds.KIND, followed_mails.followed_up, _("Follow-up of a programme"))
    of_change = invitation_mails.told_of_change
    for kind, name in (
        (told.CANCELLED, _("That what she is invited to is cancelled")),
        (told.REVIVED, _("That what she is invited to takes place after all")),
    ):
        registry.register_version_renderer(kind, partial(of_change, kind), name)
    registry.register_timer("events.queues", timers.look_after_queues)
    registry.register_timer("events.reminders", rounds.remind)
    registry.register_version_renderer(messages.MESSAGE, letter_mails.message, _("Message from the organiser"))
    registry.register_timer("events.follow_ups", rounds.follow_up)
    registry.register_timer("events.messages", messages.forget)
    registry.register_timer("events.followed", followed_tasks.let_go_of_the_ended)
