"""What an editor is told of the form she builds: what keeps it from being published, and what could be better."""
from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from forms_app import removed_questions
from forms_app.advice import advice_on_questions
from forms_app.condition_rules import faults, in_words
from forms_app.models.removals import QuestionRemoval
from forms_app.questions import tells_people_apart
from forms_app.ready_made.copying import known_words
from home.advice import Advice


class FormBuilding:
    """The editor's side of a page with a form; mixed into ``FormPageMixin``."""

    def advice(self: Any) -> list[Advice]:
        """What holds for every page, and what the questions of an original could ask better."""
        page: Any = super()
        own = advice_on_questions(self) if self.is_canonical and self.has_form() else []
        return [*page.advice(), *own]

    def known_words(self: Any, language: str) -> dict[str, str]:
        """Words of the form that ready-made questions have in ``language`` too, for whoever translates the page."""
        return known_words(self, language)

    def form_refusals(self: Any) -> list[str]:
        """Why the questions in hand may not be put to anybody, in whole sentences."""
        rows = list(self.form_fields.all())
        reasons = []
        if self.is_canonical and not (self.review_step or tells_people_apart(self.questions(self))):
            reasons.append(
                gettext(
                    "So that nobody is registered twice, the form needs a question for e-mail or telephone that "
                    "everybody who registers must answer. Or let people look through their answers before they send."
                )
            )
        without_options = [row for row in rows if row.kind.has_options and not row.choices.strip()]
        reasons += [
            gettext("The question “%(label)s” needs options to choose from.") % {"label": row.label}
            for row in without_options
        ]
        if self.is_canonical:
            questions = self.questions(self)
            labels = {question.key: str(question.label) for question in questions}
            reasons += [in_words(fault, labels) for fault in faults(questions)]
        return reasons

    def publish(self: Any, revision: Any, *args: Any, user: Any = None, **kwargs: Any) -> Any:
        """Make a revision live, by whatever route.

        :raises forms_app.removed_questions.AnswersToSettle: when a person does it who has not said what shall happen
            to the answers to questions that are taken out. The clock keeps them.
        """
        if user is not None and self.is_canonical:
            asked = removed_questions.keys_asked(revision.as_object())
            if removed := removed_questions.undecided(self, asked, timezone.now()):
                raise removed_questions.AnswersToSettle(self, removed)
        page: Any = super()
        return page.publish(revision, *args, user=user, **kwargs)

    def went_live(self: Any) -> None:
        """A question that is asked again needs a new decision when it is removed the next time."""
        page: Any = super()
        page.went_live()
        if self.is_canonical:
            QuestionRemoval.objects.forget(self, removed_questions.keys_asked(self))
