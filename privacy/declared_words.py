"""The nouns of the declarations in words, for people who read the register."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from privacy.contracts import Erase, SubjectRole

#: Whose data, as the register says it.
SUBJECTS: dict[SubjectRole, Any] = {
    SubjectRole.REGISTRANT: _("Those who fill in a form"),
    SubjectRole.CONTACT: _("Contact persons and people appearing"),
    SubjectRole.STAFF: _("Colleagues with an account"),
    SubjectRole.REQUESTER: _("Those who ask about their data"),
    SubjectRole.ANYONE: _("Anybody whom a text names"),
    SubjectRole.NOBODY: _("Nobody"),
}

#: How a value goes.
ERASING: dict[Erase, Any] = {
    Erase.WITH_RECORD: _("Goes with its record"),
    Erase.BLANK: _("The value is emptied, the row stays"),
    Erase.DELETE_ROW: _("The row is deleted"),
    Erase.BY_EDITOR: _("An editor takes it out"),
    Erase.EXPIRES: _("Deleted at its own time"),
    Erase.KEPT: _("Kept"),
    Erase.NOT_APPLICABLE: _("Not applicable"),
}

#: Where data lie, by the app whose tables they are; people read these, not the names of tables.
PLACES: dict[str, Any] = {
    "account": _("Signing in"),
    "auth": _("Accounts of colleagues"),
    "contenttypes": _("The software itself"),
    "events": _("Events, networks, programmes and projects"),
    "forms_app": _("Forms and what was sent in"),
    "home": _("Pages, contact persons and places"),
    "mfa": _("Signing in"),
    "privacy": _("Data protection: requests, rules, runs and logs"),
    "sessions": _("Signing in"),
    "taggit": _("Pictures and documents"),
    "wagtail_localize": _("Translations"),
    "wagtailadmin": _("The editor’s drafts and sessions"),
    "wagtailcore": _("Pages, their history and comments"),
    "wagtaildocs": _("Pictures and documents"),
    "wagtailembeds": _("Pages, their history and comments"),
    "wagtailforms": _("Forms and what was sent in"),
    "wagtailimages": _("Pictures and documents"),
    "wagtailredirects": _("Pages, their history and comments"),
    "wagtailsearch": _("Search"),
    "wagtailusers": _("Accounts of colleagues"),
}
