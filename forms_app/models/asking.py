"""A page that asks: its questions, notice and button as a value, in the language of the page in hand."""
from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import gettext

from forms_app.builder import AnswerForm, QuestionFormBuilder
from forms_app.models.fields import FormField
from forms_app.questions import FormContent, Question, Words
from home.languages import facts_for, language_of
from privacy.models import SectionDefaults
from privacy.notices import notice_for
from privacy.sections import section_for


class Asking(models.Model):
    """A page with questions, whatever becomes of the answers. Facts come from the canonical page.

    The page itself has ``button_text`` and the other texts. ``notice_in``, ``usual_button_text``,
    ``lets_name_later``, ``own_questions`` and ``own_question_keys`` are template methods.
    """

    form_builder = QuestionFormBuilder
    #: Whether those who answer get a place: then questions may be asked afterwards.
    gives_places = False
    #: The meanings of sensitive questions that a page of the desk counts by rules of its own. They stand among no other
    #: numbers: from two numbers of the same people one that is hidden could be computed.
    counted_apart: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def lets_name_later(self) -> bool:
        """Whether participants may be named after the registration, by its link: only where there is such a link."""
        return False

    @cached_property
    def section(self) -> SectionDefaults | None:
        """The section above the page, read once while the page is in hand."""
        return section_for(self)

    def zone(self) -> ZoneInfo:
        """The controller's time zone; the site's where no section says."""
        return ZoneInfo(self.section.controller.time_zone if self.section else settings.TIME_ZONE)

    def get_form_fields(self) -> list[Question]:
        """The questions of the page in hand: the canonical page's facts with this page's words."""
        return list(self.questions(facts_for(self)))

    def questions(self, facts: Asking) -> tuple[Question, ...]:
        """The questions of ``facts`` in this page's language, in order: first those that it puts by itself."""
        return (*self.own_questions(facts), *self.editors_questions(facts))

    def own_questions(self, facts: Asking) -> tuple[Question, ...]:
        """What the page puts by itself, in its language, because of what ``facts`` say beside its questions."""
        return ()

    def own_question_keys(self) -> tuple[str, ...]:
        """The keys of what this canonical page puts by itself, also while there is nothing to choose."""
        return ()

    def editors_questions(self, facts: Asking) -> tuple[Question, ...]:
        """The questions that the editor has placed on ``facts``, in this page's language, in order."""
        language, source = language_of(self), language_of(facts)
        own = {} if facts.pk == self.pk else {row.clean_name: row for row in self.form_fields.all()}
        rows: list[FormField] = sorted(facts.form_fields.all(), key=lambda row: row.sort_order or 0)
        taken = [row for row in rows if settings.KALLELSE_FILES or not row.kind.takes_files]
        return tuple(row.in_language(own.get(row.clean_name), source, language) for row in taken)

    def form_content(self, facts: Asking) -> FormContent:
        """Everything a visitor reads in this page's form, as it stands now."""
        language, source = language_of(self), language_of(facts)
        questions = self.questions(facts)
        notice = facts.notice_in(language, questions)
        return FormContent(language, questions, notice, self._button(facts, source, language))

    def notice_in(self, language: str, questions: tuple[Question, ...]) -> dict[str, Any]:
        """What this canonical page tells of data protection, as NoticeText.as_dict; empty under no section."""
        if not self.section:
            return {}
        asked = [question for question in questions if question.kind.is_asked]
        return notice_for(self.section, asked, language, anchors=self.retention_anchors()).as_dict()

    def _button(self, facts: Asking, source: str, language: str) -> Words:
        if self.button_text:
            return Words(self.button_text)
        if facts.button_text:
            return Words(facts.button_text, source if source != language else "")
        with translation.override(language):
            return Words(self.usual_button_text())

    def usual_button_text(self) -> str:
        """The button's text where the editor wrote none, in the active language."""
        return gettext("Send")

    def get_form_class(self) -> type[AnswerForm]:
        """The form of this page in its language."""
        return self.form_builder(self.get_form_fields()).get_form_class()

    def thank_you(self, facts: Asking) -> Words:
        """The editor's own text for the receipt, in this page's language where there is one; else blank."""
        return self._text("thank_you_text", facts)

    def _text(self, name: str, facts: Asking) -> Words:
        own, source = getattr(self, name), getattr(facts, name)
        if own or not source or facts.pk == self.pk:
            return Words(own)
        return Words(source, language_of(facts))
