"""What the tables of anonymous evaluations hold about anybody: nothing, but for whom an invitation was sent to."""
from __future__ import annotations

from home.personal_data import BASE_PAGE
from privacy.contracts import Columns, Erase, not_personal
from privacy.notation import keys, links, of_record, staff, technical, writing
from privacy.personal_data import STAMP

_NOBODY = "made so that it leads to no person: random keys, no moment, no order (domain.md §8)"

EVALUATIONS: dict[str, Columns] = {
    "forms_app.EvaluationPage": {
        **BASE_PAGE,
        **technical("when an evaluation takes answers", "opens_at", "closes_on"),
        **writing("an editor's text may name a contact", "button_text", "thank_you_text"),
    },
    "forms_app.EvaluationToken": {
        **links("page"),
        **technical(f"a keyed digest of a code that is given to somebody without a note; {_NOBODY}", "digest"),
        **technical("whether the row stands in random order", "is_settled"),
    },
    "forms_app.EvaluationWaiting": {
        **links("page", "version"),
        **technical(f"waits for at most as long as the evaluation is open, sealed; {_NOBODY}", "digest", "sealed"),
    },
    "forms_app.EvaluationAnswer": {
        **keys("id"),
        **links("page", "version", "controller", "activity"),
        **technical("the day of the batch, not of the answer", "day"),
        # Who answers may write a name although she is asked not to: then it is found as in any text.
        **writing("an anonymous answer may name somebody", "answers", erase=Erase.BY_EDITOR),
    },
    "forms_app.EvaluationRecord": {
        **dict.fromkeys(
            (*STAMP, "page"),
            not_personal("of the evaluation as a whole: when all its answers, which lead to nobody, may go"),
        ),
        **keys("id"),
    },
    "forms_app.EvaluationReview": {
        **links("answer"),
        **technical("places in a text, not the text", "hidden"),
        **staff("the colleague who looked through the texts", "by", erase=Erase.BLANK),
        **technical("the day on which texts were looked through", "on"),
    },
    "forms_app.EvaluationInvitation": {
        **keys("id"),
        **links("page"),
        **of_record("that a link was sent to her; which, and whether it was used, is known nowhere", "submission"),
    },
}
