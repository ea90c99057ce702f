"""How many assistants come along: chairs and food for people who hold no place, in a number that names nobody."""
from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from forms_app import access
from forms_app.models import AccessTask, FormPageMixin, NeedState
from forms_app.question_types import Need
from forms_app.suppression import LEAST, one_told


def assistants(page: FormPageMixin) -> int:
    """With how many of those who have a place, and may stand in lists, an assistant comes."""
    placed = page.with_place(page.get_submissions().unrestricted())
    needed = AccessTask.objects.of_form(page).unrestricted().exclude(state=NeedState.NO_LONGER)
    return sum(each.option == Need.ASSISTANT for each in needed.filter(submission__in=placed.order_by().values("pk")))


def assistants_in_words(page: FormPageMixin, user: Any) -> str:
    """A sentence in the active language; "" where the form does not ask.

    That somebody has an assistant tells of her: the exact number is for those who may read sensitive answers.
    """
    if not page.asks_of_needs:
        return ""
    number: int | None = assistants(page)
    if not access.may_read_special(user, page):
        number = one_told(number or 0, total=page.with_place(page.get_submissions().unrestricted()).count())
    told = _("fewer than %(least)s, or too few others") % {"least": LEAST} if number is None else number
    return _("Assistants along: %(number)s. They take no place.") % {"number": told}
