"""A form in steps: what stood on the page that was sent, what her answers have opened, what is wrong."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from django.forms.utils import ErrorDict
from django.utils.functional import cached_property

from forms_app.put_form import PutForm
from forms_app.questions import Question
from forms_app.steps import Step, step_named

#: Controls that keep no value from page to page: they are put on the last step.
PUT_LAST = ("file",)


class SteppedForm(PutForm):
    """A form that judges only what its visitor has seen.

    Without ``in_steps`` it is sent in one, and everything is judged at once.

    ``posted_step`` is the step that was sent, ``step`` the one that stands on the page (:meth:`show`),
    ``focus`` the name of the field that she wants to change. Who comes back from the last look to change
    something goes on to it again at once, unless her change opens questions.
    """

    def __init__(self, *args: Any, in_steps: bool = False, judged: bool = True, **kwargs: Any) -> None:
        """:param judged: False keeps what was posted without saying what is wrong in it."""
        super().__init__(*args, **kwargs)
        self.in_steps = in_steps
        self.posted_step = step_named(self.sent("from_step"))
        if self.posted_step not in self.steps:
            self.posted_step = Step.QUESTIONS
        self.step, self.focus = self.posted_step, ""
        self.from_review = self.has_review and bool(self.sent("from_review"))
        if not judged:
            self._errors = ErrorDict()

    @property
    def next_step(self) -> Step | None:
        """The step after the one that was sent; None after the last."""
        if self.from_review:
            return Step.REVIEW
        following = self.steps[self.steps.index(self.posted_step) + 1 :]
        return following[0] if following else None

    @property
    def last_step_questions(self) -> tuple[Question, ...]:
        """The questions that are put on the last step, whatever stands before them."""
        return tuple(question for question in self.put if question.kind.widget in PUT_LAST)

    @cached_property
    def opened(self) -> tuple[str, ...]:
        """The names of the fields that her answers have opened on pages that she has sent: not judged yet."""
        sent = self.steps[: self.steps.index(self.posted_step) + 1]
        if self.from_review:
            sent = tuple(step for step in self.steps if step is not Step.REVIEW)
        return tuple(
            name
            for name in self.fields
            if self.is_bound and self.step_of(name) in sent and not self._was_seen(name) and not self._is_put_last(name)
        )

    def full_clean(self) -> None:
        """Judge what stood on her page; what has only come up by her answers is not wrong yet."""
        super().full_clean()
        for name in list(self._errors or ()):
            if name in self.fields and not self._was_seen(name):
                del self._errors[name]

    def show(self, step: Step, focus: str = "") -> Self:
        """Put ``step`` on the page, the cursor in the field named ``focus``; complain of that step only."""
        self.step = step
        self.focus = focus if focus in self.fields and self.step_of(focus) is step else ""
        for name in list(self.errors):
            if self.question_of(name) and self.step_of(name) is not step:
                del self.errors[name]
        for name in self.opened:
            self.fields[name].is_new = True
        if self.focus:
            self.fields[self.focus].has_focus = True
            if not self[self.focus].use_fieldset:
                self.fields[self.focus].widget.attrs["autofocus"] = True
        return self

    @property
    def goes_on_to_review(self) -> bool:
        """Whether she has been at the last look already, and comes from there."""
        return self.has_review and (self.from_review or self.posted_step is Step.REVIEW)

    def step_of(self, name: str) -> Step:
        """The step on which the field of this name stands."""
        if name in self.ordinals:
            return Step.PARTICIPANTS
        return self.steps[-1] if self._is_put_last(name) else Step.QUESTIONS

    def step_with(self, names: Iterable[str]) -> Step:
        """The first step on which one of these fields stands; the one that was sent where none does."""
        steps = [self.step_of(name) for name in names if self.question_of(name)]
        return min(steps, key=self.steps.index, default=self.posted_step)

    def seen(self) -> str:
        """For a hidden field: which fields she will have seen, besides those that everybody sees first."""
        before = set(self.sent("seen_before").split())
        return " ".join(
            name
            for name in self.fields
            if (name in before or self.step_of(name) is self.step) and not self._is_put_first(name)
        )

    def seen_everything(self) -> str:
        """The same once she has seen everything that is put."""
        return " ".join(name for name in self.fields if not self._is_put_first(name))

    def _was_seen(self, name: str) -> bool:
        if not self.in_steps or self._is_put_first(name):
            return True
        own, sent = self.steps.index(self.step_of(name)), self.steps.index(self.posted_step)
        if self._is_put_last(name):
            return own == sent
        if own != sent and not self.from_review:
            return own < sent
        return name in self.sent("seen_before").split() or name in self.data

    def _is_put_first(self, name: str) -> bool:
        """Whether it stands on the page that everybody gets first."""
        question = self.question_of(name)
        return self.step_of(name) is Step.QUESTIONS and (question is None or question.condition is None)

    def _is_put_last(self, name: str) -> bool:
        question = self.question_of(name)
        return question is not None and question.kind.widget in PUT_LAST
