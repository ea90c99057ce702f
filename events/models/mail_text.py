"""A body's own words for one kind of mail in one language. What is left empty is said in the standard words."""
from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class MailText(models.Model):
    """Own words; ``body_key`` is the translation key of the body's page."""

    body_key = models.UUIDField(_("body"))
    kind = models.CharField(_("kind"), max_length=50)
    language = models.CharField(_("language"), max_length=10)
    subject = models.CharField(
        _("subject"), max_length=150, blank=True, help_text=_("The line that is seen before the mail is opened.")
    )
    heading = models.CharField(
        _("heading"), max_length=120, blank=True, help_text=_("What has happened, in a few words. No placeholders.")
    )
    text = models.TextField(
        _("text"), max_length=2000, blank=True,
        help_text=_("Between the reference number and the facts. An empty line begins a new paragraph."),
    )
    link = models.CharField(
        _("words of the link"), max_length=80, blank=True, help_text=_("What the link leads to. No placeholders.")
    )
    changed_at = models.DateTimeField(_("changed"))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("changed by")
    )

    class Meta:
        verbose_name = _("own words of a mail")
        verbose_name_plural = _("own words of mails")
        constraints = [
            models.UniqueConstraint(fields=["body_key", "kind", "language"], name="events_mailtext_one_of_each")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.language}"
