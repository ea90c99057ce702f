"""What each mail about a registration says: its name for staff, subject, heading and sentences, lazily translated.

Sentences may name ``until``: a moment in words; those of a reminder ``when``: the time of the occasion. None says more
than is known: being on the waiting list is no promise.
"""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

_OPEN = _("See your registration, or cancel it")


@dataclass(frozen=True, slots=True)
class MailWords:
    """The words of one kind of mail.

    ``link``: what the link to her registration is called. ``with_calendar``: whether the calendar entry goes with it;
    ``cancels``: whether that entry says that it does not take place for her.
    """

    name: Any
    subject: Any
    heading: Any
    says: tuple[Any, ...] = ()
    link: Any = _OPEN
    with_calendar: bool = False
    cancels: bool = False


KINDS: dict[str, MailWords] = {
    "registration_confirmed": MailWords(
        _("Confirmation"),
        _("%(reference)s: you are registered – %(title)s"),
        _("You are registered"),
        with_calendar=True,
    ),
    "registration_unverified": MailWords(
        _("Request to confirm an e-mail address"),
        _("%(reference)s: confirm your e-mail address – %(title)s"),
        _("Confirm your e-mail address"),
        (
            _("You are not registered until you have followed the link below. It is good until %(until)s."),
            _("If you have not registered, you need do nothing."),
        ),
        _("Confirm and see your registration"),
    ),
    "registration_waiting": MailWords(
        _("That she is on the waiting list"),
        _("%(reference)s: you are on the waiting list – %(title)s"),
        _("You are on the waiting list"),
        (
            _("All places were taken when your registration came in. We write to you if you get a place."),
            _("If you can no longer come, please give up your place on the list, so that others move up."),
        ),
    ),
    "registration_pending": MailWords(
        _("That a registration waits for approval"),
        _("%(reference)s: we have received your registration – %(title)s"),
        _("We have received your registration"),
        (_("The organiser looks at each registration. We write to you when it has been decided."),),
    ),
    "registration_rejected": MailWords(
        _("That a registration was not approved"),
        _("%(reference)s: you have not got a place – %(title)s"),
        _("You have not got a place"),
        (_("The organiser has looked at your registration and could not give you a place this time."),),
        "",
    ),
    "registration_promoted": MailWords(
        _("That she has got a place from the waiting list"),
        _("%(reference)s: you have got a place – %(title)s"),
        _("You have got a place"),
        (
            _("A place has become free, and it is yours. You need do nothing."),
            _("If you can no longer come, please cancel, so that the next person gets the place."),
        ),
        with_calendar=True,
    ),
    "registration_offered": MailWords(
        _("Offer of a place"),
        _("%(reference)s: do you want the place? – %(title)s"),
        _("A place has become free. Do you want it?"),
        (_("We keep the place for you until %(until)s. After that it goes to the next person on the waiting list."),),
        _("Answer yes or no"),
    ),
    "registration_not_placed": MailWords(
        _("That she has got no place"),
        _("%(reference)s: there was no place for you – %(title)s"),
        _("There was no place for you"),
        (_("No place became free in time, so the waiting list is closed. We are sorry."),),
        "",
    ),
    "registration_cancelled": MailWords(
        _("That she has cancelled"),
        _("%(reference)s: you have cancelled – %(title)s"),
        _("You have cancelled"),
        (_("You are no longer registered. If that was a mistake, register anew."),),
        "",
        cancels=True,
    ),
    "registration_cancelled_for_her": MailWords(
        _("That the organiser has cancelled a registration"),
        _("%(reference)s: your registration is cancelled – %(title)s"),
        _("Your registration is cancelled"),
        (_("The organiser has cancelled your registration. If you wonder why, write to us."),),
        "",
        cancels=True,
    ),
    "registration_moved": MailWords(
        _("That the time or the place has changed"),
        _("%(reference)s: something has changed – %(title)s"),
        _("Something has changed"),
        (
            _("What you registered for has changed. Your registration stands."),
            _("If you can no longer come, please cancel by the link below, so that somebody else gets the place."),
        ),
        with_calendar=True,
    ),
    "registration_date_set": MailWords(
        _("That a date has been set"),
        _("%(reference)s: the date is set – %(title)s"),
        _("The date is set"),
        (
            _("What was only roughly known when you registered is decided now. Your registration stands."),
            _("If the day does not suit you, write to us."),
        ),
        with_calendar=True,
    ),
    "registration_updated": MailWords(
        _("That those who come have changed"),
        _("%(reference)s: your registration has been changed – %(title)s"),
        _("Your registration has been changed"),
        (_("Below you see everybody who is registered now."),),
        _("See your registration, change or cancel it"),
    ),
    "registration_answers_changed": MailWords(
        _("That her answers have changed"),
        _("%(reference)s: your answers have been changed – %(title)s"),
        _("Your answers have been changed"),
        (_("Below you see what stands now. If it was not you, write to us."),),
    ),
    "registration_event_cancelled": MailWords(
        _("That the event is cancelled"),
        _("%(reference)s: it does not take place – %(title)s"),
        _("It does not take place"),
        (_("What you registered for is cancelled, and so is your registration. You need do nothing."),),
        _("See your registration"),
        cancels=True,
    ),
    "registration_reminder": MailWords(
        _("Reminder"),
        _("%(reference)s: reminder – %(title)s"),
        _("It is time soon"),
        (
            _("We look forward to seeing you: %(when)s."),
            _("If you can no longer come, please cancel by the link below, so that somebody else gets the place."),
        ),
        with_calendar=True,
    ),
    "registration_event_revived": MailWords(
        _("That the event takes place after all"),
        _("%(reference)s: it takes place after all – %(title)s"),
        _("It takes place after all"),
        (
            _("What you registered for was cancelled, but now it takes place."),
            _("Your registration is still cancelled. If you want to come, register anew on the page below."),
        ),
        "",
    ),
    "registration_repeated": MailWords(
        _("That a registration stands already"),
        _("%(reference)s: you were registered already – %(title)s"),
        _("You were registered already"),
        with_calendar=True,
    ),
}
#: The kinds of mail that put entries into her calendar.
WITH_CALENDAR = frozenset(kind for kind, words in KINDS.items() if words.with_calendar)
