"""The wordings of notices and of letters: data that a body may change, with versions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .controllers import Jurisdiction


class LawText(models.Model):
    """All sentences and terms of one kind of text for one country's law in one language.

    A version never changes; the highest one is used. What was published or sent keeps a copy of its text.
    """

    jurisdiction = models.CharField(max_length=2, choices=Jurisdiction, verbose_name=_("country whose law applies"))
    language = models.CharField(max_length=10, verbose_name=_("language"))
    version = models.PositiveIntegerField(verbose_name=_("version"))
    shipped = models.BooleanField(
        default=False, editable=False, verbose_name=_("as shipped"),
        help_text=_("A shipped wording is replaced when a newer one is installed; your own never is."),
    )  # fmt: skip
    issued_on = models.DateField(verbose_name=_("issued on"))
    parts = models.JSONField(verbose_name=_("sentences and terms"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.jurisdiction} {self.language} {self.version}"


class NoticeTemplate(LawText):
    """The wording of notices. Published forms keep a copy of their text."""

    class Meta:
        verbose_name = _("wording of notices")
        verbose_name_plural = _("wordings of notices")
        constraints = [
            models.UniqueConstraint(
                fields=["jurisdiction", "language", "version"],
                name="notice_template_version_unique",
            ),
            models.CheckConstraint(
                condition=models.Q(jurisdiction__in=Jurisdiction.values),
                name="notice_template_jurisdiction_known",
            ),
        ]


class LetterTemplate(LawText):
    """The wording of letters in cases about somebody's data. A frozen letter keeps its text and names the version."""

    class Meta:
        verbose_name = _("wording of letters")
        verbose_name_plural = _("wordings of letters")
        constraints = [
            models.UniqueConstraint(
                fields=["jurisdiction", "language", "version"],
                name="letter_template_version_unique",
            ),
            models.CheckConstraint(
                condition=models.Q(jurisdiction__in=Jurisdiction.values),
                name="letter_template_jurisdiction_known",
            ),
        ]
