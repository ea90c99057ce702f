"""The kinds of things that organisers are told at once, and their words. Floors above add their own."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

_OPEN = _("Open the list")


def to_list(page: Any, record: UUID | None) -> str:
    """The list of the page at the desk."""
    return reverse("forms_app_desk:list", args=[page.pk])


def to_needs(page: Any, record: UUID | None) -> str:
    """The access needs told in the form of the page."""
    return reverse("forms_app_desk:needs", args=[page.pk])


def _nothing(page: Any) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class AlertWords:
    """What such a message says, lazily translated, and where its link leads.

    ``subject`` and ``says`` may name ``%(title)s`` (the page) and what ``numbers`` gives of the page when the message
    is written. Nothing in it may tell of a person: neither a name nor an answer, nor the number of a record.
    ``address``: from the page and the answer it is about, if any, to a path of the desk.
    """

    name: Any
    subject: Any
    says: tuple[Any, ...]
    link: Any = _OPEN
    address: Callable[[Any, UUID | None], str] = to_list
    numbers: Callable[[Any], Mapping[str, Any]] = _nothing


_kinds: dict[str, AlertWords] = {}


def add(kind: str, words: AlertWords) -> None:
    """Add a kind, once: from ``AppConfig.ready()``.

    :raises ValueError: when there is such a kind.
    """
    if kind in _kinds:
        raise ValueError(f"there is a kind {kind} already")
    _kinds[kind] = words


def words_of(kind: str) -> AlertWords:
    """The words of ``kind``.

    :raises KeyError: when no app has added it.
    """
    return _kinds[kind]


def kinds() -> list[str]:
    """Every kind that there is."""
    return sorted(_kinds)


def to_answer(page: Any, record: UUID | None) -> str:
    """The answer itself."""
    return reverse("forms_app_desk:detail", args=[record]) if record else to_list(page, record)


def _registered(page: Any) -> Mapping[str, Any]:
    return {"number": page.standing(page.get_submissions().unrestricted()).count()}


MAIL_BACK, ACCESS_NEED, LIST_CLOSED = "mail_back", "access_need", "list_closed"
#: Those of every form.
OWN = {
    MAIL_BACK: AlertWords(
        _("That mail came back"),
        _("Mail came back – %(title)s"),
        (_("A mail about an answer to “%(title)s” did not arrive. Open it to see why, and what you can do."),),
        _("Open the answer"),
        to_answer,
    ),
    ACCESS_NEED: AlertWords(
        _("That somebody has stated an access need"),
        _("An access need – %(title)s"),
        (_("Somebody who answered “%(title)s” has told of an access need. See at the desk what is to be arranged."),),
        address=to_needs,
    ),
    LIST_CLOSED: AlertWords(
        _("That the list is closed"),
        _("The list is closed – %(title)s"),
        (
            _("The last day to answer “%(title)s” is over."),
            _("On the list now: %(number)d."),
        ),
        numbers=_registered,
    ),
}
