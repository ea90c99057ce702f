"""Looking through the texts of an evaluation for names, before others than the reviewer read them."""
from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forms_app.evaluations import hiding
from forms_app.evaluations.form import TEXTS
from forms_app.evaluations.notice import FEWEST
from forms_app.models import EvaluationAnswer, EvaluationPage, EvaluationReview
from forms_app.questions import Question


def to_look_through(page: EvaluationPage, now: datetime) -> list[EvaluationAnswer]:
    """Answers with a text that nobody has looked through, in random order.

    None before all have been written (those of the few who came last would stand alone), or if fewer than five have.
    """
    answers = EvaluationAnswer.objects.to(page)
    if not page.is_complete(now) or answers.count() < FEWEST:
        return []
    unread = answers.unread().select_related("version")
    return [each for each in unread if texts_of(each)]


def texts_of(answer: EvaluationAnswer) -> list[tuple[Question, str]]:
    """The questions that were answered in own words, with what was written."""
    return [
        (question, str(answer.answers[question.key]))
        for question in answer.version.content.questions
        if question.kind.widget in TEXTS and answer.answers.get(question.key)
    ]


class ReviewForm(forms.Form):
    """For each text of one answer, the passages that others shall not see."""

    def __init__(self, answer: EvaluationAnswer, data: Any = None) -> None:
        super().__init__(data, prefix=str(answer.pk))
        self.answer = answer
        for question, _text in texts_of(answer):
            self.fields[question.key] = forms.CharField(
                label=_("Hide these words"),
                required=False,
                max_length=question.max_length + 500,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text=_("Names and what gives somebody away, one to a line, as they stand in the text."),
            )

    def rows(self) -> list[tuple[Question, str, forms.BoundField]]:
        """Question, text and field."""
        return [(question, text, self[question.key]) for question, text in texts_of(self.answer)]

    def clean(self) -> dict[str, Any]:
        """Find each passage in its text."""
        cleaned = super().clean() or {}
        self.hidden: dict[str, list[hiding.Place]] = {}
        for question, text in texts_of(self.answer):
            try:
                places = hiding.places_of(cleaned.get(question.key, "").splitlines(), text)
            except hiding.NotFound:
                self.add_error(question.key, _("These words do not stand in the text. Write them as they stand there."))
                continue
            if places:
                self.hidden[question.key] = places
        return cleaned

    def keep(self, *, by: Any, today: date) -> EvaluationReview:
        """Note that the texts have been looked through; the second of two reviewers changes the first one's."""
        review, _is_new = EvaluationReview.objects.update_or_create(
            answer=self.answer, defaults={"hidden": self.hidden, "by": by, "on": today}
        )
        return review
