"""The page that says how personal data are handled, made from what privacy knows."""
from typing import Any

from django.utils.translation import gettext_lazy as _

from home.models.base import BasePage
from home.models.pages import BodyPage
from privacy import information, processing_register
from privacy.sections import sections_under


class PrivacyPage(BasePage):
    """Who answers for personal data, why they are handled, how long they are kept, and whom to ask.

    Everything between the lead and the body is made from the records of data protection, in the words that
    stand under the forms: the page and the notices cannot disagree. Under a body it tells of that body, under
    the start page of all of them.
    """

    subpage_types: list[str] = []
    page_description = _("Who answers for personal data and what rights one has; it fills itself.")
    template = "home/privacy_page.html"

    class Meta:
        verbose_name = _("privacy page")
        verbose_name_plural = _("privacy pages")

    def get_context(self, request, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Beside what every page has, what privacy tells in this language: ``controllers``, and ``register``.

        The register has a row for each of their activities, those without a form included.
        """
        context = super().get_context(request, *args, **kwargs)
        sections = sections_under(self._whole())
        context["controllers"] = information.of_controllers(sections, context["language"])
        of = {section.controller_id for section in sections}
        context["register"] = processing_register.rows(context["language"], of) if of else []
        return context

    def _whole(self) -> Any:
        """What the page tells of: the body it stands under, else the whole site."""
        bodies = [page for page in self.line if page.specific_class is BodyPage]
        return next(iter([*bodies, *self.line]), self)
