"""What holds for a part of the page tree, so that the editor chooses nothing about privacy."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from privacy.by_language import TextsField

from .activities import ProcessingActivity
from .controllers import Controller
from .remembered import Remembered
from .retention import RetentionRule


class SectionDefaults(Remembered):
    """Controller, activity and sender for a page and everything below it, in all languages.

    The nearest one above a page wins. The rules are those of the activity.
    """

    page = models.OneToOneField(
        "wagtailcore.Page",
        on_delete=models.PROTECT,
        related_name="privacy_section",
        verbose_name=_("page"),
        help_text=_("Holds for this page, its translations and everything below them."),
    )
    controller = models.ForeignKey(
        Controller,
        on_delete=models.PROTECT,
        related_name="sections",
        verbose_name=_("controller"),
    )
    activity = models.ForeignKey(
        ProcessingActivity,
        on_delete=models.PROTECT,
        related_name="sections",
        verbose_name=_("activity"),
    )
    sender_names = TextsField(
        verbose_name=_("sender's name"),
        blank=True,
        help_text=_("Empty: the controller's name."),
    )
    reply_to = models.EmailField(
        blank=True,
        verbose_name=_("reply-to address"),
        help_text=_("Empty: the controller's address."),
    )

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def __str__(self) -> str:
        return str(self.controller)

    def clean(self) -> None:
        """Refuse an activity of another controller, and a second section for the same page in another language."""
        if self.activity_id and self.controller_id and self.activity.controller_id != self.controller_id:
            raise ValidationError({"activity": _("This activity belongs to another controller.")})
        if self.page_id:
            same = type(self).objects.filter(page__translation_key=self.page.translation_key)
            if same.exclude(pk=self.pk).exists():
                raise ValidationError({"page": _("This page has a section already, in this or another language.")})

    @property
    def rules(self) -> list[RetentionRule]:
        """The rules in force for the section's activity; read from the prefetch of ``section_for``."""
        found: list[RetentionRule] | None = getattr(self.activity, "rules_in_force", None)
        if found is None:
            found = list(self.activity.rules.in_force().select_related("authority").order_by("pk"))
        return found

    @property
    def reply_address(self) -> str:
        """Where answers to our mails go."""
        return self.reply_to or self.controller.email

    def sender_name(self, language: str) -> str:
        """Whose name stands on mails in ``language``."""
        own: str = self.sender_names.get(language, "")
        return own or self.controller.name_in(language).text
