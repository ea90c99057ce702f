"""The immutable form version: exactly what a person saw when she answered."""
from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from forms_app.questions import FormContent, Question, Words


class FormVersionQuerySet(models.QuerySet["FormVersion"]):
    """Choices of versions."""

    def keep(self, content: FormContent, *, page_id: int) -> FormVersion:
        """The row of ``content``, made when it does not exist; two at once make one."""
        wanted = {"page_id": page_id, "language": content.language, "digest": content.digest}
        version = self.filter(**wanted).first()
        if version is not None:
            return version
        self.bulk_create(
            [
                self.model(
                    schema=content.schema(),
                    notice=content.notice,
                    button=content.button.as_list(),
                    **wanted,
                )
            ],
            ignore_conflicts=True,
        )
        return self.get(**wanted)


class FormVersion(models.Model):
    """Questions, options, help, notice and button in one language. Immutable, no personal data."""

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="form_versions")
    language = models.CharField(_("language"), max_length=12)
    digest = models.CharField(_("digest"), max_length=64)
    schema = models.JSONField(_("questions in order"))
    notice = models.JSONField(_("notice"))
    button = models.JSONField(_("button text"))
    made_at = models.DateTimeField(_("made"), default=timezone.now)

    objects = FormVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("form version")
        verbose_name_plural = _("form versions")
        constraints = [
            models.UniqueConstraint(fields=["page", "language", "digest"], name="forms_app_version_once_per_digest"),
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.digest[:12]}"

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The questions alone, for which notice and button need not be read."""
        return tuple(Question.from_dict(each) for each in self.schema)

    @cached_property
    def content(self) -> FormContent:
        """The version as a value."""
        return FormContent(
            language=self.language,
            questions=self.questions,
            notice=self.notice,
            button=Words(*self.button),
        )
