"""What helps an editor to write a page: templates to begin from, and advice on what is written."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.text import capfirst
from wagtail.models import Page

from home.advice import Advice, advice_on_languages, advice_on_texts
from home.page_templates import OTHER, PageTemplate


class WritingHelp:
    """What a page model offers its editor; floors above offer more and bring rows along."""

    #: Where pages of this type stand among the templates, and by which icon they are known.
    template_place = OTHER
    template_icon = "doc-empty"

    @classmethod
    def page_templates(cls) -> Sequence[PageTemplate]:
        """What an editor may choose to make such a page from: here, one template by the name of the model."""
        model: Any = cls
        return [
            PageTemplate(
                key=model._meta.model_name,
                name=capfirst(model.get_verbose_name()),
                description=model.get_page_description(),
                icon=cls.template_icon,
                place=cls.template_place,
            )
        ]

    def begin(self, template: PageTemplate, parent: Page) -> None:
        """Fill in, on this new page below ``parent``, what is usual for ``template``."""
        for name, value in template.values.items():
            setattr(self, name, value)

    def advice(self) -> list[Advice]:
        """What the editor may want to look at on this stored page; floors above add to it. It refuses nothing."""
        return [*advice_on_texts(self), *advice_on_languages(self)]
