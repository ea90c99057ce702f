"""What a visitor has sent, from whichever step, as the data of a form."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict

from forms_app import review
from forms_app.answer_form import AnswerForm
from forms_app.steps import Step

#: Fields of the form's own that go along from page to page.
_CARRIED = ("version", "seen_before", "left_in")


@dataclass(slots=True)
class Post:
    """One post to the form of a page.

    ``change`` is the field she wants to go back to, ``goes_back`` whether she wants the first step again;
    ``expired`` that she has looked too long at the last step, ``unreadable`` that what it carried is not ours.
    """

    data: QueryDict
    files: Any
    nonce: str = ""
    change: str = ""
    goes_back: bool = False
    expired: bool = False
    unreadable: bool = False

    @property
    def version(self) -> str:
        """The digest of the form she saw."""
        return str(self.data.get("version", ""))

    @property
    def is_from_review(self) -> bool:
        """Whether she has sent what she looked through."""
        return self.data.get("from_step") == Step.REVIEW


def read(request: HttpRequest, *, page: str) -> Post:
    """The post of ``request`` to the page with this translation key."""
    signed = request.POST.get("signed_answers")
    if signed is None:
        kept = str(request.POST.get("nonce", ""))[:64]
        return Post(request.POST.copy(), request.FILES, nonce=kept, goes_back="go_back" in request.POST)
    try:
        reviewed, expired = review.opened(signed, page=page)
    except review.Unreadable:
        return Post(QueryDict(mutable=True), request.FILES, unreadable=True)
    data = QueryDict(mutable=True)
    for name, values in reviewed.values.items():
        data.setlist(name, values)
    change = str(request.POST.get("change_answer", ""))
    data["from_step"] = Step.REVIEW
    return Post(data, request.FILES, nonce=reviewed.nonce, change=change, expired=expired)


def reviewed(form: AnswerForm, *, page: str, nonce: str) -> review.Reviewed:
    """What ``form`` holds, to be looked through; ``nonce`` is "" at the first time."""
    own = {"version": form.sent("version"), "seen_before": form.seen_everything(), "left_in": form.left_in()}
    values = {name: given for name, given in form.given().items() if name in form.fields}
    values |= {name: [own[name]] for name in _CARRIED if own[name]}
    return review.Reviewed(page, values, nonce) if nonce else review.Reviewed(page, values)


def kept(form_class: type[AnswerForm], data: QueryDict, digest: str) -> AnswerForm:
    """The form with this digest, now in force, with the posted answers in it, unjudged."""
    own = data.copy()
    own["version"] = digest
    form = form_class(own, in_steps=True, judged=False)
    for name, values in form.given().items():
        own.setlist(name, values)
    return form
