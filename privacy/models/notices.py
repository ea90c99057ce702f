"""The wording of notices: data that a body may change, with versions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .controllers import Jurisdiction


class NoticeTemplate(models.Model):
    """All sentences and terms of a notice for one country's law in one language.

    A version never changes; the highest one is used. Published forms keep a copy of their text.
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

    def __str__(self) -> str:
        return f"{self.jurisdiction} {self.language} {self.version}"
